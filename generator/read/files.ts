import { sep } from "node:path";

/** A path with `/` between its parts. */
export function toPosix(path: string): string {
  return sep === "/" ? path : path.replaceAll(sep, "/");
}

/** The code of an error of the file system, such as `ENOENT`; undefined for any other error. */
export function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
