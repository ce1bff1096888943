import { type Stats, statSync } from "node:fs";

/**
 * What tells a file or folder from itself after a change: size, times of change in milliseconds, inode. null for
 * nothing.
 */
export type Stamp = readonly [size: number, mtimeMs: number, ctimeMs: number, ino: number] | null;

/** What a run has looked at, by absolute path. The stamp is older than what was read. */
export type Stamps = Map<string, Stamp>;

/** The stamp of a path, links followed. */
export function stampOf(path: string): Stamp {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats === undefined ? null : toStamp(stats);
  } catch {
    // A folder on the way cannot be entered: NaN differs from every stamp, itself included.
    return [Number.NaN, 0, 0, 0];
  }
}

export function toStamp({ size, mtimeMs, ctimeMs, ino }: Stats): Stamp {
  return [size, mtimeMs, ctimeMs, ino];
}

/** Notes what is at a path before it is read. The first look counts: what changes after it shows. */
export function noteStamp(stamps: Stamps, path: string): void {
  if (!stamps.has(path)) stamps.set(path, stampOf(path));
}

export function isSameStamp(a: Stamp, b: Stamp): boolean {
  if (a === null || b === null) return a === b;
  return a[0] === b[0] && a[1] === b[1] && a[2] === b[2] && a[3] === b[3];
}
