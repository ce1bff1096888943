import type { Diagnostic } from "../diagnostics/diagnostic.js";

/** Diagnostics for `--json`: exactly these keys, in this order. */
export function jsonRecords(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.map(({ code, severity, file, line, column, pointer, message, hint }) => {
    return { code, severity, file, line, column, pointer, message, hint };
  });
}
