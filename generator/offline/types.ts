import type { IncomingHttpHeaders } from "node:http";
import type { JsonObject } from "../json/values.js";

/** What the generated `Tools` interface has for each tool; the inputs are what scripts are typed by. */
export type ToolMap<T> = { [N in keyof T]: { input: unknown } };

/** The map of someone who does not say which tools there are: any name, any input. */
export type AnyTools = { [name: string]: { input: unknown } };

/** A value that is only read: literals as the helpers infer them fit it, lists included. */
export type ReadOnly<V> = V extends object ? { readonly [K in keyof V]: ReadOnly<V[K]> } : V;

/** One call of a batch: a tool's name with the arguments of that tool. */
export type Invocation<T extends ToolMap<T> = AnyTools> = {
  [N in keyof T & string]: { readonly name: N; readonly arguments: ReadOnly<T[N]["input"]> };
}[keyof T & string];

/** What stands for a value in the result of another call: `<id>#<JSON pointer>`. */
type Reference = { readonly $result: string };

/**
 * A call in which any value of the arguments may be a {@link Reference} to an earlier call's result; with `each`, one
 * for each element of a list.
 */
export type PlannedCall = {
  readonly id?: string;
  readonly name: string;
  readonly arguments: JsonObject;
  readonly each?: Reference;
};

/** Text of the answer. */
export type TextPiece = { type: "text"; text: string };

/** A block of reasoning, as models with thinking send it before the rest. */
export type ThinkingPiece = { type: "thinking"; thinking: string };

/** A call of one tool. Its id is made up where none is given. */
export type UsePiece<T extends ToolMap<T> = AnyTools> = {
  [N in keyof T & string]: { type: "tool_use"; name: N; input: ReadOnly<T[N]["input"]>; id?: string };
}[keyof T & string];

/**
 * A call of the batch tool that the request offers, whatever its name there; `name` says which where none is offered.
 */
export type BatchPiece<T extends ToolMap<T> = AnyTools> = {
  type: "batch";
  invocations: readonly Invocation<T>[];
  name?: string;
  id?: string;
};

/**
 * A call that no type checks: a tool that does not exist, arguments that do not fit, or, with a string for `json`,
 * text that is not JSON at all (streams send it as it stands; in a JSON answer the input is then `{}`).
 */
export type RawPiece = { type: "raw_tool_use"; name: string; input?: unknown; json?: string; id?: string };

/** Any other block, sent as it stands: server tools, citations, and what a newer API may send. */
export type BlockPiece = { type: "block"; block: JsonObject };

/**
 * Code that Claude runs in a container. Nobody runs it here: what it calls is said by `code_use` pieces, in this turn
 * and those that answer its calls, and what it prints by the `code_result` that ends it.
 */
export type CodePiece = { type: "code"; code: string; id?: string };

/** A call by the code that was begun last and has not ended. */
export type CodeUsePiece<T extends ToolMap<T> = AnyTools> = {
  [N in keyof T & string]: { type: "code_use"; name: N; input: ReadOnly<T[N]["input"]>; id?: string };
}[keyof T & string];

/** The end of that code, and what it printed. */
export type CodeResultPiece = { type: "code_result"; stdout: string; stderr?: string; return_code?: number };

/** One block of an answer. */
export type Piece<T extends ToolMap<T> = AnyTools> =
  | TextPiece
  | ThinkingPiece
  | UsePiece<T>
  | BatchPiece<T>
  | RawPiece
  | BlockPiece
  | CodePiece
  | CodeUsePiece<T>
  | CodeResultPiece;

/** Token counts to report instead of the estimate (a token for every 4 bytes). */
export type UsageNumbers = {
  input_tokens?: number;
  output_tokens?: number;
  cache_creation_input_tokens?: number;
  cache_read_input_tokens?: number;
};

/** What a scripted turn demands of the request it answers. All that is named must hold. */
export type Expectation = {
  /** A part of the body: objects may hold more fields, everything else must be equal. */
  body?: JsonObject;
  /** Names of the tools sent, in order. */
  tools?: readonly string[];
  /** How many messages were sent. */
  messages?: number;
  /** The last message, or a part of it. */
  last?: JsonObject;
  /** Your own check: a text says what is wrong; so does an error thrown, such as a failed `expect` of vitest. */
  check?: (request: ReceivedRequest) => unknown;
};

/** One answer, in full. */
export type FullTurn<T extends ToolMap<T> = AnyTools> = {
  content: readonly Piece<T>[];
  /** Any text, since new ones may appear. Default: `tool_use` where there is a tool use, else `end_turn`. */
  stop_reason?: string | null;
  stop_sequence?: string;
  /** Why a refusal was one. */
  stop_details?: JsonObject;
  /** The container to report, as code execution does. */
  container?: JsonObject;
  usage?: UsageNumbers;
  /** Checked before the answer is given; what fails is answered 400 and reported by `verify()` and `close()`. */
  expect?: Expectation;
  /** What goes wrong with this answer. The turn is then due again, as it is when the request is sent again. */
  fault?: Fault;
};

/** A piece that is one block by itself. */
export type NamedPiece = Exclude<Piece, BatchPiece | CodePiece | CodeUsePiece | CodeResultPiece>;

