// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type { ConversationOptions } from "./conversation-types.js";

/**
 * Refuses numbers that would do something else than they seem to say. Infinity means no limit.
 *
 * @throws TypeError that names the first of them.
 */
export function checkSettings(options: ConversationOptions): void {
  const { maxSteps, maxPauses, maxResends, stuckAfter, maxTotalTokens, maxDurationMs, stallTimeoutMs } = options;
  const counts = { maxSteps, maxPauses, maxResends, stuckAfter };
  for (const [name, value] of Object.entries({ ...counts, maxTotalTokens, maxDurationMs, stallTimeoutMs })) {
    if (value === undefined) continue;
    const isCount = Object.hasOwn(counts, name);
    if (value >= 0 && (!isCount || value === Number.POSITIVE_INFINITY || Number.isInteger(value))) continue;
    throw new TypeError(`${name} must be a ${isCount ? "whole number" : "number"} from 0, not ${value}.`);
  }
}
