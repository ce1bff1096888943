import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { temporaryName } from "../plan/temporary-name.js";
import { isSameStamp, type Stamp, stampOf, toStamp } from "../read/stamps.js";

/**
 * How often a write is begun anew when its folder or its temporary file disappears under it: another run may be tidying
 * up.
 */
const ATTEMPTS = 5;

/**
 * The waits before a rename is tried again, in milliseconds: a virus scanner or an indexer may hold the file for a
 * moment.
 */
const WAITS_MS = [5, 20, 80, 300];
const HELD = ["EPERM", "EACCES", "EBUSY"];

/**
 * Writes beside the file and renames, so that nobody ever sees half of it. A link is replaced, and what it leads to is
 * left alone; the mode of a file that is there is kept. A file that cannot be renamed onto, as one that is mounted, is
 * written in place.
 * @returns The stamp of the file; undefined where it is not certain that it is that of `content`.
 */
export function replaceFile(file: string, content: string | readonly string[], isThere = true): Stamp | undefined {
  return throughTemporary(file, content, (temporary) => {
    const written = statSync(temporary);
    const before = isThere ? statSync(file, { throwIfNoEntry: false }) : undefined;
    if (before?.isFile() === true && before.mode !== written.mode) chmodSync(temporary, before.mode & 0o7777);
    if (renamePatiently(temporary, file)) return stampAfter(file, toStamp(written));
    writeFileSync(file, typeof content === "string" ? content : content.join(""));
    removeQuietly(temporary);
    return undefined;
  });
}

/**
 * Creates a file, whole or not at all. One that is there already, or appeared meanwhile, is a person's and stays.
 * @returns Whether it was created, and its stamp as `replaceFile` gives it.
 */
export function createFile(file: string, content: string): { isCreated: boolean; stamp: Stamp | undefined } {
  return throughTemporary(file, content, (temporary) => {
    const written = toStamp(statSync(temporary));
    const isCreated = createFrom(temporary, file);
    removeQuietly(temporary);
    return { isCreated, stamp: isCreated ? stampAfter(file, written) : undefined };
  });
}

function createFrom(temporary: string, file: string): boolean {
  try {
    linkSync(temporary, file);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    if (codeOf(error) === "ENOENT") throw error;
  }
  try {
    // There are file systems without hard links, and each says so in another way.
    copyFileSync(temporary, file, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** Renames, and where the system refuses it tries again shortly. Gives false where the file is busy all the time. */
function renamePatiently(from: string, to: string): boolean {
  for (let attempt = 0; ; attempt++) {
    try {
      renameSync(from, to);
      return true;
    } catch (error) {
      const wait = HELD.includes(String(codeOf(error))) ? WAITS_MS[attempt] : undefined;
      if (wait !== undefined) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, wait);
      else if (codeOf(error) === "EBUSY") return false;
      else throw error;
    }
  }
}

/**
 * The stamp of a file after it was put in place; undefined where it is another file by now than the one that was
 * written.
 */
function stampAfter(file: string, written: Stamp): Stamp | undefined {
  const stamp = stampOf(file);
  if (stamp === null || written === null) return undefined;
  const [size, mtimeMs, , ino] = written;
  return isSameStamp(stamp, [size, mtimeMs, stamp[2], ino]) ? stamp : undefined;
}

function throughTemporary<T>(file: string, content: string | readonly string[], finish: (temporary: string) => T): T {
  for (let attempt = 1; ; attempt++) {
    const temporary = temporaryName(file);
    try {
      if (attempt > 1) makeFolder(dirname(file));
      writeNew(temporary, content);
      return finish(temporary);
    } catch (error) {
      removeQuietly(temporary);
      // Of a disk that is full the system does not say for which file.
      if (error instanceof Error && "code" in error && !("path" in error)) Object.assign(error, { path: file });
      if (codeOf(error) !== "ENOENT" || attempt === ATTEMPTS) throw error;
    }
  }
}

/** Content in pieces is never in memory as a whole a second time. */
function writeNew(file: string, content: string | readonly string[]): void {
  if (typeof content === "string") {
    // With the encoding named, Node opens, writes and closes in one call.
    writeFileSync(file, content, { flag: "wx", encoding: "utf8" });
    return;
  }
  const descriptor = openSync(file, "wx");
  try {
    for (const piece of content) writeFileSync(descriptor, piece);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Makes a folder and those above it. Node's own recursive mkdir never returns where a folder that exists takes no new
 * one, as /proc.
 */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
  }
}

/** What the file system said first is what counts; a later run removes what is left. */
function removeQuietly(temporary: string): void {
  try {
    unlinkSync(temporary);
  } catch {
    // See above.
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
