// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type { Done } from "./done.js";
import { byteLength, headInJson, headOf, jsonLength } from "./text.js";

/** The most that Claude gets of one result and of all results of a tool use, in bytes of UTF-8. */
export type DispatcherLimits = { maxResultBytes: number; maxTotalBytes: number };

/** What Claude gets of a call as text, and how much of it that is where it was cut. */
export type TextOfResult = { text: string; truncated?: { bytes: number; of: number } };

/**
 * What Claude gets of each handler as text: its result, or what its ToolError says. It is cut where it is longer than the
 * limits allow; where all together are too long, the longest are cut first and the short ones stay whole. An error of any other
 * kind is short, and stays whole.
 *
 * @param inJson Whether the texts will stand in an envelope, where quotes and line breaks take more bytes.
 */
export function resultTexts(all: readonly Done[], limits: DispatcherLimits, inJson: boolean): TextOfResult[] {
  const texts = all.map(textOf);
  const heads = texts.map((text) => headOf(text, limits.maxResultBytes));
  const sizes = heads.map((head, at) => {
    const staysJson = all[at]?.isJson === true && head === texts[at];
    return inJson && !staysJson ? jsonLength(head) : byteLength(head);
  });
  const share = fairShare(sizes, limits.maxTotalBytes);
  return texts.map((text, at) => {
    const head = heads[at] ?? "";
    const fitting = (sizes[at] ?? 0) <= share ? head : (inJson ? headInJson : headOf)(head, share);
    if (fitting === text) return { text };
    return { text: fitting, truncated: { bytes: byteLength(fitting), of: byteLength(text) } };
  });
}

function textOf({ outcome, text }: Done): string {
  if (outcome.status === "ok") return text;
  return outcome.error.code === "HANDLER_ERROR" ? outcome.error.message : "";
}

/** The size to which the longest must be cut so that all fit. */
function fairShare(sizes: readonly number[], total: number): number {
  let left = total;
  let count = sizes.length;
  for (const size of [...sizes].sort((a, b) => a - b)) {
    if (size * count > left) return Math.floor(left / count);
    left -= size;
    count -= 1;
  }
  return total;
}
