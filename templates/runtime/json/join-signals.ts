/** A signal that is aborted with the first of some others, until it is released. */
export type JoinedSignal = { readonly signal: AbortSignal; release(): void };

/**
 * Joins signals as `AbortSignal.any` does, but can be released: a signal that lives as long as the process would
 * otherwise keep an entry for each request of each conversation (Node 20).
 */
export function joinSignals(signals: readonly AbortSignal[]): JoinedSignal {
  const controller = new AbortController();
  const abort = (event: Event): void => controller.abort((event.target as AbortSignal).reason);
  const aborted = signals.find((signal) => signal.aborted);
  if (aborted !== undefined) controller.abort(aborted.reason);
  else for (const signal of signals) signal.addEventListener("abort", abort, { once: true });
  return {
    signal: controller.signal,
    release: () => {
      for (const signal of signals) signal.removeEventListener("abort", abort);
    },
  };
}
