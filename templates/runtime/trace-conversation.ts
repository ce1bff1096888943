// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type { ConversationEvent, ConversationOptions } from "./conversation-types.js";
import { quietly } from "./quietly.js";
import type { Attributes, Span } from "./tracer.js";

/** OpenTelemetry's numbers: a span's kind, and the status of one that failed. */
const INTERNAL = 0;
const CLIENT = 2;
const FAILED = 2;

/** The operation of the whole, its span's name and its key. */
const AGENT = "invoke_agent";

/** The spans that are open, by what they are of. */
type Spans = Map<string, Span>;
type Start = (key: string, name: string, kind: number, attributes: Attributes) => void;
type End = (key: string, attributes: Attributes, failure?: string) => void;

/** What becomes of a conversation's events as spans. */
export type ConversationTrace = {
  /** Begins the conversation's span and holds the conversation in it, so that the other spans are its children. */
  around<T>(converse: () => Promise<T>): Promise<T>;
  /** Notes an event. */
  note(event: ConversationEvent): void;
};

/**
 * Makes spans of a conversation's events, by OpenTelemetry's semantic conventions for generative AI: `invoke_agent` for the
 * whole, `chat` per request, `execute_tool` per call. What was said is in them only with `traceContent`. A tracer's faults
 * are not the conversation's.
 */
export function traceConversation(options: ConversationOptions): ConversationTrace {
  const { tracer, model, traceContent: content = false } = options;
  if (!tracer) return { around: (converse) => converse(), note: () => {} };
  const spans: Spans = new Map();
  const start: Start = (key, name, kind, attributes) => {
    spans.set(key, tracer.startSpan(name, { kind, attributes }));
  };
  const end: End = (key, attributes, failure) => {
    const span = spans.get(key);
    spans.delete(key);
    if (!span) return;
    span.setAttributes(attributes);
    if (failure !== undefined) span.setStatus({ code: FAILED, message: failure });
    span.end();
  };
  const note = (event: ConversationEvent) => {
    const request = `request ${"step" in event ? event.step : ""}`;
    switch (event.type) {
      case "request":
        start(request, `chat ${model}`, CLIENT, common("chat", model));
        return;
      case "response":
        end(request, responseAttributes(event, content));
        return;
      case "call_start":
      case "call_end":
        traceCall(event, content, start, end, spans);
        return;
      case "end":
        traceEnd(event, end, spans);
        return;
      default:
        return;
    }
  };
  return {
    around: (converse) => {
      let held: ReturnType<typeof converse> | undefined;
      const attributes = common(AGENT, model);
      quietly(() => {
        if (!tracer.startActiveSpan) {
          start(AGENT, AGENT, INTERNAL, attributes);
          return;
        }
        tracer.startActiveSpan(AGENT, { kind: INTERNAL, attributes }, (span) => {
          spans.set(AGENT, span);
          held = converse();
        });
      });
      return held ?? converse();
    },
    note: (event) => quietly(() => note(event)),
  };
}

function traceEnd(event: Extract<ConversationEvent, { type: "end" }>, end: End, spans: Spans): void {
  const { outcome, error, steps, usage } = event;
  const failure = outcome === "completed" ? undefined : (error?.message ?? outcome);
  const type: Attributes = failure === undefined ? {} : { "error.type": error?.name ?? outcome };
  // A request without an answer ends with the conversation.
  for (const key of [...spans.keys()].filter((open) => open !== AGENT)) end(key, type, failure ?? "no answer");
  end(
    AGENT,
    {
      "gen_ai.usage.input_tokens": inputTokens(usage),
      "gen_ai.usage.output_tokens": usage.output_tokens,
      "batchgen.outcome": outcome,
      "batchgen.steps": steps,
      ...type,
    },
    failure,
  );
}

function traceCall(
  event: Extract<ConversationEvent, { type: "call_start" | "call_end" }>,
  content: boolean,
  start: Start,
  end: End,
  spans: Spans,
): void {
  const key = `call ${event.toolUseId} ${event.index}`;
  const begin = (input: unknown) =>
    start(key, `execute_tool ${event.name}`, INTERNAL, {
      "gen_ai.operation.name": "execute_tool",
      "gen_ai.tool.name": event.name,
      "gen_ai.tool.type": "function",
      "batchgen.batch.index": event.index,
      "batchgen.batch.size": event.invocationCount,
      ...(event.toolUseId === undefined ? {} : { "gen_ai.tool.call.id": event.toolUseId }),
      ...(content && input !== undefined ? { "gen_ai.tool.call.arguments": json(input) } : {}),
    });
  if (event.type === "call_start") {
    begin(event.input);
    return;
  }
  // A call that was refused before it ran has a span too.
  if (!spans.has(key)) begin(undefined);
  const { outcome } = event;
  if (outcome.status === "ok") {
    end(key, content ? { "gen_ai.tool.call.result": json(outcome.result) } : {});
    return;
  }
  end(key, { "error.type": outcome.error.code }, content ? outcome.error.message : outcome.error.code);
}

function common(operation: string, model: string): Attributes {
  return { "gen_ai.operation.name": operation, "gen_ai.provider.name": "anthropic", "gen_ai.request.model": model };
}

function responseAttributes(
  { message, usage, requestId }: Extract<ConversationEvent, { type: "response" }>,
  content: boolean,
): Attributes {
  return {
    "gen_ai.response.id": message.id,
    "gen_ai.response.model": message.model,
    "gen_ai.response.finish_reasons": [String(message.stop_reason)],
    "gen_ai.usage.input_tokens": inputTokens(usage),
    "gen_ai.usage.output_tokens": usage.output_tokens,
    "gen_ai.usage.cache_read.input_tokens": usage.cache_read_input_tokens,
    "gen_ai.usage.cache_creation.input_tokens": usage.cache_creation_input_tokens,
    ...(requestId === undefined ? {} : { "anthropic.request_id": requestId }),
    ...(content ? { "gen_ai.output.messages": json([{ role: "assistant", content: message.content }]) } : {}),
  };
}

function inputTokens(usage: {
  input_tokens: number;
  cache_creation_input_tokens: number;
  cache_read_input_tokens: number;
}): number {
  return usage.input_tokens + usage.cache_creation_input_tokens + usage.cache_read_input_tokens;
}

function json(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "null";
  } catch {
    return String(value);
  }
}
