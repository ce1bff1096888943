import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Loose } from "../support/loose.js";
import { abortCampaign, faultyHandlers, faultyWorld, heapPerBatch, isolationCampaign, timers } from "./campaign.js";
import { batch, envelopeOf, invoke, settle, world } from "./support.js";

// The garbage must be collected for its absence to be measured.
setFlagsFromString("--expose-gc");
globalThis.gc = runInNewContext("gc");

const long = process.env["BATCHGEN_LONG"] === "1";
const module = await faultyWorld();
const { createDispatcher } = module;

describe(`isolation${long ? ", the long version" : " (the long version: BATCHGEN_LONG=1)"}`, () => {
  it("each call of a random batch has exactly one outcome, its own, in order, and nothing is left behind", async () => {
    await isolationCampaign(module, long ? 2000 : 100);
  });

  it("an abort at any moment keeps what is finished, marks the rest and stops all that can be stopped", async () => {
    await abortCampaign(module, long ? 3000 : 150);
  });

  it(`${long ? "10,000" : "600"} batches leave the memory as it was`, async () => {
    const grown = await heapPerBatch(module, long ? 10_000 : 600);
    // A batch that left one promise per call behind would leave thousands of bytes.
    expect(grown).toBeLessThan(long ? 100 : 1500);
  });
});

describe("a tool use of any kind", () => {
  it("is answered, whatever Claude sent", async () => {
    const dispatcher = createDispatcher(faultyHandlers().handlers, { approve: () => true });
    const entry = fc.oneof(
      fc.jsonValue(),
      fc.record({
        name: fc.oneof(fc.constantFrom("do", "get_time", "batch_tool"), fc.string()),
        arguments: fc.jsonValue(),
      }),
      fc.record({ name: fc.jsonValue(), arguments: fc.jsonValue(), more: fc.jsonValue() }),
    );
    const input = fc.oneof(
      fc.jsonValue(),
      fc.json(),
      fc.record({ invocations: fc.oneof(entry, fc.array(entry), fc.json()) }),
    );
    const name = fc.oneof(fc.constantFrom("batch_tool", "do", "get_time"), fc.string());
    await fc.assert(
      fc.asyncProperty(name, input, async (called, given) => {
        const result = await dispatcher.run({ id: "toolu_1", name: called, input: given });
        expect(result).toMatchObject({ type: "tool_result", tool_use_id: "toolu_1" });
        expect(result.content.length).toBeGreaterThan(0);
        if (called !== "batch_tool") return;
        const { results, ok, failed } = envelopeOf(result);
        expect(results.map(({ index }) => index)).toEqual(results.map((_, at) => at));
        expect(ok + failed).toBe(results.length);
      }),
      { numRuns: long ? 20_000 : 500 },
    );
  });

  it("is answered, whatever code passes that is no JSON", async () => {
    const dispatcher = createDispatcher(faultyHandlers().handlers);
    const circle: Loose = { does: "answer" };
    circle.self = circle;
    const unreadable = {
      get name() {
        throw new Error("no");
      },
    };
    for (const [given, status] of [
      [{ does: 1n }, "error"],
      [{ does: Symbol("x") }, "error"],
      [{ does: () => "x" }, "error"],
      [circle, "error"],
      [new Map(), "error"],
      [undefined, "error"],
      [{ does: "answer", more: undefined }, "ok"],
      [{ does: "answer", at: new Date(0) }, "ok"],
      [unreadable, "error"],
    ] as const) {
      expect(await dispatcher.call("do", given)).toMatchObject({ status });
    }
    expect(await dispatcher.call(undefined, {})).toMatchObject({ error: { code: "UNKNOWN_TOOL" } });
    const outcomes = await dispatcher.batch([unreadable, { name: "do", arguments: unreadable }, invoke("get_time")]);
    expect(
      outcomes.map(({ status, error }: Loose) => [error?.code ?? status, error?.issues ?? error?.message]),
    ).toEqual([
      ["INVALID_INVOCATION", "invocations[0] cannot be read."],
      ["INVALID_ARGUMENTS", [{ path: "invocations[1].arguments", message: "cannot be read" }]],
      ["ok", undefined],
    ]);
  });
});

describe("a handler", () => {
  it("changes nothing of what it gave once it has given it, however long the others take", async () => {
    const value = { fine: [1] as unknown[] };
    const content: Loose[] = [
      { type: "text", text: "fine" },
      { type: "image", source: { type: "url", url: "https://example.com/a.png" } },
    ];
    const { handlers } = faultyHandlers();
    const dispatcher = createDispatcher({
      ...handlers,
      do: async ({ id }: Loose) => (id === 1 ? value : content),
      do_serially: async () => {
        await settle();
        value.fine.push(value);
        content[0].text = 5n;
        content[1].source.url = content;
        return "done";
      },
    });
    const calls = [
      invoke("do", { does: "", id: 1 }),
      invoke("do", { does: "", id: 2 }),
      invoke("do_serially", { does: "" }),
    ];
    const result = await dispatcher.run(batch(...calls));
    expect(envelopeOf(result).results.map((entry) => entry.result)).toEqual([{ fine: [1] }, "fine", "done"]);
    expect(result.content[2]).toEqual({ type: "image", source: { type: "url", url: "https://example.com/a.png" } });
  });
});

