import { codeFrameColumns } from "@babel/code-frame";
import { escapeInvisible } from "../diagnostics/show-value.js";

/** A line longer than this is shown around the column only, in characters. */
const WIDEST = 100;

/**
 * The lines around a place, the place marked. Long lines are cut to a window around it, and characters that would move
 * or hide others are shown as a dot.
 * @param text The lines of the file.
 * @param line Counts from 1.
 * @param column Counts from 1, in UTF-16 units.
 */
export function codeFrame(text: readonly string[], line: number, column: number): string {
  const first = Math.max(1, line - 1);
  const lines = text.slice(first - 1, line + 1);
  const marked = lines[line - first] ?? "";
  const start = marked.length <= WIDEST ? 0 : Math.max(0, Math.min(column - 1 - WIDEST / 2, marked.length - WIDEST));
  const shown = lines.map((one) => makeVisible(cut(one, start)));
  const at = { line, column: column - start + (start > 0 ? 1 : 0) };
  // The types of this version do not know `startLine`, which it has.
  const options = { startLine: first, linesAbove: 1, linesBelow: 1, highlightCode: false };
  return codeFrameColumns(shown.join("\n"), { start: at }, options);
}

function cut(line: string, start: number): string {
  const window = line.slice(start, start + WIDEST);
  const before = start > 0 ? "…" : "";
  return `${before}${window}${line.length > start + WIDEST ? "…" : ""}`;
}

/** One character for each one that cannot be shown, so that columns stay what they are. */
function makeVisible(line: string): string {
  return Array.from(line, (char) =>
    char === "\t" || escapeInvisible(char) === char ? char : "·".repeat(char.length),
  ).join("");
}
