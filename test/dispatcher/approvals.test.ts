import { describe, expect, it } from "vitest";
import type { Loose } from "../support/loose.js";
import { tool } from "../support/project.js";
import { batch, envelopeOf, errorOf, gate, invoke, paris, settle, taking, world } from "./support.js";

const path = { path: { type: "string" }, force: { type: "boolean" } };
const { createDispatcher } = world([
  tool("get_weather"),
  taking("delete_file", path, ["path"], { "x-batchgen": { approval: true } }),
  { name: "drop_table", description: "Drops", inputSchema: { type: "object" }, annotations: { destructiveHint: true } },
  { name: "write_row", description: "Writes", inputSchema: { type: "object" }, annotations: { readOnlyHint: false } },
  tool("serial_delete", { "x-batchgen": { approval: true, serial: true } }),
]);

/** A dispatcher with notes of what was asked and what ran, in one list. */
function watched(
  approve: ((call: Loose) => unknown) | undefined,
  options: object = {},
): { log: string[]; dispatcher: Loose } {
  const log: string[] = [];
  const run = (name: string) => async (input: Loose) => {
    log.push(`run ${name} ${JSON.stringify(input)}`);
    return `${name} done`;
  };
  const names = ["get_weather", "delete_file", "drop_table", "write_row", "serial_delete"];
  const handlers = Object.fromEntries(names.map((name) => [name, run(name)]));
  const asking = (call: Loose): unknown => {
    log.push(`ask ${call.name} ${JSON.stringify(call.input)}`);
    return approve?.(call);
  };
  const given = approve === undefined ? {} : { approve: asking };
  return { log, dispatcher: createDispatcher(handlers, { ...given, ...options }) };
}

const use = (id: string, name: string, input: unknown): object => ({ type: "tool_use", id, name, input });
const turn = (...content: object[]): object => ({ stop_reason: "tool_use", content });

