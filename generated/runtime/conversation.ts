// batchgen: runtime. Do not edit: the next run overwrites it.
// @generated
/* eslint no-restricted-syntax: ["error", "Program > *"] */
/* eslint-disable */
// biome-ignore-all lint: generated
// biome-ignore-all format: generated
// biome-ignore-all assist: generated

// The conversation with Claude, Message Batches, the tools for the SDK's own tool runner, and the trace.

import type Anthropic from "@anthropic-ai/sdk";
import type { BetaRunnableTool, BetaToolRunContext } from "@anthropic-ai/sdk/lib/tools/BetaRunnableTool";
import {
  type AnsweredUse,
  checkCall,
  createDispatcher,
  createTurnRunner,
  extrasByName,
  isCodeTool,
  isCut,
  namesOf,
  readToolUse,
  runToolUses,
  toolsFor,
  type TurnRunner,
  uncapped,
  withExample,
} from "./dispatcher.js";
import {
  addUsage,
  type AnyTools,
  type Attributes,
  type Budget,
  CACHE_LOOK_BACK,
  type CallEndEvent,
  type CallError,
  type CallPlace,
  checkNumbers,
  checkWord,
  type Client,
  CLOSE_TIMEOUT_MS,
  type Contracts,
  type ConversationEvent,
  type ConversationOptions,
  type ConversationOutcome,
  type ConversationResult,
  type Discarded,
  type Dispatcher,
  type DispatcherEvent,
  type DispatcherOptions,
  type EndEvent,
  type Exposure,
  type ExtraTool,
  type FallbackEvent,
  type Handlers,
  type Invocation,
  isObject,
  isWellFormed,
  joinSignals,
  type JsonSchema,
  jsonType,
  MAX_CACHE_BREAKPOINTS,
  MAX_NAME_LENGTH,
  MAX_PAUSES,
  MAX_RESENDS,
  MAX_STEPS,
  MAX_TOKENS,
  type NameOf,
  noUsage,
  parseInput,
  type ProgressEvent,
  type Project,
  quietly,
  type RanCall,
  RESEND_DELAY_MS,
  type RetryEvent,
  show,
  type Span,
  STALL_TIMEOUT_MS,
  startTimer,
  STUCK_AFTER,
  type TextEvent,
  type ThinkingEvent,
  type TokenUsage,
  type ToolInputEvent,
  type ToolUse,
  totalTokens,
  usageOf,
  validBatchExample,
  wellFormedJson,
} from "./foundation.js";

// --- trace/lines.ts ---

/** The version of the trace's format: the first line says it. */
const TRACE_VERSION = 1;

/**
 * `item` and `items`: of an invocation with `each`, which element the call is for, from 0, and how many there are.
 * `needs`: the indexes of the invocations of its batch whose results it takes. `byCode`: the block with the code that
 * made the call.
 */
type TracedPlace = {
  id: string | null;
  index: number;
  of: number;
  name: string;
  item?: number;
  items?: number;
  needs?: readonly number[];
  byCode?: string;
};

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
  | ({ type: "call_start"; input?: unknown } & TracedPlace)
  | ({
      type: "call_end";
      status: string;
      code?: string;
      message?: string;
      durationMs: number;
      result?: unknown;
    } & TracedPlace)
  | { type: "repair"; id: string | null; path: string; from: string; to: string }
  | { type: "retry"; step: number; attempt: number; cause: "http" | "stream"; reason: string; delayMs: number }
  | { type: "fallback"; step: number; field: string; reason: string }
  | (Omit<EndEvent, "error"> & { error?: string });
export type TraceLine = { t: number } & TraceEntry;

/**
 * Makes the lines of a trace file (JSON Lines) of a conversation's events: give what it returns as `onEvent`, or call
 * it from there.
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
    const entry = traceEntryOf(event, content);
    if (entry) put(entry);
  };
}

function traceEntryOf(event: ConversationEvent, content: boolean): TraceEntry | undefined {
  switch (event.type) {
    case "request":
    case "retry":
    case "fallback":
      return event;
    case "response":
      return responseEntry(event, content);
    case "call_start":
      return { type: "call_start", ...tracePlaceOf(event), ...(content ? { input: event.input } : {}) };
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
  const entry = { type: "call_end", ...tracePlaceOf(event), status: outcome.status, durationMs } as const;
  if (outcome.status === "ok") return content ? { ...entry, result: outcome.result } : entry;
  return { ...entry, code: outcome.error.code, ...(content ? { message: outcome.error.message } : {}) };
}

function tracePlaceOf({ toolUseId, caller, index, invocationCount, name, item, needs }: CallPlace): TracedPlace {
  const byCode = caller?.tool_id === undefined ? {} : { byCode: caller.tool_id };
  const place = { id: toolUseId ?? null, index, of: invocationCount, name, ...(needs && { needs }), ...byCode };
  return item === undefined ? place : { ...place, item: item.index, items: item.count };
}

// --- trace/spans.ts ---

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
type ConversationTrace = {
  /** Begins the conversation's span and holds the conversation in it, so that the other spans are its children. */
  around<T>(converse: () => Promise<T>): Promise<T>;
  /** Notes an event. */
  note(event: ConversationEvent): void;
};

/**
 * Makes spans of a conversation's events, by OpenTelemetry's semantic conventions for generative AI: `invoke_agent` for
 * the whole, `chat` per request, `execute_tool` per call. What was said is in them only with `traceContent`. A tracer's
 * faults are not the conversation's.
 */
function traceConversation(options: ConversationOptions): ConversationTrace {
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
  const key = `call ${event.toolUseId} ${event.index} ${event.item?.index}`;
  const begin = (input: unknown) =>
    start(key, `execute_tool ${event.name}`, INTERNAL, {
      "gen_ai.operation.name": "execute_tool",
      "gen_ai.tool.name": event.name,
      "gen_ai.tool.type": "function",
      "batchgen.batch.index": event.index,
      "batchgen.batch.size": event.invocationCount,
      ...(event.needs === undefined ? {} : { "batchgen.batch.needs": event.needs.map(String) }),
      ...(event.item === undefined
        ? {}
        : { "batchgen.each.index": event.item.index, "batchgen.each.size": event.item.count }),
      ...(event.toolUseId === undefined ? {} : { "gen_ai.tool.call.id": event.toolUseId }),
      ...(event.caller?.tool_id === undefined ? {} : { "batchgen.code.id": event.caller.tool_id }),
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

// --- conversation/api-error.ts ---

// Errors are told apart by their shape: the runtime imports the SDK's types alone, so that a client of any copy of
// the SDK, or of a platform's own, fits.

/** The kinds of fault that the API reports in the middle of a stream and that may be over with the next attempt. */
const TRANSIENT: ReadonlySet<unknown> = new Set(["overloaded_error", "api_error", "rate_limit_error", "timeout_error"]);

/** The HTTP status of an error, where an answer of the API lies behind it. */
function statusOf(error: unknown): number | undefined {
  const status = fieldOf(error, "status");
  return typeof status === "number" ? status : undefined;
}

/** Whether sending the request again may help after its answer broke off with this error. */
function isTransient(error: unknown): boolean {
  const type = fieldOf(error, "type");
  // Without a type it is no word of the API's, but a connection cut or a piece of the stream that is not JSON.
  return typeof type !== "string" || TRANSIENT.has(type);
}

/**
 * Whether an error says that the container which a request named is not there any longer. How the API words that is not
 * documented.
 */
function isContainerLost(error: Error): boolean {
  const status = statusOf(error);
  if (status === 404) return /\bcontainer\b/i.test(error.message);
  const isRefused = status === 400 || status === 422;
  return isRefused && /\bcontainer\b.*\b(?:not found|expired|exist|available|invalid)/i.test(error.message);
}

/**
 * Whether an error may mean that: a container that has expired is also answered by an internal error which says not to
 * try again (pydantic-ai#7833).
 */
function mayBeContainerLost(error: Error): boolean {
  if (isContainerLost(error)) return true;
  const headers = fieldOf(error, "headers");
  return statusOf(error) === 500 && headers instanceof Headers && headers.get("x-should-retry") === "false";
}

/** Anything thrown, as an Error. */
function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown), { cause: thrown });
}

/** A field of anything; undefined where it has none. */
function fieldOf(error: unknown, field: string): unknown {
  return typeof error === "object" && error !== null ? Reflect.get(error, field) : undefined;
}

// --- conversation/history.ts ---

/** The blocks of a message; text alone is one block. */
function blocksOf(content: Anthropic.MessageParam["content"]): readonly Anthropic.ContentBlockParam[] {
  return typeof content === "string" ? [{ type: "text", text: content }] : content;
}

/** Every client tool use of a turn, in its order. */
function toolUsesIn(content: Anthropic.MessageParam["content"]): Anthropic.ToolUseBlockParam[] {
  return blocksOf(content).filter((block) => block.type === "tool_use");
}

/**
 * The text of a turn: its text blocks, one after the other. The first block is often thinking, and there may be none.
 */
function textIn(content: readonly Anthropic.ContentBlock[]): string {
  return content.map((block) => (block.type === "text" ? block.text : "")).join("");
}

/**
 * A turn of Claude's as the history keeps it: the content unchanged, thinking included, but for what the API gives and
 * does not take back. A text block without text is left out, and an input that is not an object is put into one: what
 * its text says where that is an object, and `{"INVALID_JSON": ...}` otherwise, as the API's documentation advises. A
 * tool use with a name that no tool could have gets one that a tool could, and half a surrogate pair becomes a
 * replacement character.
 *
 * Undefined where the API would refuse the whole: nothing is left, or it ends in thinking. A turn with calls is never
 * that.
 */
function assistantTurn(content: readonly Anthropic.ContentBlock[]): Anthropic.MessageParam | undefined {
  const kept = content.filter((block) => block.type !== "text" || block.text.trim() !== "").map(sendableParam);
  const last = kept.at(-1);
  const called = kept.some((block) => block.type === "tool_use");
  if (!last || (!called && isThinking(last))) return undefined;
  return { role: "assistant", content: kept };
}

