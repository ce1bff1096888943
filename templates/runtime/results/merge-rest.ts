import { callError, type Done, type DoneInvocation, isOk } from "../calls/call.js";
import type { Failure, Outcome } from "../contract/outcomes.js";

/** Whether the entries of these calls have room: their frames alone, and all of what they say. */
export type Fits = (all: readonly DoneInvocation[]) => { frame: boolean; whole: boolean };

/**
 * The invocations, those at the end made one where there are too many to name each: those that are past the cap of a
 * batch where all together outgrow the limit, and, in batches of thousands, those whose mere names would, the calls of
 * an `each` among them.
 */
export function mergeRest(all: readonly DoneInvocation[], fits: Fits): readonly DoneInvocation[] {
  if (fits(all).whole) return all;
  const capped = mergePastCap(all);
  if (fits(capped).frame) return capped;
  // The longest head that has room; the rest always makes one.
  let [fitting, most] = [0, capped.reduce((sum, done) => sum + sizeOfDone(done), 0) - 1];
  while (fitting < most) {
    const tried = Math.ceil((fitting + most) / 2);
    if (fits(headOfCalls(capped, tried)).frame) fitting = tried;
    else most = tried - 1;
  }
  return headOfCalls(capped, fitting);
}

function sizeOfDone(done: DoneInvocation): number {
  return "items" in done ? Math.max(1, done.items.length) : 1;
}

/** So many of the calls, and one that stands for those left of an `each`, and one for the invocations that are left. */
function headOfCalls(all: readonly DoneInvocation[], calls: number): DoneInvocation[] {
  const head: DoneInvocation[] = [];
  let left = calls;
  for (const done of all) {
    if (sizeOfDone(done) > left) {
      if ("items" in done && left > 0) {
        head.push({ ...done, items: [...done.items.slice(0, left), summary(done.items, left)] });
      }
      return head.length === all.length ? head : [...head, summary(all, head.length)];
    }
    head.push(done);
    left -= sizeOfDone(done);
  }
  return head;
}

/** Those past the cap stand at the end: one stands for all of them. */
function mergePastCap(all: readonly DoneInvocation[]): readonly DoneInvocation[] {
  const first = all.findIndex(isPastCap);
  return first >= 0 && first < all.length - 1 ? [...all.slice(0, first), pastCap(all, first)] : all;
}

function isPastCap(done: DoneInvocation): boolean {
  return !("items" in done) && done.outcome.status !== "ok" && done.outcome.error.code === "LIMIT_EXCEEDED";
}

function pastCap(all: readonly DoneInvocation[], index: number): Done {
  const others = all.length - index - 1;
  const text =
    `Not executed: a batch runs at most ${index} invocations. Send this one and the ${others} after it in other ` +
    "batches.";
  return standIn({ index, name: "", status: "skipped", error: callError("LIMIT_EXCEEDED", text) });
}

/**
 * What stands for the calls from here on. With one of them done it is no error: that would make Claude repeat what was
 * done.
 */
function summary(all: readonly DoneInvocation[], index: number): Done {
  const rest = all.slice(index);
  const ok = rest.filter(isOk).length;
  const text = `[no room for this and the ${rest.length - 1} results after it: ${ok} ok, ${rest.length - ok} failed]`;
  const [first] = rest;
  if (ok > 0 || first === undefined || "items" in first || first.outcome.status === "ok") {
    return { ...standIn({ index, name: "", status: "ok", result: text }), text };
  }
  const { status, error } = first.outcome;
  const failure: Failure = { index, name: "", status, error: callError(error.code, text) };
  return { ...standIn(failure), text };
}

function standIn(outcome: Outcome): Done {
  return {
    outcome,
    text: "",
    cutFrom: undefined,
    isJson: false,
    isBeside: false,
    ran: false,
    input: undefined,
    item: undefined,
  };
}
