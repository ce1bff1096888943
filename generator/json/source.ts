/** A JSON file as it was read. */
export type Source = {
  /** As people are shown it: a POSIX path, relative to the working directory where it lies below that. */
  path: string;
  /** The path from the tools folder, POSIX. */
  file: string;
  bytes: Uint8Array;
  /** SHA-256 of the bytes, hex. CRLF counts as LF, since git may have checked the file out so. */
  hash: string;
};

/** Lines and columns count from 1; columns in UTF-16 units, as editors count. */
export type Position = { line: number; column: number };

/** The line and column of an offset. CR, LF and both together end a line. */
export function positionAt(text: string, offset: number): Position {
  let [line, start] = [1, 0];
  for (const end of text.slice(0, offset).matchAll(/\r\n|\r|\n/g)) {
    [line, start] = [line + 1, end.index + end[0].length];
  }
  return { line, column: offset - start + 1 };
}
