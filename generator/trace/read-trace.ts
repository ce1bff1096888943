import { TRACE_VERSION, type TraceLine } from "../../templates/runtime/trace/lines.js";
import { faultOf } from "./check-entry.js";
import type { Trace } from "./types.js";

/** Why a trace cannot be drawn, in words for the person who asked for it. */
export class TraceError extends Error {
  override readonly name = "TraceError";
}

/** How a trace comes into being. */
export const HOW_TO_MAKE_ONE =
  "Make one with `generated/main.ts --trace <file>`, or with `traceLines` of the generated code.";

/**
 * Reads a trace: JSON Lines, the first of which says the format's version.
 *
 * @param text The file's text.
 * @param name What to call it in an error.
 * @throws TraceError with the number of the first line that is damaged.
 */
export function readTrace(text: string, name: string): Trace {
  const lines = text.split("\n").map((line) => line.replace(/\r$/, ""));
  // A program that was stopped while it wrote leaves a last line without its end.
  const last = lines.pop() ?? "";
  const cut = last.trim() !== "" && parse(last) === undefined;
  if (last.trim() !== "" && !cut) lines.push(last);
  const numbered = lines.map((line, index) => ({ line, number: index + 1 })).filter(({ line }) => line.trim() !== "");
  const [head] = numbered;
  if (!head) throw new TraceError(`${name} is ${cut ? "no trace" : "empty"}. ${HOW_TO_MAKE_ONE}`);
  checkHead(parse(head.line)?.value, name);
  return { lines: numbered.map(({ line, number }) => readLine(line, `${name}, line ${number}`)), cut };
}

function checkHead(value: unknown, name: string): void {
  const { type, version } = (typeof value === "object" && value !== null ? value : {}) as {
    type?: unknown;
    version?: unknown;
  };
  if (type !== "trace" || typeof version !== "number") {
    throw new TraceError(
      `${name} is no trace: its first line should be {"t":0,"type":"trace","version":${TRACE_VERSION}}. ` +
        `${HOW_TO_MAKE_ONE}`,
    );
  }
  if (version > TRACE_VERSION) {
    throw new TraceError(
      `${name} is a trace of version ${version}, and this batchgen reads version ${TRACE_VERSION}. Update batchgen.`,
    );
  }
}

function readLine(text: string, place: string): TraceLine {
  const parsed = parse(text);
  const fault = parsed ? faultOf(parsed.value) : "this is no JSON";
  if (fault !== undefined) {
    throw new TraceError(`${place}: ${fault}. The trace is damaged there; without that line the rest can be drawn.`);
  }
  return parsed?.value as TraceLine;
}

function parse(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
