import { describe, expect, it } from "vitest";
import type { Loose } from "../support/loose.js";
import { tool } from "../support/project.js";
import { batch, envelopeOf, errorOf, gate, invoke, paris, settle, taking, world } from "./support.js";

/** Each test here is named after a need of the users of twenty other batch tools, in the order of how many had it. */
const { createDispatcher, ToolError } = world([
  tool("get_weather"),
  tool("get_time"),
  taking("count", { to: { type: "integer" }, tags: { type: "array", items: { type: "string" } } }, ["to"]),
  tool("delete_file", { "x-batchgen": { approval: true } }),
]);

const fine = {
  get_weather: async ({ location }: { location: string }) => `sunny in ${location}`,
  get_time: async () => "noon",
  count: async (input: unknown) => input,
  delete_file: async () => "deleted",
};

describe("what users need of a batch", () => {
  it("1. one bad call neither kills nor hides the others", async () => {
    const failing = {
      ...fine,
      get_time: async () => {
        throw new ToolError("the clock is broken");
      },
    };
    const bad = [
      invoke("get_time"),
      invoke("no_such_tool"),
      invoke("count", { to: "three" }),
      invoke("batch_tool", {}),
      invoke("delete_file"),
      "nonsense",
      null,
    ];
    const calls = bad.flatMap((one, at) => [one, invoke("get_weather", { location: `place ${at}` })]);
    const result = await createDispatcher(failing).run(batch(...calls));
    const { results, ok, failed, failedIndexes } = envelopeOf(result);
    expect(result.is_error).toBeUndefined();
    expect(results.map(({ index }) => index)).toEqual(calls.map((_, at) => at));
    for (const at of bad.keys()) expect(results[2 * at + 1]?.result).toBe(`sunny in place ${at}`);
    expect(results.filter(({ index }) => index % 2 === 0).map(({ error }) => error?.code)).toEqual([
      "HANDLER_ERROR",
      "UNKNOWN_TOOL",
      "INVALID_ARGUMENTS",
      "NESTED_BATCH",
      "DENIED",
      "INVALID_INVOCATION",
      "INVALID_INVOCATION",
    ]);
    // The real text of each error, and not one for all.
    expect(results[0]?.error?.message).toBe("the clock is broken");
    expect({ ok, failed, failedIndexes }).toEqual({ ok: 7, failed: 7, failedIndexes: [0, 2, 4, 6, 8, 10, 12] });
  });

  it("2. arguments that arrive as strings are read as what they stand for", async () => {
    const { run } = createDispatcher(fine);
    const invocations = JSON.stringify([
      JSON.stringify({ name: "count", arguments: JSON.stringify({ to: "3", tags: '["a","5"]' }) }),
    ]);
    const input = JSON.stringify({ invocations });
    const { results } = envelopeOf(await run({ id: "toolu_1", name: "batch_tool", input }));
    expect(results[0]?.result).toEqual({ to: 3, tags: ["a", "5"] });
    const alone = await run({ id: "toolu_1", name: "count", input: '{"to":"3"}' });
    expect(JSON.parse(alone.content)).toEqual({ to: 3 });
  });

  it("5. a truncated turn's calls are not run with half of their arguments", async () => {
    let ran = 0;
    const counting = { ...fine, get_weather: async () => `${++ran}` };
    const content = [
      { type: "tool_use", id: "toolu_1", name: "get_weather", input: paris },
      { type: "tool_use", id: "toolu_2", name: "batch_tool", input: { invocations: [invoke("get_weather")] } },
    ];
    const { answer } = createDispatcher(counting);
    for (const stop_reason of ["max_tokens", "model_context_window_exceeded", "refusal", "new", null]) {
      const message = await answer({ content, stop_reason });
      expect(message.content).toHaveLength(2);
      for (const result of message.content) {
        expect(result.is_error).toBe(true);
        expect(errorOf(result).message).toContain("Not executed");
      }
    }
    expect(ran).toBe(0);
    // Any other turn is whole, whatever its stop reason says of calls.
    for (const stop_reason of ["tool_use", "end_turn", "stop_sequence", "pause_turn"])
      await answer({ content, stop_reason });
    expect(ran).toBe(8);
  });

  it("6. every tool use is answered exactly once, in one user message, results first", async () => {
    const content = [
      { type: "text", text: "Let me see." },
      { type: "tool_use", id: "toolu_1", name: "get_time", input: paris },
      { type: "server_tool_use", id: "srvtoolu_1", name: "web_search", input: {} },
      { type: "tool_use", id: "toolu_2", name: "batch_tool", input: "garbage" },
      { type: "tool_use", id: "toolu_3", name: "not_a_tool", input: null },
      { type: "tool_use", id: "toolu_4", name: "batch_tool", input: { invocations: [invoke("get_time")] } },
    ];
    const message = await createDispatcher(fine).answer({ content, stop_reason: "tool_use" });
    expect(message.role).toBe("user");
    expect(message.content.map((result: Loose) => [result.type, result.tool_use_id, result.is_error])).toEqual([
      ["tool_result", "toolu_1", undefined],
      ["tool_result", "toolu_2", true],
      ["tool_result", "toolu_3", true],
      ["tool_result", "toolu_4", undefined],
    ]);
    expect(message.content.every(({ content: text }: Loose) => text.length > 0)).toBe(true);
  });

  it("7. approvals are asked for per call, not per batch", async () => {
    const asked: unknown[] = [];
    const approve = async ({ input, index }: Loose): Promise<boolean> => {
      asked.push([index, input.location]);
      return input.location !== "b";
    };
    const calls = ["a", "b", "c"].map((location) => invoke("delete_file", { location }));
    const { results } = envelopeOf(await createDispatcher(fine, { approve }).run(batch(...calls)));
    expect(asked).toEqual([
      [0, "a"],
      [1, "b"],
      [2, "c"],
    ]);
    expect(results.map(({ status }) => status)).toEqual(["ok", "denied", "ok"]);
  });

  it("9. an unknown name is answered with the nearest ones, and nothing else suffers", async () => {
    const { run } = createDispatcher(fine);
    for (const [wrong, right] of [
      ["get_wether", "get_weather"],
      ["getTime", "get_time"],
      ["GET_TIME", "get_time"],
      ["functions.get_weather", "get_weather"],
      ["mcp__clock__get_time", "get_time"],
    ] as const) {
      expect(errorOf(await run({ id: "toolu_1", name: wrong, input: paris })).message).toContain(
        `Did you mean ${right}`,
      );
    }
    const far = errorOf(await run({ id: "toolu_1", name: "zzz", input: paris }));
    expect(far).toEqual({
      code: "UNKNOWN_TOOL",
      message: 'There is no tool "zzz". The tools are get_weather, get_time, count, delete_file.',
    });
  });

  it("10. a tool that hangs is ended, told so by its own signal, and holds up nobody", async () => {
    const signals: AbortSignal[] = [];
    const hanging = {
      ...fine,
      get_weather: (_: unknown, { signal }: Loose) => {
        signals.push(signal);
        return new Promise(() => {});
      },
    };
    const dispatcher = createDispatcher(hanging, { timeoutMs: 20, concurrency: 1 });
    const calls = [invoke("get_weather"), invoke("get_time"), invoke("get_weather"), invoke("get_time")];
    const { results } = envelopeOf(await dispatcher.run(batch(...calls)));
    expect(results.map(({ status }) => status)).toEqual(["timeout", "ok", "timeout", "ok"]);
    expect(signals.map(({ aborted, reason }) => [aborted, reason.name])).toEqual([
      [true, "TimeoutError"],
      [true, "TimeoutError"],
    ]);
  });

  it("11. results stand in the order of the calls, whatever the order in which they end", async () => {
    const gates = Array.from({ length: 6 }, () => gate<string>());
    const waiting = { ...fine, count: ({ to }: Loose) => gates[to]?.promise };
    const dispatcher = createDispatcher(waiting);
    const running = dispatcher.run(batch(...gates.map((_, to) => invoke("count", { to }))));
    for (const at of [3, 0, 5, 1, 4, 2]) {
      await settle();
      gates[at]?.open(`result ${at}`);
    }
    const { results } = envelopeOf(await running);
    expect(results.map(({ index, result }) => [index, result])).toEqual(gates.map((_, at) => [at, `result ${at}`]));
  });

  it("13. the error text teaches: all faults of all calls at once, where, what was expected, and an example", async () => {
    const calls = [
      invoke("count", { to: "three", tags: ["a", 1], more: true }),
      invoke("count", {}),
      invoke("get_time", { location: 5 }),
    ];
    const strict = createDispatcher(fine, { tools: ["count", "get_time"] });
    const { results } = envelopeOf(await strict.run(batch(...calls)));
    expect(results.map(({ error }) => error?.issues)).toEqual([
      [
        { path: "invocations[0].arguments.to", message: "must be integer, not string" },
        { path: "invocations[0].arguments.tags[1]", message: "must be string, not integer" },
      ],
      [{ path: "invocations[1].arguments.to", message: "is required" }],
      [{ path: "invocations[2].arguments.location", message: "must be string, not integer" }],
    ]);
    expect(results[1]?.error?.message).toBe('The arguments do not fit "count". A valid example: {"to":1}');
  });

  it("17. no call is executed twice: not a repeated one, not a repaired one, not one past its timeout", async () => {
    const runs: string[] = [];
    const counting = {
      ...fine,
      get_time: async ({ location }: Loose, { signal }: Loose) => {
        runs.push(location);
        if (location === "slow") await new Promise((resolve) => signal.addEventListener("abort", resolve));
        return location;
      },
    };
    const same = invoke("get_time", { location: "same" });
    const calls = [
      same,
      same,
      JSON.stringify(invoke("get_time", '{"location":"text"}')),
      invoke("get_time", { location: "slow" }),
    ];
    const { results } = envelopeOf(await createDispatcher(counting, { timeoutMs: 20 }).run(batch(...calls)));
    expect(runs).toEqual(["same", "same", "text", "slow"]);
    expect(results.map(({ status }) => status)).toEqual(["ok", "ok", "ok", "timeout"]);
    expect(results[3]?.error?.message).toContain("may still have taken effect");
  });

  it("18. the log shows each call of a batch: its start, its end, how long, and why it failed", async () => {
    const cause = new Error("disk full");
    const failing = {
      ...fine,
      get_time: async () => {
        throw cause;
      },
    };
    const events: Loose[] = [];
    const dispatcher = createDispatcher(failing, { onEvent: (event: Loose) => events.push(event) });
    const calls = [invoke("get_weather"), invoke("get_time"), invoke("nothing"), '{"name":"get_weather"}'];
    await dispatcher.run(batch(...calls));
    const ends = events.filter(({ type }) => type === "call_end").sort((a, b) => a.index - b.index);
    expect(ends.map(({ index, name, outcome, toolUseId }) => [toolUseId, index, name, outcome.status])).toEqual([
      ["toolu_1", 0, "get_weather", "ok"],
      ["toolu_1", 1, "get_time", "error"],
      ["toolu_1", 2, "nothing", "error"],
      ["toolu_1", 3, "get_weather", "error"],
    ]);
    expect(ends.map(({ invocationCount }) => invocationCount)).toEqual([4, 4, 4, 4]);
    expect(ends[1].cause).toBe(cause);
    expect(ends[0].durationMs).toBeGreaterThan(0);
    expect(events.filter(({ type }) => type === "call_start").map(({ index, input }) => [index, input])).toEqual([
      [0, paris],
      [1, paris],
    ]);
    expect(events.filter(({ type }) => type === "repair")).toEqual([
      { type: "repair", toolUseId: "toolu_1", path: "invocations[3]", from: "string", to: "object" },
    ]);
  });
});
