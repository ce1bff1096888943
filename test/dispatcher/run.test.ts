import { describe, expect, it } from "vitest";
import { generated } from "../support/generated.js";
import { tool } from "../support/project.js";

const two = [tool("get_weather"), tool("get_time")];
const paris = { location: "Paris" };

/** A batch as Claude sends it. */
function batch(...invocations: unknown[]): { id: string; name: string; input: unknown } {
  return { id: "toolu_1", name: "batch_tool", input: { invocations } };
}

/** The envelope of a batch's tool result. */
function envelopeOf(result: { content?: unknown }): {
  results: { [key: string]: unknown }[];
  ok: number;
  failed: number;
  failedIndexes: number[];
} {
  const { content } = result;
  const first = Array.isArray(content) ? (content[0] as { text: string }).text : content;
  return JSON.parse(String(first));
}

describe("a batch", () => {
  it("runs its calls at the same time and answers in the order of the request", async () => {
    const { createDispatcher } = await generated(two);
    const events: string[] = [];
    let release = (): void => {};
    const both = new Promise<void>((resolve) => {
      release = resolve;
    });
    const handlers = {
      // Ends only when the second call has begun: one after the other, this would hang.
      get_weather: async () => {
        events.push("weather begins");
        await both;
        return "sunny";
      },
      get_time: async () => {
        events.push("time begins");
        release();
        return "noon";
      },
    };
    const use = batch({ name: "get_weather", arguments: paris }, { name: "get_time", arguments: paris });
    const result = await createDispatcher(handlers).run(use);
    expect(events).toEqual(["weather begins", "time begins"]);
    expect(result.is_error).toBeUndefined();
    expect(envelopeOf(result)).toEqual({
      results: [
        { index: 0, name: "get_weather", status: "ok", result: "sunny" },
        { index: 1, name: "get_time", status: "ok", result: "noon" },
      ],
      ok: 2,
      failed: 0,
      failedIndexes: [],
    });
  });

  it("lets a stub that was not filled in answer for itself, and the rest go through", async () => {
    const { createDispatcher, handlers } = await generated(two);
    const filled = { get_weather: async () => "sunny", get_time: handlers.get_time };
    const use = batch({ name: "get_time", arguments: paris }, { name: "get_weather", arguments: paris });
    expect(envelopeOf(await createDispatcher(filled).run(use)).results).toEqual([
      {
        index: 0,
        name: "get_time",
        status: "error",
        error: {
          code: "HANDLER_ERROR",
          message: 'get_time is not implemented yet. It was called with {"location":"Paris"}.',
        },
      },
      { index: 1, name: "get_weather", status: "ok", result: "sunny" },
    ]);
  });

  it("answers what is wrong with each call, and is an error only where no call succeeded", async () => {
    const { createDispatcher } = await generated(two);
    const handlers = { get_weather: async () => "sunny", get_time: async () => "noon" };
    const bad = [
      { name: "get_wether", arguments: paris },
      { name: "batch_tool", arguments: {} },
      { name: "get_time", arguments: { location: 5 } },
      { arguments: {} },
    ];
    const { run } = createDispatcher(handlers);
    const mixed = await run(batch(...bad, { name: "get_time", arguments: paris }));
    const codes = envelopeOf(mixed).results.map(({ error }) => (error as { code?: string } | undefined)?.code);
    expect(codes).toEqual(["UNKNOWN_TOOL", "NESTED_BATCH", "INVALID_ARGUMENTS", "INVALID_INVOCATION", undefined]);
    expect(mixed.is_error).toBeUndefined();
    expect(envelopeOf(mixed)).toMatchObject({ ok: 1, failed: 4, failedIndexes: [0, 1, 2, 3] });
    expect((await run(batch(...bad))).is_error).toBe(true);
  });

  it("runs the first n over the cap, and answers the others with LIMIT_EXCEEDED", async () => {
    const { createDispatcher } = await generated(two, {}, { maxInvocations: 2 });
    const handlers = { get_weather: async () => "sunny", get_time: async () => "noon" };
    const calls = Array.from({ length: 4 }, () => ({ name: "get_time", arguments: paris }));
    const { results } = envelopeOf(await createDispatcher(handlers).run(batch(...calls)));
    expect(results.map(({ status }) => status)).toEqual(["ok", "ok", "skipped", "skipped"]);
    expect(results[2]?.["error"]).toEqual({
      code: "LIMIT_EXCEEDED",
      message: "Not executed: a batch runs at most 2 invocations. Send this one in another batch.",
    });
  });

  it("says what it expects of an empty or undecodable batch", async () => {
    const { createDispatcher, handlers } = await generated(two);
    for (const input of [{ invocations: [] }, {}, null, "nonsense", { invocations: 5 }]) {
      const result = await createDispatcher(handlers).run({ id: "toolu_1", name: "batch_tool", input });
      expect(result.is_error).toBe(true);
      expect(envelopeOf(result)).toMatchObject({
        results: [],
        ok: 0,
        failed: 0,
        failedIndexes: [],
        error: { code: "INVALID_INVOCATION" },
      });
    }
  });
});

