import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative } from "node:path";
import { nearest } from "../diagnostics/nearest.js";
import { toPosix } from "./files.js";

/**
 * What somebody probably meant who named a folder that does not exist, in a sentence with a blank behind it; empty where nothing comes near.
 * @param folder The folder that does not exist; absolute.
 * @param cwd The working directory; absolute.
 */
export function suggestFolder(folder: string, cwd: string): string {
  const parent = dirname(folder);
  const meant = nearest(basename(folder), foldersIn(parent));
  if (meant !== undefined) return `Did you mean ${toPosix(relative(cwd, join(parent, meant)))}? `;
  const below = relative(cwd, folder);
  const project = below.startsWith("..") || isAbsolute(below) ? undefined : projectAbove(below, cwd);
  if (project === undefined) return "";
  const above = toPosix(relative(cwd, project));
  const found = toPosix(relative(cwd, join(project, below)));
  return `There is ${found}, so run batchgen there: cd ${above}, or --cwd ${above} on the command line. `;
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

/** The nearest project above a folder in which there is what the folder does not have. */
function projectAbove(wanted: string, folder: string): string | undefined {
  const above = dirname(folder);
  if (above === folder) return undefined;
  const isProject = existsSync(join(above, "package.json"));
  const found = statSync(join(above, wanted), { throwIfNoEntry: false });
  return isProject && found?.isDirectory() === true ? above : projectAbove(wanted, above);
}
