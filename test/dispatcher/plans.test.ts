import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Loose } from "../support/loose.js";
import { anyPlan, planOutput, planResult } from "./any-plan.js";
import {
  type CallKey,
  type CallState,
  type Ended,
  fixedBefore,
  type InvocationState,
  type Planned,
  statesOf,
} from "./plan-model.js";
import { readOnly, shop } from "./shop.js";
import { batch, type Entry, envelopeOf, settle, world } from "./support.js";

const long = process.env["BATCHGEN_LONG"] === "1";
const runs = long ? Number(process.env["BATCHGEN_CAMPAIGN"] ?? 10_000) : 100;

const take = { type: "array" };
const tools = [shop("look", { take }, planOutput, readOnly), shop("act", { take }, planOutput)];
const worlds = new Map([4, 9, 100].map((cap) => [cap, world(tools, { maxInvocations: cap })]));

/** A plan, how long the list is that each call gives, which calls fail, and which of those at work ends next. */
type Case = {
  plan: Planned[];
  lengths: number[];
  failing: number[];
  order: number[];
  cap: number;
  concurrency: number;
};

const anyCase: fc.Arbitrary<Case> = fc.record({
  plan: anyPlan(["look", "act"]),
  lengths: fc.array(fc.nat(4), { minLength: 5, maxLength: 5 }),
  failing: fc.array(fc.nat(30), { maxLength: 3 }),
  order: fc.array(fc.nat(50), { minLength: 8, maxLength: 8 }),
  cap: fc.constantFrom(4, 9, 100, 100),
  concurrency: fc.constantFrom(1, 3, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY),
});

/** How often what came about, so that the campaign is known to have seen it. */
const seen = new Map<string, number>();

/** What a call gives, by its place. */
function endOf(key: CallKey, { lengths, failing }: Case): { result: unknown } | "failed" {
  const [at = 0, item = 0] = key.split(".").map(Number);
  if (failing.includes(at * 3 + item)) return "failed";
  const length = lengths[(at + item) % lengths.length] as number;
  return { result: planResult(at, item, length) };
}

/**
 * Plays a case, ending one call after the other, and compares what runs with the model each time nothing more happens
 * by itself.
 */
async function playCase(given: Case): Promise<void> {
  const { plan, cap, concurrency, order } = given;
  const started = new Map<CallKey, unknown>();
  const ends = new Map<CallKey, string>();
  const endings = new Map<CallKey, () => void>();
  const ended = new Map<CallKey, { result: unknown } | "failed">();
  const places = new Map<number, number>();
  let starting: CallKey = "";
  const keyOf = ({ index, item }: Loose): CallKey => (item === undefined ? `${index}` : `${index}.${item.index}`);
  const handler = () => {
    const key = starting;
    return new Promise((resolve, reject) => {
      endings.set(key, () => {
        endings.delete(key);
        const end = endOf(key, given);
        ended.set(key, end);
        if (end === "failed") reject(new Error("no"));
        else resolve(structuredClone(end.result));
      });
    });
  };
  const onEvent = (event: Loose): void => {
    const key = keyOf(event);
    if (event.type === "call_start") {
      // At most once.
      expect(started.has(key)).toBe(false);
      started.set(key, event.input);
      starting = key;
    } else if (event.type === "call_end") {
      expect(ends.has(key)).toBe(false);
      ends.set(key, event.outcome.status);
      const isPast = event.item !== undefined && event.outcome.error?.code === "LIMIT_EXCEEDED";
      if (isPast) places.set(event.index, event.item.index);
    }
  };
  const options = { references: "each", approve: async () => true, concurrency, onEvent };
  const running = (worlds.get(cap) as Loose)
    .createDispatcher({ look: handler, act: handler }, options)
    .run(batch(...structuredClone(plan)));
  const fixed = fixedBefore(plan, cap, new Set(["look"]));
  for (let step = 0; ; step += 1) {
    await settle();
    const states = statesOf(plan, fixed, ended, places);
    expectStarts(states, started, ended, concurrency);
    const open = [...endings.keys()].sort();
    const next = open[(order[step % order.length] as number) % Math.max(1, open.length)];
    if (next === undefined) break;
    endings.get(next)?.();
  }
  const { results } = envelopeOf(await running);
  const states = statesOf(plan, fixed, ended, places);
  expectResults(states, results, ended, ends, places);
  expectPlaces(states, places, cap);
  for (const { calls, list } of states) {
    for (const what of [
      `list ${list}`,
      ...calls.map(({ key, state }) => `${key.includes(".") ? "item" : "call"} ${state}`),
    ]) {
      seen.set(what, (seen.get(what) ?? 0) + 1);
    }
  }
  if (places.size > 0) seen.set("past the cap", (seen.get("past the cap") ?? 0) + 1);
}

