import type { Handler } from "../generated/index.js";

/** Get the current time in a given location */
export const handler: Handler<"get_time"> = async ({ location }) => {
  return `The time in ${location} is 12:32 PM.`;
};
