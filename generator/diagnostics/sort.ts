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

/**
 * Orders texts by code point, on every machine and in every locale alike. JavaScript's own `<` orders by UTF-16 unit,
 * which puts characters past U+FFFF before U+E000.
 */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const left = a.charCodeAt(at);
    const right = b.charCodeAt(at);
    if (left === right) continue;
    const bothAboveSurrogates = left >= 0xd800 && right >= 0xd800;
    return bothAboveSurrogates ? (a.codePointAt(at) ?? 0) - (b.codePointAt(at) ?? 0) : left - right;
  }
  return a.length - b.length;
}
