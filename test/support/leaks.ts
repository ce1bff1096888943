/** What the runtime has started and not ended since the watch began. */
export type LeakWatch = {
  /** Each timer and each listener on a signal that is still there, with the line of the runtime that made it. */
  left(): string[];
  /** Ends the watch. The last that began ends first. */
  end(): void;
};

/**
 * Watches for the timers that code in templates/runtime/ starts and the listeners that it puts on signals. Those of
 * tests and libraries do not count.
 */
export function watchLeaks(): LeakWatch {
  const timers = new Map<unknown, string>();
  const listeners = new Map<AbortSignal, Map<unknown, string>>();
  const { setTimeout, clearTimeout } = globalThis;
  const { addEventListener, removeEventListener } = AbortSignal.prototype;

  globalThis.setTimeout = ((ring: (...given: unknown[]) => void, ms?: number, ...given: unknown[]) => {
    const place = placeInRuntime();
    const timer = setTimeout(
      (...all) => {
        timers.delete(timer);
        ring(...all);
      },
      ms,
      ...given,
    );
    if (place !== undefined) timers.set(timer, place);
    return timer;
  }) as typeof setTimeout;
  globalThis.clearTimeout = ((timer) => {
    timers.delete(timer);
    clearTimeout(timer);
  }) as typeof clearTimeout;
  AbortSignal.prototype.addEventListener = function (this: AbortSignal, ...given: [never, never]) {
    const place = placeInRuntime();
    if (place !== undefined) listeners.set(this, (listeners.get(this) ?? new Map()).set(given[1], place));
    addEventListener.apply(this, given);
  };
  AbortSignal.prototype.removeEventListener = function (this: AbortSignal, ...given: [never, never]) {
    listeners.get(this)?.delete(given[1]);
    removeEventListener.apply(this, given);
  };

  return {
    left: () => {
      // An aborted signal has called its listeners and lets go of them.
      const waiting = [...listeners]
        .filter(([signal]) => !signal.aborted)
        .flatMap(([, places]) => [...places.values()]);
      return [
        ...[...timers.values()].map((place) => `a timer of ${place}`),
        ...waiting.map((place) => `a listener of ${place}`),
      ];
    },
    end: () => {
      Object.assign(globalThis, { setTimeout, clearTimeout });
      Object.assign(AbortSignal.prototype, { addEventListener, removeEventListener });
    },
  };
}

/** The line of the runtime that called the function that asks; undefined where another file did. */
function placeInRuntime(): string | undefined {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 3;
  const caller = new Error("where").stack?.split("\n").at(3) ?? "";
  Error.stackTraceLimit = stackTraceLimit;
  return /templates[\\/]runtime[\\/].*?(?=:\d+:\d+)/.exec(caller)?.[0].replaceAll("\\", "/");
}
