// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type { ProgressEvent } from "./conversation-types.js";
import type { CallEndEvent } from "./types.js";

/** Counts the calls of each batch as they end, and tells how far it is. Calls on their own are not told of. */
export function watchProgress(emit: (event: Omit<ProgressEvent, "step">) => void): (event: CallEndEvent) => void {
  const batches = new Map<string, { done: number; failed: number }>();
  return ({ toolUseId, invocationCount, outcome }) => {
    if (toolUseId === undefined || invocationCount < 2) return;
    const { done, failed } = batches.get(toolUseId) ?? { done: 0, failed: 0 };
    const now = { done: done + 1, failed: failed + (outcome.status === "ok" ? 0 : 1) };
    batches.set(toolUseId, now);
    emit({ type: "progress", toolUseId, ...now, total: invocationCount });
    if (now.done >= invocationCount) batches.delete(toolUseId);
  };
}
