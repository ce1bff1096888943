import { Ajv2020 } from "ajv/dist/2020.js";
import { fullFormats } from "ajv-formats/dist/formats.js";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { defineBatchTool } from "../../templates/runtime/batch/batch-tool.js";
import { EXPOSURES } from "../../templates/runtime/contract/limits.js";
import type { Loose } from "../support/loose.js";
import { tool } from "../support/project.js";
import { batch, envelopeOf, invoke, paris, withClaude, world } from "./support.js";

const node = { type: "object", properties: { value: { type: "integer" }, next: { $ref: "#/$defs/node" } } };
const described = {
  type: "object",
  title: "A title",
  description: "The input",
  $comment: "a comment",
  examples: [{ location: "Rome" }],
  properties: {
    location: { type: "string", description: "Where", examples: ["Rome"], title: "Place" },
    // A property may have the name of a keyword, and a constant may look like a schema.
    description: { type: "string", description: "A text" },
    fixed: { const: { description: "data", title: "data" } },
  },
  required: ["location"],
};
const definitions = [
  tool("get_weather", { input_schema: described, cache_control: { type: "ephemeral" } }),
  tool("get_time"),
  tool("alone", { "x-batchgen": { batchable: false } }),
  tool("by_code", { allowed_callers: ["code_execution_20260120"] }),
  tool("list_nodes", {
    input_schema: { type: "object", properties: { list: { $ref: "#/$defs/node" } }, $defs: { node } },
  }),
  tool("list_more_nodes", {
    input_schema: { type: "object", properties: { list: { $ref: "#/$defs/node" } }, $defs: { node } },
  }),
  tool("own_node", {
    input_schema: {
      type: "object",
      properties: {
        list: { $ref: "#/$defs/node" },
        back: { $ref: "#" },
        same: { $ref: "#/properties/place" },
        place: { type: "object", properties: { at: { type: "string" } }, required: ["at"] },
      },
      $defs: { node: { type: "object", properties: { value: { type: "string" }, root: { $ref: "#" } } } },
    },
  }),
  // The same definition twice, which is not the same, since each refers to its own tool's root.
  ...["string", "integer"].map((type) =>
    tool(`tree_of_${type}`, {
      input_schema: {
        type: "object",
        properties: { own: { type }, back: { $ref: "#/$defs/back" } },
        $defs: { back: { type: "object", properties: { root: { $ref: "#" } } } },
      },
    }),
  ),
];
const names = [
  "get_weather",
  "get_time",
  "alone",
  "by_code",
  "list_nodes",
  "list_more_nodes",
  "own_node",
  "tree_of_string",
  "tree_of_integer",
];
const batchable = [
  "get_weather",
  "get_time",
  "list_nodes",
  "list_more_nodes",
  "own_node",
  "tree_of_string",
  "tree_of_integer",
];
const module = world(definitions, { maxInvocations: 7 });
const { batchTool, createDispatcher, runConversation, toolsFor, tools } = module;
const handlers = Object.fromEntries(names.map((name) => [name, async () => `${name} ran`]));

const nameOf = ({ name }: Loose): string => name;
const withoutCode = (tools: Loose[]): string[] => tools.map(nameOf).filter((name) => name !== "code_execution");
const armsOf = ({ input_schema }: Loose): Loose[] => input_schema.properties.invocations.items.anyOf;

