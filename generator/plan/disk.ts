import { type Dirent, existsSync, lstatSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, posix, relative, resolve } from "node:path";
import { isInside } from "../config/refuse-folders.js";
import type { Options } from "../config/settings.js";
import { absolutePath, toPosix } from "../read/files.js";
import { noteStamp, type Stamps, toStamp } from "../read/stamps.js";
import { MANIFEST } from "./manifest.js";
import type { Disk, Found } from "./plan.js";

type Folders = Pick<Options, "cwd" | "toolsDir" | "outDir" | "handlersDir">;

/** What a disk is told and asked beside its folders. */
type Notes = {
  /** Takes the stamp of all that is looked at, before the look. */
  stamps?: Stamps;
  /** The hash of the text of a file, where that is known without reading it; `file` is absolute. */
  knownHash?: (file: string) => string | undefined;
};

/**
 * The disk as it is, below a working directory.
 * @param sources The definition files, by their paths from the tools folder: handlers live where they do.
 */
export function realDisk(folders: Folders, sources: readonly string[], notes: Notes = {}): Disk {
  const { cwd, toolsDir, outDir, handlersDir } = folders;
  const { stamps = new Map(), knownHash = () => undefined } = notes;
  const within = new Map<string, boolean>();
  const obstacles = new Map<string, string | undefined>();

  function show(file: string): string {
    return toPosix(relative(cwd, file));
  }

  /**
   * Every file in a folder, and below it in the folders wanted. Links are not followed; a folder that is not there has
   * none.
   */
  function list(folder: string, enters: (path: string, name: string) => boolean): { path: string; entry: Dirent }[] {
    noteStamp(stamps, folder);
    const shown = show(folder);
    return readEntries(folder).flatMap((entry) => {
      if (entry.isDirectory()) {
        const below = join(folder, entry.name);
        return enters(below, entry.name) ? list(below, enters) : [];
      }
      return [{ path: shown === "" ? entry.name : `${shown}/${entry.name}`, entry }];
    });
  }

  return {
    look: (path) => {
      const file = absolutePath(cwd, path);
      const found = ifThere(() => look(file, path, stamps));
      // Nothing is there, or nothing that can be reached.
      noteStamp(stamps, file);
      const obstacle = found === undefined ? findObstacle(dirname(file), obstacles) : undefined;
      return obstacle === undefined ? found : { kind: "other", path: show(obstacle) };
    },
    knownHash: (path) => knownHash(absolutePath(cwd, path)),
    writtenAt: (path) => statSync(resolve(cwd, path), { throwIfNoEntry: false })?.mtimeMs,
    // A folder with a manifest of its own is another run's output.
    listOutput: () => list(outDir, (path) => !existsSync(join(path, MANIFEST))).map(({ path }) => path),
    listHandlers: () => {
      // Handlers may have lived beside their definitions before, and all folders there are known to be batchgen's
      // business.
      const beside = list(toolsDir, (path, name) => path !== outDir && isTools(name));
      const dirs = new Set([handlersDir, ...sources.map((file) => join(handlersDir, dirname(file)))]);
      const apart = handlersDir === toolsDir ? [] : [...dirs].flatMap((dir) => list(dir, () => false));
      const files = [...beside, ...apart].filter(({ entry }) => entry.isFile() || entry.isSymbolicLink());
      return [...new Set(files.map(({ path }) => path))];
    },
    isWithin: (path, owner) => {
      const key = `${owner} ${posix.dirname(path)}`;
      const known = within.get(key);
      if (known !== undefined) return known;
      const folder = dirname(resolve(cwd, path));
      const homes = owner === "machine" ? [outDir] : [handlersDir, toolsDir];
      const found = homes.some((home) => isInside(folder, home));
      within.set(key, found);
      return found;
    },
    isSame: (a, b) => {
      const [one, other] = [a, b].map((path) => ifThere(() => lstatSync(resolve(cwd, path), { bigint: true })));
      return one !== undefined && other !== undefined && one.dev === other.dev && one.ino === other.ino;
    },
  };
}

/** The folders below the tools folder in which definitions, and so handlers, can be. */
function isTools(name: string): boolean {
  return !name.startsWith(".") && name !== "node_modules";
}

/** What is at a path. Its stamp is noted before it is read; that of a link is of what it leads to. */
function look(file: string, path: string, stamps: Stamps): Found | undefined {
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (stats?.isSymbolicLink() === true) noteStamp(stamps, file);
  else if (!stamps.has(file)) stamps.set(file, stats === undefined ? null : toStamp(stats));
  if (stats === undefined) return undefined;
  if (stats.isFile()) return { kind: "file", text: readFileSync(file, "utf8") };
  if (!stats.isSymbolicLink()) return { kind: "other", path };
  const target = statSync(file, { throwIfNoEntry: false });
  if (target === undefined) return { kind: "link", text: undefined };
  return target.isFile() ? { kind: "link", text: readFileSync(file, "utf8") } : { kind: "other", path };
}

/**
 * What stands where a folder, or one above it, would have to be made: a file, or a link to nowhere.
 * @param known What was found for other folders.
 */
function findObstacle(folder: string, known: Map<string, string | undefined>): string | undefined {
  if (!known.has(folder)) known.set(folder, lookForObstacle(folder, known));
  return known.get(folder);
}

function lookForObstacle(folder: string, known: Map<string, string | undefined>): string | undefined {
  const isThere = ifThere(() => lstatSync(folder, { throwIfNoEntry: false })) !== undefined;
  if (!isThere) return dirname(folder) === folder ? undefined : findObstacle(dirname(folder), known);
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true ? undefined : folder;
}

function readEntries(folder: string): Dirent[] {
  return ifThere(() => readdirSync(folder, { withFileTypes: true })) ?? [];
}

/** What is read of the disk; undefined for what is not there, or not any more: another run may be at work. */
function ifThere<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw error;
  }
}
