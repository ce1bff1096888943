import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { replaceFile } from "../../apply/write-file.js";
import { realPath } from "../../config/refuse-folders.js";
import type { Options } from "../../config/settings.js";
import { isObject } from "../../json/values.js";
import { toPosix } from "../../read/files.js";
import type { Package } from "./json-files.js";

/**
 * Names the output folder to the tools that would otherwise treat it as handwritten: to prettier, which has no header
 * that keeps it away, and to GitHub, which folds generated files in reviews. Each only where the project uses it. Gives
 * a line for each file that it changed.
 */
export function markOutput({ cwd, outDir }: Options, found: Package | undefined): string[] {
  const below = toPosix(relative(cwd, outDir));
  if (below === ".." || below.startsWith("../")) return [];
  const pattern = below.replace(/[*?[\]\\!#]/g, "\\$&");
  const attributes = `${pattern}/**`;
  const quoted = /\s/.test(attributes) ? `"${attributes.replaceAll("\\", "\\\\")}"` : attributes;
  return [
    ...(usesPrettier(cwd, found) ? addLine(cwd, ".prettierignore", `${pattern}/`) : []),
    ...(isInRepository(cwd) ? addLine(cwd, ".gitattributes", `${quoted} linguist-generated`) : []),
  ];
}

function usesPrettier(cwd: string, found: Package | undefined): boolean {
  const { prettier, dependencies, devDependencies } = found?.value ?? {};
  if (prettier !== undefined) return true;
  if ([dependencies, devDependencies].some((list) => isObject(list) && Object.hasOwn(list, "prettier"))) return true;
  return readdirSync(cwd).some((name) => /^(?:\.prettierrc|\.prettierignore$|prettier\.config\.)/.test(name));
}

function isInRepository(folder: string): boolean {
  if (existsSync(join(folder, ".git"))) return true;
  return dirname(folder) !== folder && isInRepository(dirname(folder));
}

/** Puts a line at the end of a file that does not have it, or makes the file. */
function addLine(cwd: string, name: string, line: string): string[] {
  const file = join(cwd, name);
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  const folderOf = (one: string): string => one.trim().replace(/^\/|\/?(?:\*\*)?(?= |$)/g, "");
  if (text.split(/\r?\n/).some((one) => folderOf(one) === folderOf(line))) return [];
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  const gap = text === "" || text.endsWith("\n") ? "" : end;
  replaceFile(realPath(file), `${text}${gap}${line}${end}`);
  return [`added    ${line} to ${name}`];
}
