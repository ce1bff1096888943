import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative } from "node:path";
import { nearest } from "../diagnostics/nearest.js";
import { CONFIG_FILES, toPosix } from "./files.js";

/**
 * What somebody probably meant who named a folder that does not exist, in a sentence with a blank behind it; empty
 * where nothing comes near.
 * @param folder The folder that does not exist; absolute.
 * @param cwd The working directory; absolute.
 */
export function suggestFolder(folder: string, cwd: string): string {
  const parent = dirname(folder);
  const meant = nearest(basename(folder), foldersIn(parent));
  if (meant !== undefined) return `Did you mean ${toPosix(relative(cwd, join(parent, meant)))}? `;
  const below = relative(cwd, folder);
  const found = below.startsWith("..") || isAbsolute(below) ? undefined : findAbove(below, cwd);
  if (found === undefined) return "";
  const above = toPosix(relative(cwd, dirname(found)));
  const shown = toPosix(relative(cwd, found));
  const what =
    shown === "" ? "This is that folder, so run batchgen above it" : `There is ${shown}, so run batchgen there`;
  return `${what}: cd ${above}, or --cwd ${above} on the command line. `;
}

function foldersIn(parent: string): string[] {
  try {
    const entries = readdirSync(parent, { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    return folders.filter((name) => !name.startsWith(".") && name !== "node_modules");
  } catch {
    return [];
  }
}

/**
 * The nearest thing above a folder that says where batchgen is to run: a configuration, or in a project what the folder
 * does not have.
 */
function findAbove(wanted: string, folder: string): string | undefined {
  const above = dirname(folder);
  if (above === folder) return undefined;
  const configuration = CONFIG_FILES.map((name) => join(above, name)).find(holdsConfiguration);
  if (configuration !== undefined) return configuration;
  const found = join(above, wanted);
  const isProject = existsSync(join(above, "package.json"));
  if (isProject && statSync(found, { throwIfNoEntry: false })?.isDirectory() === true) return found;
  return findAbove(wanted, above);
}

/** A package.json that cannot be read holds none that anybody could name. */
function holdsConfiguration(file: string): boolean {
  if (!existsSync(file) || basename(file) !== "package.json") return existsSync(file);
  try {
    return JSON.parse(readFileSync(file, "utf8")).batchgen !== undefined;
  } catch {
    return false;
  }
}
