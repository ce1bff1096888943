import { getEventListeners } from "node:events";
import fc from "fast-check";
import { expect } from "vitest";
import type { Loose } from "../support/loose.js";
import { tool } from "../support/project.js";
import { batch, envelopeOf, invoke, settle, sleep, taking, world } from "./support.js";

const image = { type: "image", source: { type: "base64", media_type: "image/png", data: "iVBORw0KGgo=" } };
const pdf = { type: "document", source: { type: "base64", media_type: "application/pdf", data: "JVBERi0xLjc=" } };
const circle: { [key: string]: unknown } = {};
circle["self"] = circle;

/** What a handler can do, with the status that its call must get. `quick` ones end by themselves. */
const FAULTS: { readonly [fault: string]: { does: (call: Loose) => unknown; status: string; quick?: true } } = {
  answer: { does: () => "fine", status: "ok", quick: true },
  answer_later: { does: () => settle().then(() => ({ fine: true })), status: "ok", quick: true },
  nothing: { does: () => undefined, status: "ok", quick: true },
  huge: { does: () => "x".repeat(70_000), status: "ok", quick: true },
  huge_json: {
    does: () => Array.from({ length: 3000 }, (_, at) => ({ at, text: "some text" })),
    status: "ok",
    quick: true,
  },
  text_block: { does: () => [{ type: "text", text: "fine" }], status: "ok", quick: true },
  blank_block: { does: () => [{ type: "text", text: " " }], status: "ok", quick: true },
  image: { does: () => [{ type: "text", text: "look" }, image], status: "ok", quick: true },
  document: { does: () => [pdf], status: "ok", quick: true },
  search_result: {
    does: () => [
      { type: "search_result", source: "https://example.com", title: "t", content: [{ type: "text", text: "found" }] },
    ],
    status: "ok",
    quick: true,
  },
  surrogate: { does: () => ({ "\ud800": "\udfff" }), status: "ok", quick: true },
  throw: {
    does: () => {
      throw new Error("thrown");
    },
    status: "error",
    quick: true,
  },
  throw_nothing: {
    does: () => {
      throw undefined;
    },
    status: "error",
    quick: true,
  },
  reject: { does: () => Promise.reject(new Error("rejected")), status: "error", quick: true },
  reject_later: { does: () => settle().then(() => Promise.reject("a text")), status: "error", quick: true },
  circle: { does: () => circle, status: "error", quick: true },
  bigint: { does: () => ({ much: 1n }), status: "error", quick: true },
  symbol: { does: () => Symbol("odd"), status: "error", quick: true },
  bad_json: {
    does: () => ({
      toJSON: () => {
        throw new Error("no");
      },
    }),
    status: "error",
    quick: true,
  },
  bad_thenable: {
    does: () =>
      new Proxy(
        {},
        {
          get: () => {
            throw new Error("no");
          },
        },
      ),
    status: "error",
    quick: true,
  },
  changing: {
    does: () => {
      const value: { [key: string]: unknown } = { fine: true };
      // After this call's end, and often before the batch's.
      setImmediate(() => {
        value["self"] = value;
      });
      return value;
    },
    status: "ok",
    quick: true,
  },
  hang: {
    does: ({ signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
    status: "timeout",
  },
  hang_for_ever: { does: () => new Promise(() => {}), status: "timeout" },
  hang_then_answer: {
    does: ({ signal }) => new Promise((resolve) => signal.addEventListener("abort", () => resolve("too late"))),
    status: "timeout",
  },
};

export const faults = Object.keys(FAULTS);
export const quickFaults = faults.filter((fault) => FAULTS[fault]?.quick);

/** A dispatcher's module whose tools do what their argument says, serial or not. */
export function faultyWorld(): Loose {
  const does = { does: { type: "string" }, id: { type: "integer" } };
  return world(
    [
      taking("do", does, ["does"]),
      taking("do_serially", does, ["does"], { "x-batchgen": { serial: true } }),
      tool("get_time"),
    ],
    { maxInvocations: 1000 },
  );
}

/** How long a call may take in the campaign. */
const TIMEOUT_MS = 15;

/**
 * Handlers that do what they are told, those of them that are at work and have not been told to stop, and the places of
 * the calls that took their time because the machine had none for them: a timeout is right for these as well.
 */
export function faultyHandlers(): { handlers: Loose; atWork: Set<AbortSignal>; starved: Set<number> } {
  const atWork = new Set<AbortSignal>();
  const starved = new Set<number>();
  const perform = async (input: Loose, call: Loose): Promise<unknown> => {
    const started = performance.now();
    atWork.add(call.signal);
    starved.add(call.index);
    call.signal.addEventListener("abort", () => atWork.delete(call.signal), { once: true });
    try {
      return await FAULTS[input.does]?.does(call);
    } finally {
      atWork.delete(call.signal);
      // The timer may have begun a little before.
      if (performance.now() - started < TIMEOUT_MS / 2) starved.delete(call.index);
    }
  };
  return { handlers: { do: perform, do_serially: perform, get_time: async () => "noon" }, atWork, starved };
}

/** The timers that are running. */
export function timers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
}

const WRONG = [
  invoke("nobody"),
  invoke("do", {}),
  invoke("batch_tool", {}),
  "nonsense",
  null,
  5,
  { name: "do" },
  invoke("do", "no JSON"),
];

/** Any invocation, with the statuses that are right for it. */
function anyCall(): fc.Arbitrary<{ call: unknown; status: string }> {
  const serial = fc.constantFrom("do", "do", "do_serially");
  const faulty = fc.record({ name: serial, does: fc.constantFrom(...faults) }).map(({ name, does }) => {
    // A serial tool's call that never ends makes those after it fail as well, and rightly: not part of this.
    const chosen = name === "do_serially" && does === "hang_for_ever" ? "hang" : does;
    return { call: invoke(name, { does: chosen }), status: FAULTS[chosen]?.status ?? "" };
  });
  return fc.oneof(
    { weight: 6, arbitrary: faulty },
    { weight: 1, arbitrary: fc.constantFrom(...WRONG).map((call) => ({ call, status: "error" })) },
    { weight: 1, arbitrary: fc.constant({ call: invoke("get_time", { location: "Paris" }), status: "ok" }) },
  );
}

/**
 * Random batches of random faults: every call has exactly one outcome, its own, in the order of the request, no timer
 * and no listener is left, and no handler is left at work that could have been stopped.
 */
export async function isolationCampaign({ createDispatcher }: Loose, numRuns: number): Promise<void> {
  const shared = new AbortController();
  const before = timers();
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyCall(), { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 1, max: 8 }),
      async (calls, concurrency) => {
        const ends: number[] = [];
        const { handlers, atWork, starved } = faultyHandlers();
        const onEvent = (event: Loose): void => {
          if (event.type === "call_end") ends.push(event.index);
          throw new Error("a listener's own trouble");
        };
        const dispatcher = createDispatcher(handlers, { concurrency, timeoutMs: TIMEOUT_MS, onEvent });
        const result = await dispatcher.run(batch(...calls.map(({ call }) => call)), { signal: shared.signal });
        const { results, ok, failed, failedIndexes } = envelopeOf(result);
        await settle();
        const right = calls.map(({ status }, at) =>
          starved.has(at) && results[at]?.status === "timeout" ? [at, "timeout"] : [at, status],
        );
        expect(results.map(({ index, status }) => [index, status])).toEqual(right);
        expect(ends.toSorted((a, b) => a - b)).toEqual(calls.map((_, at) => at));
        expect(failedIndexes).toEqual(results.filter(({ status }) => status !== "ok").map(({ index }) => index));
        expect([ok, failed]).toEqual([calls.length - failedIndexes.length, failedIndexes.length]);
        expect(atWork.size).toBe(0);
        expect(getEventListeners(shared.signal, "abort")).toEqual([]);
      },
    ),
    { numRuns },
  );
  await settle();
  // One may be the test runner's own.
  expect(timers()).toBeLessThanOrEqual(before + 1);
}

