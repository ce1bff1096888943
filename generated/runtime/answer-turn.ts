// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type Anthropic from "@anthropic-ai/sdk";
import { type ExtraTool, extraFor, runExtra } from "./extra-tools.js";
import { blocksOf, refusalOf } from "./history.js";
import type { Dispatcher, DispatcherEvent } from "./types.js";

/**
 * Runs every client tool use of a turn, the generated tools' through the dispatcher and the extra ones beside them, and gives the
 * one user message that answers each exactly once, in the order of the turn. It holds tool results only, as the API
 * demands where a server tool is under way or a call is programmatic. Never rejects.
 */
export async function answerTurn(
  message: Pick<Anthropic.Message, "content" | "stop_reason">,
  uses: readonly Anthropic.ToolUseBlock[],
  dispatcher: Dispatcher,
  extras: readonly ExtraTool[],
  signal: AbortSignal,
  emit: (event: DispatcherEvent) => void,
): Promise<Anthropic.MessageParam> {
  const others = uses.filter((use) => isOther(use, extras));
  const own = uses.filter((use) => !isOther(use, extras));
  const [answered, ...otherResults] = await Promise.all([
    dispatcher.answer({ content: own, stop_reason: message.stop_reason }, { signal }),
    ...others.map((use) => runExtra(extraFor(extras, use.name), use, signal, emit)),
  ]);
  const results = new Map<string, Anthropic.ToolResultBlockParam>();
  for (const result of [...resultsIn(answered), ...otherResults]) results.set(result.tool_use_id, result);
  return {
    role: "user",
    content: uses.map((use) => results.get(use.id) ?? refusalOf(use, "the call was not answered.")),
  };
}

/** An extra tool's call, or one of a toolset: its actions may have the names of generated tools. */
function isOther(use: Anthropic.ToolUseBlock, extras: readonly ExtraTool[]): boolean {
  return use.toolset_name != null || extraFor(extras, use.name) !== undefined;
}

function resultsIn(answer: Anthropic.MessageParam | undefined): Anthropic.ToolResultBlockParam[] {
  return blocksOf(answer?.content ?? []).filter((block) => block.type === "tool_result");
}
