import { compareCodePoints } from "../read/compare-code-points.js";
import type { Diagnostic } from "./diagnostic.js";

/** Diagnostics in the order in which a reader goes through the files: by path, line and column. */
export function sortByPlace(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) =>
      compareCodePoints(a.file, b.file) ||
      a.line - b.line ||
      a.column - b.column ||
      (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
  );
}
