/** The input of `get-structured-content`. */
export type GetStructuredContentInput = {
  /** Choose city */
  location: "New York" | "Chicago" | "Los Angeles";
};

/** The output of `get-structured-content`. */
export type GetStructuredContentOutput = {
  /** Temperature in celsius */
  temperature: number;
  /** Weather conditions description */
  conditions: string;
  /** Humidity percentage */
  humidity: number;
};
