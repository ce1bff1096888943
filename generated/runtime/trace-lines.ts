// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type { Budget, ConversationEvent, ConversationOutcome, TokenUsage } from "./conversation-types.js";

/** The version of the trace's format: the first line says it. */
export const TRACE_VERSION = 1;

type CallPlace = { id: string | null; index: number; of: number; name: string };

/**
 * A line of a trace file, after the time `t`: milliseconds since the trace began. One file may hold several
 * conversations, one after the other: each begins with the `request` of step 1 and ends with `end`.
 */
export type TraceEntry =
  | { type: "trace"; version: number }
  | { type: "request"; step: number; model: string; messages: number; tools: number }
  /** The first piece of the answer has arrived; once more where the answer broke off and was sent again. */
  | { type: "first"; step: number }
  | {
      type: "response";
      step: number;
      durationMs: number;
      stopReason: string | null;
      toolUses: number;
      usage: TokenUsage;
      requestId?: string;
      text?: string;
    }
  | ({ type: "call_start"; input?: unknown } & CallPlace)
  | ({
      type: "call_end";
      status: string;
      code?: string;
      message?: string;
      durationMs: number;
      result?: unknown;
    } & CallPlace)
  | { type: "repair"; id: string | null; path: string; from: string; to: string }
  | { type: "retry"; step: number; attempt: number; cause: "http" | "stream"; reason: string; delayMs: number }
  | { type: "fallback"; step: number; field: string; reason: string }
  | {
      type: "end";
      outcome: ConversationOutcome;
      budget?: Budget;
      steps: number;
      usage: TokenUsage;
      durationMs: number;
      error?: string;
    };
export type TraceLine = { t: number } & TraceEntry;

/**
 * Makes the lines of a trace file (JSON Lines) of a conversation's events: give what it returns as `onEvent`, or call it from there.
 *
 * @param write Gets each line, its line feed included.
 * @param options `content: true` adds what was said: inputs, results, error messages and text.
 */
export function traceLines(
  write: (line: string) => void,
  options: { content?: boolean | undefined } = {},
): (event: ConversationEvent) => void {
  const startedAt = performance.now();
  const content = options.content ?? false;
  let waiting = 0;
  const put = (entry: TraceEntry) => {
    const t = Math.round((performance.now() - startedAt) * 100) / 100;
    write(`${JSON.stringify({ t, ...entry })}\n`);
  };
  put({ type: "trace", version: TRACE_VERSION });
  return (event) => {
    if (event.type === "text" || event.type === "thinking" || event.type === "tool_input") {
      if (waiting === event.step) put({ type: "first", step: event.step });
      waiting = 0;
      return;
    }
    // An answer that broke off arrives once more, from its first piece on.
    if (event.type === "request" || (event.type === "retry" && event.cause === "stream")) waiting = event.step;
    const entry = entryOf(event, content);
    if (entry) put(entry);
  };
}

function entryOf(event: ConversationEvent, content: boolean): TraceEntry | undefined {
  switch (event.type) {
    case "request":
    case "retry":
    case "fallback":
      return event;
    case "response":
      return responseEntry(event, content);
    case "call_start":
      return { type: "call_start", ...placeOf(event), ...(content ? { input: event.input } : {}) };
    case "call_end":
      return callEntry(event, content);
    case "repair":
      return { type: "repair", id: event.toolUseId ?? null, path: event.path, from: event.from, to: event.to };
    case "end": {
      const { error, ...rest } = event;
      return { ...rest, ...(error ? { error: error.message } : {}) };
    }
    default:
      return undefined;
  }
}

function responseEntry(event: Extract<ConversationEvent, { type: "response" }>, content: boolean): TraceEntry {
  const { message, step, durationMs, usage, requestId } = event;
  const text = message.content.flatMap((block) => (block.type === "text" ? [block.text] : [])).join("");
  return {
    type: "response",
    step,
    durationMs,
    stopReason: message.stop_reason,
    toolUses: message.content.filter((block) => block.type === "tool_use").length,
    usage,
    ...(requestId === undefined ? {} : { requestId }),
    ...(content ? { text } : {}),
  };
}

function callEntry(event: Extract<ConversationEvent, { type: "call_end" }>, content: boolean): TraceEntry {
  const { outcome, durationMs } = event;
  const entry = { type: "call_end", ...placeOf(event), status: outcome.status, durationMs } as const;
  if (outcome.status === "ok") return content ? { ...entry, result: outcome.result } : entry;
  return { ...entry, code: outcome.error.code, ...(content ? { message: outcome.error.message } : {}) };
}

function placeOf(event: {
  toolUseId: string | undefined;
  index: number;
  invocationCount: number;
  name: string;
}): CallPlace {
  return { id: event.toolUseId ?? null, index: event.index, of: event.invocationCount, name: event.name };
}
