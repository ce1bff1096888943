import type { Handler } from "../generated/index.js";

/** Get the current time in a given location */
export const handler: Handler<"get_time"> = ({ location }) => `It is 12:32 PM in ${location}.`;
