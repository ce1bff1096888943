import { type Dirent, readdirSync, readFileSync, statSync } from "node:fs";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { type Diagnostic, diagnose, startOf } from "../diagnostics/diagnostic.js";
import { compareCodePoints } from "../diagnostics/sort.js";
import type { Source } from "../json/source.js";
import { codeOf, toPosix } from "./files.js";
import { hashBytes } from "./hash.js";
import { suggestFolder } from "./suggest-folder.js";
import { isSetting, warnOfUnread } from "./unread-definitions.js";

type Options = {
  /** The folder that shown paths are relative to; absolute. */
  cwd: string;
  /** Folders that are passed over, such as the output folder; absolute. */
  exclude: readonly string[];
  /** Is given each file and folder before it is read. */
  onLook?: (path: string) => void;
  known?: KnownFiles | undefined;
};

/** What is known of files without reading them; it is asked after `onLook`. */
export type KnownFiles = {
  /** A definition file, by its absolute path and its names; undefined for one to read. */
  source: (path: string, names: Pick<Source, "path" | "file">) => Source | undefined;
  /** What there is to say of another file, by its absolute path and as people see it; undefined for one to look into. */
  unread: (path: string, shown: string) => readonly Diagnostic[] | undefined;
};

type Walk = {
  root: string;
  cwd: string;
  exclude: ReadonlySet<string>;
  onLook: (path: string) => void;
  known: KnownFiles | undefined;
  sources: Source[];
  diagnostics: Diagnostic[];
};

/**
 * Reads every definition file: every regular `.json` file in the folder and below, hidden files and folders,
 * package.json, tsconfig*.json, node_modules and the excluded folders aside, in code-point order of the path. Links are
 * not followed: they can lead out of the folder, or in a circle.
 * @param toolsDir Absolute, or relative to `cwd`. May itself be a link.
 */
export function readFolder(toolsDir: string, options: Options): { sources: Source[]; diagnostics: Diagnostic[] } {
  const root = resolve(options.cwd, toolsDir);
  const walk: Walk = {
    root,
    cwd: options.cwd,
    exclude: new Set(options.exclude.map((folder) => resolve(options.cwd, folder))),
    onLook: options.onLook ?? (() => {}),
    known: options.known,
    sources: [],
    diagnostics: [],
  };
  const fault = checkRoot(walk);
  if (fault !== undefined) return { sources: [], diagnostics: [fault] };
  readInto(walk, root, "");
  walk.sources.sort((a, b) => compareCodePoints(a.file, b.file));
  if (walk.sources.length === 0 && walk.diagnostics.every(({ severity }) => severity === "warning")) {
    walk.diagnostics.push(nothingFound(walk));
  }
  return { sources: walk.sources, diagnostics: walk.diagnostics };
}

function checkRoot(walk: Walk): Diagnostic | undefined {
  const shown = show(walk, walk.root);
  try {
    if (statSync(walk.root).isDirectory()) return undefined;
    const message = `${shown} is a file; it must be a folder of tool definitions.`;
    return diagnose("FOLDER_NOT_A_FOLDER", startOf(shown), message, "Name the folder that the file is in.");
  } catch (error) {
    if (codeOf(error) !== "ENOENT" && codeOf(error) !== "ENOTDIR") return unreadable(walk, walk.root, error);
    const message = `There is no folder ${shown}. It must be the folder of your tool definitions.`;
    const way = "Name the folder with your definitions: `batchgen <folder>`. `batchgen init` makes one with a sample.";
    return diagnose("FOLDER_MISSING", startOf(shown), message, `${suggestFolder(walk.root, walk.cwd)}${way}`);
  }
}

/** @param below The folder's path from the tools folder, POSIX, with a `/` at its end; empty for that itself. */
function readInto(walk: Walk, folder: string, below: string): void {
  walk.onLook(folder);
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    walk.diagnostics.push(unreadable(walk, folder, error));
    return;
  }
  const shown = show(walk, folder);
  const above = shown === "." ? "" : shown.endsWith("/") ? shown : `${shown}/`;
  const start = folder.endsWith(sep) ? folder : folder + sep;
  for (const entry of entries) {
    const path = start + entry.name;
    if (entry.name.startsWith(".") || entry.name === "node_modules" || walk.exclude.has(path)) continue;
    if (entry.isSymbolicLink()) skipLink(walk, path);
    else if (entry.isDirectory()) readInto(walk, path, `${below}${entry.name}/`);
    else if (!entry.isFile() || isSetting(entry.name)) continue;
    else if (entry.name.endsWith(".json")) {
      readOne(walk, path, { path: above + entry.name, file: below + entry.name });
    } else {
      walk.onLook(path);
      const name = above + entry.name;
      walk.diagnostics.push(...(walk.known?.unread(path, name) ?? warnOfUnread(path, name)));
    }
  }
}

function readOne(walk: Walk, path: string, names: Pick<Source, "path" | "file">): void {
  walk.onLook(path);
  const known = walk.known?.source(path, names);
  if (known !== undefined) {
    walk.sources.push(known);
    return;
  }
  try {
    const bytes = readFileSync(path);
    walk.sources.push({ ...names, bytes, hash: hashBytes(bytes) });
  } catch (error) {
    const message = `${names.path} cannot be read: ${reasonOf(error)}.`;
    const hint = "Give yourself the right to read it, or move it out of the tools folder.";
    walk.diagnostics.push(diagnose("FILE_UNREADABLE", startOf(names.path), message, hint));
  }
}

/** Says that a link is not followed, where somebody may have expected definitions behind it. */
function skipLink(walk: Walk, path: string): void {
  walk.onLook(path);
  if (!path.endsWith(".json") && !isFolder(path)) return;
  const shown = show(walk, path);
  const message = `${shown} is a symbolic link, and links are not followed; it must be a regular file or folder.`;
  const hint = "Put the file itself there. A folder of its own can be named on the command line.";
  walk.diagnostics.push(diagnose("LINK_SKIPPED", startOf(shown), message, hint));
}

function nothingFound(walk: Walk): Diagnostic {
  const shown = show(walk, walk.root);
  const message = `${shown} holds no .json file that can be a tool definition; there must be at least one.`;
  const hint = "Add a definition, or name another folder: `batchgen <folder>`. `batchgen init` makes a sample.";
  return diagnose("NO_DEFINITIONS", startOf(shown), message, hint);
}

function unreadable(walk: Walk, folder: string, error: unknown): Diagnostic {
  const shown = show(walk, folder);
  const message = `The folder ${shown} cannot be read: ${reasonOf(error)}.`;
  const hint = "Give yourself the right to read and enter it, or move it out of the tools folder.";
  return diagnose("FOLDER_UNREADABLE", startOf(shown), message, hint);
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** A path as people are shown it: relative to the working directory where it lies below that. */
function show(walk: Walk, path: string): string {
  const below = relative(walk.cwd, path);
  if (below === "") return ".";
  const outside = below === ".." || below.startsWith(`..${sep}`) || isAbsolute(below);
  return toPosix(outside ? path : below);
}

/** What the file system said, without the path that Node repeats behind it. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return /^\w+: ([^,]+),/.exec(text)?.[1] ?? text;
}
