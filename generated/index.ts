// batchgen: generated from ../tools/. Do not edit: the next run overwrites it.
// @generated
/* eslint no-restricted-syntax: ["error", "Program > *"] */
/* eslint-disable */
// biome-ignore-all lint: generated
// biome-ignore-all format: generated
// biome-ignore-all assist: generated

import type Anthropic from "@anthropic-ai/sdk";
import type { BetaRunnableTool } from "@anthropic-ai/sdk/lib/tools/BetaRunnableTool";
import { project } from "./batch-tool.js";
import type { BatchRequest, ConversationResult, Exposure } from "./runtime/index.js";
import * as runtime from "./runtime/conversation.js";
import type * as types from "./tools.js";

export * from "./runtime/index.js";
export { BATCH_NAME, batchTool, MAX_INVOCATIONS, tools } from "./batch-tool.js";
export { definitions } from "./definitions.js";
export { handlers } from "./handlers.js";
export type * from "./tools.js";
export type { GetTimeInput } from "./types/get_time.js";
export type { GetWeatherInput } from "./types/get_weather.js";

/**
 * Creates a dispatcher: it decodes, checks, approves and runs calls, each isolated from the others' failures.
 *
 * @throws TypeError for an option that makes no sense, or an unknown tool.
 */
export function createDispatcher(
  handlers: types.Handlers,
  ...options: runtime.OptionalWithoutContext<types.DispatcherOptions>
): types.Dispatcher {
  return runtime.createDispatcher<types.Tools, types.Context>(project, handlers, ...options);
}

/** Holds a conversation with Claude until an answer calls nothing more, or something else ends it. */
export function runConversation(options: types.ConversationOptions): Promise<ConversationResult> {
  return runtime.runConversation<types.Tools, types.Context>(project, options);
}

/** Holds a conversation as {@link runConversation} does, and gives its events as an async iterable. */
export function streamConversation(options: types.ConversationOptions): types.ConversationStream {
  return runtime.streamConversation<types.Tools, types.Context>(project, options);
}

/** The same tools, the batch tool among them, for the SDK's own `client.beta.messages.toolRunner`. */
export function runnableTools(
  handlers: types.Handlers,
  ...options: runtime.OptionalWithoutContext<types.RunnableToolsOptions>
): BetaRunnableTool<unknown>[] {
  return runtime.runnableTools<types.Tools, types.Context>(project, handlers, ...options);
}

/** Exactly the tools to send with a request, the batch tool, or the code execution tool, first. */
export function toolsFor(
  exposure?: Exclude<Exposure, "programmatic">,
  names?: readonly types.ToolName[],
  options?: runtime.ListOptions,
): Anthropic.Tool[];
export function toolsFor(
  exposure?: Exposure,
  names?: readonly types.ToolName[],
  options?: runtime.ListOptions,
): runtime.SentTool[];
export function toolsFor(
  exposure?: Exposure,
  names?: readonly types.ToolName[],
  options?: runtime.ListOptions,
): runtime.SentTool[] {
  return runtime.toolsFor(project, exposure, names, options);
}

/** Builds a request for the Message Batches API. */
export function batchRequest(options: types.BatchRequestOptions): BatchRequest {
  return runtime.batchRequest(project, options);
}

/** Reads one result of a Message Batch: the calls in it, decoded and validated, and nothing run. */
export function readBatchResult(
  response: Anthropic.Messages.MessageBatchIndividualResponse,
  options?: types.ReadBatchOptions,
): Promise<types.BatchResult> {
  return runtime.readBatchResult<types.Tools>(project, response, options);
}
