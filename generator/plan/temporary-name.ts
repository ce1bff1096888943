import { randomBytes } from "node:crypto";

/** What a file is called while it is being written: beside the file itself, so that a rename puts it in place. */
export function temporaryName(file: string): string {
  return `${file}.batchgen-${process.pid}-${randomBytes(6).toString("hex")}.tmp`;
}

/** Whether a path is a temporary file of batchgen's, and whether the run that wrote it is over: it was killed, then. */
export function readTemporary(path: string): { isOver: boolean } | undefined {
  const pid = /\.batchgen-(\d{1,10})-[0-9a-f]{12}\.tmp$/.exec(path)?.[1];
  return pid === undefined ? undefined : { isOver: !isAlive(Number(pid)) };
}

function isAlive(pid: number): boolean {
  // Writing is synchronous: while this process plans, it has no file in the making, only one that it could not remove.
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is a live one, too.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