describe("approval", () => {
  it("is asked for before any call of the turn runs, one after the other, alone and in batches alike", async () => {
    const { log, dispatcher } = watched(async () => {
      await settle();
      return true;
    });
    await dispatcher.answer(
      turn(
        use("toolu_1", "get_weather", paris),
        use("toolu_2", "batch_tool", { invocations: [invoke("write_row", {}), invoke("delete_file", { path: "a" })] }),
        use("toolu_3", "delete_file", { path: "b" }),
        use("toolu_4", "drop_table", {}),
      ),
    );
    expect(log.map((line) => line.split(" ")[0])).toEqual(["ask", "ask", "ask", "run", "run", "run", "run", "run"]);
    expect(log.slice(0, 3)).toEqual([
      'ask delete_file {"path":"a"}',
      'ask delete_file {"path":"b"}',
      "ask drop_table {}",
    ]);
  });

  it("is needed by `approval` and by an explicit destructiveHint, and by nothing else", async () => {
    const { log, dispatcher } = watched(async () => true);
    const inputs = {
      get_weather: paris,
      delete_file: { path: "a" },
      drop_table: {},
      write_row: {},
      serial_delete: paris,
    };
    for (const [name, input] of Object.entries(inputs)) await dispatcher.call(name, input);
    expect(log.filter((line) => line.startsWith("ask")).map((line) => line.split(" ")[1])).toEqual([
      "delete_file",
      "drop_table",
      "serial_delete",
    ]);
  });

  it("tells who decides which call it is: its name, input, place and tool use", async () => {
    const calls: Loose[] = [];
    const { dispatcher } = watched(async (call) => {
      calls.push(call);
      return true;
    });
    await dispatcher.run(batch(invoke("get_weather"), invoke("delete_file", { path: "a" })));
    const [{ signal, ...call }] = calls;
    expect(call).toEqual({
      name: "delete_file",
      input: { path: "a" },
      index: 1,
      invocationCount: 2,
      toolUseId: "toolu_1",
    });
    expect(signal).toBeInstanceOf(AbortSignal);
  });

  it.each([
    ["a boolean", false, "Not approved, so not executed."],
    ["a verdict", { approved: false }, "Not approved, so not executed."],
    [
      "a verdict with a reason",
      { approved: false, reason: 'Not "today"' },
      'Not approved, so not executed: Not "today"',
    ],
    ["a reason that is no text", { approved: false, reason: 5 }, "Not approved, so not executed."],
    [
      "a reason without end",
      { approved: false, reason: "x".repeat(9999) },
      `Not approved, so not executed: ${"x".repeat(497)}…`,
    ],
    ["nothing", undefined, "Not approved, so not executed."],
    ["null", null, "Not approved, so not executed."],
    ["what only looks like a yes", "yes", "Not approved, so not executed."],
    ["a number", 1, "Not approved, so not executed."],
    ["a verdict that only looks like a yes", { approved: "true" }, "Not approved, so not executed."],
  ])("is refused by anything but a clear yes: %s", async (_, verdict, message) => {
    for (const given of [verdict, Promise.resolve(verdict)]) {
      const { log, dispatcher } = watched(() => given);
      const result = await dispatcher.run({ id: "toolu_1", name: "delete_file", input: { path: "a" } });
      expect(errorOf(result)).toEqual({ code: "DENIED", message });
      expect(log).toEqual(['ask delete_file {"path":"a"}']);
    }
  });

  it.each([
    ["true", true],
    ["a verdict", { approved: true, reason: "go on" }],
  ])("is given by %s", async (_, verdict) => {
    const { dispatcher } = watched(() => verdict);
    expect(await dispatcher.call("delete_file", { path: "a" })).toMatchObject({ status: "ok" });
  });

  it("that is refused is that one call's outcome: same name, same arguments or not, the others go on", async () => {
    let asked = 0;
    const { dispatcher } = watched(() => ++asked !== 2);
    const same = invoke("delete_file", { path: "a" });
    const { results } = envelopeOf(await dispatcher.run(batch(same, same, invoke("get_weather"), same)));
    expect(results.map(({ status }) => status)).toEqual(["ok", "denied", "ok", "ok"]);
    expect(asked).toBe(3);
  });

  it("holds for one turn only: the same call is asked for again in the next", async () => {
    const { log, dispatcher } = watched(() => true);
    await dispatcher.run(batch(invoke("delete_file", { path: "a" })));
    await dispatcher.run(batch(invoke("delete_file", { path: "a" })));
    expect(log.filter((line) => line.startsWith("ask"))).toHaveLength(2);
  });

  it("holds for the arguments that were shown, whatever becomes of them meanwhile", async () => {
    const message = { path: "harmless" } as Loose;
    const { log, dispatcher } = watched(async ({ input }) => {
      input.path = "/etc";
      input.force = true;
      message.path = "/home";
      await settle();
      return true;
    });
    await dispatcher.run(batch(invoke("delete_file", message)));
    expect(log).toEqual(['ask delete_file {"path":"harmless"}', 'run delete_file {"path":"harmless"}']);
  });

  it("shows the arguments as they will run: decoded, and only where they fit", async () => {
    const { log, dispatcher } = watched(() => true);
    const calls = [invoke("delete_file", '{"path":"a","force":"true"}'), invoke("delete_file", { path: 5 })];
    const { results } = envelopeOf(await dispatcher.run(batch(...calls)));
    expect(log).toEqual(['ask delete_file {"path":"a","force":true}', 'run delete_file {"path":"a","force":true}']);
    expect(results[1]?.error?.code).toBe("INVALID_ARGUMENTS");
  });

  it.each([
    ["in a batch", batch(invoke("delete_file", { path: "a" }))],
    ["by a string for the invocation", batch(JSON.stringify(invoke("delete_file", { path: "a" })))],
    ["by a string for the arguments", batch(invoke("delete_file", '{"path":"a"}'))],
    [
      "by a string for everything",
      { ...batch(), input: JSON.stringify({ invocations: JSON.stringify([invoke("delete_file", { path: "a" })]) }) },
    ],
    [
      "as a single invocation instead of a list",
      { ...batch(), input: { invocations: invoke("delete_file", { path: "a" }) } },
    ],
    ["nested", batch(invoke("batch_tool", { invocations: [invoke("delete_file", { path: "a" })] }))],
    [
      "nested by a string",
      batch(invoke("batch_tool", JSON.stringify({ invocations: [invoke("delete_file", { path: "a" })] }))),
    ],
    [
      "under another case of its name",
      batch(invoke("Delete_File", { path: "a" }), invoke("DELETE_FILE", { path: "a" })),
    ],
    ["with white space around its name", batch(invoke(" delete_file ", { path: "a" }))],
    ["with a prefix to its name", batch(invoke("functions.delete_file", { path: "a" }))],
    ["through a prototype", batch(JSON.parse('{"__proto__":{"name":"delete_file","arguments":{"path":"a"}}}'))],
    ["in a serial lane", batch(invoke("serial_delete"))],
    ["on its own", { id: "toolu_1", name: "delete_file", input: { path: "a" } }],
    ["on its own, by a string", { id: "toolu_1", name: "delete_file", input: '{"path":"a"}' }],
  ])("cannot be slipped past %s", async (_, given) => {
    for (const options of [{}, { mode: "sequential" }, { decode: "strict" }, { validate: () => [] }]) {
      const { log, dispatcher } = watched(() => false, options);
      await dispatcher.run(given);
      expect(log.filter((line) => line.startsWith("run"))).toEqual([]);
      const unwatched = watched(undefined, options);
      await unwatched.dispatcher.run(given);
      expect(unwatched.log).toEqual([]);
    }
  });

  it("is waited for no longer than the turn, and nothing runs then", async () => {
    for (const [options, abort, status] of [
      [{}, true, "cancelled"],
      [{ batchTimeoutMs: 10 }, false, "timeout"],
    ] as const) {
      const controller = new AbortController();
      const signals: AbortSignal[] = [];
      const { log, dispatcher } = watched(({ signal }) => {
        signals.push(signal);
        if (abort) controller.abort();
        return new Promise(() => {});
      }, options);
      const calls = [invoke("get_weather"), invoke("delete_file", { path: "a" }), invoke("delete_file", { path: "b" })];
      const { results } = envelopeOf(await dispatcher.run(batch(...calls), { signal: controller.signal }));
      expect(results.map((one) => one.status)).toEqual([status, status, status]);
      expect(log).toEqual(['ask delete_file {"path":"a"}']);
      expect(signals[0]?.aborted).toBe(true);
    }
  });

  it("that comes after the turn was ended changes nothing", async () => {
    const controller = new AbortController();
    const decision = gate<boolean>();
    const { log, dispatcher } = watched(() => decision.promise);
    const running = dispatcher.run(batch(invoke("delete_file", { path: "a" })), { signal: controller.signal });
    await settle();
    controller.abort();
    await running;
    decision.open(true);
    await settle();
    expect(log).toEqual(['ask delete_file {"path":"a"}']);
  });
});
