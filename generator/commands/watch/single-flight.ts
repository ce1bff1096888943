/** Runs a task after a while of quiet, one run at a time, with at most one waiting. */
export type SingleFlight = {
  /** Asks for a run. */
  ask: () => void;
  /** Runs at once; for the first run. */
  now: () => Promise<void>;
  /** Lets a run that has begun finish, and begins no more. */
  end: () => Promise<void>;
};

/**
 * @param task Must not throw.
 * @param quietMs How long nobody must have asked before it runs, in milliseconds.
 */
export function singleFlight(task: () => Promise<void>, quietMs: number): SingleFlight {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let isAsked = false;
  let isEnded = false;

  const now = (): Promise<void> => {
    isAsked = false;
    running = task().finally(() => {
      running = undefined;
      if (isAsked) ask();
    });
    return running;
  };
  const ask = (): void => {
    isAsked = true;
    if (isEnded || running !== undefined) return;
    clearTimeout(timer);
    timer = setTimeout(now, quietMs);
  };
  const end = async (): Promise<void> => {
    isEnded = true;
    clearTimeout(timer);
    await running;
  };
  return { ask, now, end };
}
