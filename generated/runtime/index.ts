// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
export { type BatchRequest, type BatchRequestOptions, batchRequest } from "./batch-request.js";
export { type BatchResult, type ReadBatchOptions, type ReadInvocation, readBatchResult } from "./batch-result.js";
export { runConversation } from "./conversation.js";
export type * from "./conversation-types.js";
export { createDispatcher } from "./dispatcher.js";
export type { ExtraTool, ExtraToolCall, RunnableExtra } from "./extra-tools.js";
export * from "./limits.js";
export { type RunnableToolsOptions, runnableTools } from "./runnable-tools.js";
export { type ConversationStream, streamConversation } from "./stream-conversation.js";
export { ToolError } from "./tool-error.js";
export { tools, toolsFor } from "./tools-for.js";
export { type TraceEntry, type TraceLine, traceLines } from "./trace-lines.js";
export type { Span, Tracer } from "./tracer.js";
export type * from "./types.js";
