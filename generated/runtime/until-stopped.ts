// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type { Stop } from "./stop.js";

/** What is waited for, or `stopped` where the stop comes first. What the work gives later is nobody's any more. */
export async function untilStopped<T>(work: T | Promise<T>, stop: Stop): Promise<{ value: T } | "stopped"> {
  let unlisten = (): void => {};
  const stopped = new Promise<"stopped">((resolve) => {
    unlisten = stop.listen(() => resolve("stopped"));
  });
  try {
    return await Promise.race([Promise.resolve(work).then((value) => ({ value })), stopped]);
  } finally {
    unlisten();
  }
}