/**
 * The same, with an abort at any moment: what is finished is kept, the rest is marked, and everything is told to stop.
 */
export async function abortCampaign({ createDispatcher }: Loose, numRuns: number): Promise<void> {
  const before = timers();
  const plan = fc.record({
    calls: fc.array(anyCall(), { minLength: 1, maxLength: 12 }),
    turns: fc.integer({ min: 0, max: 6 }),
    mode: fc.constantFrom("parallel", "sequential"),
  });
  await fc.assert(
    fc.asyncProperty(plan, async ({ calls, turns, mode }) => {
      const controller = new AbortController();
      const { handlers, atWork } = faultyHandlers();
      const finished = new Map<number, string>();
      const started = new Set<number>();
      const onEvent = (event: Loose): void => {
        if (event.type === "call_start") started.add(event.index);
        if (event.type === "call_end") finished.set(event.index, event.outcome.status);
      };
      const dispatcher = createDispatcher(handlers, { concurrency: 3, onEvent, mode });
      const running = dispatcher.run(batch(...calls.map(({ call }) => call)), { signal: controller.signal });
      for (let turn = 0; turn < turns; turn += 1) await settle();
      const kept = new Map(finished);
      controller.abort();
      const atAbort = started.size;
      const { results } = envelopeOf(await running);
      expect(results.map(({ index }) => index)).toEqual(calls.map((_, at) => at));
      for (const [index, status] of kept) expect(results[index]?.status).toBe(status);
      for (const [at, { status }] of calls.entries()) {
        const allowed = status === "timeout" ? ["cancelled"] : [status, "cancelled"];
        expect(allowed).toContain(results[at]?.status);
      }
      expect(started.size).toBe(atAbort);
      await settle();
      expect(atWork.size).toBe(0);
      expect(getEventListeners(controller.signal, "abort")).toEqual([]);
    }),
    { numRuns },
  );
  await settle();
  // One may be the test runner's own.
  expect(timers()).toBeLessThanOrEqual(before + 1);
}

/** Runs batches without end and gives how many bytes the heap has grown by per batch, once warm. */
export async function heapPerBatch({ createDispatcher }: Loose, batches: number): Promise<number> {
  const { handlers } = faultyHandlers();
  const shared = new AbortController();
  const dispatcher = createDispatcher(handlers, { timeoutMs: 5, approve: () => true });
  const quick = quickFaults.filter((fault) => !fault.startsWith("huge"));
  const calls = quick.flatMap((does) => [invoke("do", { does }), invoke("do_serially", { does })]);
  const one = async (at: number): Promise<void> => {
    // Now and then one that never ends, not even after its abort.
    const stuck =
      at % 50 === 0 ? [invoke("do", { does: "hang_for_ever" }), invoke("do_serially", { does: "hang" })] : [];
    await dispatcher.run(batch(...calls, ...stuck, ...WRONG), { signal: shared.signal });
  };
  const heap = async (): Promise<number> => {
    await sleep(20);
    for (let pass = 0; pass < 3; pass += 1) globalThis.gc?.();
    return process.memoryUsage().heapUsed;
  };
  const warm = Math.ceil(batches / 5);
  for (let at = 0; at < warm; at += 1) await one(at);
  const before = await heap();
  for (let at = 0; at < batches; at += 1) await one(at);
  const grown = (await heap()) - before;
  expect(getEventListeners(shared.signal, "abort")).toEqual([]);
  return grown / batches;
}
