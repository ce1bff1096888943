import { hash } from "node:crypto";
import { sep } from "node:path";

const CR = 0x0d;

/** SHA-256 of bytes that are most likely text, in whatever encoding, hex; CRLF counts as LF. */
export function hashBytes(bytes: Uint8Array): string {
  if (!bytes.includes(CR)) return hash("sha256", bytes);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  return hash("sha256", Buffer.from(text.replaceAll("\r\n", "\n"), "latin1"));
}

/** A path with `/` between its parts. */
export function toPosix(path: string): string {
  return sep === "/" ? path : path.replaceAll(sep, "/");
}

/** The code of an error of the file system, such as `ENOENT`; undefined for any other error. */
export function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