/** Appends a turn as the history keeps it; nothing where the API would refuse all of it. */
function keepTurn(messages: Anthropic.MessageParam[], content: readonly Anthropic.ContentBlock[]): void {
  const turn = assistantTurn(content);
  if (turn) messages.push(turn);
}

/**
 * Appends a turn that was cut, up to the first call without a result: its input may be cut and yet look whole, and a
 * call that nobody meant has no place in the history.
 */
function keepValidPart(messages: Anthropic.MessageParam[], { content }: Anthropic.Message): void {
  const finished = resultIdsIn(content);
  const open = content.findIndex((block) => isCall(block) && !finished.has(block.id));
  const valid = open === -1 ? [...content] : content.slice(0, open);
  // Thinking alone, before what was cut off, cannot end a turn.
  while (isThinking(valid.at(-1))) valid.pop();
  keepTurn(messages, valid);
}

/**
 * Takes a refused turn out of the history, from the last user message that is not tool results: with it in place, every
 * later question would be refused as well. Tool results that stand in that message stay, since calls before it need
 * them.
 *
 * @param ran All calls that ran in this conversation.
 */
function discardTurn(messages: Anthropic.MessageParam[], ran: readonly RanCall[]): Discarded {
  const at = Math.max(
    0,
    messages.map((message) => message.role === "user" && !isResultsOnly(message)).lastIndexOf(true),
  );
  const discarded = messages.splice(at);
  const results = blocksOf(discarded[0]?.content ?? []).filter(isResult);
  if (results.length > 0) messages.push({ role: "user", content: results });
  const called = new Set(discarded.flatMap(({ content }) => toolUsesIn(content)).map(({ id }) => id));
  return { messages: discarded, calls: ran.filter(({ toolUseId }) => called.has(toolUseId)) };
}

/** Whether a message holds tool results and nothing else. */
function isResultsOnly({ content }: Anthropic.MessageParam): boolean {
  return typeof content !== "string" && content.every(isResult);
}

/** Whether a block is the result of a client tool. */
function isResult(block: { type: string }): boolean {
  return block.type === "tool_result";
}

/** The ids of the calls that have their results in the same turn: those of server tools. */
function resultIdsIn(content: readonly { type: string }[]): ReadonlySet<unknown> {
  return new Set(content.flatMap((block) => ("tool_use_id" in block ? [block.tool_use_id] : [])));
}

/** Whether a block is a call: of a client tool, of a server tool, or, in the beta API, of an MCP server's. */
function isCall(block: { type: string }): block is { type: string; id: string } {
  return ["tool_use", "server_tool_use", "mcp_tool_use"].includes(block.type);
}

function isThinking(block: { type: string } | undefined): boolean {
  return block?.type === "thinking" || block?.type === "redacted_thinking";
}

function sendableParam(block: Anthropic.ContentBlock): Anthropic.ContentBlockParam {
  // Signed: the API takes these back as they were, or not at all.
  if (block.type === "thinking" || block.type === "redacted_thinking") return block;
  const corrected = withSendableCall(block);
  return isWellFormed(corrected) ? corrected : JSON.parse(wellFormedJson(JSON.stringify(corrected)));
}

function withSendableCall(block: Anthropic.ContentBlock): Anthropic.ContentBlockParam {
  if (block.type !== "tool_use" && block.type !== "server_tool_use") return block as Anthropic.ContentBlockParam;
  const input = isObject(block.input) ? block.input : objectFrom(block.input);
  const name = block.type === "tool_use" ? nameFrom(block.name) : block.name;
  return { ...block, name, input } as Anthropic.ContentBlockParam;
}

/** A name that a tool could have: models make up others as well, such as `functions.get_time`. */
function nameFrom(name: unknown): string {
  return (
    String(name)
      .replace(/[^a-zA-Z0-9_-]/g, "_")
      .slice(0, MAX_NAME_LENGTH) || "unnamed"
  );
}

function objectFrom(input: unknown): { [key: string]: unknown } {
  const text = typeof input === "string" ? input : (JSON.stringify(input) ?? "");
  const value = parseInput(text);
  // Nothing at all stands for a call without arguments.
  if (text.trim() === "" || value === null) return {};
  return isObject(value) ? value : { INVALID_JSON: text };
}

type Blocks = Anthropic.Message["content"];

/** Ids that are taken, each with the number to try next behind it. */
type Ids = Map<string, number>;

/**
 * A turn's content, each tool use with an id of its own. The API gives no id twice, but gateways do (`call_0` in every
 * turn), and no history with one is taken back: only such an id, and one that the API's pattern does not fit, becomes
 * another.
 *
 * @param taken The ids of the turns before: those of this turn are added.
 */
function withOwnIds(content: Blocks, taken: Ids): Blocks {
  return content.map((block) => {
    if (block.type !== "tool_use") return block;
    const id = takeId(block.id, taken);
    return id === block.id ? block : { ...block, id };
  });
}

/** The ids of all tool uses in a history. */
function idsIn(messages: readonly Anthropic.MessageParam[]): Ids {
  const blocks = messages.flatMap(({ content }) => blocksOf(content));
  return new Map(blocks.flatMap((block) => (block.type === "tool_use" ? [[block.id, 2]] : [])));
}

/** Makes an id that is free of the given one, and takes it. */
function takeId(given: unknown, taken: Ids): string {
  const stem = (typeof given === "string" ? given : "").replace(/[^a-zA-Z0-9_-]/g, "_") || "call";
  let id = stem;
  for (let number = taken.get(stem); number !== undefined && taken.has(id); number++) {
    id = `${stem}_${number}`;
    taken.set(stem, number + 1);
  }
  taken.set(id, 2);
  return id;
}

// --- conversation/open-calls.ts ---

/** The messages that say of a turn's calls that none was executed. */
const unexecuted = new WeakSet<object>();

/**
 * The one user message that answers each of these tool uses with the same refusal, so that a history which ends
 * in calls that nobody ran can be sent again.
 */
function notExecuted(uses: readonly Anthropic.ToolUseBlockParam[], reason: string): Anthropic.MessageParam {
  const message: Anthropic.MessageParam = { role: "user", content: uses.map((use) => refusalOf(use, reason)) };
  unexecuted.add(message);
  return message;
}

/** The result of a call that was not executed. `reason` is a clause: what came in between, and the way on. */
function refusalOf(use: Anthropic.ToolUseBlockParam, reason: string): Anthropic.ToolResultBlockParam {
  return {
    type: "tool_result",
    tool_use_id: use.id,
    // A toolset's call is answered in its toolset's name.
    ...(use.toolset_name == null ? {} : { toolset_name: use.toolset_name }),
    content: `Not executed: ${reason}`,
    is_error: true,
  };
}

/**
 * The tool uses of a history's last turn that have no result yet, and where their results belong: right behind it, also
 * where somebody has asked a question since.
 */
function pendingIn(messages: readonly Anthropic.MessageParam[]): {
  uses: Anthropic.ToolUseBlockParam[];
  at: number;
} {
  const at = messages.map(({ role }) => role).lastIndexOf("assistant") + 1;
  const after = messages.slice(at).flatMap(({ content }) => blocksOf(content));
  const answered = new Set(after.flatMap((block) => (block.type === "tool_result" ? [block.tool_use_id] : [])));
  return { uses: toolUsesIn(messages[at - 1]?.content ?? []).filter(({ id }) => !answered.has(id)), at };
}

/**
 * A copy of a history in which the calls of all turns but the last have results: the API takes none without. Who saved
 * it may have lost them.
 */
function answerOpenCalls(messages: readonly Anthropic.MessageParam[]): Anthropic.MessageParam[] {
  const last = messages.map(({ role }) => role).lastIndexOf("assistant");
  const whole: Anthropic.MessageParam[] = [];
  let open: Anthropic.ToolUseBlockParam[] = [];
  for (const [at, message] of messages.entries()) {
    const blocks = blocksOf(message.content);
    const answered = new Set(blocks.flatMap((block) => (block.type === "tool_result" ? [block.tool_use_id] : [])));
    const lost = open
      .filter(({ id }) => !answered.has(id))
      .map((use) => refusalOf(use, "its result is lost. Call again if need be."));
    if (lost.length > 0 && message.role === "user") whole.push({ role: "user", content: [...lost, ...blocks] });
    else if (lost.length > 0) whole.push({ role: "user", content: lost }, message);
    else whole.push(message);
    open = message.role === "assistant" && at < last ? toolUsesIn(message.content) : [];
  }
  return whole;
}

/**
 * Ends a history so that it can be sent again with a question after it. Calls that nobody answered are answered. A turn
 * that has a server tool under way, or was called from code, is left out unless calls of it were run: after such a turn
 * the API takes results alone. The first `given` messages are the caller's and stay.
 */
function closeHistory(messages: Anthropic.MessageParam[], given: number): void {
  const { uses, at } = pendingIn(messages);
  if (uses.length > 0) messages.splice(at, 0, notExecuted(uses, "the conversation ended. Call again if need be."));
  const answer = messages.at(-1);
  const untouched = answer !== undefined && messages.length > given && unexecuted.has(answer);
  const end = untouched ? messages.length - 1 : messages.length;
  let start = end;
  while (start > given && messages[start - 1]?.role === "assistant") start--;
  const turn = messages.slice(start, end).flatMap(({ content }) => blocksOf(content));
  if (bindsAnswer(turn)) messages.splice(start);
}

/**
 * Takes what stands behind a turn that binds its answer, its results aside, out of a history: a question, say, that was
 * asked when the calls of such a turn had run and the conversation had ended. The API takes it once the turn is
 * finished.
 */