describe("a listener", () => {
  it("that throws or rejects fails no call and no process", async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown): void => {
      unhandled.push(reason);
    };
    process.on("unhandledRejection", note);
    try {
      for (const onEvent of [
        () => {
          throw new Error("thrown by the listener");
        },
        () => Promise.reject(new Error("rejected by the listener")),
      ]) {
        const dispatcher = createDispatcher(faultyHandlers().handlers, { onEvent });
        const { results } = envelopeOf(await dispatcher.run(batch(invoke("do", { does: "answer" }), invoke("nobody"))));
        expect(results.map(({ status }) => status)).toEqual(["ok", "error"]);
      }
      await settle();
      expect(unhandled).toEqual([]);
    } finally {
      process.off("unhandledRejection", note);
    }
  });

  it("that changes what it is told changes no call and no answer", async () => {
    const { handlers } = faultyHandlers();
    const image = { type: "image", source: { type: "url", url: "https://example.com/a.png" } };
    const seen: Loose[] = [];
    const doing = async (input: Loose): Promise<unknown> => {
      seen.push(input);
      if (input.does === "throw") throw new Error("thrown");
      return [{ type: "text", text: "fine" }, image];
    };
    const onEvent = (event: Loose): void => {
      if (event.type === "call_start") event.input.does = "redacted";
      if (event.type !== "call_end") return;
      event.outcome.status = "redacted";
      if (event.outcome.error) event.outcome.error.message = "redacted";
      event.outcome.content?.splice(0);
    };
    const dispatcher = createDispatcher({ ...handlers, do: doing }, { onEvent });
    const { content } = await dispatcher.run(batch(invoke("do", { does: "answer" }), invoke("do", { does: "throw" })));
    expect(seen).toEqual([{ does: "answer" }, { does: "throw" }]);
    expect(content.slice(1)).toEqual([{ type: "text", text: "results[0], do:" }, image]);
    expect(envelopeOf({ content }).results.map(({ status, error }) => error?.message ?? status)).toEqual([
      "ok",
      "do failed with an internal error.",
    ]);
  });

  it("that aborts as a call is about to run keeps it from running", async () => {
    const controller = new AbortController();
    const { handlers } = faultyHandlers();
    let ran = 0;
    const onEvent = (event: Loose): void => {
      if (event.type === "call_start") controller.abort();
    };
    const dispatcher = createDispatcher({ ...handlers, do: async () => ++ran }, { onEvent });
    const outcome = await dispatcher.call("do", { does: "answer" }, { signal: controller.signal });
    expect([outcome.status, ran]).toEqual(["cancelled", 0]);
  });
});

describe("a validator that never answers", () => {
  it("is waited for no longer than the turn", async () => {
    const { createDispatcher: create } = world([
      {
        name: "measure",
        description: "Measures",
        inputSchema: { type: "object" },
        outputSchema: { type: "object", properties: { value: { type: "number" } } },
      },
    ]);
    const measure = async (): Promise<object> => ({ value: 1 });
    const never = new Promise(() => {});
    const stopped = "the time for all calls together was over.";
    for (const [validate, message] of [
      [() => never, `Not executed: ${stopped}`],
      [
        ({ properties }: Loose) => (properties === undefined ? [] : never),
        `Stopped while it ran: ${stopped} It may still have taken effect.`,
      ],
    ] as const) {
      const outcome = await create({ measure }, { validate, batchTimeoutMs: 20 }).call("measure", {});
      expect(outcome).toMatchObject({ status: "timeout", error: { message } });
    }
    // Where no call can be found in a batch, it is asked of the example.
    const use = { ...batch(), input: { invocations: 5 } };
    const broken = await create({ measure }, { validate: () => never, batchTimeoutMs: 20 }).run(use);
    expect(broken).toMatchObject({ tool_use_id: use.id, is_error: true });
  });
});

describe("the time of a whole batch", () => {
  it("is forgotten with the batch", async () => {
    const before = timers();
    const dispatcher = createDispatcher(faultyHandlers().handlers, { batchTimeoutMs: 60_000 });
    for (let at = 0; at < 5; at += 1) await dispatcher.run(batch(invoke("do", { does: "answer" })));
    expect(timers()).toBeLessThanOrEqual(before + 1);
  });

  it("ends what runs, keeps what is finished, starts nothing more, and leaves no timer", async () => {
    const before = timers();
    const { handlers, atWork } = faultyHandlers();
    const dispatcher = createDispatcher(handlers, { batchTimeoutMs: 30, concurrency: 2 });
    const calls = ["answer", "hang", "hang", "answer", "answer_later"].map((does) => invoke("do", { does }));
    const { results } = envelopeOf(await dispatcher.run(batch(...calls)));
    expect(results.map(({ status }) => status)).toEqual(["ok", "timeout", "timeout", "timeout", "timeout"]);
    expect(results[4]?.error?.message).toBe("Not executed: the time for all calls together was over.");
    await settle();
    expect(atWork.size).toBe(0);
    expect(timers()).toBeLessThanOrEqual(before);
  });
});
