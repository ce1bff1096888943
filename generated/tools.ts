// batchgen: generated from ../tools/. Do not edit: the next run overwrites it.
// @generated
/* eslint no-restricted-syntax: ["error", "Program > *"] */
/* eslint-disable */
// biome-ignore-all lint: generated
// biome-ignore-all format: generated
// biome-ignore-all assist: generated

import type { HandlerResult, ToolResult } from "./runtime/index.js";
import type * as runtime from "./runtime/conversation.js";
import type { GetTimeInput } from "./types/get_time.js";
import type { GetWeatherInput } from "./types/get_weather.js";

/** What every tool takes and what its handler gives. */
export interface Tools {
  /** Get the current time in a given location */
  get_time: { input: GetTimeInput; output: HandlerResult };
  /** Get the current weather in a given location */
  get_weather: { input: GetWeatherInput; output: HandlerResult };
}

/** The names of all tools. */
export type ToolName = keyof Tools;

/** What handlers get as `call.context`: nothing, as there is no handlers.context.ts beside them. */
export type Context = undefined;

/** What a tool takes, from its input schema. */
export type ToolInput<N extends ToolName> = Tools[N]["input"];

/** What a tool's handler returns: by its output schema, or any {@link HandlerResult} where it declares none. */
export type ToolOutput<N extends ToolName> = Tools[N]["output"];

/** A tool's handler. What it throws becomes this call's error, and no other's. */
export type Handler<N extends ToolName> = (
  input: Tools[N]["input"],
  call: HandlerCall,
) => Given<Tools[N]["output"]> | Promise<Given<Tools[N]["output"]>>;

/** What a handler gives: the output itself, or a `toolResult` with content blocks beside it. */
type Given<Output> = Output | ToolResult<Output>;

/** A handler for each tool. */
export type Handlers = { readonly [N in ToolName]: Handler<N> };

/** One call of a batch: a tool's name with the arguments of that tool. */
export type Invocation<N extends ToolName = ToolName> = runtime.Invocation<Tools, N>;

/** How one call came out. */
export type Outcome<N extends ToolName = ToolName> = runtime.Outcome<Tools, N>;

/** A call that waits for approval. */
export type ApprovalRequest = runtime.ApprovalRequest<Tools>;

/** What a request of a Message Batch is made of; the fields are those of a conversation. */
export type BatchRequestOptions = runtime.BatchRequestOptions<Tools>;

/** What a request of a Message Batch came to. */
export type BatchResult = runtime.BatchResult<Tools>;

/** A call has its outcome. */
export type CallEndEvent = runtime.CallEndEvent<Tools>;

/** What a conversation reports while it runs. */
export type ConversationEvent = runtime.ConversationEvent<Tools>;

/** The settings of a conversation, beside those of its dispatcher. */
export type ConversationOptions = runtime.ConversationOptions<Tools, Context, Handlers>;

/** A conversation under way: its events, to be read once, and its result. */
export type ConversationStream = runtime.ConversationStream<Tools>;

/** Validates calls and runs them. Nothing in it throws or rejects because of a call. */
export type Dispatcher = runtime.Dispatcher<Tools>;

/** What a dispatcher reports while it works. */
export type DispatcherEvent = runtime.DispatcherEvent<Tools>;

/** The settings of a dispatcher. */
export type DispatcherOptions = runtime.DispatcherOptions<Tools, Context>;

/** How an invocation with `each` came out: the outcome of its call for each element of its list. */
export type EachOutcome<N extends ToolName = ToolName> = runtime.EachOutcome<Tools, N>;

/** A call that failed. `status` follows from `error.code`. */
export type Failure<N extends ToolName> = runtime.Failure<N>;

/** What a handler is given beside its input. */
export type HandlerCall = runtime.HandlerCall<Context>;

/** Adds calls to a plan. */
export type Planner = runtime.Planner<Tools>;

/** How a result of a Message Batch is read. */
export type ReadBatchOptions = runtime.ReadBatchOptions<Tools>;

/** A call that fits its tool's schema, or one that does not, with what is wrong. */
export type ReadInvocation<N extends ToolName = ToolName> = runtime.ReadInvocation<Tools, N>;

/** The settings of runnable tools: those of a dispatcher, and how the tools are shown to Claude. */
export type RunnableToolsOptions = runtime.RunnableToolsOptions<Tools, Context>;

/** A call that gave a result. `content` is there when the handler gave content blocks. */
export type Success<N extends ToolName> = runtime.Success<Tools, N>;