/**
 * An answer in full whose batches are calls of the batch tool that the request offers, and whose code is blocks that
 * name each other.
 */
export type NamedTurn = Omit<FullTurn, "content"> & { content: readonly NamedPiece[] };

/** One answer: its text, one block, a list of blocks, or all of it. */
export type Turn<T extends ToolMap<T> = AnyTools> = string | Piece<T> | readonly (Piece<T> | string)[] | FullTurn<T>;

/** The answers in order, or a function that gives the answer to a request. */
export type Script<T extends ToolMap<T> = AnyTools> =
  | readonly Turn<T>[]
  | ((request: ReceivedRequest) => Turn<T> | Promise<Turn<T>>);

/**
 * How the model behaves that the planner takes after: it batches where a batch tool is offered, calls in parallel,
 * makes one call per turn, writes code, or, with `references`, batches calls that need each other's results. Which do,
 * words do not tell: that is for `followPlan`.
 */
export type Manner = "batch" | "parallel" | "sequential" | "code" | "references";

/**
 * What goes wrong. Times are milliseconds, bytes count from the start of the response's body.
 *
 * | kind | what the caller sees |
 * |---|---|
 * | `refuse` | an answer with `stop_reason: "refusal"` and `stop_details` |
 * | `rate_limit` | 429 `rate_limit_error`, with `retry-after` (in seconds, default 0) |
 * | `overload` | 529 `overloaded_error`; with `atByte`, an `error` event in the middle of a stream |
 * | `error` | the status, error type and message given |
 * | `cut` | the connection destroyed at that byte; at 0, before the status line |
 * | `stall` | nothing more from that byte on; the connection stays open |
 * | `malform` | tool input that is no JSON; an answer without a tool use stays as it is |
 * | `truncate` | `max_tokens`, in the middle of the last tool input or of the text |
 * | `pause_turn` | `pause_turn` with an unfinished server tool; the answer comes when the turn is sent again |
 * | `lose_container` | 404 `not_found_error`, where the request names a container; that one is gone from then on |
 * | `delay` | the whole answer, so many milliseconds late |
 */
export type Fault =
  | { kind: "refuse"; category?: string | null; explanation?: string }
  | { kind: "rate_limit"; retryAfter?: number }
  | { kind: "overload"; atByte?: number }
  | { kind: "error"; status: number; type: string; message: string; headers?: { readonly [name: string]: string } }
  | { kind: "cut"; atByte: number }
  | { kind: "stall"; atByte: number }
  | { kind: "malform" }
  | { kind: "truncate"; atByte?: number }
  | { kind: "pause_turn" }
  | { kind: "lose_container" }
  | { kind: "delay"; ms: number };

/** A fault and the message request it befalls: 1 for the first one received. */
export type PlacedFault = Fault & { request: number };

/** A request as it was received, and what it was answered with. Fields of the answer are set when it has been sent. */
export type ReceivedRequest = {
  /** Its number among all requests, from 1. */
  readonly number: number;
  readonly method: string;
  /** With the query, if there is one. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The body as parsed; empty where there is none or it is not an object in JSON. */
  readonly body: JsonObject;
  /** Bytes of the request's body. */
  readonly bytes: number;
  /** When it had been read, in milliseconds since the offline Claude was started. */
  readonly at: number;
  /** The HTTP status answered; undefined until then, and where the connection was cut before it. */
  status: number | undefined;
  /** Bytes of the response's body, as far as it was sent. */
  responseBytes: number;
  /** From the request read to the answer's last byte, in milliseconds. */
  durationMs: number;
  /** The error answered, where it was one. */
  error: { readonly type: string; readonly message: string } | undefined;
  /** The answer's stop reason, where it was a message. */
  stopReason: string | null | undefined;
  /** The rule it broke, by its id in the table of rules. */
  rule: string | undefined;
  /** The fault that befell it; undefined for one that its answer was too short for, or had nothing for. */
  fault: Fault["kind"] | undefined;
};

/** How the offline Claude is to behave; everything has a default. */
export type OfflineOptions<T extends ToolMap<T> = AnyTools> = {
  /** How the planner makes its calls where several are due. Default `batch`. */
  manner?: Manner;
  /** Answers instead of the planner's. Past its last turn, a request is answered 400, saying so. */
  script?: Script<T>;
  /** What goes wrong and where, or a function that says so for each message request. */
  faults?: readonly PlacedFault[] | ((request: ReceivedRequest, messageRequest: number) => Fault | undefined);
  /** The time that a model would take before it answers, in milliseconds. Default 0. */
  latencyMs?: number;
  /** The loopback port. Default 0: any free one. */
  port?: number;
};

/** A running offline Claude. */
export type OfflineClaude = {
  /** For the SDK's `baseURL`, such as `http://127.0.0.1:40213`. */
  readonly baseURL: string;
  /** Everything received, in order, failed requests included. */
  readonly requests: readonly ReceivedRequest[];
  /** Throws an {@link OfflineClaudeError} where an expectation failed or scripted turns are left over. */
  verify(): void;
  /** Stops the server, cuts what is still open, and throws where an expectation had failed. */
  close(): Promise<void>;
};
