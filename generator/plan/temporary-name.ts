import { randomBytes } from "node:crypto";

/** A write takes milliseconds. A temporary file of this age, in milliseconds, was left by a run that is over. */
const YOUNG_MS = 60_000;

const RUN = randomBytes(4).toString("hex");
let written = 0;

/** What a file is called while it is being written: beside the file itself, so that a rename puts it in place. */
export function temporaryName(file: string): string {
  written = (written + 1) % 0x10000;
  return `${file}.batchgen-${process.pid}-${RUN}${written.toString(16).padStart(4, "0")}.tmp`;
}

/** Whether a path is a temporary file of batchgen's. */
export function isTemporary(path: string): boolean {
  return processOf(path) !== undefined;
}

/**
 * Whether the run that wrote a temporary file is over: it was killed, then. The number of its process alone does not
 * tell: in a container every run may have the same one.
 * @param writtenAt In milliseconds since 1970.
 */
export function isAbandoned(path: string, writtenAt: number): boolean {
  const pid = processOf(path);
  if (pid === undefined) return false;
  return Date.now() - writtenAt > YOUNG_MS || !isAlive(pid);
}

function processOf(path: string): number | undefined {
  const pid = /\.batchgen-(\d{1,10})-[0-9a-f]{12}\.tmp$/.exec(path)?.[1];
  return pid === undefined ? undefined : Number(pid);
}

function isAlive(pid: number): boolean {
  // Writing is synchronous: while this process plans, it has no file in the making, only one that it could not remove.
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user is alive, too.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
