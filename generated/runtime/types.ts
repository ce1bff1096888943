// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type Anthropic from "@anthropic-ai/sdk";
import type { Context, ToolName, Tools } from "../tools.js";
import type { ErrorCode, Exposure, OutcomeStatus } from "./limits.js";

/** A JSON Schema, draft 2020-12. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** What a tool takes, from its input schema. */
export type ToolInput<N extends ToolName> = Tools[N]["input"];

/** What a tool's handler gives: by its output schema, or any {@link HandlerResult} where it declares none. */
export type ToolOutput<N extends ToolName> = Tools[N]["output"];

/** What a handler of a tool without an output schema may give: text, any JSON value, or content blocks. */
export type HandlerResult = string | number | boolean | null | (object & { then?: never });

/** The content blocks that a handler may give instead of a value; the API takes these in a tool result. */
export type ContentBlock =
  | Anthropic.TextBlockParam
  | Anthropic.ImageBlockParam
  | Anthropic.DocumentBlockParam
  | Anthropic.SearchResultBlockParam;

/** What a handler is told about the call beside its input. */
export type HandlerCall = {
  /** Aborted when the call's time is over or the conversation is ended: pass it on to what you await. */
  readonly signal: AbortSignal;
  /** The call's place in its batch, from 0; 0 for a call on its own. */
  readonly index: number;
  /** How many calls its batch holds; 1 for a call on its own. */
  readonly invocationCount: number;
  /** The id of the tool use that asked for it; undefined where code called, and not Claude. */
  readonly toolUseId: string | undefined;
  /** The value given as `context` to the dispatcher or the conversation. */
  readonly context: Context;
};

/** A tool's handler. What it throws becomes this call's error, and no other's. */
export type Handler<N extends ToolName> = (
  input: ToolInput<N>,
  call: HandlerCall,
) => ToolOutput<N> | Promise<ToolOutput<N>>;

/** A handler for each tool. */
export type Handlers = { readonly [N in ToolName]: Handler<N> };

/** One call of a batch: a tool's name with the arguments of that tool. */
export type Invocation<N extends ToolName = ToolName> = {
  [K in N]: { name: K; arguments: ToolInput<K> };
}[N];

/** What is wrong at one place of a call's arguments or result. `path` is as Claude sees it, such as `invocations[2].arguments.city`. */
export type Issue = { path: string; message: string };

/** What went wrong with a call, in words for Claude. */
export type CallError = { code: ErrorCode; message: string; issues?: Issue[] };

/** A call that gave a result. `content` is there when the handler gave content blocks. */
export type Success<N extends ToolName> = {
  index: number;
  name: N;
  status: "ok";
  result: ToolOutput<N>;
  content?: ContentBlock[];
};

/** A call that gave none. `status` follows from `error.code`. */
export type Failure<N extends ToolName> = {
  index: number;
  name: N;
  status: Exclude<OutcomeStatus, "ok">;
  error: CallError;
};

/** How one call came out. */
export type Outcome<N extends ToolName = ToolName> = Success<N> | Failure<N>;

/** A definition with what batchgen knows about it beside. */
export type Definition = {
  /** The definition as the API gets it. */
  readonly tool: Anthropic.Tool;
  /** The whole input schema, where the API takes only a part of it in `tool`. */
  readonly inputSchema?: JsonSchema;
  /** What a result is checked against. */
  readonly outputSchema?: JsonSchema;
  /** `false`: never offered in a batch, and refused in one. */
  readonly batchable?: boolean;
  /** `true`: `approve` is asked before it runs. */
  readonly approval?: boolean;
  /** `true`: its calls never overlap, and run in the order of the request. */
  readonly serial?: boolean;
  /** The time that one call may take, in milliseconds. */
  readonly timeoutMs?: number;
};

/** A call that waits for approval. */
export type ApprovalRequest = {
  [N in ToolName]: {
    name: N;
    input: ToolInput<N>;
    /** Its place in its batch, from 0; 0 for a call on its own. */
    index: number;
    /** How many calls its batch holds; 1 for a call on its own. */
    invocationCount: number;
    /** The id of the tool use that asked for it; undefined where code called, and not Claude. */
    toolUseId: string | undefined;
    /** Aborted when the turn is: the answer is not waited for any longer. */
    signal: AbortSignal;
  };
}[ToolName];

/** Yes or no, or either with a reason that Claude is told. */
export type Approval = boolean | { approved: boolean; reason?: string | undefined };

/** One fault that a validator found: a JSON pointer into the value, and what is wrong there. */
export type Fault = { pointer: string; message: string };

/** Checks a value against a schema of draft 2020-12; an empty list means that it fits. Replaces ajv where `new Function` is forbidden. */
export type Validator = (schema: JsonSchema, value: unknown) => readonly Fault[] | Promise<readonly Fault[]>;

/** Where a repair was made, what stood there, and what was made of it. */
export type RepairEvent = {
  type: "repair";
  toolUseId: string | undefined;
  /** Where, as Claude sees it: `input`, `invocations`, `invocations[1].arguments.limit`. */
  path: string;
  /** The JSON types before and after; `undefined` before, where the arguments were left out. */
  from: string;
  to: string;
};

