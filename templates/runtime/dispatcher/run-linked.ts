import {
  type Call,
  type CallReference,
  callError,
  type Done,
  type DoneEach,
  type DoneInvocation,
} from "../calls/call.js";
import { callForItem, fillCall, missingError } from "../references/fill-call.js";
import { type FoundResult, findItems, type Running } from "../references/find-value.js";

/** What the calls of one batch that refer to each other are run with. */
export type LinkedBatch = {
  /** An invocation of the batch that was started, by its index. */
  runningAt(index: number): Running | undefined;
  /** Checks a call whose values are there, and asks for it where it needs approval. */
  decide(call: Call): Promise<Call>;
  /** Runs a call to its outcome, or tells of its error. */
  run(call: Call): Done | Promise<Done>;
  places: CallPlaces;
  /** One after the other; `stopOnError`: after a failure the rest is not executed. */
  isSequential: boolean;
  stopOnError: boolean;
};

/** The places that a batch has for calls. Each invocation has one; the further elements of lists take what is left. */
export type CallPlaces = { readonly cap: number; free: number };

/** The places of a batch with so many invocations, of which no more than the cap run. */
export function placesFor(cap: number, invocationCount: number): CallPlaces {
  return { cap, free: Math.max(0, cap - invocationCount) };
}

/** Starts an invocation that refers to others: each of its calls begins the moment what it needs is there. */
export function startLinked(call: Call, batch: LinkedBatch): Running {
  const { list } = call;
  if (list === undefined) return { done: runFilled(call, batch, undefined) };
  const expanded = expand(call, list, batch);
  return {
    items: expanded.then((found) => ("error" in found ? undefined : byElement(found))),
    done: expanded.then((found): DoneInvocation | Promise<DoneInvocation> =>
      "error" in found ? batch.run(found) : endEach(call, found.started),
    ),
  };
}

/** The calls that an invocation with `each` makes, and how many elements its list has. */
type Expanded = { started: readonly Promise<Done>[]; count: number };

/** A call for each element. For those that have no place, the last call stands. */
function byElement({ started, count }: Expanded): readonly Promise<Done>[] {
  const [last] = started.slice(-1);
  return last === undefined ? started : [...started, ...Array<Promise<Done>>(count - started.length).fill(last)];
}

async function runFilled(
  call: Call,
  batch: LinkedBatch,
  item: FoundResult | Promise<FoundResult> | undefined,
): Promise<Done> {
  const filled = await fillCall(call, batch.runningAt, item);
  return batch.run(filled.error === undefined ? await batch.decide(filled) : filled);
}

/** The calls of an invocation with `each`, started; or the invocation with its error, where there is no list. */
async function expand(call: Call, list: CallReference, batch: LinkedBatch): Promise<Expanded | Call> {
  const found = await findItems(batch.runningAt(list.producer), list);
  if ("failed" in found) return { ...call, error: callError("SKIPPED", found.failed) };
  if ("missing" in found) return { ...call, error: missingError([{ path: list.path, message: found.missing }]) };
  const { count } = found;
  const granted = takePlaces(batch.places, count);
  const made = Math.min(count, granted + 1);
  const calls = Array.from({ length: made }, (_, index) => {
    const one = callForItem(call, list, index, made);
    return index < granted ? one : { ...one, error: errorPastCap(batch.places, count - made) };
  });
  const start = (one: Call, index: number): Promise<Done> =>
    startItem(one, one.error === undefined ? found.at(index) : undefined, batch);
  if (!batch.isSequential) return { started: calls.map(start), count };
  let before: Promise<Done | undefined> = Promise.resolve(undefined);
  let failed: Call | undefined;
  const started = calls.map((one, index) => {
    const done = before.then((last) => {
      if (batch.stopOnError && last !== undefined && last.outcome.status !== "ok") failed ??= one;
      return start(failed === undefined ? one : skippedAfter(one, failed), index);
    });
    before = done;
    return done;
  });
  return { started, count };
}

async function startItem(
  call: Call,
  item: FoundResult | Promise<FoundResult> | undefined,
  batch: LinkedBatch,
): Promise<Done> {
  return call.error === undefined ? runFilled(call, batch, item) : batch.run(call);
}

/** How many of these calls have a place. What an empty list leaves of its invocation's is another's. */
function takePlaces(places: CallPlaces, count: number): number {
  const further = Math.min(count - 1, places.free);
  places.free -= further;
  return further + 1;
}

/** The error of a call that has no place, and that stands for so many after it. */
function errorPastCap({ cap }: CallPlaces, further: number): NonNullable<Call["error"]> {
  const rest = further === 0 ? "this one in another batch" : `this one and the ${further} after it in other batches`;
  const text = `Not executed: a batch runs at most ${cap} calls, each element of a list being one. Send ${rest}.`;
  return callError("LIMIT_EXCEEDED", text);
}

async function endEach({ index, name }: Call, started: readonly Promise<Done>[]): Promise<DoneEach> {
  const items = await Promise.all(started);
  const ok = items.filter(({ outcome }) => outcome.status === "ok").length;
  return { index, name, status: ok === items.length ? "ok" : ok > 0 ? "partial" : "error", items };
}

/** A call that does not run because one before it failed. What is wrong with it itself is still said. */
export function skippedAfter(call: Call, failed: Call): Call {
  if (call.error !== undefined) return call;
  const which = failed.name === "" ? "call" : `${failed.name} call`;
  return { ...call, error: callError("SKIPPED", `Not executed: the preceding ${which} failed.`) };
}
