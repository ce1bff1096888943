// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type Anthropic from "@anthropic-ai/sdk";
import type { ExtraTool } from "./extra-tools.js";
import type { Exposure } from "./limits.js";
import type { Tracer } from "./tracer.js";
import type { Client, DispatcherEvent, DispatcherOptions, Handlers } from "./types.js";

/**
 * How a conversation ended.
 *
 * - `completed`: Claude ended its turn; `text` is the answer.
 * - `max_steps`: a budget is used up; `budget` says which.
 * - `truncated`: the answer reached `max_tokens`. Calls of such a turn are not run.
 * - `refused`: Claude declined; `message.stop_details` says why, where the API told.
 * - `paused`: the server tools paused the turn more often than `maxPauses` in a row. `message` is the last part of it.
 * - `context_exceeded`: the model's context window is full.
 * - `aborted`: `signal` was aborted.
 * - `stuck`: Claude repeated a failing call `stuckAfter` turns in a row.
 * - `unknown_stop`: a stop reason that this code does not know, or none.
 * - `error`: the API, or the way to it, failed; see `error`.
 */
export type ConversationOutcome =
  | "completed"
  | "max_steps"
  | "truncated"
  | "refused"
  | "paused"
  | "context_exceeded"
  | "aborted"
  | "stuck"
  | "unknown_stop"
  | "error";

/** Which budget ended a conversation: requests, tokens, or wall time. */
export type Budget = "steps" | "tokens" | "time";

/** Tokens, added up over all requests. The input is the sum of the three input counters. */
export type TokenUsage = {
  input_tokens: number;
  output_tokens: number;
  cache_creation_input_tokens: number;
  cache_read_input_tokens: number;
};

/** Further fields of the request, sent as they are. `betas` becomes the `anthropic-beta` header. */
export type RequestFields = Partial<
  Omit<Anthropic.MessageCreateParamsNonStreaming, "model" | "messages" | "tools" | "max_tokens" | "system" | "stream">
> & { betas?: readonly string[] };

/** A request is sent; `step` counts them from 1. */
export type RequestEvent = {
  type: "request";
  step: number;
  model: string;
  /** How many messages and tools it holds. */
  messages: number;
  tools: number;
};

/** A piece of Claude's text, as it arrives. */
export type TextEvent = { type: "text"; step: number; text: string };

/** A piece of Claude's thinking, as it arrives. Between calls, some models tell their progress here and not in text. */
export type ThinkingEvent = { type: "thinking"; step: number; thinking: string };

/** A piece of a call's input, as it arrives: JSON text, which is complete only with `response`. The first piece is empty. */
export type ToolInputEvent = { type: "tool_input"; step: number; toolUseId: string; name: string; json: string };

/** A request is answered. */
export type ResponseEvent = {
  type: "response";
  step: number;
  message: Anthropic.Message;
  usage: TokenUsage;
  /** From sending the request to the end of the answer, resends included, in milliseconds. */
  durationMs: number;
  /** The API's id of the request, to quote to Anthropic's support. */
  requestId: string | undefined;
};

/** How far a batch is: sent after each of its calls. */
export type ProgressEvent = {
  type: "progress";
  step: number;
  toolUseId: string;
  done: number;
  failed: number;
  total: number;
};

/**
 * A request is sent again. `cause: "http"`: the SDK does so, after a refused or failed attempt. `cause: "stream"`: the
 * answer broke off; what `text`, `thinking` and `tool_input` told of this step is void, since it all comes again.
 */
export type RetryEvent = {
  type: "retry";
  step: number;
  attempt: number;
  cause: "http" | "stream";
  reason: string;
  /** The wait between the two, in milliseconds: over with `http`, to come with `stream`. */
  delayMs: number;
};

/** The API refused a field of the request; from here on it is sent without (`tool_choice`: as auto). */
export type FallbackEvent = { type: "fallback"; step: number; field: "tool_choice" | "cache_control"; reason: string };

