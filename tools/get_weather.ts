import type { Handler } from "../generated/index.js";

/** Get the current weather in a given location */
export const handler: Handler<"get_weather"> = async ({ location }) => {
  return `The weather in ${location} is 72 degrees and sunny.`;
};
