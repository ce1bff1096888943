import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CONCURRENCY } from "../../templates/runtime/contract/limits.js";
import type { Loose } from "../support/loose.js";
import { tool } from "../support/project.js";
import { batch, envelopeOf, gate, invoke, settle, sleep, taking, world } from "./support.js";

const id = { id: { type: "integer" } };
const { createDispatcher, ToolError } = world(
  [
    taking("free", id, ["id"]),
    taking("append", id, ["id"], { "x-batchgen": { serial: true } }),
    taking("commit", id, ["id"], { "x-batchgen": { serial: true, timeoutMs: 30 } }),
    tool("get_time"),
  ],
  { maxInvocations: 1000 },
);

const others = {
  free: async () => "free",
  append: async () => "appended",
  commit: async () => "done",
  get_time: async () => "noon",
};

/** Counts how many of its runs overlap, and the most there ever were. */
function counter(work: (call: Loose) => Promise<unknown>): {
  run: (input: Loose) => Promise<unknown>;
  most: () => number;
  begun: number[];
} {
  let now = 0;
  let most = 0;
  const begun: number[] = [];
  const run = async (input: Loose): Promise<unknown> => {
    begun.push(input.id);
    now += 1;
    most = Math.max(most, now);
    try {
      return await work(input);
    } finally {
      now -= 1;
    }
  };
  return { run, most: () => most, begun };
}

describe("the pool", () => {
  it("never holds more than its size, is full where there is work, and belongs to one batch", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 6 }),
        fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 }),
        async (concurrency, sizes) => {
          const counters = sizes.map(() => counter(() => settle()));
          const free = (input: Loose) => counters[input.id]?.run(input);
          const dispatcher = createDispatcher({ ...others, free }, { concurrency });
          const results = await Promise.all(
            sizes.map((size, id) =>
              dispatcher.run(batch(...Array.from({ length: size }, () => invoke("free", { id })))),
            ),
          );
          expect(results.map((result) => envelopeOf(result).ok)).toEqual(sizes);
          expect(counters.map(({ most }) => most())).toEqual(sizes.map((size) => Math.min(concurrency, size)));
        },
      ),
      { numRuns: 40 },
    );
  });

  it.each(["call", "batch", "run", "answer"])(
    "is not waited for by handlers that %s the dispatcher",
    async (method) => {
      const time = { type: "tool_use", id: "toolu_2", name: "get_time", input: { location: "Paris" } };
      const nested: { [method: string]: () => Promise<unknown> } = {
        call: () => dispatcher.call("get_time", { location: "Paris" }),
        batch: () => dispatcher.batch([invoke("get_time", { location: "Paris" })]),
        run: () => dispatcher.run(time),
        answer: () => dispatcher.answer({ content: [time], stop_reason: "tool_use" }),
      };
      const free = async () => JSON.stringify(await nested[method]?.());
      const dispatcher = createDispatcher({ ...others, free }, { timeoutMs: 2000 });
      const outcomes = await dispatcher.batch(
        Array.from({ length: 3 * CONCURRENCY }, (_, id) => invoke("free", { id })),
      );
      for (const outcome of outcomes)
        expect(outcome).toMatchObject({ status: "ok", result: expect.stringMatching("noon") });
    },
  );

  it(`has ${CONCURRENCY} places by default, and as many as there are calls with Infinity`, async () => {
    for (const [options, wanted] of [
      [{}, CONCURRENCY],
      [{ concurrency: Number.POSITIVE_INFINITY }, 50],
    ] as const) {
      const { run, most } = counter(() => settle());
      const dispatcher = createDispatcher({ ...others, free: run }, options);
      await dispatcher.batch(Array.from({ length: 50 }, (_, at) => invoke("free", { id: at })));
      expect(most()).toBe(wanted);
    }
  });

  it("takes no place for calls that never run, nor keeps one for handlers that never end", async () => {
    const dispatcher = createDispatcher(
      { ...others, free: () => new Promise(() => {}) },
      { concurrency: 1, timeoutMs: 5 },
    );
    const calls = [
      invoke("free", {}),
      invoke("free", { id: 1 }),
      invoke("nobody"),
      invoke("get_time", { location: "Paris" }),
    ];
    const { results } = envelopeOf(await dispatcher.run(batch(...calls)));
    expect(results.map(({ status }) => status)).toEqual(["error", "timeout", "error", "ok"]);
  });

  it("gives its places in the order in which they were asked for", async () => {
    const { run, begun } = counter(() => settle());
    const dispatcher = createDispatcher({ ...others, free: run }, { concurrency: 2 });
    await dispatcher.batch(Array.from({ length: 20 }, (_, at) => invoke("free", { id: at })));
    expect(begun).toEqual(Array.from({ length: 20 }, (_, at) => at));
  });

  it.each([
    ["concurrency", [0, -1, 1.5, Number.NaN]],
    ["maxResultBytes", [0, 0.5, Number.NaN]],
    ["maxTotalBytes", [-5]],
    ["timeoutMs", [0, -1, Number.NaN]],
    ["batchTimeoutMs", [0, "5", null]],
  ])("and the other numbers are refused where they make no sense: %s", (name, values) => {
    for (const value of values) expect(() => createDispatcher(others, { [name]: value })).toThrow(`${name} must be a`);
  });

  it("and the other options are refused where they are no word that there is", () => {
    for (const mode of ["serial", null]) {
      expect(() => createDispatcher(others, { mode })).toThrow(
        `mode must be parallel or sequential, not ${JSON.stringify(mode)}.`,
      );
    }
    expect(() => createDispatcher(others, { decode: "Strict" })).toThrow(
      'decode must be repair or strict, not "Strict".',
    );
  });

  it("waits as long as it takes where the time limit is longer than a timer can be", async () => {
    for (const timeoutMs of [Number.POSITIVE_INFINITY, 1e12]) {
      const patient = createDispatcher(
        { ...others, free: () => sleep(20).then(() => "late") },
        { timeoutMs, batchTimeoutMs: timeoutMs },
      );
      expect(await patient.call("free", { id: 1 })).toMatchObject({ status: "ok", result: "late" });
    }
  });
});

