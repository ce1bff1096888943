import type { Handler } from "../generated/index.js";

/** Get the current weather in a given location */
export const handler: Handler<"get_weather"> = ({ location }) => `It is 72 degrees and sunny in ${location}.`;
