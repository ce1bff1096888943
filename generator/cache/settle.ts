import { statSync, utimesSync } from "node:fs";
import { isSameStamp, type Stamps, stampOf } from "../read/stamps.js";

/**
 * Two changes within a tick of the file system's clock, in milliseconds, can leave a file the same times. Linux has at
 * most 10.
 */
const TICK_MS = 20;
/** File systems that count in seconds, such as FAT. */
const COARSE_TICK_MS = 2100;

/** Whether nothing has changed since the stamps were taken, links and folders included. */
export function isAsStamped(stamps: Stamps): boolean {
  for (const [path, stamp] of stamps) if (!isSameStamp(stamp, stampOf(path))) return false;
  return true;
}

/**
 * The time, in milliseconds since 1970, that is a tick ago: whatever is read from now on and changed before it shows
 * every further change.
 */
export function tickAgo(): number {
  return Date.now() - TICK_MS;
}

/** Whether all stamps are of changes before a time, and on a file system that does not count in seconds. */
export function isSettled(stamps: Stamps, time: number): boolean {
  const times = timesOf(stamps);
  const isCoarse = times.every((one) => one % 1000 === 0);
  return Math.max(0, ...times) < time - (isCoarse ? COARSE_TICK_MS : 0);
}

/**
 * Waits until every further change will show, at most a tick: not for a clock that is wrong, or for one that counts in
 * seconds.
 * @param probe A file to touch: it tells the file system's own time, which is mostly late enough at once. undefined for
 * none.
 * @returns The time before which a stamp has to be for that.
 */
export function settle(stamps: Stamps, probe: string | undefined): number {
  const paths = [...stamps.keys()].filter((path) => (stampOf(path)?.[2] ?? 0) >= tickAgo());
  const newest = Math.max(0, ...timesOf(new Map(paths.map((path) => [path, stampOf(path)]))));
  while (newest >= tickAgo() && newest <= Date.now() + 1) {
    const time = probe === undefined ? undefined : touch(probe, paths);
    if (time !== undefined && time > newest) return time;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
  }
  return tickAgo();
}

/**
 * The time that a file system gives a file that is touched; undefined where it is another one than that of the paths.
 */
function touch(probe: string, paths: readonly string[]): number | undefined {
  try {
    utimesSync(probe, new Date(), new Date());
    const { ctimeMs, dev } = statSync(probe);
    return paths.every((path) => statSync(path).dev === dev) ? ctimeMs : undefined;
  } catch {
    return undefined;
  }
}

/** The times of the last changes, by the clock that only the system sets: a person can set the time of writing. */
function timesOf(stamps: Stamps): number[] {
  return [...stamps.values()].flatMap((stamp) => (stamp === null ? [] : [stamp[2]]));
}