describe("the tools sent", () => {
  it(
    "alongside, the default: the batch tool, then every tool as it is; arms " +
      "without what the tool beside them says",
    () => {
      expect(toolsFor()).toEqual(toolsFor("alongside"));
      const [first, ...rest] = toolsFor("alongside");
      expect(first).toEqual(batchTool);
      expect(rest).toEqual(tools);
      expect(armsOf(first).map((arm) => arm.properties.name.const)).toEqual(batchable);
      expect(armsOf(first)[0]).toEqual({
        type: "object",
        properties: {
          name: { const: "get_weather" },
          arguments: {
            type: "object",
            properties: {
              location: { type: "string" },
              description: { type: "string" },
              fixed: described.properties.fixed,
            },
            required: ["location"],
          },
        },
        required: ["name", "arguments"],
        additionalProperties: false,
      });
    },
  );

  it("batch-only: the batch tool, its arms described in full, and the tools that cannot be batched", () => {
    const [first, ...rest] = toolsFor("batch-only");
    expect(rest.map(nameOf)).toEqual(["alone", "by_code"]);
    const [weather, time] = armsOf(first);
    expect(weather.description).toBe("Does get_weather for a location");
    expect(weather.properties.arguments).toEqual(described);
    expect(time.properties.arguments).toEqual(definitions[1]?.["input_schema"]);
  });

  it("by-name: a batch tool that knows the names only, then every tool", () => {
    const [first, ...rest] = toolsFor("by-name");
    expect(rest).toEqual(tools);
    const { items } = first.input_schema.properties.invocations;
    expect(items.properties.name.enum).toEqual(batchable);
    expect(items.properties.arguments).toMatchObject({ type: "object" });
    expect(items.properties.arguments.properties).toBeUndefined();
    expect(items.anyOf).toBeUndefined();
  });

  it("native: every tool, and no batch tool", () => {
    expect(toolsFor("native")).toEqual(tools);
    expect(tools.map(nameOf)).toEqual(names);
  });

  it("are narrowed by names, in every exposure, in the order of the definitions", () => {
    const some = ["own_node", "alone", "get_time"];
    const sent = Object.fromEntries(EXPOSURES.map((exposure) => [exposure, toolsFor(exposure, some).map(nameOf)]));
    expect(sent).toEqual({
      alongside: ["batch_tool", "get_time", "alone", "own_node"],
      "batch-only": ["batch_tool", "alone"],
      "by-name": ["batch_tool", "get_time", "alone", "own_node"],
      native: ["get_time", "alone", "own_node"],
      programmatic: ["code_execution", "get_time", "alone", "own_node"],
    });
    expect(armsOf(toolsFor("alongside", some)[0]).map((arm) => arm.properties.name.const)).toEqual([
      "get_time",
      "own_node",
    ]);
    for (const exposure of EXPOSURES) expect(withoutCode(toolsFor(exposure, ["alone"]))).toEqual(["alone"]);
    expect(toolsFor("batch-only", [])).toEqual([]);
  });

  it("are refused for an unknown exposure or name", () => {
    expect(() => toolsFor("beside")).toThrow(
      'There is no exposure "beside". It is one of alongside, batch-only, by-name, native, programmatic.',
    );
    expect(() => toolsFor("native", ["constructor"])).toThrow('There is no tool "constructor"');
    expect(() => createDispatcher(handlers, { tools: ["nobody"] })).toThrow('There is no tool "nobody"');
  });

  it("have no batch tool where no tool can be batched", async () => {
    const alone = world([tool("alone", { "x-batchgen": { batchable: false } })]);
    for (const exposure of EXPOSURES) expect(withoutCode(alone.toolsFor(exposure))).toEqual(["alone"]);
  });

  it("are a fresh list each time, of the same definitions: to change the one leaves the other", () => {
    const list = toolsFor();
    list.pop();
    expect(toolsFor()).toHaveLength(names.length + 1);
    expect(toolsFor()[1]).toBe(toolsFor()[1]);
  });
});

describe("the batch tool", () => {
  it("is a plain object at its root, with one list of 1 to n invocations, n being the one constant", async () => {
    const { input_schema, description } = batchTool;
    expect(Object.keys(input_schema).sort()).toEqual([
      "$defs",
      "additionalProperties",
      "properties",
      "required",
      "type",
    ]);
    expect(input_schema.properties.invocations).toMatchObject({ type: "array", minItems: 1, maxItems: 7 });
    expect(description).toContain("At most 7 invocations");
    const calls = Array.from({ length: 9 }, () => invoke("get_time"));
    const { results } = envelopeOf(await createDispatcher(handlers).run(batch(...calls)));
    expect(results.filter(({ status }) => status === "ok")).toHaveLength(7);
    expect(results[8]?.error?.message).toContain("at most 7 invocations");
  });

  it("says in plain words what it is for, what comes back and what it does not do", () => {
    for (const words of [
      "independent",
      "in the order of the invocations",
      "A call that fails does not stop the others",
      "A batch inside a batch is refused",
      "Do not use it for a single call",
      "LIMIT_EXCEEDED",
    ]) {
      expect(batchTool.description).toContain(words);
    }
  });

  it("has the name that it is given, in the schema and at dispatch", async () => {
    const named = world([tool("get_time")], { batchName: "many_at_once" });
    expect(named.batchTool.name).toBe("many_at_once");
    const dispatcher = named.createDispatcher({ get_time: async () => "noon" });
    const use = {
      ...batch(invoke("get_time"), invoke("many_at_once", {}), invoke("batch_tool", {})),
      name: "many_at_once",
    };
    expect(envelopeOf(await dispatcher.run(use)).results.map(({ error }) => error?.code)).toEqual([
      undefined,
      "NESTED_BATCH",
      "UNKNOWN_TOOL",
    ]);
  });

  it("shares a `$defs` entry that tools have in common, and keeps apart those that only have its name", () => {
    const keys = Object.keys(batchTool.input_schema.$defs);
    expect(keys.map((key) => key.replace(/_[0-9a-f]{8}$/, "")).sort()).toEqual(["back", "back", "node", "node"]);
    const [one, more, own] = armsOf(batchTool)
      .slice(2, 5)
      .map((arm) => arm.properties.arguments.properties.list.$ref);
    expect(one).toBe(more);
    expect(own).not.toBe(one);
  });

  it.each(["alongside", "batch-only"])(
    "takes exactly the arguments that the tools take, behind every reference: %s",
    (exposure) => {
      const check = compile(toolsFor(exposure)[0].input_schema);
      for (const [name, input, fits] of [
        ["list_nodes", { list: { value: 1, next: { value: 2, next: {} } } }, true],
        ["list_nodes", { list: { value: 1, next: { value: "2" } } }, false],
        ["own_node", { list: { value: "text", root: { place: { at: "x" } } } }, true],
        ["own_node", { list: { value: 1 } }, false],
        ["own_node", { list: { root: { place: {} } } }, false],
        ["own_node", { back: { back: { same: { at: "x" } } } }, true],
        ["own_node", { back: { back: { same: {} } } }, false],
        ["get_weather", {}, false],
        ["alone", paris, false],
        ["batch_tool", { invocations: [] }, false],
      ] as const) {
        expect([name, input, check({ invocations: [{ name, arguments: input }] })]).toEqual([name, input, fits]);
      }
    },
  );
});

