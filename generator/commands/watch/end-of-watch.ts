const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** What ends the watching. */
export type EndOfWatch = {
  /**
   * Resolves with a signal that arrives while nothing runs, and when nobody can read what the watching says: the
   * terminal is gone.
   */
  ended: Promise<void>;
  hasEnded: () => boolean;
  /** A run begins: until it ends, a signal has its own default, so that every run can be ended. */
  busy: () => void;
  /** No run: a signal ends the watching in an orderly way. */
  idle: () => void;
};

/** Listens for what ends the watching; for signals only while it is idle. */
export function endOfWatch(): EndOfWatch {
  let hasEnded = false;
  let end = (): void => {};
  const ended = new Promise<void>((resolve) => {
    end = () => {
      hasEnded = true;
      resolve();
    };
  });
  process.stderr.once("error", end);
  const busy = (): void => {
    for (const signal of SIGNALS) process.off(signal, end);
  };
  const idle = (): void => {
    busy();
    for (const signal of SIGNALS) process.on(signal, end);
  };
  return { ended, hasEnded: () => hasEnded, busy, idle };
}