describe("a serial tool", () => {
  it("never overlaps with itself and keeps the order of the request, over several batches at once", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom("append", "free", "fail"), { minLength: 1, maxLength: 30 }),
        async (kinds) => {
          let coin = 0;
          const { run, most, begun } = counter(async ({ id: at }) => {
            coin += 1;
            if (coin % 3 !== 0) await settle();
            if (kinds[at] === "fail") throw new ToolError("no");
          });
          const dispatcher = createDispatcher({ ...others, append: run }, { concurrency: 4 });
          const calls = kinds.map((kind, at) => invoke(kind === "free" ? "free" : "append", { id: at }));
          const half = Math.floor(calls.length / 2);
          const answers = await Promise.all(
            [calls.slice(0, half), calls.slice(half)].map((part) => dispatcher.batch(part)),
          );
          const wanted = kinds.flatMap((kind, at) => (kind === "free" ? [] : [at]));
          expect(begun).toEqual(wanted);
          expect(most()).toBe(wanted.length > 0 ? 1 : 0);
          expect(answers.flat().map(({ status }: Loose) => status)).toEqual(
            kinds.map((kind) => (kind === "fail" ? "error" : "ok")),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it("holds up no other tool, serial or not", async () => {
    const held = gate<string>();
    const dispatcher = createDispatcher({ ...others, append: () => held.promise }, { concurrency: 2 });
    const running = dispatcher.batch([
      invoke("append", { id: 0 }),
      invoke("append", { id: 1 }),
      invoke("commit", { id: 2 }),
      invoke("free", { id: 3 }),
    ]);
    const quick = await dispatcher.batch([invoke("commit", { id: 4 }), invoke("free", { id: 5 })]);
    expect(quick.map(({ status }: Loose) => status)).toEqual(["ok", "ok"]);
    held.open("appended");
    expect((await running).map(({ status }: Loose) => status)).toEqual(["ok", "ok", "ok", "ok"]);
  });

  it("does not meet a call of its own that ignored its signal; that one's place is not waited for without end", async () => {
    let release = (): void => {};
    const stubborn = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { run, most, begun } = counter(({ id: at }) => (at === 0 ? stubborn : Promise.resolve()));
    const dispatcher = createDispatcher({ ...others, commit: run });
    const calls = [0, 1, 2].map((at) => invoke("commit", { id: at }));
    const outcomes = await dispatcher.batch(calls);
    expect(outcomes.map(({ status }: Loose) => status)).toEqual(["timeout", "timeout", "timeout"]);
    expect(outcomes[1].error.message).toBe("Not executed: an earlier call of commit has not ended.");
    expect(begun).toEqual([0]);
    release();
    await settle();
    expect(await dispatcher.call("commit", { id: 3 })).toMatchObject({ status: "ok" });
    expect(begun).toEqual([0, 3]);
    expect(most()).toBe(1);
  });

  it("runs the next call as soon as a late one has really ended", async () => {
    const late = gate();
    const { run, most, begun } = counter(({ id: at }) => (at === 0 ? late.promise : Promise.resolve()));
    const dispatcher = createDispatcher({ ...others, commit: run });
    const running = dispatcher.batch([invoke("commit", { id: 0 }), invoke("commit", { id: 1 })]);
    await sleep(40);
    late.open();
    expect((await running).map(({ status }: Loose) => status)).toEqual(["timeout", "ok"]);
    expect([begun, most()]).toEqual([[0, 1], 1]);
  });

  it("leaves its lane at once when the turn is ended", async () => {
    const controller = new AbortController();
    const dispatcher = createDispatcher({ ...others, append: () => new Promise(() => {}) });
    const running = dispatcher.batch(
      [0, 1, 2].map((at) => invoke("append", { id: at })),
      { signal: controller.signal },
    );
    await settle();
    controller.abort();
    expect((await running).map(({ error }: Loose) => error.message)).toEqual([
      "Stopped while it ran: the conversation was ended. It may still have taken effect.",
      "Not executed: the conversation was ended.",
      "Not executed: the conversation was ended.",
    ]);
  });

  it("is left at once by a turn that is ended behind another one, and those behind it still wait for that", async () => {
    const first = gate();
    const { run, most, begun } = counter(({ id: at }) => (at === 0 ? first.promise : Promise.resolve()));
    const dispatcher = createDispatcher({ ...others, append: run });
    const controller = new AbortController();
    const running = dispatcher.call("append", { id: 0 });
    const ended = dispatcher.call("append", { id: 1 }, { signal: controller.signal });
    const behind = dispatcher.call("append", { id: 2 });
    await settle();
    controller.abort();
    expect((await ended).error.message).toBe("Not executed: the conversation was ended.");
    await settle();
    expect(begun).toEqual([0]);
    first.open();
    expect([(await running).status, (await behind).status]).toEqual(["ok", "ok"]);
    expect([begun, most()]).toEqual([[0, 2], 1]);
  });
});

describe("a serial tool that calls itself", () => {
  const skipped = {
    code: "SKIPPED",
    message: "Not executed: append is serial, and the call of it that waits for this one has not ended.",
  };

  it("is told so at once where its call carries the caller's signal, through other tools too", async () => {
    const dispatcher = createDispatcher({
      ...others,
      append: ({ id: at }: Loose, { signal }: Loose) =>
        dispatcher.call(at === 0 ? "append" : "free", { id: 9 }, { signal }),
      free: (_: Loose, { signal }: Loose) => dispatcher.call("append", { id: 9 }, { signal }),
    });
    const [direct, through] = await dispatcher.batch([invoke("append", { id: 0 }), invoke("append", { id: 1 })]);
    expect(direct.result).toMatchObject({ status: "skipped", error: skipped });
    expect(through.result).toMatchObject({ status: "ok", result: { status: "skipped", error: skipped } });
    // The signal says who calls, and nothing more: another serial tool runs.
    const other = createDispatcher({
      ...others,
      append: (_: Loose, { signal }: Loose) => other.call("commit", { id: 1 }, { signal }),
    });
    expect((await other.call("append", { id: 1 })).result).toMatchObject({ status: "ok", result: "done" });
  });

  it("ends with its time where nothing says who calls", async () => {
    const commit = ({ id: at }: Loose) => (at === 0 ? dispatcher.call("commit", { id: 1 }) : "inner");
    const dispatcher = createDispatcher({ ...others, commit });
    expect(await dispatcher.call("commit", { id: 0 })).toMatchObject({ status: "timeout" });
    await sleep(40);
    expect(await dispatcher.call("commit", { id: 2 })).toMatchObject({ status: "ok", result: "inner" });
  });
});

describe("sequential mode", () => {
  const failing = {
    ...others,
    free: async ({ id: at }: Loose) => {
      if (at === 13) throw new ToolError("unlucky");
      return at;
    },
  };
  const statuses = (result: Loose): string[] => envelopeOf(result).results.map(({ status }) => status);

  it("runs one call after the other, in order", async () => {
    const { run, most, begun } = counter(() => settle());
    const dispatcher = createDispatcher({ ...others, free: run }, { mode: "sequential" });
    await dispatcher.batch(Array.from({ length: 6 }, (_, at) => invoke("free", { id: at })));
    expect([begun, most()]).toEqual([[0, 1, 2, 3, 4, 5], 1]);
  });

  it("goes on after a failure, unless it is told to stop", async () => {
    const calls = [invoke("free", { id: 1 }), invoke("free", { id: 13 }), invoke("free", { id: 2 })];
    const going = createDispatcher(failing, { mode: "sequential" });
    expect(statuses(await going.run(batch(...calls)))).toEqual(["ok", "error", "ok"]);
    const stopping = createDispatcher(failing, { mode: "sequential", stopOnError: true });
    const result = await stopping.run(batch(...calls, invoke("get_time", { location: "Paris" })));
    expect(statuses(result)).toEqual(["ok", "error", "skipped", "skipped"]);
    expect(envelopeOf(result).results[3]?.error).toEqual({
      code: "SKIPPED",
      message: "Not executed: the preceding free call failed.",
    });
  });

  it("stops at whatever fails: a wrong argument, an unknown tool, a timeout", async () => {
    const dispatcher = createDispatcher(
      { ...failing, commit: () => new Promise(() => {}) },
      { mode: "sequential", stopOnError: true },
    );
    for (const bad of [invoke("free", {}), invoke("nobody"), invoke("commit", { id: 1 }), "nonsense"]) {
      const result = await dispatcher.run(batch(invoke("free", { id: 1 }), bad, invoke("free", { id: 2 })));
      const [first, second, third] = statuses(result);
      expect([first, third]).toEqual(["ok", "skipped"]);
      expect(["error", "timeout"]).toContain(second);
      expect(envelopeOf(result).results[2]?.error?.message).toMatch(
        /^Not executed: the preceding (\w+ )?call failed\.$/,
      );
    }
  });

  it("still says what is wrong with a later call itself", async () => {
    const dispatcher = createDispatcher(failing, { mode: "sequential", stopOnError: true });
    const { results } = envelopeOf(
      await dispatcher.run(batch(invoke("free", { id: 13 }), invoke("free", { id: "x" }))),
    );
    expect(results.map(({ error }) => error?.code)).toEqual(["HANDLER_ERROR", "INVALID_ARGUMENTS"]);
  });

  it("goes through a whole turn, its batches and single calls, in their order", async () => {
    const { run, begun } = counter(async ({ id: at }) => {
      if (at === 13) throw new ToolError("unlucky");
    });
    const dispatcher = createDispatcher({ ...others, free: run }, { mode: "sequential", stopOnError: true });
    const use = (name: string, input: unknown, at: number): object => ({
      type: "tool_use",
      id: `toolu_${at}`,
      name,
      input,
    });
    const message = await dispatcher.answer({
      stop_reason: "tool_use",
      content: [
        use("free", { id: 1 }, 1),
        use("batch_tool", { invocations: [invoke("free", { id: 2 }), invoke("free", { id: 13 })] }, 2),
        use("free", { id: 3 }, 3),
      ],
    });
    expect(begun).toEqual([1, 2, 13]);
    expect(JSON.parse(message.content[2].content).error.code).toBe("SKIPPED");
  });

  it("is one turn's: another turn of the same dispatcher does not wait, nor stop", async () => {
    const held = gate<string>();
    const dispatcher = createDispatcher(
      { ...others, append: () => held.promise },
      { mode: "sequential", stopOnError: true },
    );
    const running = dispatcher.batch([invoke("append", { id: 1 }), invoke("free", { id: 2 })]);
    expect((await dispatcher.batch([invoke("free", { id: 3 })])).map(({ status }: Loose) => status)).toEqual(["ok"]);
    held.open("done");
    expect((await running).map(({ status }: Loose) => status)).toEqual(["ok", "ok"]);
  });
});

describe("A handler's signal", () => {
  it("is made for the handlers that read theirs alone, and is aborted also where it is read after the timeout", async () => {
    const whole = globalThis.AbortController;
    let made = 0;
    globalThis.AbortController = class extends whole {
      constructor() {
        super();
        made += 1;
      }
    };
    try {
      const late: AbortSignal[] = [];
      const commit = async (_: Loose, call: Loose): Promise<string> => {
        await sleep(60);
        late.push(call.signal);
        return "late";
      };
      const free = async ({ id: at }: Loose, call: Loose): Promise<string> =>
        at < 3 ? String(call.signal.aborted) : "free";
      const dispatcher = createDispatcher({ ...others, free, commit });
      await dispatcher.batch([invoke("free", { id: 8 }), invoke("append", { id: 9 }), invoke("get_time", {})]);
      expect(made).toBe(0);
      await dispatcher.batch([1, 2, 3, 4].map((at) => invoke("free", { id: at })));
      expect(made).toBe(2);
      expect(await dispatcher.call("commit", { id: 1 })).toMatchObject({ error: { code: "TIMEOUT" } });
      await sleep(60);
      expect(late.map(({ aborted, reason }) => [aborted, reason.name])).toEqual([[true, "TimeoutError"]]);
    } finally {
      globalThis.AbortController = whole;
    }
  });

  it("is the call's own, and of a copy, a proxy and what derives from the call", async () => {
    const seen: unknown[] = [];
    const free = (_: Loose, call: Loose): string => {
      const likes = [{ ...call }, Object.create(call), new Proxy(call, {})];
      seen.push(
        likes.map((like) => like.signal === call.signal),
        Reflect.ownKeys(likes[0]).sort(),
      );
      return "seen";
    };
    await createDispatcher({ ...others, free }).call("free", { id: 1 });
    const keys = ["caller", "context", "index", "invocationCount", "signal", "toolUseId"];
    expect(seen).toEqual([[true, true, true], keys]);
  });
});
