// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type Anthropic from "@anthropic-ai/sdk";
import type { ExtraRunner } from "./extra-tools.js";
import { blocksOf, refusalOf } from "./history.js";
import type { Dispatcher } from "./types.js";

/**
 * Runs every client tool use of a turn, the generated tools' through the dispatcher and the extra ones beside them, and gives the
 * one user message that answers each exactly once, in the order of the turn. It holds tool results only, as the API
 * demands where a server tool is under way or a call is programmatic. Never rejects.
 */
export async function answerTurn(
  message: Pick<Anthropic.Message, "content" | "stop_reason">,
  uses: readonly Anthropic.ToolUseBlock[],
  dispatcher: Dispatcher,
  runExtra: ExtraRunner,
  signal: AbortSignal,
): Promise<Anthropic.MessageParam> {
  const extra = uses.map((use) => runExtra(use, signal));
  const own = uses.filter((_use, at) => extra[at] === undefined);
  const [answered, ...extraResults] = await Promise.all([
    dispatcher.answer({ content: own, stop_reason: message.stop_reason }, { signal }),
    ...extra,
  ]);
  const results = [...blocksOf(answered?.content ?? []), ...extraResults].filter(
    (block) => block?.type === "tool_result",
  );
  const byId = new Map(results.map((result) => [result.tool_use_id, result]));
  return {
    role: "user",
    content: uses.map((use) => byId.get(use.id) ?? refusalOf(use, "the call was not answered.")),
  };
}