function holdBack(messages: Anthropic.MessageParam[]): Anthropic.MessageParam[] {
  const end = messages.map(({ role }) => role).lastIndexOf("assistant") + 1;
  let start = end;
  while (messages[start - 1]?.role === "assistant") start--;
  if (!bindsAnswer(messages.slice(start, end).flatMap(({ content }) => blocksOf(content)))) return [];
  const behind = messages.slice(end);
  if (behind.every(isResultsOnly)) return [];
  messages.splice(end);
  const results = behind.flatMap(({ content }) => blocksOf(content).filter(isResult));
  if (results.length > 0) messages.push({ role: "user", content: results });
  return behind.flatMap((message) => {
    const others = blocksOf(message.content).filter((block) => !isResult(block));
    if (others.length === blocksOf(message.content).length) return [message];
    return others.length === 0 ? [] : [{ role: "user", content: others }];
  });
}

/** Whether the message after this turn may hold tool results only. */
function bindsAnswer(turn: readonly Anthropic.ContentBlockParam[]): boolean {
  const finished = resultIdsIn(turn);
  return turn.some((block) =>
    block.type === "tool_use"
      ? (block.caller?.type ?? "direct") !== "direct"
      : isCall(block) && !finished.has(block.id),
  );
}

/** The index of the turn that began code which has made calls and not ended; undefined where all code has ended. */
function startOfCode(messages: readonly Anthropic.MessageParam[]): number | undefined {
  const blocks = messages.flatMap(({ content }) => blocksOf(content));
  const ended = new Set(blocks.flatMap((block) => ("tool_use_id" in block ? [block.tool_use_id] : [])));
  const waiting = new Set(blocks.map(codeBehind).filter((id) => id !== undefined && !ended.has(id)));
  if (waiting.size === 0) return undefined;
  const starts = (block: Anthropic.ContentBlockParam): boolean =>
    waiting.has(codeBehind(block)) || (block.type === "server_tool_use" && waiting.has(block.id));
  return messages.findIndex(({ content }) => blocksOf(content).some(starts));
}

/** The block with the code that made a call; undefined for any other block. */
function codeBehind(block: Anthropic.ContentBlockParam): string | undefined {
  if (block.type !== "tool_use" && block.type !== "server_tool_use") return undefined;
  const { caller } = block;
  return caller == null || caller.type === "direct" ? undefined : caller.tool_id;
}

/** Whether code in a history waits for the results of its calls: it does so in its container, and in no other. */
function hasCodeWaiting(messages: readonly Anthropic.MessageParam[]): boolean {
  return startOfCode(messages) !== undefined;
}

/**
 * Takes code that waits out of a history, with all that came after it began: its container is gone, so that nothing can
 * answer it.
 *
 * @param ran All calls that ran in this conversation.
 */
function discardCode(messages: Anthropic.MessageParam[], ran: readonly RanCall[]): Discarded {
  const discarded = messages.splice(startOfCode(messages) ?? messages.length);
  const called = new Set(discarded.flatMap(({ content }) => toolUsesIn(content)).map(({ id }) => id));
  return { messages: discarded, calls: ran.filter(({ toolUseId }) => called.has(toolUseId)) };
}

// --- conversation/request-params.ts ---

type Params = Anthropic.MessageCreateParamsNonStreaming;

/** The part of the request that stays the same over a conversation: the cache and the thinking blocks depend on it. */
type Frame = Omit<Params, "messages">;

/** The settings that it is made of. */
type FrameOptions = Pick<
  ConversationOptions,
  "model" | "exposure" | "references" | "system" | "maxTokens" | "request" | "extraTools" | "tools" | "cache"
>;

/** Builds that part, once. */
function frameOf(project: Project, options: FrameOptions): Frame {
  const extras = extraDefinitions(options.extraTools ?? []);
  const own = toolsFor(project, options.exposure, options.tools, { references: options.references });
  // The host's own code execution tool, which can hold a breakpoint, stands for the one of the exposure.
  const tools = [...(extras.some(isCodeTool) ? own.filter((tool) => !isCodeTool(tool)) : own), ...extras];
  const { betas: _betas, ...fields } = options.request ?? {};
  const control = cacheControl(options.cache ?? true);
  return {
    ...(control ? { cache_control: control } : {}),
    // The fields of betas pass through as all others do.
    ...(fields as Partial<Params>),
    model: options.model,
    max_tokens: options.maxTokens ?? MAX_TOKENS,
    ...(options.system === undefined ? {} : { system: options.system }),
    ...(tools.length === 0 ? {} : { tools }),
  };
}

/** The definitions to send: without what is not the API's. */
function extraDefinitions(extras: readonly ExtraTool[]): Anthropic.ToolUnion[] {
  return extras.map((extra) => {
    const entries = Object.entries(extra).filter(([, value]) => typeof value !== "function");
    return Object.fromEntries(entries) as unknown as Anthropic.ToolUnion;
  });
}

/** The headers of a request: the betas, which are no field of its body. */
function headersOf(options: ConversationOptions): { [name: string]: string } | undefined {
  const betas = options.request?.betas ?? [];
  return betas.length === 0 ? undefined : { "anthropic-beta": betas.join(",") };
}

/**
 * One request: the frame with the history as it is now.
 *
 * @param cachedUntil How many messages the request before this one held; its cache entry ends there.
 */
function paramsOf(
  frame: Frame,
  messages: readonly Anthropic.MessageParam[],
  cachedUntil: number,
  container: string | undefined,
): Params {
  const inMessages = messages.reduce((sum, message) => sum + marksIn(message), 0);
  // The caller's own breakpoints come first: with all of them used up, one more would be refused.
  const full = marksOf(frame) + inMessages > MAX_CACHE_BREAKPOINTS;
  const fields = full ? withoutCaching(frame) : frame;
  const free = MAX_CACHE_BREAKPOINTS - marksOf(fields) - inMessages;
  return {
    ...fields,
    ...containerOf(fields, container),
    messages: free < 0 ? withoutOldest(messages, -free) : withBreakpoint(fields, messages, cachedUntil, free),
  };
}

/**
 * The container to name: the caller's own. Where that says only which skills to load, they are loaded into the
 * conversation's.
 */
function containerOf(frame: Frame, id: string | undefined): Pick<Params, "container"> {
  if (id === undefined || namesContainer(frame)) return {};
  return { container: typeof frame.container === "object" && frame.container ? { ...frame.container, id } : id };
}

/** Whether the caller's `request` names a container; one that says only which skills to load names none. */
function namesContainer({ container }: Frame): boolean {
  return typeof container === "string" || container?.id != null;
}

/** The same frame without automatic caching; breakpoints in tools, system and messages stay. */
function withoutCaching(frame: Frame): Frame {
  const { cache_control: _left, ...rest } = frame;
  return rest;
}

function cacheControl(cache: boolean | "5m" | "1h"): Anthropic.CacheControlEphemeral | undefined {
  if (cache === false) return undefined;
  return cache === true ? { type: "ephemeral" } : { type: "ephemeral", ttl: cache };
}

/**
 * With `cache_control` on the whole request the API marks its end, and from there looks back 20 blocks for what it has
 * cached. A turn of many parallel calls adds more than that, and all would be paid for again. So such a request marks
 * the end of the one before it too, in the copy that is sent: a mark is no part of what is cached.
 */
function withBreakpoint(
  frame: Frame,
  messages: readonly Anthropic.MessageParam[],
  cachedUntil: number,
  free: number,
): Anthropic.MessageParam[] {
  const sent = [...messages];
  const last = sent[cachedUntil - 1];
  if (!last || !frame.cache_control || free === 0 || countBlocks(sent.slice(cachedUntil)) < CACHE_LOOK_BACK)
    return sent;
  const marked = marking(last, frame.cache_control);
  if (marked) sent[cachedUntil - 1] = marked;
  return sent;
}

/**
 * The messages, in the copy that is sent, without so many of their oldest breakpoints, which are more than the API
 * takes: a handler may mark all that it gives, and each call of it adds one.
 */
function withoutOldest(messages: readonly Anthropic.MessageParam[], count: number): Anthropic.MessageParam[] {
  let over = count;
  return messages.map((message) => {
    const own = marksIn(message);
    if (over === 0 || own === 0) return message;
    const removed = Math.min(own, over);
    over -= removed;
    return removed < own ? withoutMarks(message, removed) : withoutAnyMark(message);
  });
}

/** Messages without their breakpoints: with each turn only the new ones are copied. */
const unmarked = new WeakMap<Anthropic.MessageParam, Anthropic.MessageParam>();

function withoutAnyMark(message: Anthropic.MessageParam): Anthropic.MessageParam {
  const known = unmarked.get(message) ?? withoutMarks(message, Number.POSITIVE_INFINITY);
  unmarked.set(message, known);
  return known;
}

/** A copy of a message without so many of its breakpoints, the first ones. */
function withoutMarks(message: Anthropic.MessageParam, count: number): Anthropic.MessageParam {
  let over = count;
  const strip = <T extends object>(item: T): T => {
    if (over <= 0 || !isMarked(item)) return item;
    over -= 1;
    return { ...item, cache_control: null };
  };
  const content = blocksOf(message.content).map((block) => {
    const own = strip(block);
    if (own.type !== "tool_result" || !Array.isArray(own.content)) return own;
    return { ...own, content: own.content.map(strip) };
  });
  return { ...message, content } as Anthropic.MessageParam;
}

function marking(
  message: Anthropic.MessageParam,
  control: Anthropic.CacheControlEphemeral,
): Anthropic.MessageParam | undefined {
  const blocks = blocksOf(message.content);
  const last = blocks.at(-1);
  if (!last || last.type === "thinking" || last.type === "redacted_thinking") return undefined;
  return {
    ...message,
    content: [...blocks.slice(0, -1), { ...last, cache_control: control }],
  } as Anthropic.MessageParam;
}

function countBlocks(messages: readonly Anthropic.MessageParam[]): number {
  return messages.reduce((sum, { content }) => sum + blocksOf(content).length, 0);
}

/** The breakpoints of a request, its messages aside. */
function marksOf(frame: Frame): number {
  const system = Array.isArray(frame.system) ? frame.system : [];
  return [...(frame.tools ?? []), ...system].filter(isMarked).length + (frame.cache_control ? 1 : 0);
}

