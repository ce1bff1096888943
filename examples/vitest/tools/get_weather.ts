import { type Handler, ToolError } from "../generated/index.js";

const DEGREES: { readonly [city: string]: number } = { "San Francisco": 72, Oslo: 41 };

/** Get the current weather in a given location */
export const handler: Handler<"get_weather"> = ({ location }) => {
  const degrees = DEGREES[location];
  if (degrees === undefined) throw new ToolError(`There is no weather for ${location}.`);
  return `It is ${degrees} degrees in ${location}.`;
};
