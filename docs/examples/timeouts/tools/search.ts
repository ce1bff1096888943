import { setTimeout as wait } from "node:timers/promises";
import type { Handler } from "../generated/index.js";

/** Search everything */
export const handler: Handler<"search"> = async ({ query }, { signal }) => {
  // Pass the signal on to whatever you await: it is aborted when the time is over, and the work ends with it.
  await wait(60_000, undefined, { signal });
  return `Nothing found for ${query}.`;
};
