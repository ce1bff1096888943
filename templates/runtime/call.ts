// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type { ToolName } from "../tools.js";
import { type ErrorCode, STATUS_OF } from "./limits.js";
import type { CallError, Definition, Failure, Issue } from "./types.js";

/** A call on its way, from a tool use or from code. */
export type Call = {
  readonly toolUseId: string | undefined;
  readonly index: number;
  readonly invocationCount: number;
  readonly name: string;
  /** Where Claude wrote its arguments: `invocations[1].arguments`; empty for a call on its own. */
  readonly path: string;
  readonly input: unknown;
  /** Its tool; undefined where there is none of that name. */
  readonly definition: Definition | undefined;
  /** Why it cannot run. */
  readonly error: CallError | undefined;
  /** What was thrown on the way, for the event; Claude is not told of it. */
  readonly cause?: unknown;
};

/** An error of a call. */
export function callError(code: ErrorCode, message: string, issues?: Issue[]): CallError {
  return issues === undefined || issues.length === 0 ? { code, message } : { code, message, issues };
}

/** The error with a valid example behind its message, where there is one. */
export function withExample(error: CallError, example: string | undefined): CallError {
  return example === undefined ? error : { ...error, message: `${error.message} A valid example: ${example}` };
}

/** The outcome of a call that failed. */
export function failure(call: Call, error: CallError): Failure<ToolName> {
  const status = STATUS_OF[error.code];
  return { index: call.index, name: call.name as ToolName, status, error };
}