describe("a handler", () => {
  it("that throws gives its call's error, without what the error says", async () => {
    const { createDispatcher } = await generated(two);
    const causes: unknown[] = [];
    const secret = new Error("password is hunter2");
    const handlers = {
      get_weather: async () => {
        throw secret;
      },
      get_time: async () => "noon",
    };
    const onEvent = (event: { type: string; cause?: unknown }): void => {
      if (event.type === "call_end" && "cause" in event) causes.push(event.cause);
    };
    const outcome = await createDispatcher(handlers, { onEvent }).call("get_weather", paris);
    expect(outcome).toEqual({
      index: 0,
      name: "get_weather",
      status: "error",
      error: { code: "HANDLER_ERROR", message: "get_weather failed with an internal error." },
    });
    expect(causes).toEqual([secret]);
  });

  it("that throws a ToolError tells Claude what it says", async () => {
    const { createDispatcher, ToolError } = await generated(two);
    const handlers = {
      get_weather: async () => {
        throw new ToolError("There is no such place. Ask for a city.");
      },
      get_time: async () => "noon",
    };
    const result = await createDispatcher(handlers).run({ id: "toolu_1", name: "get_weather", input: paris });
    expect(result).toEqual({
      type: "tool_result",
      tool_use_id: "toolu_1",
      content: '{"error":{"code":"HANDLER_ERROR","message":"There is no such place. Ask for a city."}}',
      is_error: true,
    });
  });

  it("that hangs past its timeout has its signal aborted, and its call says so", async () => {
    const { createDispatcher } = await generated([tool("slow", { "x-batchgen": { timeoutMs: 20 } }), tool("get_time")]);
    let aborted = false;
    const handlers = {
      slow: (_: unknown, { signal }: { signal: AbortSignal }) =>
        new Promise(() => {
          signal.addEventListener("abort", () => {
            aborted = true;
          });
        }),
      get_time: async () => "noon",
    };
    const use = batch({ name: "slow", arguments: paris }, { name: "get_time", arguments: paris });
    const { results } = envelopeOf(await createDispatcher(handlers).run(use));
    expect(aborted).toBe(true);
    expect(results).toEqual([
      {
        index: 0,
        name: "slow",
        status: "timeout",
        error: { code: "TIMEOUT", message: "slow did not answer within 20 ms. It may still have taken effect." },
      },
      { index: 1, name: "get_time", status: "ok", result: "noon" },
    ]);
  });

  const image = { type: "image", source: { type: "base64", media_type: "image/png", data: "iVBORw0KGgo=" } };
  it.each([
    ["nothing", undefined, "null", null],
    ["an object", { degrees: 72 }, '{"degrees":72}', { degrees: 72 }],
    ["a list", [1, 2], "[1,2]", [1, 2]],
    ["a number", 72, "72", 72],
    ["a text", "sunny", "sunny", "sunny"],
    ["text blocks", [{ type: "text", text: "sunny" }], [{ type: "text", text: "sunny" }], "sunny"],
  ])("may give %s: alone and in a batch", async (_, given, alone, batched) => {
    const { createDispatcher } = await generated(two);
    const { run } = createDispatcher({ get_weather: async () => given, get_time: async () => "noon" });
    expect((await run({ id: "toolu_1", name: "get_weather", input: paris })).content).toEqual(alone);
    const { results } = envelopeOf(await run(batch({ name: "get_weather", arguments: paris })));
    expect(results[0]).toEqual({ index: 0, name: "get_weather", status: "ok", result: batched });
  });

  it("may give images, which follow the envelope, each after a text that names its call", async () => {
    const { createDispatcher } = await generated(two);
    const blocks = [{ type: "text", text: "the map" }, image];
    const { run } = createDispatcher({ get_weather: async () => blocks, get_time: async () => "noon" });
    expect((await run({ id: "toolu_1", name: "get_weather", input: paris })).content).toEqual(blocks);
    const result = await run(batch({ name: "get_time", arguments: paris }, { name: "get_weather", arguments: paris }));
    const [, ...attached] = result.content as unknown[];
    expect(envelopeOf(result).results[1]).toEqual({ index: 1, name: "get_weather", status: "ok", result: "the map" });
    expect(attached).toEqual([{ type: "text", text: "results[1], get_weather:" }, image]);
  });
});