/** The breakpoints of messages that were looked at before: with each turn only the new ones are looked at. */
const marks = new WeakMap<Anthropic.MessageParam, number>();

function marksIn(message: Anthropic.MessageParam): number {
  const known = marks.get(message);
  if (known !== undefined) return known;
  const found = blocksOf(message.content).flatMap(withInner).filter(isMarked).length;
  marks.set(message, found);
  return found;
}

function isMarked(item: object): boolean {
  return Reflect.get(item, "cache_control") != null;
}

/** A block and, of a tool result, those in it: they may be marked as well. */
function withInner(block: Anthropic.ContentBlockParam): object[] {
  return block.type === "tool_result" && Array.isArray(block.content) ? [block, ...block.content] : [block];
}

/** A request frame without the field that the API refused. */
type Fallback = { field: FallbackEvent["field"]; frame: Frame };

/** What to try instead after this error; undefined where nothing is left to try. */
function fallbackFor(error: Error, frame: Frame): Fallback | undefined {
  // Gateways refuse a field with 422 as well.
  if (![400, 422].includes(statusOf(error) ?? 0)) return undefined;
  // Current models refuse a forced choice: `tool_choice: type "tool" and "any" are not supported for this model.`
  // Thinking excludes it too, and gateways have words of their own for that.
  if (/tool.?choice|\bforc(e|ed|es|ing)\b/i.test(error.message) && isForced(frame.tool_choice)) {
    return { field: "tool_choice", frame: unforced(frame) };
  }
  // Not every platform and gateway has automatic caching; markers in tools and messages stay.
  if (error.message.includes("cache_control") && frame.cache_control) {
    return { field: "cache_control", frame: withoutCaching(frame) };
  }
  return undefined;
}

/** The same frame, the choice of tools left to Claude where it was forced. */
function unforced(frame: Frame): Frame {
  const choice = frame.tool_choice;
  if (!isForced(choice)) return frame;
  const serial = choice.disable_parallel_tool_use;
  return {
    ...frame,
    tool_choice: { type: "auto", ...(serial === undefined ? {} : { disable_parallel_tool_use: serial }) },
  };
}

function isForced(
  choice: Anthropic.ToolChoice | undefined,
): choice is Anthropic.ToolChoiceAny | Anthropic.ToolChoiceTool {
  return choice?.type === "any" || choice?.type === "tool";
}

// --- conversation/read-turn.ts ---

/** What is told while an answer arrives. */
type TurnEvent = TextEvent | ThinkingEvent | ToolInputEvent;

type Draft = {
  message: Anthropic.Message | undefined;
  /** The input of each block so far, as JSON text, by the block's index. */
  json: Map<number, string>;
  done: boolean;
};

/**
 * Puts a message together from the events of its stream.
 *
 * The SDK's own helper, `messages.stream`, is not used: it throws the message away when a tool's input is not JSON, and
 * it reads a cut input as if it were whole. Here an input that is not JSON stays the text it is, for the dispatcher to
 * answer as that call's error.
 *
 * @throws What the stream throws, and an Error where it ends before the message does. `onDraft` has what came until
 * then.
 */
async function readTurn(
  events: AsyncIterable<Anthropic.RawMessageStreamEvent>,
  step: number,
  emit: (event: TurnEvent) => void,
  onDraft: (message: Anthropic.Message) => void,
): Promise<Anthropic.Message> {
  const draft: Draft = { message: undefined, json: new Map(), done: false };
  try {
    for await (const event of events) {
      if (!isReadable(event, draft))
        throw new Error(`The answer holds an event that cannot be read: ${show(event, 200)}.`);
      add(draft, event, step, emit);
      if (draft.message) onDraft(draft.message);
    }
  } catch (error) {
    // What fails behind the message's end is nothing that it lacks.
    if (!draft.done) throw error;
  }
  const { message, done } = draft;
  if (!message) throw new Error("The answer held no message. Is this the address of the API?");
  // A stream may end without its last event; with the stop reason everything has arrived.
  if (!done && message.stop_reason === null) {
    throw new Error("The answer broke off: its stream ended before the message did.");
  }
  // A block whose start was left out leaves a gap, which would be a block that is null.
  return { ...message, content: message.content.filter((block) => block !== undefined) };
}

/**
 * A message has fewer blocks. What names a later one is no answer of the API's, and would make a list of as many holes.
 */
const MAX_BLOCKS = 10_000;

/** Whether an event has what is read of it. Of events of a later API nothing is read. */
function isReadable(event: unknown, { message }: Draft): boolean {
  if (!isObject(event)) return false;
  const { type, index, delta } = event;
  switch (type) {
    case "message_start":
      return isObject(event["message"]) && areBlocks(event["message"]["content"] ?? []);
    case "message_delta":
      return isObject(delta);
    case "content_block_start":
      return isIndex(index) && areBlocks([event["content_block"]]);
    case "content_block_delta":
      return isIndex(index) && isObject(delta) && isDelta(delta, message?.content[index]);
    default:
      return true;
  }
}

/** Whether a message's content is a list of blocks. */
function areBlocks(content: unknown): content is Anthropic.ContentBlock[] {
  return Array.isArray(content) && content.every((block) => isObject(block) && typeof block["type"] === "string");
}

/** A block with the text that its kind has: some gateways leave an empty one out. */
function withOwnText(block: Anthropic.ContentBlock): Anthropic.ContentBlock {
  if (block.type === "text") return { ...block, text: String(block.text ?? "") };
  if (block.type === "thinking") return { ...block, thinking: String(block.thinking ?? "") };
  return { ...block };
}

function isIndex(index: unknown): index is number {
  return Number.isInteger(index) && (index as number) >= 0 && (index as number) < MAX_BLOCKS;
}

/** The texts of each delta that are read. */
const DELTAS: { readonly [type: string]: string } = {
  text_delta: "text",
  thinking_delta: "thinking",
  signature_delta: "signature",
  input_json_delta: "partial_json",
};

function isDelta(delta: JsonSchema, block: unknown): boolean {
  const type = String(delta["type"]);
  const field = Object.hasOwn(DELTAS, type) ? DELTAS[type] : undefined;
  return block === undefined || field === undefined || typeof delta[field] === "string";
}

/** Tells a message that came in one piece. */
function tellTurn(message: Anthropic.Message, step: number, emit: (event: TurnEvent) => void): void {
  for (const block of message.content) {
    if (block.type === "text" && block.text !== "") emit({ type: "text", step, text: block.text });
    if (block.type === "thinking" && block.thinking !== "") emit({ type: "thinking", step, thinking: block.thinking });
    if (block.type !== "tool_use") continue;
    const json = JSON.stringify(block.input) ?? "";
    emit({ type: "tool_input", step, toolUseId: block.id, name: block.name, json });
  }
}

function add(
  draft: Draft,
  event: Anthropic.RawMessageStreamEvent,
  step: number,
  emit: (event: TurnEvent) => void,
): void {
  if (event.type === "message_start") {
    // A second one starts the message anew.
    draft.json.clear();
    draft.message = {
      ...event.message,
      content: (event.message.content ?? []).map(withOwnText),
      usage: { ...event.message.usage },
    };
    return;
  }
  const message = draft.message;
  if (!message) return;
  switch (event.type) {
    case "content_block_start": {
      const block = withOwnText(event.content_block);
      message.content[event.index] = block;
      // So does a second start of a block.
      draft.json.delete(event.index);
      if (block.type === "text" && block.text !== "") emit({ type: "text", step, text: block.text });
      if (block.type === "tool_use")
        emit({ type: "tool_input", step, toolUseId: block.id, name: block.name, json: "" });
      return;
    }
    case "content_block_delta":
      addDelta(draft, message, event, step, emit);
      return;
    case "content_block_stop":
      closeInput(draft, message, event.index);
      return;
    case "message_delta":
      addEnd(message, event);
      // A cut turn may leave its last block open.
      for (const index of [...draft.json.keys()]) closeInput(draft, message, index);
      return;
    case "message_stop":
      draft.done = true;
      return;
    default:
      // An event of a later API; the SDK passes unknown ones on.
      return;
  }
}

function addDelta(
  draft: Draft,
  message: Anthropic.Message,
  { index, delta }: Anthropic.RawContentBlockDeltaEvent,
  step: number,
  emit: (event: TurnEvent) => void,
): void {
  const block = message.content[index];
  if (!block) return;
  if (delta.type === "input_json_delta") {
    draft.json.set(index, (draft.json.get(index) ?? "") + delta.partial_json);
    if (block.type !== "tool_use") return;
    emit({ type: "tool_input", step, toolUseId: block.id, name: block.name, json: delta.partial_json });
    return;
  }
  if (block.type === "text" && delta.type === "text_delta") {
    block.text += delta.text;
    emit({ type: "text", step, text: delta.text });
    return;
  }
  if (block.type === "text" && delta.type === "citations_delta") {
    block.citations ??= [];
    block.citations.push(delta.citation);
    return;
  }
  if (block.type === "thinking" && delta.type === "thinking_delta") {
    block.thinking += delta.thinking;
    emit({ type: "thinking", step, thinking: delta.thinking });
    return;
  }
  if (block.type === "thinking" && delta.type === "signature_delta") {
    block.signature = delta.signature;
    return;
  }
  // A block of a later API, or of a beta, grows by the fields of its own deltas. What the API sent must go back whole.
  for (const [field, value] of Object.entries(delta)) {
    if (field === "type" || field === "__proto__") continue;
    const before: unknown = Reflect.get(block, field);
    Reflect.set(block, field, typeof before === "string" && typeof value === "string" ? before + value : value);
  }
}

function closeInput(draft: Draft, message: Anthropic.Message, index: number): void {
  const block = message.content[index];
  const text = draft.json.get(index);
  draft.json.delete(index);
  if (!block || !("input" in block) || text === undefined || text === "") return;
  block.input = parseInput(text);
}

