// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type { ErrorCode } from "./limits.js";
import { startTimer } from "./timer.js";

/** What can end calls before they are done: an abort from outside, or the end of the time that they have together. */
export type Stop = {
  /** Aborted with the stop. */
  readonly signal: AbortSignal;
  /** Why it stopped; undefined while it has not. */
  reason(): Extract<ErrorCode, "CANCELLED" | "TIMEOUT"> | undefined;
  /** Calls `listener` once, when it stops. Gives the function that takes the listener away again. */
  listen(listener: () => void): () => void;
  /** Lets go of the signal and the timer. */
  close(): void;
};

/** One listener on the caller's signal for however many calls, so that large batches leave no trail on it. */
export function createStop(signal: AbortSignal | undefined, timeoutMs: number | undefined): Stop {
  const controller = new AbortController();
  const listeners = new Set<() => void>();
  let reason: "CANCELLED" | "TIMEOUT" | undefined;
  const stop = (why: "CANCELLED" | "TIMEOUT"): void => {
    if (reason !== undefined) return;
    reason = why;
    controller.abort(signal?.aborted ? signal.reason : undefined);
    for (const listener of [...listeners]) listener();
  };
  const cancel = (): void => stop("CANCELLED");
  const callOff = startTimer(timeoutMs, () => stop("TIMEOUT"));
  if (signal?.aborted) cancel();
  signal?.addEventListener("abort", cancel, { once: true });
  return {
    signal: controller.signal,
    reason: () => reason,
    listen: (listener) => {
      const notify = (): void => {
        listeners.delete(notify);
        listener();
      };
      listeners.add(notify);
      if (reason !== undefined) notify();
      return () => listeners.delete(notify);
    },
    close: () => {
      callOff();
      signal?.removeEventListener("abort", cancel);
      listeners.clear();
    },
  };
}
