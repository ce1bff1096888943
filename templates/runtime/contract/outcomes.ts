import type Anthropic from "@anthropic-ai/sdk";
import type { ErrorCode, OutcomeStatus } from "./limits.js";
import type { AnyTools, Contracts, NameOf } from "./project.js";

/** The content blocks that a handler may give instead of a value; the API takes these in a tool result. */
export type ContentBlock =
  | Anthropic.TextBlockParam
  | Anthropic.ImageBlockParam
  | Anthropic.DocumentBlockParam
  | Anthropic.SearchResultBlockParam
  | Anthropic.ToolReferenceBlockParam;

/** A value with content blocks beside it, or a failure, as `toolResult` makes it. */
export type ToolResult<Value> = {
  readonly value: Value;
  readonly content: readonly ContentBlock[];
  readonly isError: boolean;
};

/** One call of a batch: a tool's name with the arguments of that tool. */
export type Invocation<Tools extends Contracts<Tools> = AnyTools, N extends NameOf<Tools> = NameOf<Tools>> = {
  [K in N]: { name: K; arguments: Tools[K]["input"] };
}[N];

/**
 * What is wrong at one place of a call's arguments or result. `path` is as Claude sees it, such as
 * `invocations[2].arguments.city`.
 */
export type Issue = { path: string; message: string };

/** What went wrong with a call, in words for Claude. */
export type CallError = { code: ErrorCode; message: string; issues?: Issue[] };

/** A call that gave a result. `content` is there when the handler gave content blocks. */
export type Success<Tools extends Contracts<Tools> = AnyTools, N extends NameOf<Tools> = NameOf<Tools>> = {
  index: number;
  name: N;
  status: "ok";
  result: Tools[N]["output"];
  content?: ContentBlock[];
};

/** A call that gave none. `status` follows from `error.code`. */
export type Failure<N extends string = string> = {
  index: number;
  name: N;
  status: Exclude<OutcomeStatus, "ok">;
  error: CallError;
};

/** How one call came out. */
export type Outcome<Tools extends Contracts<Tools> = AnyTools, N extends NameOf<Tools> = NameOf<Tools>> =
  | Success<Tools, N>
  | Failure<N>;

/** How an invocation with `each` came out: `partial` where some of its calls gave a result and some did not. */
export type EachOutcome<Tools extends Contracts<Tools> = AnyTools, N extends NameOf<Tools> = NameOf<Tools>> = {
  index: number;
  name: N;
  status: "ok" | "partial" | "error";
  /**
   * The outcomes of its calls, in the order of the list. For all elements past the cap of a batch, the last one stands.
   */
  items: Outcome<Tools, N>[];
};

/**
 * Which element of its list a call of an invocation with `each` is made for, from 0, and how many calls the invocation
 * makes: for all elements past the cap of the batch, one.
 */
export type ItemPlace = { readonly index: number; readonly count: number };