function addEnd(message: Anthropic.Message, { delta, usage }: Anthropic.RawMessageDeltaEvent): void {
  message.stop_reason = delta.stop_reason;
  message.stop_sequence = delta.stop_sequence;
  message.stop_details = delta.stop_details ?? null;
  if (delta.container != null) message.container = delta.container;
  // The counters are totals of the whole message, left out where they don't apply.
  const counters = Object.entries(usage ?? {}).filter(([, value]) => value != null);
  Object.assign(message.usage, Object.fromEntries(counters));
}

// --- conversation/stall-clock.ts ---

/** Gives up on an answer that has begun and falls silent. */
type StallClock = {
  /** Aborted, with an Error that says so as its reason, when nothing came for too long. */
  readonly signal: AbortSignal;
  /** Something came: the time begins anew. It does not run before the first time. */
  touch(): void;
  /** The message is whole: the stream may stay open a little longer, whatever still comes. */
  expectEnd(): void;
  /** The answer is over. */
  stop(): void;
};

/** @param timeoutMs How long an answer may be silent, in milliseconds. */
function createStallClock(timeoutMs: number): StallClock {
  const controller = new AbortController();
  let callOff = (): void => {};
  let isWhole = false;
  const giveUp = () => controller.abort(new Error(`The answer broke off: nothing came for ${timeoutMs / 1000} s.`));
  const wait = (ms: number) => {
    callOff();
    callOff = startTimer(ms, giveUp);
  };
  return {
    signal: controller.signal,
    touch: () => {
      if (!isWhole) wait(timeoutMs);
    },
    expectEnd: () => {
      isWhole = true;
      wait(Math.min(CLOSE_TIMEOUT_MS, timeoutMs));
    },
    stop: () => callOff(),
  };
}

// --- conversation/request-turn.ts ---

type RequestOptions = NonNullable<Parameters<Client["messages"]["create"]>[1]>;

/** What one request needs beside its parameters. */
type TurnSettings = {
  client: Client;
  step: number;
  stream: boolean;
  headers: { [name: string]: string } | undefined;
  maxResends: number;
  stallTimeoutMs: number;
  signal: AbortSignal;
  emit: (event: TurnEvent | RetryEvent) => void;
  /** Whether anybody hears what is emitted. */
  isWatched: boolean;
};

/**
 * A message in full, or the error that kept it away. `usage` counts the answers that broke off, too: they are billed.
 */
type TurnReply = {
  message?: Anthropic.Message;
  error?: Error;
  requestId: string | undefined;
  usage: ReturnType<typeof noUsage>;
};

/**
 * Sends one request and reads its answer. Never rejects.
 *
 * Attempts that fail before the answer begins are the SDK's to repeat; it does not repeat an answer that breaks off
 * (claude-api: mid-stream failures are never retried), so that is done here, `maxResends` times. No tool has run by
 * then.
 */
async function requestTurn(
  params: Anthropic.MessageCreateParamsNonStreaming,
  settings: TurnSettings,
): Promise<TurnReply> {
  let usage = noUsage();
  let requestId: string | undefined;
  for (let attempt = 1; ; attempt++) {
    const stall = createStallClock(settings.stallTimeoutMs);
    const joined = joinSignals([settings.signal, stall.signal]);
    let draft: Anthropic.Message | undefined;
    // Whether the answer had begun: an attempt that fails before is the SDK's matter.
    let answered = false;
    const begin = () => {
      answered = true;
      stall.touch();
    };
    try {
      const opened = await open(params, settings, joined.signal, begin);
      requestId = opened.requestId;
      const message = opened.message ?? (await read(opened.events, stall, settings, (part) => (draft = part)));
      if (opened.message && settings.isWatched) tellTurn(message, settings.step, settings.emit);
      return { message, requestId, usage: addUsage(usage, usageOf(message)) };
    } catch (thrown) {
      if (draft) usage = addUsage(usage, usageOf(draft));
      const error = toError(stall.signal.aborted ? stall.signal.reason : thrown);
      const hopeless = !answered || !isTransient(error) || attempt > settings.maxResends;
      if (settings.signal.aborted || hopeless) return { error, requestId, usage };
      const delayMs = RESEND_DELAY_MS * 2 ** (attempt - 1);
      settings.emit({
        type: "retry",
        step: settings.step,
        attempt: attempt + 1,
        cause: "stream",
        reason: error.message,
        delayMs,
      });
      await pause(delayMs, settings.signal);
    } finally {
      stall.stop();
      joined.release();
    }
  }
}

type Opened = { requestId: string | undefined } & (
  | { message: Anthropic.Message; events?: never }
  | { message?: never; events: AsyncIterable<Anthropic.RawMessageStreamEvent> }
);

async function open(
  params: Anthropic.MessageCreateParamsNonStreaming,
  settings: TurnSettings,
  signal: AbortSignal,
  begin: () => void,
): Promise<Opened> {
  const options = optionsFor(settings, signal, begin);
  if (!settings.stream) {
    const message = checked(await settings.client.messages.create({ ...params, stream: false }, options));
    return { message, requestId: Reflect.get(message, "_request_id") ?? undefined };
  }
  const { data, response, request_id } = await withResponse(
    settings.client.messages.create({ ...params, stream: true }, options),
  );
  // A client without middleware, such as a stand-in for the SDK's, tells of it no earlier.
  begin();
  const requestId = request_id ?? undefined;
  // Some gateways, and some stand-ins for the client, answer a request for a stream in one piece.
  if (response?.headers.get("content-type")?.includes("application/json")) {
    return { message: checked(await response.json()), requestId };
  }
  return "content" in data ? { message: checked(data), requestId } : { events: data, requestId };
}

/** A proxy's page or a gateway's own JSON can come with a status of 200, too. */
function checked(answer: unknown): Anthropic.Message {
  const isMessage = typeof answer === "object" && answer !== null && "content" in answer && areBlocks(answer.content);
  if (!isMessage) throw new Error(`The answer is no message: ${show(answer, 200)}. Is this the address of the API?`);
  const message = answer as unknown as Anthropic.Message;
  message.content = message.content.map(withOwnText);
  return message;
}

type Answer = AsyncIterable<Anthropic.RawMessageStreamEvent> | Anthropic.Message;
type WithResponse = { data: Answer; response?: Response; request_id?: string | null | undefined };

async function withResponse(
  pending: PromiseLike<Answer> & { withResponse?: () => Promise<WithResponse> },
): Promise<WithResponse> {
  return pending.withResponse ? await pending.withResponse() : { data: await pending };
}

function optionsFor(settings: TurnSettings, signal: AbortSignal, begin: () => void): RequestOptions {
  let attempt = 0;
  let reason = "";
  let failedAt = 0;
  return {
    signal,
    ...(settings.headers ? { headers: settings.headers } : {}),
    // The SDK repeats attempts silently, and hands over an answer in one piece only when it is complete: a middleware
    // sees each attempt, and when its answer begins.
    middleware: [
      async (request, next) => {
        attempt++;
        if (attempt > 1) {
          const delayMs = Math.round(performance.now() - failedAt);
          settings.emit({ type: "retry", step: settings.step, attempt, cause: "http", reason, delayMs });
        }
        try {
          const response = await next(request);
          reason = `HTTP status ${response.status}`;
          if (!response.ok) return response;
          begin();
          return noticed(response, begin);
        } catch (error) {
          reason = toError(error).message;
          throw error;
        } finally {
          failedAt = performance.now();
        }
      },
    ],
  };
}

/**
 * The same response, each piece of which is noticed as it comes: pings, which the SDK swallows, are signs of life as
 * well.
 */
function noticed(response: Response, notice: () => void): Response {
  if (response.body === null) return response;
  const reader = response.body.getReader();
  const passing = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await reader.read();
      if (done) {
        controller.close();
        return;
      }
      notice();
      controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return new Response(passing, response);
}

function read(
  events: AsyncIterable<Anthropic.RawMessageStreamEvent>,
  stall: StallClock,
  settings: TurnSettings,
  onDraft: (message: Anthropic.Message) => void,
): Promise<Anthropic.Message> {
  return readTurn(watch(events, stall), settings.step, settings.emit, onDraft);
}

async function* watch(
  events: AsyncIterable<Anthropic.RawMessageStreamEvent>,
  stall: StallClock,
): AsyncGenerator<Anthropic.RawMessageStreamEvent> {
  for await (const event of events) {
    // Behind the message's end nothing is waited for but the end of the stream, so that the connection can be used
    // again.
    if (event.type === "message_stop") stall.expectEnd();
    else stall.touch();
    yield event;
  }
}

/** Waits, or less where the signal is aborted before. */
function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, delayMs);
    signal.addEventListener("abort", done);
    if (signal.aborted) done();
  });
}

// --- conversation/watch-calls.ts ---

/** Counts the calls of each batch as they end, and tells how far it is. Calls on their own are not told of. */
function watchProgress(emit: (event: Omit<ProgressEvent, "step">) => void): (event: CallEndEvent) => void {
  const batches = new Map<string, { done: number; failed: number; lists: Map<number, number> }>();
  return ({ toolUseId, index, invocationCount, item, outcome }) => {
    if (toolUseId === undefined || (invocationCount < 2 && item === undefined)) return;
    const { done, failed, lists } = batches.get(toolUseId) ?? { done: 0, failed: 0, lists: new Map() };
    // How many calls a list makes is known when its first one has ended.
    if (item !== undefined) lists.set(index, item.count - 1);
    const total = [...lists.values()].reduce((sum, further) => sum + further, invocationCount);
    const now = { done: done + 1, failed: failed + (outcome.status === "ok" ? 0 : 1) };
    batches.set(toolUseId, { ...now, lists });
    emit({ type: "progress", toolUseId, ...now, total });
    if (now.done >= total) batches.delete(toolUseId);
  };
}

/** Watches for a call that fails again and again. */
type StuckWatch = {
  /** Ends a turn: whether one of its calls has now failed in `after` turns in a row. */
  endTurn(answered: readonly AnsweredUse[]): boolean;
};

/** Failures that say nothing about the call itself. */
const NO_FAULT: ReadonlySet<string> = new Set(["ok", "cancelled", "skipped"]);