/**
 * The history has grown: by Claude's turn, before its calls run, or by their results, and last by what closes it. Saved at
 * each of these events, a conversation that is broken off anywhere goes on in another process: calls that end the history
 * unanswered are run first, there, and so a second time where they had begun here.
 */
export type HistoryEvent = { type: "history"; step: number; messages: readonly Anthropic.MessageParam[] };

/** The conversation is over; the last event. */
export type EndEvent = {
  type: "end";
  outcome: ConversationOutcome;
  budget?: Budget;
  steps: number;
  usage: TokenUsage;
  durationMs: number;
  error?: Error;
};

/** What a conversation tells while it runs. */
export type ConversationEvent =
  | RequestEvent
  | TextEvent
  | ThinkingEvent
  | ToolInputEvent
  | ResponseEvent
  | DispatcherEvent
  | ProgressEvent
  | RetryEvent
  | FallbackEvent
  | HistoryEvent
  | EndEvent;

/** The settings of a conversation, beside those of its dispatcher; defaults are the constants of limits.ts. */
export type ConversationOptions = Omit<DispatcherOptions, "onEvent"> & {
  client: Client;
  model: Anthropic.Model;
  /** The history so far, ending with what Claude is to answer. It is not changed. */
  messages: readonly Anthropic.MessageParam[];
  handlers: Handlers;
  /** How the tools are shown to Claude. */
  exposure?: Exposure | undefined;
  system?: string | Anthropic.TextBlockParam[] | undefined;
  /** `max_tokens` of each request. Without streaming, the SDK refuses more than 21,333. */
  maxTokens?: number | undefined;
  /**
   * Further fields of each request. A `tool_choice` that forces a call is sent until Claude has called, and `auto`
   * from then on: a model that must call at every turn could never answer.
   */
  request?: RequestFields | undefined;
  /** Tools beside the generated ones: server tools, and client tools that bring their `run`. */
  extraTools?: readonly ExtraTool[] | undefined;
  /** How many requests may be made. Calls that are pending then are answered as not executed. */
  maxSteps?: number | undefined;
  /** After this many tokens, input and output of all requests together, no further request is made. */
  maxTotalTokens?: number | undefined;
  /** How long all of it may take, in milliseconds. What runs then is aborted. */
  maxDurationMs?: number | undefined;
  /** After as many turns in a row with the same failing call the conversation is stuck; 0 never says so. */
  stuckAfter?: number | undefined;
  /** How many paused turns in a row are sent on. */
  maxPauses?: number | undefined;
  /** How often one request is sent again when its answer breaks off. The SDK's own retries come on top. */
  maxResends?: number | undefined;
  /** An answer that has begun and is silent for this long counts as broken off, in milliseconds. */
  stallTimeoutMs?: number | undefined;
  /** `false`: each answer comes in one piece. */
  stream?: boolean | undefined;
  /** Prompt caching: on, off, or on with a lifetime. On by default. */
  cache?: boolean | "5m" | "1h" | undefined;
  /** Gets a span per conversation, request and call, by OpenTelemetry's conventions for generative AI. */
  tracer?: Tracer | undefined;
  /** `true`: spans hold what was said, too: inputs, results and text. */
  traceContent?: boolean | undefined;
  /** Told of each step. What it throws is ignored. */
  onEvent?: ((event: ConversationEvent) => void) | undefined;
  signal?: AbortSignal | undefined;
};

/** What came of a conversation. */
export type ConversationResult = {
  outcome: ConversationOutcome;
  /** With `max_steps`: which budget it was. */
  budget?: Budget;
  /** The text of Claude's last turn; empty after a refusal. */
  text: string;
  /**
   * The whole history, old and new. It can be sent again with a question after it, whatever the outcome: what the API would not
   * take back is left out. Only after calls that were run while a server tool was under way, it goes on as it is first.
   */
  messages: Anthropic.MessageParam[];
  /** How many requests were made, those that were sent again counting once. */
  steps: number;
  usage: TokenUsage;
  /** Claude's last message as it came, the parts included that `messages` leaves out. */
  message?: Anthropic.Message;
  /** What failed, with the outcome `error`: mostly an error of the SDK. */
  error?: Error;
};
