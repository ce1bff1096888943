import { relative, resolve, sep } from "node:path";

/** A path with `/` between its parts. */
export function toPosix(path: string): string {
  return sep === "/" ? path : path.replaceAll(sep, "/");
}

/** The absolute path of a POSIX path that is relative to a folder. Most lead below it, and need only be joined. */
export function absolutePath(folder: string, path: string): string {
  const isBelow = sep === "/" && folder !== "/" && !/(?:^|\/)\.{0,2}(?:\/|$)/.test(path);
  return isBelow ? `${folder}/${path}` : resolve(folder, path);
}

/** What `relative` gave for two folders. It takes longer than reading a file, and thousands of files are in a few. */
const between = new Map<string, string>();

/** The POSIX path of a file from a folder, both absolute. */
export function relativePath(folder: string, file: string): string {
  const end = Math.max(file.lastIndexOf("/"), file.lastIndexOf(sep)) + 1;
  const key = `${folder}\n${file.slice(0, end)}`;
  const known = between.get(key);
  const path = known ?? toPosix(relative(folder, file.slice(0, end)));
  if (known === undefined) between.set(key, path);
  return path === "" ? file.slice(end) : `${path}/${file.slice(end)}`;
}

/** The code of an error of the file system, such as `ENOENT`; undefined for any other error. */
export function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

/**
 * Where a configuration can be, below the working directory, and where people put it by mistake. Only one of them may
 * have one.
 */
export const CONFIG_FILES = [
  "package.json",
  "batchgen.config.json",
  "batchgen.config.mjs",
  "batchgen.config.ts",
  ...["js", "cjs", "mts"].map((extension) => `batchgen.config.${extension}`),
];
