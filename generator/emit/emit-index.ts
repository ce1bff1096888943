import type { EmitContext } from "./context.js";
import { typeNames } from "./emit-tools.js";
import { outputModule, runtimeModule, typesFile } from "./modules.js";

/**
 * `index.ts`: the public surface. What handlers may import from it comes before the handlers. Its functions are
 * declarations, and so there even while a handler that imports one is loaded first.
 */
export function emitIndex(context: EmitContext): string {
  const at = (file: string): string => outputModule(file, context);
  const types = context.tools.map(
    (tool) => `export type { ${typeNames(tool).join(", ")} } from ${at(typesFile(tool))};\n`,
  );
  return `import type Anthropic from "@anthropic-ai/sdk";
import type { BetaRunnableTool } from "@anthropic-ai/sdk/lib/tools/BetaRunnableTool";
import { project } from ${at("batch-tool.ts")};
import type { BatchRequest, ConversationResult, Exposure } from ${runtimeModule("index", context)};
import * as runtime from ${runtimeModule("conversation", context)};
import type * as types from ${at("tools.ts")};

export * from ${runtimeModule("index", context)};
export { BATCH_NAME, batchTool, MAX_INVOCATIONS, tools } from ${at("batch-tool.ts")};
export { definitions } from ${at("definitions.ts")};
export { ${context.createsContext ? "createContext, " : ""}handlers } from ${at("handlers.ts")};
export type * from ${at("tools.ts")};
${types.join("")}
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

/** The same tools, the batch tool among them, for the SDK's own \`client.beta.messages.toolRunner\`. */
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
`;
}
