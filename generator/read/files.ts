import { sep } from "node:path";

/** A path with `/` between its parts. */
export function toPosix(path: string): string {
  return sep === "/" ? path : path.replaceAll(sep, "/");
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
