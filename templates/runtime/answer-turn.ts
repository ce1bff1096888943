// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type Anthropic from "@anthropic-ai/sdk";
import type { ExtraRunner } from "./extra-tools.js";
import { blocksOf, refusalOf } from "./history.js";
import type { Dispatcher } from "./types.js";

/**
 * Runs every client tool use of a turn, the generated tools' through the dispatcher and the extra ones beside them, and gives the
 * one user message that answers each exactly once, in the order of the turn. It holds tool results only, as the API
 * demands where a server tool is under way or a call is programmatic. Never rejects.
 *
 * @param decided Settles when the dispatcher has asked for all approvals of the turn: before that no call of it runs.
 */
export async function answerTurn(
  message: Pick<Anthropic.Message, "content" | "stop_reason">,
  uses: readonly Anthropic.ToolUseBlock[],
  dispatcher: Dispatcher,
  runExtra: ExtraRunner,
  signal: AbortSignal,
  decided: Promise<void>,
): Promise<Anthropic.MessageParam> {
  const extra = uses.map((use) => runExtra(use, signal));
  const own = uses.filter((_use, at) => extra[at] === undefined);
  const answering = dispatcher.answer({ content: own, stop_reason: message.stop_reason }, { signal });
  // Calls that are all wrong, or none, end without a word of any that runs.
  await Promise.race([decided, answering]);
  const [answered, ...extraResults] = await Promise.all([answering, ...extra.map((run) => run?.())]);
  const results = [...blocksOf(answered?.content ?? []), ...extraResults].filter(
    (block) => block?.type === "tool_result",
  );
  const byId = new Map(results.map((result) => [result.tool_use_id, result]));
  return {
    role: "user",
    content: uses.map((use) => byId.get(use.id) ?? refusalOf(use, "the call was not answered.")),
  };
}
