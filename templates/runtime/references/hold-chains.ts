import { type Call, callError, referencesOf } from "../calls/call.js";

/**
 * The calls of one batch, those held back that must not start because a call of their chain is known to be wrong: a
 * producer, all the way up, that is not read-only. What depends on a call that does not run is skipped when its turn
 * comes.
 *
 * @param isHarmless Whether a call may start in such a chain: its tool is read-only, or the host says so.
 */
export function holdChains(calls: readonly Call[], isHarmless: (call: Call) => boolean): Call[] {
  /** The faulty call of the chain that a call lies in. */
  const faults = new Map<number, number>();
  for (let at = calls.length - 1; at >= 0; at -= 1) {
    const call = calls[at] as Call;
    const fault = call.error === undefined ? faults.get(at) : at;
    if (fault === undefined) continue;
    for (const { producer } of referencesOf(call)) if (!faults.has(producer)) faults.set(producer, fault);
  }
  return calls.map((call, at) => {
    const fault = faults.get(at);
    if (call.error !== undefined || fault === undefined || isHarmless(call)) return call;
    const text = `Not executed: invocations[${fault}], which needs its result, cannot run.`;
    return { ...call, error: callError("SKIPPED", text) };
  });
}

/** Applies a change to each batch of a turn's calls by itself, in which invocations refer to each other. */
export function byBatch(calls: readonly Call[], change: (calls: readonly Call[]) => Call[]): Call[] {
  const starts = calls.flatMap(({ index }, at) => (index === 0 ? [at] : []));
  return starts.flatMap((start, at) => change(calls.slice(start, starts[at + 1])));
}
