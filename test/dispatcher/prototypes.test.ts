import { afterEach, describe, expect, it } from "vitest";
import type { Loose } from "../support/loose.js";
import { tool } from "../support/project.js";
import { batch, envelopeOf, invoke, paris, withClaude, world } from "./support.js";

const names = ["constructor", "__proto__", "toString", "valueOf", "hasOwnProperty"];
const open = { type: "object", properties: { location: { type: "string" }, any: {} } };
const { createDispatcher, toolsFor, tools } = world([
  ...names.map((name) => tool(name)),
  tool("echo", { input_schema: open }),
  tool("reader", {
    input_schema: {
      type: "object",
      properties: Object.fromEntries(names.map((name) => [name, { type: "integer" }])),
      required: ["constructor", "toString"],
    },
  }),
]);

const own = Object.fromEntries(names.map((name) => [name, async () => `this is ${name}`]));
const handlers = { ...own, echo: async (input: unknown) => input, reader: async (input: unknown) => input };

afterEach(() => {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Loose).polluted).toBeUndefined();
});

describe("a tool named like a member of Object.prototype", () => {
  it.each(names)("%s is sent, found, run and described", async (name) => {
    const dispatcher = createDispatcher(handlers);
    expect(tools.map((one: Loose) => one.name)).toContain(name);
    expect(
      toolsFor("batch-only")[0].input_schema.properties.invocations.items.anyOf.map(
        (arm: Loose) => arm.properties.name.const,
      ),
    ).toContain(name);
    expect(await dispatcher.call(name, paris)).toEqual({ index: 0, name, status: "ok", result: `this is ${name}` });
    const { results } = envelopeOf(await dispatcher.run(batch(invoke(name))));
    expect(results).toEqual([{ index: 0, name, status: "ok", result: `this is ${name}` }]);
    expect(await dispatcher.validate(name, {})).toEqual([{ path: "location", message: "is required" }]);
  });

  it("is unknown where there is none, though every object has such a member", async () => {
    const other = world([tool("get_time")]);
    const dispatcher = other.createDispatcher({ get_time: async () => "noon" });
    for (const name of [...names, "isPrototypeOf", "prototype"]) {
      const { results } = envelopeOf(await dispatcher.run(batch(invoke(name))));
      expect(results[0]?.error?.code).toBe("UNKNOWN_TOOL");
    }
  });

  it("is not taken from the handlers' prototype", async () => {
    const { constructor: _, ...rest } = handlers as Loose;
    const outcome = await createDispatcher(rest).call("constructor", paris);
    expect(outcome).toMatchObject({ status: "error", error: { code: "HANDLER_ERROR" } });
  });

  it("is accepted by the API in every exposure", async () => {
    for (const exposure of ["alongside", "batch-only", "by-name", "native"]) {
      await withClaude({ script: ["Fine."] }, (client) =>
        client.messages.create({
          model: "claude-sonnet-5-5",
          max_tokens: 100,
          tools: toolsFor(exposure),
          messages: [{ role: "user", content: "Hello" }],
        }),
      );
    }
  });
});

describe("arguments with such keys", () => {
  const mean =
    '{"location":"Paris","__proto__":{"polluted":true},"any":{"constructor":{"prototype":{"polluted":true}},"__proto__":{"polluted":1}}}';

  it("reach the handler as they are, and pollute nothing", async () => {
    const seen: Loose[] = [];
    const watching = {
      ...handlers,
      echo: async (input: Loose) => {
        seen.push(input);
        return input;
      },
    };
    const dispatcher = createDispatcher(watching);
    for (const input of [JSON.parse(mean), mean]) {
      const { results } = envelopeOf(await dispatcher.run(batch(invoke("echo", input))));
      expect(JSON.stringify(results[0]?.result)).toBe(mean);
    }
    for (const input of seen) {
      expect(Object.getPrototypeOf(input)).toBe(Object.prototype);
      expect(Object.keys(input)).toEqual(["location", "__proto__", "any"]);
      expect(input.polluted).toBeUndefined();
      expect(input.any.polluted).toBeUndefined();
    }
  });

  it("are required, typed and repaired like any others", async () => {
    const dispatcher = createDispatcher(handlers);
    expect((await dispatcher.validate("reader", {})).map(({ path }: Loose) => path)).toEqual([
      "constructor",
      "toString",
    ]);
    const input = JSON.parse('{"constructor":"1","toString":2,"__proto__":"3"}');
    const { results } = envelopeOf(await dispatcher.run(batch(invoke("reader", input))));
    expect(JSON.stringify(results[0]?.result)).toBe('{"constructor":1,"toString":2,"__proto__":3}');
    expect(
      (await dispatcher.validate("reader", { constructor: {}, toString: 1 })).map(({ path }: Loose) => path),
    ).toEqual(["constructor"]);
  });

  it("are a batch's fault where they stand in the place of its own", async () => {
    const dispatcher = createDispatcher(handlers);
    const whole = JSON.parse('{"__proto__":{"invocations":[{"name":"echo","arguments":{}}]}}');
    expect(envelopeOf(await dispatcher.run({ ...batch(), input: whole })).error?.code).toBe("INVALID_INVOCATION");
  });
});
