// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type Anthropic from "@anthropic-ai/sdk";
import { blocksOf } from "./history.js";

type Blocks = Anthropic.Message["content"];

/**
 * A turn's content, each tool use with an id of its own. The API gives no id twice, but gateways do (`call_0` in every turn),
 * and no history with one is taken back: only such an id, and one that the API's pattern does not fit, becomes another.
 */
export function withOwnIds(content: Blocks, messages: readonly Anthropic.MessageParam[]): Blocks {
  const taken = new Set(messages.flatMap((message) => blocksOf(message.content)).flatMap(idsOf));
  return content.map((block) => {
    if (block.type !== "tool_use") return block;
    const id = freeId(block.id, taken);
    taken.add(id);
    return id === block.id ? block : { ...block, id };
  });
}

function idsOf(block: Anthropic.ContentBlockParam): string[] {
  return block.type === "tool_use" ? [block.id] : [];
}

function freeId(given: unknown, taken: ReadonlySet<string>): string {
  const stem = (typeof given === "string" ? given : "").replace(/[^a-zA-Z0-9_-]/g, "_") || "call";
  let id = stem;
  for (let n = 2; taken.has(id); n++) id = `${stem}_${n}`;
  return id;
}
