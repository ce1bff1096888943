// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type { Done } from "./done.js";
import { byteLength, headOf } from "./text.js";

/** The most that Claude gets of one result and of all results of a tool use, in bytes of UTF-8. */
export type DispatcherLimits = { maxResultBytes: number; maxTotalBytes: number };

/** What Claude gets of a call as text, and how much of it that is where it was cut. */
export type TextOfResult = { text: string; truncated?: { bytes: number; of: number } };

/**
 * What Claude gets of each call as text: its result, or its error's message. It is cut where it is longer than the limits
 * allow; where all together are too long, the longest are cut first and the short ones stay whole.
 */
export function resultTexts(all: readonly Done[], limits: DispatcherLimits): TextOfResult[] {
  const texts = all.map(({ outcome, text }) => (outcome.status === "ok" ? text : outcome.error.message));
  const sizes = texts.map(byteLength);
  const cap = Math.min(limits.maxResultBytes, fairShare(sizes, limits.maxTotalBytes));
  return texts.map((text, at) => {
    const of = sizes[at] ?? 0;
    if (of <= cap) return { text };
    const head = headOf(text, cap);
    return { text: head, truncated: { bytes: byteLength(head), of } };
  });
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
