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
