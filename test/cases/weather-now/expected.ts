/** The input of `weather_now`. */
export type WeatherNowInput = {
  /** A city, with its country where there are several: `Porto, PT`. */
  place: string;
  /** @default "celsius" */
  unit?: "celsius" | "fahrenheit";
};