/** A call's handler is about to run. */
export type CallStartEvent = {
  type: "call_start";
  toolUseId: string | undefined;
  index: number;
  invocationCount: number;
  name: string;
  input: unknown;
};

/** A call has its outcome; every call has exactly one, also where its handler never ran. */
export type CallEndEvent = {
  type: "call_end";
  toolUseId: string | undefined;
  index: number;
  invocationCount: number;
  name: string;
  outcome: Outcome;
  /** From the start of the handler to the outcome, in milliseconds; 0 where the handler did not run. */
  durationMs: number;
  /** What the handler threw, or `approve` or `validate` where they failed, stack and all. It is not told to Claude. */
  cause?: unknown;
};

/** What a dispatcher tells while it works. */
export type DispatcherEvent = RepairEvent | CallStartEvent | CallEndEvent;

type ContextOption = undefined extends Context
  ? { context?: Context }
  : {
      /** What every handler gets as `call.context`. */
      context: Context;
    };

/** The settings of a dispatcher. Each default is a constant of limits.ts; Infinity means no limit. */
export type DispatcherOptions = ContextOption & {
  /** How many calls run at once, over all batches of this dispatcher: `CONCURRENCY` (8) by default. */
  concurrency?: number | undefined;
  /** How long one call may take, in milliseconds, where its definition does not say: `TIMEOUT_MS` (60,000) by default. */
  timeoutMs?: number | undefined;
  /**
   * How long all calls of a batch or a turn may take together, in milliseconds, from the moment they are given to the
   * dispatcher, approvals and the wait for a place included; no limit by default.
   */
  batchTimeoutMs?: number | undefined;
  /** `parallel` (the default), or `sequential`: one after the other, in the order of the request. */
  mode?: "parallel" | "sequential" | undefined;
  /** With `sequential`: after a failure, the calls that follow are not executed. False by default. */
  stopOnError?: boolean | undefined;
  /**
   * `repair` (the default) mends strings that stand for objects, arrays, numbers and booleans, a call where the list of calls
   * belongs, and arguments that were left out where none are required; `strict` refuses them.
   */
  decode?: "repair" | "strict" | undefined;
  /**
   * Asked for each call whose tool needs approval, one after the other, all of a turn before any of them runs. Only `true`
   * and `{ approved: true }` are a yes, for this call with these arguments and no other. Without it such calls are denied.
   */
  approve?: ((call: ApprovalRequest) => Approval | Promise<Approval>) | undefined;
  /** Replaces ajv. Where it throws, the value does not pass. */
  validate?: Validator | undefined;
  /** Only these tools can be called; all by default. */
  tools?: readonly ToolName[] | undefined;
  /** The largest result of one call that Claude gets, in bytes of UTF-8: `MAX_RESULT_BYTES` (64 KiB) by default. */
  maxResultBytes?: number | undefined;
  /** The most that Claude gets of all results of one tool use, in bytes of UTF-8: `MAX_TOTAL_BYTES` (256 KiB) by default. */
  maxTotalBytes?: number | undefined;
  /** Told of each step. What it throws is ignored, and what it is told is its own to change, but for a handler's result. */
  onEvent?: ((event: DispatcherEvent) => void) | undefined;
};

/** Settings for one call of a dispatcher's method. An abort keeps what is finished, and ends the rest as `CANCELLED`. */
export type CallOptions = { signal?: AbortSignal | undefined };

/**
 * A tool use as it stands in a message; more fields do no harm. Where `caller` says that code made the call, its result is
 * text, since the API takes nothing else.
 */
export type ToolUse = { id: string; name: string; input: unknown; caller?: { type: string } | null | undefined };

/** A message of Claude, as far as the dispatcher reads it. */
export type AssistantTurn = {
  content: ReadonlyArray<Anthropic.ContentBlock | Anthropic.ContentBlockParam>;
  stop_reason: Anthropic.Message["stop_reason"] | (string & {});
};

/** Validates calls and runs them. Nothing here throws or rejects because of a call. */
export type Dispatcher = {
  /** Runs one call of your own. */
  call<N extends ToolName>(name: N, input: ToolInput<N>, options?: CallOptions): Promise<Outcome<N>>;
  /** Runs many at once; outcomes come in the order of the calls. No cap. */
  batch<const N extends readonly ToolName[]>(
    calls: { readonly [I in keyof N]: { name: N[I]; arguments: ToolInput<N[I]> } },
    options?: CallOptions,
  ): Promise<{ -readonly [I in keyof N]: Outcome<N[I]> }>;
  /** Runs one tool use of Claude's, batch or not, and gives its tool result. */
  run(use: ToolUse, options?: CallOptions): Promise<Anthropic.ToolResultBlockParam>;
  /** Runs every tool use of a message and gives the one user message that answers them; undefined where there is none. */
  answer(message: AssistantTurn, options?: CallOptions): Promise<Anthropic.MessageParam | undefined>;
  /** Says what is wrong with an input, and runs nothing. An empty list means that it fits. */
  validate(name: ToolName, input: unknown): Promise<Issue[]>;
};

/** The part of the SDK's client that a conversation needs; the Bedrock, Vertex and Foundry clients have it too. */
export type Client = { messages: Pick<Anthropic["messages"], "create" | "stream"> };

export type { Exposure };
