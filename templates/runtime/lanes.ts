// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type { Stop } from "./stop.js";
import { startTimer } from "./timer.js";
import { untilStopped } from "./until-stopped.js";

/** The lanes of the serial tools: in each, one call after the other, in the order in which they were queued. */
export type Lanes = {
  /** Does the work when all work queued before it for that tool is done, or at once when the stop comes: it must not run a handler then. */
  queue<T>(name: string, stop: Stop, work: (lane: Lane) => Promise<T>): Promise<T>;
};

/** What a call does in its tool's lane. */
export type Lane = {
  /**
   * Waits until no handler of the tool is at work, at most so many milliseconds and not past the stop, and says whether
   * that is so. A handler that ignores its signal is at work after its call has its outcome, perhaps for ever.
   */
  clear(timeoutMs: number, stop: Stop): Promise<boolean>;
  /** Says that a handler begins. Gives the function that says that it has ended. */
  begin(): () => void;
};

type State = { last: Promise<unknown>; atWork: boolean; whenClear: (() => void) | undefined };

export function createLanes(): Lanes {
  // One for each serial tool that was ever called, and no more.
  const states = new Map<string, State>();
  return {
    queue: (name, stop, work) => {
      const state = states.get(name) ?? { last: Promise.resolve(), atWork: false, whenClear: undefined };
      states.set(name, state);
      const before = state.last;
      const done = untilStopped(before, stop).then(() => work(laneOf(state)));
      // Who leaves the queue early leaves those before it to those behind.
      state.last = Promise.allSettled([before, done]).then(() => {});
      return done;
    },
  };
}

function laneOf(state: State): Lane {
  return {
    clear: (timeoutMs, stop) => {
      if (!state.atWork) return Promise.resolve(true);
      return new Promise((resolve) => {
        let unlisten = (): void => {};
        const answer = (isClear: boolean): void => {
          state.whenClear = undefined;
          callOff();
          unlisten();
          resolve(isClear);
        };
        const callOff = startTimer(timeoutMs, () => answer(false));
        state.whenClear = () => answer(true);
        unlisten = stop.listen(() => answer(false));
      });
    },
    begin: () => {
      state.atWork = true;
      return () => {
        state.atWork = false;
        state.whenClear?.();
      };
    },
  };
}
