// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type Anthropic from "@anthropic-ai/sdk";
import { refusalOf } from "./history.js";
import { STATUS_OF } from "./limits.js";
import { ToolError } from "./tool-error.js";
import type { ContentBlock, DispatcherEvent, Outcome } from "./types.js";

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

/** The extra tool that a call means; undefined where it means none. */
export function extraFor(extras: readonly ExtraTool[], name: string): ExtraTool | undefined {
  return extras.find((extra) => "name" in extra && extra.name === name);
}

/** Runs a call of an extra tool and gives its result, which says so where nobody runs it. Never rejects. */
export async function runExtra(
  extra: ExtraTool | undefined,
  use: Anthropic.ToolUseBlock,
  signal: AbortSignal,
  emit: (event: DispatcherEvent) => void,
): Promise<Anthropic.ToolResultBlockParam> {
  const run = use.toolset_name == null && extra && "run" in extra ? extra : undefined;
  if (!run) return refusalOf(use, `nobody runs ${use.name} here. Go on without it.`);
  if (signal.aborted) return refusalOf(use, "the conversation was ended.");
  const place = { toolUseId: use.id, index: 0, invocationCount: 1, name: use.name };
  const answer = { type: "tool_result", tool_use_id: use.id } as const;
  const startedAt = performance.now();
  // The outcomes' names are those of generated tools; to a listener this one is a call like theirs.
  const end = (outcome: object, cause?: unknown) =>
    emit({
      type: "call_end",
      ...place,
      outcome: { index: 0, name: use.name, ...outcome } as Outcome,
      durationMs: performance.now() - startedAt,
      ...(cause === undefined ? {} : { cause }),
    });
  emit({ type: "call_start", ...place, input: use.input });
  try {
    const input = run.parse ? run.parse(use.input) : use.input;
    const call = { toolUse: use, toolUseBlock: use, signal };
    const result = await raceAbort(async () => run.run(input, call), signal);
    const content = contentOf(result);
    end({ status: "ok", result });
    return { ...answer, content };
  } catch (cause) {
    const code = signal.aborted ? "CANCELLED" : "HANDLER_ERROR";
    const message = signal.aborted ? "Cancelled: the conversation was ended." : errorText(cause);
    end({ status: STATUS_OF[code], error: { code, message } }, cause);
    return { ...answer, content: message, is_error: true };
  }
}

function contentOf(result: unknown): string | ContentBlock[] {
  if (typeof result === "string") return result;
  if (Array.isArray(result) && result.length > 0 && result.every((item) => typeof item?.type === "string")) {
    return result as ContentBlock[];
  }
  return JSON.stringify(result) ?? "null";
}

function errorText(error: unknown): string {
  // The SDK has a ToolError of its own; its texts are meant for Claude just as ours are.
  const meant = error instanceof ToolError || (error instanceof Error && error.name === "ToolError");
  const parts: unknown = meant ? Reflect.get(error, "content") : undefined;
  const text = Array.isArray(parts) ? parts.map((part) => part?.text ?? "").join("\n") : parts;
  // An error without text would be refused by the API.
  if (typeof text === "string" && text.trim() !== "") return text;
  return "The tool failed. Its error was reported to the program's owner; do not repeat the call unchanged.";
}

async function raceAbort<T>(run: () => Promise<T>, signal: AbortSignal): Promise<T> {
  let onAbort = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
  });
  try {
    return await Promise.race([run(), aborted]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
