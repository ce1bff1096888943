// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import { startTimer } from "./timer.js";

/** Gives up on an answer that has begun and falls silent. */
export type StallClock = {
  /** Aborted, with an Error that says so as its reason, when nothing came for too long. */
  readonly signal: AbortSignal;
  /** Something came: the time begins anew, or, with `ms`, another one. It does not run before the first time. */
  touch(ms?: number): void;
  /** The answer is over. */
  stop(): void;
};

/** @param timeoutMs How long an answer may be silent, in milliseconds. */
export function createStallClock(timeoutMs: number): StallClock {
  const controller = new AbortController();
  let callOff = (): void => {};
  const giveUp = () => controller.abort(new Error(`The answer broke off: nothing came for ${timeoutMs / 1000} s.`));
  return {
    signal: controller.signal,
    touch: (ms = timeoutMs) => {
      callOff();
      callOff = startTimer(Math.min(ms, timeoutMs), giveUp);
    },
    stop: () => callOff(),
  };
}
