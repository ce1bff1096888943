import { type Diagnostic, type DiagnosticCode, diagnose, type Place } from "./diagnostic.js";

/**
 * Notes a diagnostic about one place of a file.
 * @param pointer JSON pointer into the file.
 * @param part Whether to point at the key or at the value.
 */
export type Report = (
  code: DiagnosticCode,
  pointer: string,
  message: string,
  hint: string,
  part?: "key" | "value",
) => void;

/** A report for one file, and what has been reported there. */
export type Reporter = {
  report: Report;
  diagnostics: Diagnostic[];
  /** How many errors there have been so far: unchanged means that what was done in between is sound. */
  errors: () => number;
};

type PlacesOfFile = { place: (pointer: string, part?: "key" | "value") => Place };

/** Collects diagnostics about one file. Places are looked up at once, in the file as its author wrote it. */
export function createReporter(document: PlacesOfFile): Reporter {
  const diagnostics: Diagnostic[] = [];
  const said = new Set<string>();
  return {
    report: (code, pointer, message, hint, part) => {
      // A part of a schema can stand at two places of its normal form, and is one place of the file.
      const key = JSON.stringify([code, pointer, message]);
      if (said.has(key)) return;
      said.add(key);
      diagnostics.push(diagnose(code, document.place(pointer, part), message, hint));
    },
    diagnostics,
    errors: () => diagnostics.filter(({ severity }) => severity === "error").length,
  };
}