/** @param after How many turns in a row it takes; 0 never says so. */
function watchForStuck(after: number, batchName: string): StuckWatch {
  let streaks = new Map<string, number>();
  return {
    endTurn(answered) {
      const next = new Map<string, number>();
      for (const { use, calls, result } of answered) {
        const failing = calls.map(({ outcome }) => outcome).filter(({ status }) => !NO_FAULT.has(status));
        if (failing.length === 0 && result.is_error !== true) continue;
        // A batch that could not be read has no calls: it is then the whole that failed.
        const places = failing.length > 0 ? failing.map(({ index }) => index) : [undefined];
        for (const place of places) {
          const key = keyOf(use, place, batchName);
          next.set(key, (streaks.get(key) ?? 0) + 1);
        }
      }
      streaks = next;
      return after > 0 && [...streaks.values()].some((turns) => turns >= after);
    },
  };
}

/**
 * A call by its meaning: the API may escape and order the same input differently every time, and alone or in a batch,
 * as an object or as a text of one, it is the same call.
 */
function keyOf(use: ToolUse, index: number | undefined, batchName: string): string {
  const call = use.name === batchName && index !== undefined ? invocationAt(use.input, index) : undefined;
  const each = call?.each === undefined ? [] : [opened(call.each)];
  return canonicalJson(call ? [call.name, opened(call.arguments), ...each] : [use.name, opened(use.input)]);
}

function invocationAt(
  input: unknown,
  index: number,
): { name?: unknown; arguments?: unknown; each?: unknown } | undefined {
  const whole = opened(input);
  if (typeof whole !== "object" || whole === null) return undefined;
  const list = opened(Reflect.get(whole, "invocations"));
  const call = opened(Array.isArray(list) ? list[index] : list);
  return typeof call === "object" && call !== null ? call : undefined;
}

/** What a text stands for, encoded twice or not; any other value is itself. */
function opened(value: unknown): unknown {
  const inside = typeof value === "string" ? parseInput(value) : value;
  return inside === value ? value : opened(inside);
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (typeof item !== "object" || item === null || Array.isArray(item)) return item;
    const entries = Object.entries(item).sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
    return Object.fromEntries(entries);
  });
}

// --- conversation/conversation.ts ---

/** How a conversation ends: the outcome, and what belongs to it. */
type ConversationEnding = { outcome: ConversationOutcome; budget?: Budget; error?: Error };

/** What changes while a conversation runs. */
type ConversationState = {
  readonly options: ConversationOptions;
  readonly turns: TurnRunner;
  readonly trace: ConversationTrace;
  readonly stuck: StuckWatch;
  readonly emit: (event: ConversationEvent) => void;
  /** Aborted by the caller's signal, or when the time is over. */
  readonly signal: AbortSignal;
  /** The history: only ever appended to. */
  readonly messages: Anthropic.MessageParam[];
  /** How many of them are the caller's. */
  readonly given: number;
  /** What the caller asks behind a turn that is to be finished first. */
  held: readonly Anthropic.MessageParam[];
  /** The ids of all tool uses in it. */
  readonly ids: ReturnType<typeof idsIn>;
  /** How many messages the last `history` event held. */
  told: number;
  frame: Frame;
  steps: number;
  pauses: number;
  usage: TokenUsage;
  /** How many messages the last request held. */
  sent: number;
  container: string | undefined;
  message: Anthropic.Message | undefined;
  /** The calls whose handlers were started, in the order of their turns. */
  readonly ran: RanCall[];
  discarded: Discarded | undefined;
};

/**
 * Holds a conversation with Claude: sends the messages, runs the calls of each answer, sends their results back, until
 * the answer calls nothing more or something else ends it.
 *
 * Takes the history and the settings; gives the outcome, the last text and the whole history. Does not reject because
 * of the API, the network, a call or an abort: these are outcomes. It does where the settings themselves are wrong.
 */
export function runConversation(project: Project, options: ConversationOptions): Promise<ConversationResult>;
export function runConversation<Tools extends Contracts<Tools>, Context>(
  project: Project,
  options: ConversationOptions<Tools, Context>,
): Promise<ConversationResult>;
export async function runConversation(project: Project, options: ConversationOptions): Promise<ConversationResult> {
  const clock = new AbortController();
  const joined = joinSignals(options.signal ? [options.signal, clock.signal] : [clock.signal]);
  try {
    return await hold(begin(project, options, joined.signal), clock);
  } finally {
    joined.release();
  }
}

async function hold(state: ConversationState, clock: AbortController): Promise<ConversationResult> {
  const { options } = state;
  const startedAt = Date.now();
  const callOff = startTimer(options.maxDurationMs, () => clock.abort());
  let ending: ConversationEnding;
  try {
    ending = await state.trace.around(() => converse(state));
  } catch (thrown) {
    ending = { outcome: "error", error: toError(thrown) };
  } finally {
    callOff();
  }
  if (ending.outcome === "aborted" && clock.signal.aborted && !options.signal?.aborted) {
    ending = { outcome: "max_steps", budget: "time" };
  }
  return finish(state, ending, Date.now() - startedAt);
}

function isWatched({ onEvent, tracer }: ConversationOptions): boolean {
  return onEvent !== undefined || tracer !== undefined;
}

function begin(project: Project, options: ConversationOptions, signal: AbortSignal): ConversationState {
  const { maxSteps, maxPauses, maxResends, stuckAfter, maxTotalTokens, maxDurationMs, stallTimeoutMs } = options;
  checkNumbers(
    { maxSteps, maxPauses, maxResends, stuckAfter },
    { maxTotalTokens, maxDurationMs, stallTimeoutMs },
    "from 0",
  );
  const trace = traceConversation(options);
  let state: ConversationState | undefined;
  const emit = (event: ConversationEvent) => {
    trace.note(event);
    quietly(() => options.onEvent?.(event));
  };
  const progress = watchProgress((event) => emit({ ...event, step: state?.steps ?? 0 }));
  const onEvent = (event: DispatcherEvent) => {
    emit(event);
    if (event.type === "call_end") progress(event);
  };
  // An event of a call costs a copy of its input: without a listener none is made.
  const dispatcherOptions: DispatcherOptions = { ...options, onEvent: isWatched(options) ? onEvent : undefined };
  const messages = answerOpenCalls(options.messages);
  const held = holdBack(messages);
  state = {
    options,
    turns: createTurnRunner(project, options.handlers, dispatcherOptions, options.extraTools),
    trace,
    stuck: watchForStuck(options.stuckAfter ?? STUCK_AFTER, project.batchName),
    emit,
    signal,
    messages,
    given: messages.length,
    held,
    ids: idsIn(messages),
    told: messages.length,
    frame: frameOf(project, options),
    steps: 0,
    pauses: 0,
    usage: noUsage(),
    sent: 0,
    container: options.container,
    message: undefined,
    ran: [],
    discarded: undefined,
  };
  return state;
}

async function converse(state: ConversationState): Promise<ConversationEnding> {
  const resumed = await resume(state);
  if (resumed) return resumed;
  for (;;) {
    if (state.signal.aborted) return { outcome: "aborted" };
    const budget = spentBudget(state);
    if (budget) return { outcome: "max_steps", budget };
    const reply = await ask(state);
    if (!reply.message) {
      if (reply.error !== undefined && isContainerLost(reply.error)) loseCode(state);
      // An answer that broke off leaves no trace in the history; what it called was not run.
      return state.signal.aborted ? { outcome: "aborted" } : { outcome: "error", ...errorOf(reply) };
    }
    const ending = await takeAnswer(state, reply.message);
    if (ending) return ending;
  }
}

/** A history may end in calls: of a conversation that was broken off, or of a Message Batch. They are run first. */
async function resume(state: ConversationState): Promise<ConversationEnding | undefined> {
  const { uses, at } = pendingIn(state.messages);
  return uses.length === 0 ? undefined : runTurnCalls(state, uses as Anthropic.ToolUseBlock[], at);
}

/** Makes one request, with the fields that the API may refuse left out at the second try. */
async function ask(state: ConversationState): Promise<TurnReply> {
  const { options } = state;
  const step = ++state.steps;
  const startedAt = Date.now();
  const tools = state.frame.tools?.length ?? 0;
  state.emit({ type: "request", step, model: options.model, messages: state.messages.length, tools });
  for (;;) {
    const sent = await prepared(state);
    const params = paramsOf(state.frame, sent, state.sent, state.container);
    const reply = await requestTurn(params, {
      client: options.client,
      step,
      stream: options.stream ?? true,
      headers: headersOf(options),
      maxResends: options.maxResends ?? MAX_RESENDS,
      stallTimeoutMs: options.stallTimeoutMs ?? STALL_TIMEOUT_MS,
      signal: state.signal,
      emit: state.emit,
      isWatched: isWatched(options),
    });
    state.usage = addUsage(state.usage, reply.usage);
    if (reply.error && !state.signal.aborted && canLoseContainer(state, sent) && mayBeContainerLost(reply.error)) {
      state.container = undefined;
      state.emit({ type: "fallback", step, field: "container", reason: reply.error.message });
      continue;
    }
    const fallback = reply.error && fallbackFor(reply.error, state.frame);
    if (fallback && reply.error && !state.signal.aborted) {
      state.frame = fallback.frame;
      state.emit({ type: "fallback", step, field: fallback.field, reason: reply.error.message });
      continue;
    }
    state.sent = sent.length;
    if (reply.message) {
      const durationMs = Date.now() - startedAt;
      const { message, usage, requestId } = reply;
      state.emit({ type: "response", step, message, usage, durationMs, requestId });
    }
    return reply;
  }
}

/**
 * Whether a request can be sent again without its container: no code waits in it, and the caller did not name it in
 * `request`.
 */
function canLoseContainer({ container, frame }: ConversationState, sent: readonly Anthropic.MessageParam[]): boolean {
  return container !== undefined && !namesContainer(frame) && !hasCodeWaiting(sent);
}

