import { isSameStamp, type Stamps, stampOf } from "../read/stamps.js";

/** Two changes within a tick of the file system's clock, in milliseconds, can leave a file the same times. Linux has at most 10. */
const TICK_MS = 20;
/** File systems that count in seconds, such as FAT. */
const COARSE_TICK_MS = 2100;

/** Whether nothing has changed since the stamps were taken, links and folders included. */
export function isAsStamped(stamps: Stamps): boolean {
  for (const [path, stamp] of stamps) if (!isSameStamp(stamp, stampOf(path))) return false;
  return true;
}

/** Whether every change after `time` (milliseconds since 1970) shows in the stamps: what they say is older than a tick by then. */
export function isSettled(stamps: Stamps, time: number): boolean {
  const { newest, tick } = newestChange(stamps);
  return time - newest > tick;
}

/** Waits until every further change will show. Does not wait for a clock that is wrong, or for one that counts in seconds. */
export function settle(stamps: Stamps): void {
  const now = new Map([...stamps.keys()].map((path) => [path, stampOf(path)]));
  const { newest, tick } = newestChange(now);
  const wait = newest + tick - Date.now() + 1;
  if (wait > 0 && wait <= TICK_MS + 1) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, wait);
}

/** The time of the last change, by the clock that only the system sets: a person can set the time of writing. */
function newestChange(stamps: Stamps): { newest: number; tick: number } {
  const times = [...stamps.values()].flatMap((stamp) => (stamp === null ? [] : [stamp[2]]));
  const isCoarse = times.every((time) => time % 1000 === 0);
  return { newest: Math.max(0, ...times), tick: isCoarse ? COARSE_TICK_MS : TICK_MS };
}
