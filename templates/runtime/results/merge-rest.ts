// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.

import { callError, type Done } from "../calls/call.js";
import type { Failure, Outcome } from "../contract/types.js";

/** Whether the entries of these calls have room: their frames alone, and all of what they say. */
export type Fits = (all: readonly Done[]) => { frame: boolean; whole: boolean };

/**
 * The calls, those at the end made one where there are too many to name each: those that are past the cap of a batch where
 * all together outgrow the limit, and, in batches of thousands, those whose mere names would.
 */
export function mergeRest(all: readonly Done[], fits: Fits): readonly Done[] {
  if (fits(all).whole) return all;
  const first = all.findIndex(isPastCap);
  const capped = first >= 0 && first < all.length - 1 ? [...all.slice(0, first), pastCap(all, first)] : all;
  if (fits(capped).frame) return capped;
  // The longest head that has room; the rest always makes one.
  let [fitting, most] = [0, capped.length - 1];
  while (fitting < most) {
    const tried = Math.ceil((fitting + most) / 2);
    if (fits([...all.slice(0, tried), summary(all, tried)]).frame) fitting = tried;
    else most = tried - 1;
  }
  return [...all.slice(0, fitting), summary(all, fitting)];
}

function isPastCap({ outcome }: Done): boolean {
  return outcome.status !== "ok" && outcome.error.code === "LIMIT_EXCEEDED";
}

function pastCap(all: readonly Done[], index: number): Done {
  const others = all.length - index - 1;
  const text = `Not executed: a batch runs at most ${index} invocations. Send this one and the ${others} after it in other batches.`;
  return standIn({ index, name: "", status: "skipped", error: callError("LIMIT_EXCEEDED", text) });
}

/** What stands for the calls from here on. With one of them done it is no error: that would make Claude repeat what was done. */
function summary(all: readonly Done[], index: number): Done {
  const rest = all.slice(index);
  const ok = rest.filter(({ outcome }) => outcome.status === "ok").length;
  const text = `[no room for this and the ${rest.length - 1} results after it: ${ok} ok, ${rest.length - ok} failed]`;
  const failed = rest[0]?.outcome;
  if (ok > 0 || failed === undefined || failed.status === "ok") {
    return { ...standIn({ index, name: "", status: "ok", result: text }), text };
  }
  const failure: Failure = { index, name: "", status: failed.status, error: callError(failed.error.code, text) };
  return { ...standIn(failure), text };
}

function standIn(outcome: Outcome): Done {
  return { outcome, text: "", cutFrom: undefined, isJson: false, isBeside: false, ran: false };
}
