// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type Anthropic from "@anthropic-ai/sdk";
import { refusalOf } from "./history.js";
import { createLanes } from "./lanes.js";
import { CONCURRENCY, MAX_RESULT_BYTES, MAX_TOTAL_BYTES } from "./limits.js";
import { createPool } from "./pool.js";
import { runCall } from "./run-call.js";
import { createStop } from "./stop.js";
import { ToolError } from "./tool-error.js";
import { singleResult } from "./tool-result.js";
import type { ContentBlock, DispatcherOptions, Handlers } from "./types.js";

/** What an extra tool's `run` is told, as the SDK's tool runner tells it. */
export type ExtraToolCall = {
  toolUse: Anthropic.ToolUseBlock;
  toolUseBlock: Anthropic.ToolUseBlock;
  signal: AbortSignal;
};

/**
 * A client tool with its `run`: a definition beside it, and `parse`, where there is one, called before. The SDK's runnable tools
 * (`betaTool`, `betaZodTool`, `mcpTools`, `betaMemoryTool` …) fit as they are. What `run` gives and throws is
 * treated as a handler's.
 */
export type RunnableExtra = {
  readonly name: string;
  // Methods, so that a run with an input of its own type is accepted.
  run(input: unknown, call: ExtraToolCall): unknown;
  parse?(input: unknown): unknown;
};

/** A tool beside the generated ones: a server tool, which needs nothing more, or a client tool with its `run`. */
export type ExtraTool = Anthropic.ToolUnion | RunnableExtra;

/** The definitions to send: without what is not the API's. */
export function extraDefinitions(extras: readonly ExtraTool[]): Anthropic.ToolUnion[] {
  return extras.map((extra) => {
    const entries = Object.entries(extra).filter(([, value]) => typeof value !== "function");
    return Object.fromEntries(entries) as unknown as Anthropic.ToolUnion;
  });
}

/** Gives what runs a call that is none of a generated tool's; undefined where it is one. What that promises never rejects. */
export type ExtraRunner = (
  use: Anthropic.ToolUseBlock,
  signal: AbortSignal,
) => (() => Promise<Anthropic.ToolResultBlockParam>) | undefined;

/** Runs the calls of extra tools the way that a dispatcher runs those of generated ones, with the same settings. */
export function createExtraRunner(extras: readonly ExtraTool[], options: DispatcherOptions): ExtraRunner {
  const pool = createPool(options.concurrency ?? CONCURRENCY);
  const { maxResultBytes = MAX_RESULT_BYTES, maxTotalBytes = MAX_TOTAL_BYTES } = options;
  return (use, signal) => {
    const extra = extras.find((tool) => "name" in tool && tool.name === use.name);
    // A toolset's actions may have the names of other tools.
    if (use.toolset_name == null && extra === undefined) return undefined;
    if (use.toolset_name != null || extra === undefined || !("run" in extra)) {
      return async () => refusalOf(use, `nobody runs ${use.name} here. Go on without it.`);
    }
    const { id: toolUseId, name, input } = use;
    const call = { toolUseId, name, input, index: 0, invocationCount: 1, path: "", definition: undefined };
    const handlers = { [name]: handlerOf(extra, use) } as unknown as Handlers;
    const stop = createStop(signal, options.batchTimeoutMs);
    return () =>
      runCall({ ...call, error: undefined }, { handlers, options, pool, lanes: createLanes() }, stop)
        .then((done) => singleResult(use, done, { maxResultBytes, maxTotalBytes }))
        .finally(stop.close);
  };
}

function handlerOf(extra: RunnableExtra, toolUse: Anthropic.ToolUseBlock) {
  return async (input: unknown, { signal }: { signal: AbortSignal }): Promise<unknown> => {
    try {
      return await extra.run(extra.parse ? extra.parse(input) : input, { toolUse, toolUseBlock: toolUse, signal });
    } catch (error) {
      throw asToolError(error);
    }
  };
}

/** The SDK has a ToolError of its own; its texts are meant for Claude just as ours are. */
function asToolError(error: unknown): unknown {
  if (error instanceof ToolError || !(error instanceof Error) || error.name !== "ToolError") return error;
  const content: unknown = Reflect.get(error, "content");
  const isText = typeof content === "string" || Array.isArray(content);
  return isText ? new ToolError(content as string | ContentBlock[], { cause: error }) : error;
}
