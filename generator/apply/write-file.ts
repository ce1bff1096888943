import { constants, copyFileSync, existsSync, linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { temporaryName } from "../plan/temporary-name.js";
import { codeOf } from "../read/files.js";

/** How often a write is begun anew when its folder or its temporary file disappears under it: another run may be tidying up. */
const ATTEMPTS = 5;

/** Writes beside the file and renames, so that nobody ever sees half of it. A link is replaced, and what it leads to is left alone. */
export function replaceFile(file: string, content: string): void {
  throughTemporary(file, content, (temporary) => renameSync(temporary, file));
}

/** Creates a file, whole or not at all. One that is there already, or appeared meanwhile, is a person's and stays. */
export function createFile(file: string, content: string): void {
  throughTemporary(file, content, (temporary) => {
    try {
      createFrom(temporary, file);
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error;
    }
    removeQuietly(temporary);
  });
}

function createFrom(temporary: string, file: string): void {
  try {
    linkSync(temporary, file);
  } catch (error) {
    if (codeOf(error) === "EEXIST" || codeOf(error) === "ENOENT") throw error;
    // There are file systems without hard links, and each says so in another way.
    copyFileSync(temporary, file, constants.COPYFILE_EXCL);
  }
}

function throughTemporary(file: string, content: string, finish: (temporary: string) => void): void {
  for (let attempt = 1; ; attempt++) {
    const temporary = temporaryName(file);
    try {
      if (attempt > 1) makeFolder(dirname(file));
      writeFileSync(temporary, content, { flag: "wx" });
      finish(temporary);
      return;
    } catch (error) {
      removeQuietly(temporary);
      // Of a disk that is full the system does not say for which file.
      if (error instanceof Error && "code" in error && !("path" in error)) Object.assign(error, { path: file });
      if (codeOf(error) !== "ENOENT" || attempt === ATTEMPTS) throw error;
    }
  }
}

/** Makes a folder and those above it. Node's own recursive mkdir never returns where a folder that exists takes no new one, as /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
  }
}

/** What the file system said first is what counts; the next run removes what is left. */
function removeQuietly(temporary: string): void {
  try {
    rmSync(temporary, { force: true });
  } catch {
    // See above.
  }
}