/** Code that waited in a container that is gone can never be answered: the history goes on without it. */
function loseCode(state: ConversationState): void {
  if (!hasCodeWaiting(state.messages)) return;
  state.discarded = discardCode(state.messages, state.ran);
  state.container = undefined;
}

/** What is sent: the history, or what the host makes of a copy of it. */
async function prepared({ options, messages }: ConversationState): Promise<readonly Anthropic.MessageParam[]> {
  if (options.prepare === undefined) return messages;
  const made: unknown = await options.prepare([...messages]);
  if (!Array.isArray(made)) throw new TypeError(`prepare must give a list of messages, not ${jsonType(made)}.`);
  return made;
}

/** Acts on one answer; gives the ending where it is the last. */
async function takeAnswer(
  state: ConversationState,
  answer: Anthropic.Message,
): Promise<ConversationEnding | undefined> {
  state.message = answer;
  const message = { ...answer, content: withOwnIds(answer.content, state.ids) };
  if (typeof message.container?.id === "string") state.container = message.container.id;
  switch (message.stop_reason) {
    case "max_tokens":
      keepValidPart(state.messages, message);
      return { outcome: "truncated" };
    case "model_context_window_exceeded":
      keepValidPart(state.messages, message);
      return { outcome: "context_exceeded" };
    case "refusal":
      // What a refusal says before it breaks off is to be discarded (platform documentation, refusals), and the turn
      // with it.
      state.discarded = discardTurn(state.messages, state.ran);
      return { outcome: "refused" };
  }
  if (isCut(message.stop_reason)) {
    keepValidPart(state.messages, message);
    return { outcome: "unknown_stop" };
  }
  return takeWhole(state, message);
}

/** Acts on a turn that was not cut. Its content says whether it calls; gateways name any stop reason beside calls. */
async function takeWhole(
  state: ConversationState,
  message: Anthropic.Message,
): Promise<ConversationEnding | undefined> {
  const uses = message.content.filter((block) => block.type === "tool_use");
  const paused = message.stop_reason === "pause_turn" && uses.length === 0;
  // A turn that ends with the compaction of its context is sent on as it is.
  const isCompacted = String(message.stop_reason) === "compaction" && uses.length === 0;
  state.pauses = paused ? state.pauses + 1 : 0;
  keepTurn(state.messages, message.content);
  if (uses.length > 0) {
    state.frame = unforced(state.frame);
    tellHistory(state);
    return runTurnCalls(state, uses, state.messages.length);
  }
  if (!paused && !isCompacted) return askHeld(state) ? undefined : { outcome: "completed" };
  tellHistory(state);
  return state.pauses > (state.options.maxPauses ?? MAX_PAUSES) ? { outcome: "paused" } : undefined;
}

/** Asks what was held back, now that the turn before it is finished; false where nothing was. */
function askHeld(state: ConversationState): boolean {
  if (state.held.length === 0) return false;
  state.messages.push(...state.held);
  state.held = [];
  tellHistory(state);
  return true;
}

/** Runs a turn's calls and puts their results behind it, or, with a budget spent, that they were not executed. */
async function runTurnCalls(
  state: ConversationState,
  uses: readonly Anthropic.ToolUseBlock[],
  at: number,
): Promise<ConversationEnding | undefined> {
  const budget = spentBudget(state);
  if (budget) {
    // Nobody would send the results on: so nothing is done that Claude might not come to know of.
    const refusal = notExecuted(uses, `the conversation's budget (${budget}) is used up. Call again if need be.`);
    state.messages.splice(at, 0, refusal);
    return { outcome: "max_steps", budget };
  }
  // The inputs go on as they came: what is no object is the dispatcher's to repair, or to say what is wrong. The answer
  // holds tool results only, as the API demands where a server tool is under way or a call is programmatic.
  const answered = await runToolUses(state.turns, uses, { signal: state.signal });
  state.messages.splice(at, 0, { role: "user", content: answered.map(({ result }) => result) });
  for (const { use, calls } of answered) {
    for (const { name, input, outcome, ran, item } of calls) {
      const call = { toolUseId: use.id, index: outcome.index, name, input, status: outcome.status };
      if (ran) state.ran.push(item === undefined ? call : { ...call, item });
    }
  }
  tellHistory(state);
  const stuck = state.stuck.endTurn(answered);
  if (state.signal.aborted) return { outcome: "aborted" };
  return stuck ? { outcome: "stuck" } : undefined;
}

function spentBudget({ options, steps, usage }: ConversationState): Budget | undefined {
  if (steps >= (options.maxSteps ?? MAX_STEPS)) return "steps";
  if (totalTokens(usage) >= (options.maxTotalTokens ?? Number.POSITIVE_INFINITY)) return "tokens";
  return undefined;
}

/** Whoever keeps histories elsewhere is given each as it then stands. */
function tellHistory(state: ConversationState): void {
  const { messages, held, steps, emit, options } = state;
  // Without a listener, no copy is made.
  if (messages.length === state.told || options.onEvent === undefined) return;
  state.told = messages.length;
  emit({ type: "history", step: steps, messages: [...messages, ...held], ...withContainer(state) });
}

function errorOf(reply: TurnReply): { error?: Error } {
  return reply.error ? { error: reply.error } : {};
}

function finish(state: ConversationState, ending: ConversationEnding, durationMs: number): ConversationResult {
  closeHistory(state.messages, state.given);
  tellHistory(state);
  const { steps, usage, message, discarded } = state;
  state.emit({ type: "end", ...ending, steps, usage, durationMs });
  const text = message && ending.outcome !== "refused" ? textIn(message.content) : "";
  return {
    ...ending,
    text,
    messages: [...state.messages, ...state.held],
    ...withContainer(state),
    ...(discarded ? { discarded } : {}),
    steps,
    usage,
    ...(message ? { message } : {}),
  };
}

/** The container that the conversation goes on in, where it has one. */
function withContainer({ container }: ConversationState): { container?: string } {
  return container === undefined ? {} : { container };
}

// --- conversation/message-batch.ts ---

/** What a request of a Message Batch is made of; the fields are those of a conversation. */
export type BatchRequestOptions<Tools extends Contracts<Tools> = AnyTools> = Pick<
  ConversationOptions<Tools>,
  "model" | "messages" | "exposure" | "system" | "maxTokens" | "request" | "extraTools" | "tools" | "cache"
> & {
  /** Tells this request's result from the others': 1 to 64 characters of A-Z, a-z, 0-9, _ and -. */
  customId: string;
};

/** One entry of `client.messages.batches.create({ requests: [...] })`. */
export type BatchRequest = { custom_id: string; params: Anthropic.MessageCreateParamsNonStreaming };

/**
 * Builds a request for the Message Batches API. There is one turn and no second one to make further calls in, so the
 * tools are shown as the batch tool alone unless `exposure` says otherwise, the system prompt says that all calls
 * belong in one reply, and nothing is cached. Nothing runs, so the batch tool has no cap. `request.betas` has no place
 * in it: give that to `batches.create` as a header.
 *
 * @throws TypeError for a `customId` with which the API would refuse the whole batch, the exposure `programmatic`, or
 * an extra tool with a name that is taken.
 */
export function batchRequest(project: Project, options: BatchRequestOptions): BatchRequest {
  const { batchName } = project;
  if (options.exposure === "programmatic") {
    throw new TypeError("A Message Batch has no exposure programmatic: code does not wait until its results are read.");
  }
  if (!/^[a-zA-Z0-9_-]{1,64}$/.test(options.customId)) {
    throw new TypeError(`customId must be 1 to 64 of A-Z, a-z, 0-9, _ and -, not ${show(options.customId, 80)}.`);
  }
  extrasByName(project, options.extraTools ?? []);
  const frame = frameOf(uncapped(project), { cache: false, exposure: "batch-only", ...options });
  const offered = frame.tools?.some((tool) => "name" in tool && tool.name === batchName);
  const how = offered ? `, as the invocations of one ${batchName} call` : "";
  const rule = `This is the only turn: make every call that the task needs in this one reply${how}.`;
  return {
    custom_id: options.customId,
    params: { ...frame, system: withRule(options.system, rule), messages: [...options.messages] },
  };
}

function withRule(system: BatchRequestOptions["system"], rule: string): string | Anthropic.TextBlockParam[] {
  if (system === undefined || system === "") return rule;
  return typeof system === "string" ? `${system}\n\n${rule}` : [...system, { type: "text", text: rule }];
}

/** A call that fits its tool's schema, or one that does not, with what is wrong. */
export type ReadInvocation<Tools extends Contracts<Tools> = AnyTools, N extends NameOf<Tools> = NameOf<Tools>> = {
  toolUseId: string;
  index: number;
} & (({ valid: true } & Invocation<Tools, N>) | { valid: false; name: string; error: CallError });

/** What a request of a Message Batch came to. */
export type BatchResult<Tools extends Contracts<Tools> = AnyTools> = {
  customId: string;
  /** As a conversation's; `canceled` and `expired` where Claude never saw the request. */
  outcome: Exclude<ConversationOutcome, "max_steps" | "aborted" | "stuck"> | "canceled" | "expired";
  /** Every call of the answer, batched or not, in its order; none where the turn was cut or refused. */
  invocations: ReadInvocation<Tools>[];
  text: string;
  message?: Anthropic.Message;
  error?: Anthropic.ErrorResponse;
};

/** How to read it: by the dispatcher's own settings. */
export type ReadBatchOptions<Tools extends Contracts<Tools> = AnyTools> = Pick<
  DispatcherOptions<Tools>,
  "decode" | "validate" | "tools"
>;

/**
 * Reads one result of a Message Batch: the calls in it, decoded and validated as the dispatcher would, and nothing run.
 * To run them, give the `invocations` to `dispatcher.batch`, or go on with `runConversation` and the message at the end
 * of `messages`.
 */
