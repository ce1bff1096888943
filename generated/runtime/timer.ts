// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import { LONGEST_TIMER_MS } from "./limits.js";

/** Calls back after so many milliseconds; never, where no timer can last that long. Gives the function that calls it off. */
export function startTimer(ms: number | undefined, ring: () => void): () => void {
  if (ms === undefined || ms > LONGEST_TIMER_MS) return () => {};
  const timer = setTimeout(ring, ms);
  return () => clearTimeout(timer);
}