it("writes out a definition for its own key, and not again for each one that leads to it", () => {
  const count = 100;
  const properties = (at: number): object =>
    Object.fromEntries(
      Array.from({ length: 8 }, (_, n) => [`p${n}`, { $ref: `#/$defs/D${(at * 7 + n + 1) % count}` }]),
    );
  const entries = Array.from({ length: count }, (_, at) => [`D${at}`, { type: "object", properties: properties(at) }]);
  const $defs = Object.fromEntries(entries);
  const input_schema = { type: "object" as const, properties: { a: { $ref: "#/$defs/D0" } }, $defs };
  const definitions = [{ tool: { name: "a", input_schema } }, { tool: { name: "b", input_schema } }];
  const size = JSON.stringify($defs).length;
  const stringify = vi.spyOn(JSON, "stringify");
  onTestFinished(() => stringify.mockRestore());
  const made = defineBatchTool({ name: "batch_tool", maxInvocations: 25, exposure: "alongside", definitions });
  const written = stringify.mock.results.reduce((sum, { value }) => sum + String(value).length, 0);
  expect(Object.keys(made.input_schema["$defs"] as object)).toHaveLength(count);
  expect(written).toBeLessThan(40 * size);
});

describe("a conversation", () => {
  // What only code may call needs the code execution tool.
  const direct = names.filter((name) => name !== "by_code");

  it.each([...EXPOSURES])(
    "sends the same bytes of tools with every request, and its calls are run and checked: %s",
    async (exposure) => {
      const calls = [
        invoke("get_time"),
        invoke("get_weather", { location: 5 }),
        invoke("own_node", { list: { value: 1 } }),
      ];
      const single = calls.map(({ name, arguments: input }) => ({ type: "raw_tool_use" as const, name, input }));
      const asBatch = { type: "batch" as const, invocations: calls as Loose };
      const turn: Loose = ["native", "programmatic"].includes(exposure) ? single : [asBatch];
      await withClaude({ script: [turn, turn, "Done."] }, async (client, claude) => {
        const result = await runConversation({
          client,
          model: "claude-sonnet-5-5",
          messages: [{ role: "user", content: "What time is it?" }],
          handlers,
          exposure,
          tools: direct,
        });
        expect([result.outcome, result.text]).toEqual(["completed", "Done."]);
        const sent = claude.requests.map(({ body }) =>
          JSON.stringify((body["tools"] as Loose[]).map(({ cache_control: _, ...rest }) => rest)),
        );
        const wanted = JSON.stringify(toolsFor(exposure, direct).map(({ cache_control: _, ...rest }: Loose) => rest));
        expect(sent).toEqual([wanted, wanted, wanted]);
        expect(new Set(claude.requests.map(({ body }) => JSON.stringify(body["tools"]))).size).toBe(1);
        const results = JSON.stringify(result.messages);
        expect(results).toContain("get_time ran");
        expect(results).not.toContain("get_weather ran");
        expect(results).not.toContain("own_node ran");
        expect(results.match(/INVALID_ARGUMENTS/g)).toHaveLength(4);
      });
    },
  );

  it("with a subset neither sends nor runs the other tools", async () => {
    const script: Loose = [[{ type: "raw_tool_use", name: "get_weather", input: paris }], "Done."];
    await withClaude({ script }, async (client, claude) => {
      const result = await runConversation({
        client,
        model: "claude-sonnet-5-5",
        messages: [{ role: "user", content: "What time is it?" }],
        handlers,
        tools: ["get_time"],
      });
      const [request] = claude.requests;
      const sent: Loose = request?.body["tools"];
      expect(sent.map(nameOf)).toEqual(["batch_tool", "get_time"]);
      expect(JSON.stringify(result.messages)).toContain("UNKNOWN_TOOL");
      expect(JSON.stringify(result.messages)).not.toContain("get_weather ran");
    });
  });
});

function compile(schema: Loose): (value: unknown) => boolean {
  const check = new Ajv2020({ strict: false, logger: false, ownProperties: true, formats: fullFormats }).compile(
    schema,
  );
  return (value) => check(value) === true;
}
