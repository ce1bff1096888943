import { CLOSE_TIMEOUT_MS } from "../contract/limits.js";
import { startTimer } from "../json/timer.js";

/** Gives up on an answer that has begun and falls silent. */
export type StallClock = {
  /** Aborted, with an Error that says so as its reason, when nothing came for too long. */
  readonly signal: AbortSignal;
  /** Something came: the time begins anew. It does not run before the first time. */
  touch(): void;
  /** The message is whole: the stream may stay open a little longer, whatever still comes. */
  expectEnd(): void;
  /** The answer is over. */
  stop(): void;
};

/** @param timeoutMs How long an answer may be silent, in milliseconds. */
export function createStallClock(timeoutMs: number): StallClock {
  const controller = new AbortController();
  let callOff = (): void => {};
  let isWhole = false;
  const giveUp = () => controller.abort(new Error(`The answer broke off: nothing came for ${timeoutMs / 1000} s.`));
  const wait = (ms: number) => {
    callOff();
    callOff = startTimer(ms, giveUp);
  };
  return {
    signal: controller.signal,
    touch: () => {
      if (!isWhole) wait(timeoutMs);
    },
    expectEnd: () => {
      isWhole = true;
      wait(Math.min(CLOSE_TIMEOUT_MS, timeoutMs));
    },
    stop: () => callOff(),
  };
}
