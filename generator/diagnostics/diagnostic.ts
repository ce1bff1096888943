import { JSON_CODES } from "./json-codes.js";
import { RUN_CODES } from "./run-codes.js";
import { SCHEMA_CODES } from "./schema-codes.js";
import { escapeInvisible } from "./show-value.js";
import { TOOL_CODES } from "./tool-codes.js";

/** What batchgen has to say about an input. The fields are those of `--json`; lines and columns count from 1. */
export type Diagnostic = {
  code: DiagnosticCode;
  severity: Severity;
  /** As people are shown it, POSIX; empty where no file is meant. */
  file: string;
  line: number;
  /** In UTF-16 code units, as editors count. */
  column: number;
  /** JSON pointer into the file, `""` for its root. */
  pointer: string;
  /** What was found and what it must be. */
  message: string;
  /** The way out. */
  hint: string;
};

export type Severity = "error" | "warning";

/** The explanation of a code, as `batchgen explain <CODE>` shows it. */
export type Explanation = {
  severity: Severity;
  title: string;
  /** Why it matters: who would refuse or suffer, and how. */
  why: string;
  fix: string;
  /** A wrong text and a right one, or a command. */
  example: string;
};

/** Everything batchgen can say: a code that is not explained here does not compile where it is used. */
export const CODES = { ...RUN_CODES, ...JSON_CODES, ...TOOL_CODES, ...SCHEMA_CODES } as const satisfies Record<
  string,
  Explanation
>;

export type DiagnosticCode = keyof typeof CODES;

/** Where in a file something is. */
export type Place = Pick<Diagnostic, "file" | "line" | "column" | "pointer">;

/** Where no file is meant. */
export const NOWHERE: Place = { file: "", line: 1, column: 1, pointer: "" };

/**
 * A diagnostic with the severity of its code. Whatever an input has put into the texts, they change nothing on the
 * terminal that shows them.
 * @param message What was found and what it must be.
 * @param hint The way out.
 */
export function diagnose(code: DiagnosticCode, place: Place, message: string, hint: string): Diagnostic {
  const { file, line, column, pointer } = place;
  return {
    code,
    severity: CODES[code].severity,
    file,
    line,
    column,
    pointer,
    message: toLine(message),
    hint: toLine(hint),
  };
}

/** A text of one line: some of them hold what another program said. */
function toLine(text: string): string {
  return escapeInvisible(text.replace(/\s*[\r\n]+\s*/g, " "));
}

/** The place of a whole file. */
export function startOf(file: string): Place {
  return { file, line: 1, column: 1, pointer: "" };
}