export function readBatchResult(
  project: Project,
  response: Anthropic.Messages.MessageBatchIndividualResponse,
  options?: ReadBatchOptions,
): Promise<BatchResult>;
export function readBatchResult<Tools extends Contracts<Tools>>(
  project: Project,
  response: Anthropic.Messages.MessageBatchIndividualResponse,
  options?: ReadBatchOptions<Tools>,
): Promise<BatchResult<Tools>>;
export async function readBatchResult(
  project: Project,
  response: Anthropic.Messages.MessageBatchIndividualResponse,
  options: ReadBatchOptions = {},
): Promise<BatchResult> {
  const { custom_id: customId, result } = response;
  const nothing = { customId, invocations: [], text: "" };
  if (result.type === "errored") return { ...nothing, outcome: "error", error: result.error };
  if (result.type !== "succeeded") return { ...nothing, outcome: result.type };
  const { message } = result;
  const outcome = outcomeOf(message.stop_reason);
  return {
    customId,
    outcome,
    invocations: isCut(message.stop_reason) ? [] : await checkInvocations(project, message, options),
    text: outcome === "refused" ? "" : textIn(message.content),
    message,
  };
}

function outcomeOf(reason: string | null): BatchResult["outcome"] {
  switch (reason) {
    case "tool_use":
    case "end_turn":
    case "stop_sequence":
      return "completed";
    case "max_tokens":
      return "truncated";
    case "refusal":
      return "refused";
    case "pause_turn":
      return "paused";
    case "model_context_window_exceeded":
      return "context_exceeded";
    default:
      // Compacted, it is to be sent on as a paused turn is.
      return reason === "compaction" ? "paused" : "unknown_stop";
  }
}

/** Reads and checks the calls as a dispatcher does, each against its own tool's schema. No cap: nothing runs here. */
async function checkInvocations(
  project: Project,
  message: Anthropic.Message,
  { decode, tools, validate }: ReadBatchOptions,
): Promise<ReadInvocation[]> {
  const names = namesOf(project, tools);
  checkWord("decode", decode, ["repair", "strict"]);
  const read = withOwnIds(message.content, new Map()).flatMap((block) => {
    // A toolset's actions may have the names of other tools.
    if (block.type !== "tool_use" || block.toolset_name != null) return [];
    const onRepair = decode === "strict" ? undefined : () => {};
    return [
      readToolUse(block, {
        project,
        names,
        extras: new Map(),
        toolUseId: block.id,
        references: "off",
        cap: Number.POSITIVE_INFINITY,
        onRepair,
      }),
    ];
  });
  const all = await Promise.all(
    read.map(async ({ use, calls, error }) => {
      if (error !== undefined) {
        const example = await validBatchExample(project, names, validate);
        return [invalid(use.id, 0, project.batchName, withExample(error, example))];
      }
      const checked = await Promise.all(calls.map((call) => checkCall(call, validate)));
      return checked.map(({ index, name, input, error: fault }) =>
        fault === undefined
          ? { toolUseId: use.id, index, valid: true as const, name, arguments: input }
          : invalid(use.id, index, name, fault),
      );
    }),
  );
  return all.flat();
}

function invalid(toolUseId: string, index: number, name: string, error: CallError): ReadInvocation {
  return { toolUseId, index, valid: false, name, error };
}

// --- conversation/runnable-tools.ts ---

/** The settings of runnable tools: a dispatcher's, and how the tools are shown to Claude. */
export type RunnableToolsOptions<Tools extends Contracts<Tools> = AnyTools, Context = unknown> = DispatcherOptions<
  Tools,
  Context
> & { exposure?: Exposure | undefined };

/**
 * The same tools, the batch tool among them, for the SDK's own `client.beta.messages.toolRunner`, with all that the
 * dispatcher does: decoding, checking, batching, approval, time limits. Pass `thread: false` to the runner for anything
 * but Anthropic's own API: it keeps the conversation on the server otherwise. The tool uses that the runner starts
 * together count as one turn: all approvals are asked for before any of its calls runs. Make a list for each
 * conversation, so that no two count as one.
 *
 * @throws TypeError as `createDispatcher` and `toolsFor` do.
 */
export function runnableTools(
  project: Project,
  handlers: Handlers,
  options?: RunnableToolsOptions,
): BetaRunnableTool<unknown>[];
export function runnableTools<Tools extends Contracts<Tools>, Context>(
  project: Project,
  handlers: Handlers,
  options?: RunnableToolsOptions<Tools, Context>,
): BetaRunnableTool<unknown>[];
export function runnableTools(
  project: Project,
  handlers: Handlers,
  options: RunnableToolsOptions = {},
): BetaRunnableTool<unknown>[] {
  const runInTurn = joinTurn(createDispatcher(project, handlers, options));
  return toolsFor(project, options.exposure, options.tools, { references: options.references }).map((tool) => {
    // The API runs the code execution tool itself: nobody calls this run of it.
    const run = async (input: unknown, call?: BetaToolRunContext) => {
      const caller = call?.toolUse !== undefined && "caller" in call.toolUse ? call.toolUse.caller : undefined;
      const result = await runInTurn(
        { id: call?.toolUse.id ?? "", name: tool.name, input, caller },
        call?.signal ?? undefined,
      );
      const content = (result.content ?? "") as string | Exclude<typeof result.content, string | undefined>;
      if (result.is_error === true) throw await asRunnerError(String(content));
      return content as Awaited<ReturnType<BetaRunnableTool["run"]>>;
    };
    return { ...tool, parse: (input: unknown) => input, run } as BetaRunnableTool<unknown>;
  });
}

/** The runner tells Claude an error's words as they are only where it is of the SDK's own class. */
async function asRunnerError(content: string): Promise<Error> {
  const { ToolError } = await import("@anthropic-ai/sdk/lib/tools/ToolError");
  return new ToolError(content);
}

type Result = Anthropic.ToolResultBlockParam;
type Waiting = { use: ToolUse; resolve: (result: Promise<Result>) => void };

/**
 * Runs tool uses that are given one by one. Those that come together, with the same signal, are run as the one turn
 * that they are: the SDK's tool runner starts all of a turn at once, and each by itself.
 */
function joinTurn(dispatcher: Dispatcher): (use: ToolUse, signal: AbortSignal | undefined) => Promise<Result> {
  const turns = new Map<AbortSignal | undefined, Waiting[]>();
  const start = (signal: AbortSignal | undefined): void => {
    const turn = turns.get(signal) ?? [];
    turns.delete(signal);
    const answer = runTurn(
      dispatcher,
      turn.map(({ use }) => use),
      signal,
    );
    for (const [at, { resolve }] of turn.entries()) {
      resolve(answer.then((results) => results[at] as Result));
    }
  };
  return (use, signal) =>
    new Promise((resolve) => {
      const turn = turns.get(signal);
      if (turn !== undefined) {
        turn.push({ use, resolve });
        return;
      }
      turns.set(signal, [{ use, resolve }]);
      setTimeout(start, 0, signal);
    });
}

async function runTurn(
  dispatcher: Dispatcher,
  uses: readonly ToolUse[],
  signal: AbortSignal | undefined,
): Promise<Result[]> {
  const content = uses.map((use) => ({ ...use, type: "tool_use" }) as Anthropic.ToolUseBlockParam);
  const answer = await dispatcher.answer({ content, stop_reason: "tool_use" }, { signal });
  return (answer?.content ?? []) as Result[];
}

// --- conversation/stream-conversation.ts ---

/** A conversation under way: its events, to be read once, and what comes of it. */
export type ConversationStream<Tools extends Contracts<Tools> = AnyTools> = AsyncIterable<ConversationEvent<Tools>> & {
  readonly result: Promise<ConversationResult>;
};

/**
 * Holds a conversation as {@link runConversation} does, and gives its events as an async iterable. It starts at once
 * and does not wait for the reader. A reader that goes away early, by `break`, `return()` or the `cancel()` of a stream
 * made of it, aborts the conversation at once.
 */
export function streamConversation(project: Project, options: ConversationOptions): ConversationStream;
export function streamConversation<Tools extends Contracts<Tools>, Context>(
  project: Project,
  options: ConversationOptions<Tools, Context>,
): ConversationStream<Tools>;
export function streamConversation(project: Project, options: ConversationOptions): ConversationStream {
  const stop = new AbortController();
  const queue: ConversationEvent[] = [];
  const joined = joinSignals(options.signal ? [options.signal, stop.signal] : [stop.signal]);
  let wake = () => {};
  let over = false;
  const result = runConversation(project, {
    ...options,
    signal: joined.signal,
    onEvent: (event) => {
      queue.push(event);
      wake();
      // Returned, since it may be a promise: what becomes of that is looked after like the rest.
      return options.onEvent?.(event);
    },
  }).finally(() => {
    joined.release();
    over = true;
    wake();
  });
  // Whoever reads the events alone learns of a rejection there, by the iterable's own throw.
  result.catch(() => {});

  let gone = false;
  const next = async (): Promise<IteratorResult<ConversationEvent, undefined>> => {
    for (;;) {
      const event = gone ? undefined : queue.shift();
      if (event) return { done: false, value: event };
      if (over && !gone) await result;
      if (over || gone) return { done: true, value: undefined };
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  // Not a generator's: its `return` would wait for the event that the reader no longer wants.
  const leave = async (): Promise<IteratorResult<ConversationEvent, undefined>> => {
    gone = true;
    stop.abort();
    wake();
    return { done: true, value: undefined };
  };
  return { result, [Symbol.asyncIterator]: () => ({ next, return: leave }) };
}

// --- unbound.ts ---

export {
  createDispatcher,
  lazyBatchTool,
  type ListOptions,
  listTools,
  type SentTool,
  toolsFor,
} from "./dispatcher.js";
export type {
  ApprovalRequest,
  CallEndEvent,
  ConversationEvent,
  ConversationOptions,
  Dispatcher,
  DispatcherEvent,
  DispatcherOptions,
  EachOutcome,
  Failure,
  HandlerCall,
  Handlers,
  Invocation,
  OptionalWithoutContext,
  Outcome,
  Planner,
  Project,
  ProjectOf,
  Success,
} from "./foundation.js";
