/** One step of indentation. */
export type Indent = "  " | "\t";

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

/**
 * How the lines of a file are indented: with tabs where any begins with one. What is written beside it follows it, as
 * formatters ask.
 */
export function indentOf({ bytes }: Pick<Source, "bytes">): Indent {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes("\n\t") ? "\t" : "  ";
}

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