/**
 * As early as possible and in the order of dependency: what can run runs, with its values in their places, and nothing
 * else.
 */
function expectStarts(
  states: readonly InvocationState[],
  started: ReadonlyMap<CallKey, unknown>,
  ended: Ended,
  concurrency: number,
): void {
  const ready = new Map(
    states.flatMap(({ calls }) => calls.flatMap((call) => (call.state === "runs" ? [[call.key, call.input]] : []))) as [
      CallKey,
      unknown,
    ][],
  );
  if (concurrency === Number.POSITIVE_INFINITY) expect([...started.keys()].sort()).toEqual([...ready.keys()].sort());
  for (const [key, input] of started) expect([key, input]).toEqual([key, ready.get(key)]);
  expect(started.size - ended.size).toBe(Math.min(concurrency, ready.size - ended.size));
}

/** Every result in its place; failures have reached exactly their dependents. */
function expectResults(
  states: readonly InvocationState[],
  results: readonly Entry[],
  ended: Ended,
  ends: ReadonlyMap<CallKey, string>,
  places: ReadonlyMap<number, number>,
): void {
  const entryOf = (call: CallState): object => {
    const end = ended.get(call.key);
    if (end === undefined) return { status: call.state };
    return end === "failed" ? { status: "error" } : { status: "ok", result: end.result };
  };
  const shown = (entry: Loose): object => ({
    status: entry.status,
    ...("result" in entry ? { result: entry.result } : {}),
  });
  expect(results.map(({ index }) => index)).toEqual(states.map((_, at) => at));
  for (const [at, { calls, list }] of states.entries()) {
    const entry = results[at] as Loose;
    if (list !== "known") {
      expect(shown(entry)).toEqual(list === "none" ? entryOf(calls[0] as CallState) : { status: list });
      expect(ends.get(`${at}`)).toBe(entry.status);
      continue;
    }
    // For all that have no place, one stands.
    const made = calls.slice(0, (places.get(at) ?? calls.length) + 1);
    expect(entry.items.map(shown)).toEqual(made.map(entryOf));
    for (const [item, { key }] of made.entries()) expect(ends.get(key)).toBe(entry.items[item].status);
    const ok = entry.items.filter(({ status }: Loose) => status === "ok").length;
    expect(entry.status).toBe(ok === made.length ? "ok" : ok > 0 ? "partial" : "error");
  }
}

/** No more calls than the cap, and none left out while there is a place: each invocation has one. */
function expectPlaces(states: readonly InvocationState[], places: ReadonlyMap<number, number>, cap: number): void {
  const sizes = states.map(({ calls, list }) => (list === "known" ? calls.length : 1));
  const given = sizes.map((size, at) => places.get(at) ?? size).slice(0, cap);
  const taken = given.reduce((sum, one) => sum + one, 0);
  expect(taken).toBeLessThanOrEqual(cap);
  for (const [at, size] of sizes.slice(0, cap).entries()) expect(given[at]).toBeGreaterThanOrEqual(Math.min(1, size));
}

describe(`random plans${long ? ", the long version" : " (the long version: BATCHGEN_LONG=1)"}`, () => {
  it(
    "run each call at most once, after what it needs and as early as can be, each result in its place; failures " +
      "reach exactly their dependents",
    async () => {
      await fc.assert(fc.asyncProperty(anyCase, playCase), { numRuns: runs, ...(long ? {} : { seed: 12 }) });
      for (const what of [
        "call runs",
        "call skipped",
        "call error",
        "item runs",
        "item skipped",
        "list known",
        "past the cap",
      ])
        expect([what, (seen.get(what) ?? 0) > runs / 20]).toEqual([what, true]);
    },
    long ? 1_800_000 : 60_000,
  );
});
