import type Anthropic from "@anthropic-ai/sdk";

/**
 * Who made a call: `direct` for Claude itself; for code that Claude runs, the version of the code execution tool, with
 * the id of the block that holds the code.
 */
export type ToolCaller = { readonly type: string; readonly tool_id?: string };

/**
 * A tool use as it stands in a message; more fields do no harm. Where `caller` says that code made the call, its result
 * is the bare value as text, since the API takes nothing else, and a tool that code may not call is not run. A call
 * with a `toolset_name` is answered in that name.
 */
export type ToolUse = {
  id: string;
  name: string;
  input: unknown;
  caller?: ToolCaller | null | undefined;
  toolset_name?: string | null | undefined;
};

/** A message of Claude, as far as the dispatcher reads it. */
export type AssistantTurn = {
  content: ReadonlyArray<Anthropic.ContentBlock | Anthropic.ContentBlockParam>;
  stop_reason: Anthropic.Message["stop_reason"] | (string & {});
};

/** The part of the SDK's client that a conversation needs; the Bedrock, Vertex and Foundry clients have it too. */
export type Client = { messages: Pick<Anthropic["messages"], "create" | "stream"> };

/** A tool beside the generated ones: a server tool, which needs nothing more, or a client tool with its `run`. */
export type ExtraTool = Anthropic.ToolUnion | RunnableExtra;

/**
 * A client tool with its `run`: a definition beside it, and `parse`, where there is one, called before. The SDK's
 * runnable tools (`betaTool`, `betaZodTool`, `mcpTools`, `betaMemoryTool` ...) fit as they are. What `run` gives and
 * throws is treated as a handler's.
 */
export type RunnableExtra = {
  readonly name: string;
  // Methods, so that a run with an input of its own type is accepted.
  run(input: unknown, call: ExtraToolCall): unknown;
  parse?(input: unknown): unknown;
};

/** What an extra tool's `run` is told, as the SDK's tool runner tells it. */
export type ExtraToolCall = {
  toolUse: Anthropic.ToolUseBlock;
  toolUseBlock: Anthropic.ToolUseBlock;
  signal: AbortSignal;
};
