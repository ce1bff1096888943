// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.

import type Anthropic from "@anthropic-ai/sdk";
import type { Discarded, RanCall } from "../contract/conversation-types.js";
import { blocksOf, toolUsesIn } from "./history.js";

/** The index of the turn that began code which has made calls and not ended; undefined where all code has ended. */
function startOfCode(messages: readonly Anthropic.MessageParam[]): number | undefined {
  const blocks = messages.flatMap(({ content }) => blocksOf(content));
  const ended = new Set(blocks.flatMap((block) => ("tool_use_id" in block ? [block.tool_use_id] : [])));
  const waiting = new Set(blocks.map(codeBehind).filter((id) => id !== undefined && !ended.has(id)));
  if (waiting.size === 0) return undefined;
  const starts = (block: Anthropic.ContentBlockParam): boolean =>
    waiting.has(codeBehind(block)) || (block.type === "server_tool_use" && waiting.has(block.id));
  return messages.findIndex(({ content }) => blocksOf(content).some(starts));
}

/** The block with the code that made a call; undefined for any other block. */
function codeBehind(block: Anthropic.ContentBlockParam): string | undefined {
  if (block.type !== "tool_use" && block.type !== "server_tool_use") return undefined;
  const { caller } = block;
  return caller == null || caller.type === "direct" ? undefined : caller.tool_id;
}

/** Whether code in a history waits for the results of its calls: it does so in its container, and in no other. */
export function hasCodeWaiting(messages: readonly Anthropic.MessageParam[]): boolean {
  return startOfCode(messages) !== undefined;
}

/**
 * Takes code that waits out of a history, with all that came after it began: its container is gone, so that nothing can answer it.
 *
 * @param ran All calls that ran in this conversation.
 */
export function discardCode(messages: Anthropic.MessageParam[], ran: readonly RanCall[]): Discarded {
  const discarded = messages.splice(startOfCode(messages) ?? messages.length);
  const called = new Set(discarded.flatMap(({ content }) => toolUsesIn(content)).map(({ id }) => id));
  return { messages: discarded, calls: ran.filter(({ toolUseId }) => called.has(toolUseId)) };
}