describe("a turn", () => {
  const message = (stop_reason: string, ...content: unknown[]): object => ({ stop_reason, content });
  const use = (id: string, name: string, input: unknown): object => ({ type: "tool_use", id, name, input });

  it("is answered by one user message, its results in the order of the tool uses", async () => {
    const { createDispatcher } = await generated(two);
    const dispatcher = createDispatcher({ get_weather: async () => "sunny", get_time: async () => "noon" });
    const turn = message(
      "tool_use",
      { type: "text", text: "Let me see" },
      use("toolu_1", "get_time", paris),
      use("toolu_2", "batch_tool", { invocations: [{ name: "get_weather", arguments: paris }] }),
      use("toolu_3", "no_such_tool", {}),
    );
    const answer = await dispatcher.answer(turn);
    expect(answer.role).toBe("user");
    expect(answer.content.map(({ tool_use_id }: { tool_use_id: string }) => tool_use_id)).toEqual([
      "toolu_1",
      "toolu_2",
      "toolu_3",
    ]);
    expect(answer.content[2].is_error).toBe(true);
    expect(await dispatcher.answer(message("end_turn", { type: "text", text: "Done" }))).toBeUndefined();
  });

  it("that was cut runs none of its calls", async () => {
    const { createDispatcher } = await generated(two);
    let ran = 0;
    const count = async (): Promise<string> => {
      ran += 1;
      return "ran";
    };
    const dispatcher = createDispatcher({ get_weather: count, get_time: count });
    const answer = await dispatcher.answer(message("max_tokens", use("toolu_1", "get_time", paris)));
    expect(ran).toBe(0);
    expect(answer.content).toEqual([
      {
        type: "tool_result",
        tool_use_id: "toolu_1",
        content:
          '{"error":{"code":"CANCELLED","message":"Not executed: the turn was not finished (stop reason ' +
          'max_tokens). Make the call again."}}',
        is_error: true,
      },
    ]);
  });

  it("that is aborted keeps what is finished, and marks the rest", async () => {
    const { createDispatcher } = await generated(two);
    const controller = new AbortController();
    const handlers = {
      get_weather: async () => "sunny",
      get_time: (_: unknown, { signal }: { signal: AbortSignal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => reject(new Error("stopped")));
          setTimeout(() => controller.abort(), 20);
        }),
    };
    const calls = [
      { name: "get_weather", arguments: paris },
      { name: "get_time", arguments: paris },
    ];
    const outcomes = await createDispatcher(handlers).batch(calls, { signal: controller.signal });
    expect(outcomes.map(({ status }: { status: string }) => status)).toEqual(["ok", "cancelled"]);
  });
});
