import { realpathSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, parse, relative, sep } from "node:path";
import { type Diagnostic, diagnose, NOWHERE } from "../diagnostics/diagnostic.js";
import { toPosix } from "../read/files.js";

type Folders = { cwd: string; toolsDir: string; outDir: string; handlersDir: string };

/**
 * What is wrong with the folders of a run. The output folder is the machine's alone: it must not hold anything of a
 * person's.
 */
export function refuseFolders({ cwd, toolsDir, outDir, handlersDir }: Folders): Diagnostic[] {
  const why = refusalOf(outDir, toolsDir, cwd);
  if (why !== undefined) {
    const text = `The output folder cannot be ${show(outDir, cwd)}: it ${why}.`;
    return [diagnose("OUT_REFUSED", NOWHERE, text, "Name a folder of its own, such as --out ./generated.")];
  }
  if (isInstalled(handlersDir, cwd)) {
    const text =
      `The handlers' folder cannot be ${show(handlersDir, cwd)}: it is in node_modules, which every install ` +
      "replaces.";
    return [
      diagnose("HANDLERS_REFUSED", NOWHERE, text, "Name a folder of your own, such as --handlers ./src/handlers."),
    ];
  }
  if (!isInside(handlersDir, outDir)) return [];
  const text =
    `The handlers' folder cannot be ${show(handlersDir, cwd)}: it is in the ` +
    "output folder, which is the machine's.";
  return [diagnose("HANDLERS_REFUSED", NOWHERE, text, "Name a folder outside the output folder.")];
}

/**
 * What is wrong with a working directory.
 * @param name How the setting is called where it was given.
 */
export function refuseCwd(cwd: string, name: string): Diagnostic[] {
  if (statSync(cwd, { throwIfNoEntry: false })?.isDirectory() === true) return [];
  const text = `${name} is ${toPosix(cwd)}, which is not a folder; it must be the folder of a project.`;
  return [diagnose("OPTION_INVALID", NOWHERE, text, "Name a folder that exists.")];
}

function refusalOf(outDir: string, toolsDir: string, cwd: string): string | undefined {
  const out = realPath(outDir);
  if (out === parse(out).root) return "is the root of the file system";
  if (isInside(toolsDir, outDir)) return "is the tools folder, or holds it";
  if (isInside(cwd, outDir)) return "is the working directory, or holds it";
  const home = findHome();
  if (home !== undefined && isInside(home, outDir)) return "is the home folder, or holds it";
  return undefined;
}

/**
 * Whether a folder lies in a node_modules of the project. A package of the same repository is a link there, and lies
 * elsewhere.
 */
function isInstalled(folder: string, cwd: string): boolean {
  return relative(realPath(cwd), realPath(folder)).split(sep).includes("node_modules");
}

/** The home folder; undefined for a user who has none, as in some containers: what cannot be checked is not refused. */
function findHome(): string | undefined {
  try {
    return homedir();
  } catch {
    return undefined;
  }
}

/** A path as people are shown it: relative to the working directory where it lies below that. */
function show(path: string, cwd: string): string {
  const below = relative(cwd, path) || ".";
  return toPosix(/^\.\.(?:[\\/]|$)/.test(below) ? path : below);
}

/** Whether a path is a folder or lies below it, links resolved. Neither has to exist. */
export function isInside(path: string, folder: string): boolean {
  const target = realPath(folder);
  const identity = identify(target);
  for (let at = realPath(path); ; at = dirname(at)) {
    // Two spellings can be one folder, where case does not count or a folder is mounted twice.
    if (at === target || (identity !== undefined && identify(at) === identity)) return true;
    if (dirname(at) === at) return false;
  }
}

function identify(path: string): string | undefined {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return ino === 0n ? undefined : `${dev}:${ino}`;
  } catch {
    return undefined;
  }
}

/** The path with its links resolved, as far as it exists. */
export function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(realPath(above), relative(above, path));
  }
}
