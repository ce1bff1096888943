import { describe, expect, it } from "vitest";
import type { ToolDefinition } from "../../generator/define/tool-definition.js";
import { nameTools } from "../../generator/define/tool-names.js";
import { runFiles } from "./corpora.js";

const CITY = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };

/** The one tool of a definition, which has no error. */
function toolOf(definition: unknown): ToolDefinition {
  const run = runFiles({ "x.json": JSON.stringify(definition) });
  expect(run.errors, run.text).toEqual([]);
  const [tool] = run.tools;
  if (tool === undefined) throw new Error("no tool");
  return tool;
}

function codesOf(definition: unknown): string[] {
  return runFiles({ "x.json": JSON.stringify(definition) }).diagnostics.map(({ code }) => code);
}

describe("dialects", () => {
  it.each([
    ["Anthropic", { name: "x", description: "d", input_schema: CITY }],
    [
      "MCP",
      {
        name: "x",
        title: "X",
        description: "d",
        inputSchema: CITY,
        annotations: { title: "X" },
        _meta: {},
        execution: {},
        icons: [],
      },
    ],
    ["OpenAI, flat", { type: "function", name: "x", description: "d", parameters: CITY, strict: null }],
    ["OpenAI, flat without type", { name: "x", description: "d", parameters: CITY }],
    ["OpenAI, nested", { type: "function", function: { name: "x", description: "d", parameters: CITY } }],
  ])("%s gives the same definition, without a warning", (_, definition) => {
    expect(toolOf(definition).sent).toEqual({ name: "x", description: "d", input_schema: CITY });
    expect(codesOf(definition)).toEqual([]);
  });

  it("takes an OpenAI function without parameters as one that takes nothing", () => {
    const empty = { type: "object", properties: {} };
    expect(toolOf({ type: "function", function: { name: "x", description: "d" } }).sent.input_schema).toEqual(empty);
    expect(toolOf({ type: "function", name: "x", description: "d", parameters: null }).sent.input_schema).toEqual(
      empty,
    );
  });

  it("takes every tool of an array, of a tools/list result and of nested folders, in order", () => {
    const one = (name: string): unknown => ({ name, description: "d", inputSchema: CITY });
    const run = runFiles({
      "a/list.json": JSON.stringify({ tools: [one("b"), one("a")], nextCursor: "x" }),
      "b.json": JSON.stringify([one("d"), one("c")]),
    });
    expect(run.tools.map(({ name, file }) => [name, file])).toEqual([
      ["b", "a/list.json"],
      ["a", "a/list.json"],
      ["d", "b.json"],
      ["c", "b.json"],
    ]);
  });

  const input_schema = CITY;
  it.each([
    ["definitions by their names", { a: { description: "A", input_schema }, b: { parameters: CITY } }],
    ["the same beside a $schema", { $schema: "tool.schema.json", "x-by": 1, a: { input_schema }, b: { input_schema } }],
    [
      "a map whose definitions have names themselves",
      { first: { name: "a", input_schema }, second: { name: "b", input_schema } },
    ],
    ["functions by their names", { a: { type: "function", function: { parameters: CITY } }, b: { parameters: CITY } }],
    ["a map under tools", { tools: { a: { input_schema }, b: { input_schema } } }],
    [
      "functions",
      {
        functions: [
          { name: "a", parameters: CITY },
          { name: "b", parameters: CITY },
        ],
      },
    ],
    ["tools and functions", { tools: [{ name: "a", input_schema }], functions: [{ name: "b", parameters: CITY }] }],
    [
      "a JSON-RPC answer",
      {
        jsonrpc: "2.0",
        id: 1,
        result: {
          tools: [
            { name: "a", inputSchema: CITY },
            { name: "b", inputSchema: CITY },
          ],
        },
      },
    ],
  ])("takes %s", (_, file) => {
    const run = runFiles({ "x.json": JSON.stringify(file) });
    expect(run.errors, run.text).toEqual([]);
    expect(run.tools.map(({ name, sent }) => [name, sent.name, sent.input_schema])).toEqual([
      ["a", "a", CITY],
      ["b", "b", CITY],
    ]);
  });

  it("takes a definition for one whatever its keys are called: no map, no list", () => {
    expect(toolOf({ function: { name: "x", parameters: CITY } }).name).toBe("x");
    expect(toolOf({ name: "tools", tools: 1, input_schema: CITY }).name).toBe("tools");
    expect(toolOf({ name: "result", result: { tools: [] }, input_schema: CITY }).name).toBe("result");
  });

  it("sends every field of the API in the author's order, and nothing else", () => {
    const definition = {
      "x-note": "mine",
      input_schema: { type: "object", properties: {} },
      type: "custom",
      eager_input_streaming: true,
      name: "x",
      allowed_callers: ["direct"],
      cache_control: { type: "ephemeral", ttl: "1h" },
      input_examples: [{}],
      description: "d",
      defer_loading: false,
      strict: false,
      version: 2,
    };
    const { "x-note": _, version: __, ...sent } = definition;
    const tool = toolOf(definition);
    expect(JSON.stringify(tool.sent)).toBe(JSON.stringify(sent));
    expect(codesOf(definition)).toEqual(["TOOL_FIELD_UNKNOWN"]);
  });

  it("sends no field that is null", () => {
    const definition = {
      name: "x",
      description: "d",
      input_schema: CITY,
      cache_control: null,
      type: null,
      strict: null,
    };
    expect(Object.keys(toolOf(definition).sent)).toEqual(["name", "description", "input_schema"]);
  });

  it("leaves out what the API refuses together with another field, and says so", () => {
    const both = {
      name: "x",
      description: "d",
      input_schema: CITY,
      defer_loading: true,
      cache_control: { type: "ephemeral" },
    };
    expect(toolOf(both).sent).not.toHaveProperty("cache_control");
    const strict = {
      name: "x",
      description: "d",
      input_schema: CITY,
      strict: true,
      allowed_callers: ["code_execution_20260521"],
    };
    expect(toolOf(strict).sent).not.toHaveProperty("strict");
    expect(codesOf(strict)).toEqual(["STRICT_WITH_CALLERS"]);
  });

  it("takes properties and required that are null at the root, as the SDK does", () => {
    expect(
      toolOf({ name: "x", description: "d", input_schema: { type: "object", properties: null, required: null } })
        .inputSchema,
    ).toEqual({ type: "object" });
  });
});

describe("policy", () => {
  const policyOf = (more: object): unknown =>
    toolOf({ name: "x", description: "d", inputSchema: CITY, ...more }).policy;

  it("is the default where nothing is said", () => {
    expect(policyOf({})).toEqual({});
    expect(policyOf({ "x-batchgen": { batchable: true, approval: false, serial: false } })).toEqual({});
  });

  it("comes from x-batchgen", () => {
    const own = { batchable: false, approval: true, serial: true, timeoutMs: 5000 };
    expect(policyOf({ "x-batchgen": own })).toEqual(own);
  });

  it("asks for approval of what is declared destructive, unless x-batchgen says otherwise", () => {
    expect(policyOf({ annotations: { destructiveHint: true } })).toEqual({ destructive: true, approval: true });
    expect(policyOf({ annotations: { destructiveHint: false, readOnlyHint: false } })).toEqual({});
    expect(policyOf({ annotations: { destructiveHint: true }, "x-batchgen": { approval: false } })).toEqual({
      destructive: true,
    });
  });

  it("keeps what the definition claims of itself, for the host", () => {
    expect(policyOf({ annotations: { readOnlyHint: true } })).toEqual({ readOnly: true });
    expect(policyOf({ annotations: { readOnlyHint: "yes", idempotentHint: true } })).toEqual({});
  });
});

describe("the root of an input schema", () => {
  const rootOf = (input_schema: unknown): ToolDefinition => toolOf({ name: "x", description: "d", input_schema });

  it("is one object for sending and checking where the API takes it as it is", () => {
    const tool = rootOf(CITY);
    expect(tool.sent.input_schema).toBe(tool.inputSchema);
  });

  it("keeps a combinator for types and checking, and folds it in what is sent", () => {
    const tool = rootOf({ ...CITY, oneOf: [{ required: ["city"] }] });
    expect(tool.inputSchema).toEqual({ ...CITY, oneOf: [{ required: ["city"] }] });
    expect(tool.sent.input_schema).toEqual(CITY);
  });

  it("is held to strict mode's rules and budgets without the combinator, which is not sent", () => {
    const properties = Object.fromEntries(Array.from({ length: 24 }, (_, n) => [`p${n}`, { type: "string" }]));
    const branches = [{ required: ["p0"] }, { properties: { p1: { type: ["string", "null"], maxLength: 3 } } }];
    const input_schema = { type: "object", properties, additionalProperties: false, oneOf: branches };
    const definition = { name: "x", description: "d", strict: true, input_schema };
    expect(codesOf(definition)).toEqual(["SCHEMA_ROOT_COMBINATOR"]);
    expect(toolOf(definition).sent["strict"]).toBe(true);
  });

  it("must not contain itself through a branch either, for callers that are code: its parameters are sent", () => {
    const input_schema = {
      type: "object",
      properties: { a: { type: "string" } },
      anyOf: [{ required: ["a"] }, { properties: { b: { $ref: "#" } } }],
    };
    const allowed_callers = ["code_execution_20260521"];
    const definition = { name: "x", description: "d", allowed_callers, input_schema };
    const [error] = runFiles({ "x.json": JSON.stringify(definition) }).errors;
    expect(error).toMatchObject({
      code: "CALLER_WITH_CIRCLE",
      pointer: "/input_schema/anyOf/1/properties/b/$ref",
    });
  });

  it("moves what is referred to out of a combinator that is not sent", () => {
    const tool = rootOf({
      type: "object",
      properties: { a: { $ref: "#/anyOf/0/properties/b" } },
      anyOf: [{ properties: { b: { type: "string" } } }],
    });
    expect(tool.sent.input_schema).toEqual({
      type: "object",
      properties: { a: { $ref: "#/$defs/b" }, b: { $ref: "#/$defs/b" } },
      $defs: { b: { type: "string" } },
    });
    expect(tool.inputSchema["anyOf"]).toEqual([{ properties: { b: { $ref: "#/$defs/b" } } }]);
  });

  it("gets its type where it has none", () => {
    expect(rootOf({ properties: {} }).sent.input_schema).toEqual({ type: "object", properties: {} });
    expect(rootOf({ type: ["null", "object"] }).sent.input_schema).toEqual({ type: "object" });
  });

  it("is what a reference leads to, the definition kept only where it is needed", () => {
    expect(rootOf({ $ref: "#/$defs/In", $defs: { In: CITY, Other: { type: "string" } } }).inputSchema).toEqual({
      ...CITY,
      $defs: { Other: { type: "string" } },
    });
    const node = { type: "object", properties: { next: { $ref: "#/$defs/Node" } } };
    const tool = rootOf({ $ref: "#/$defs/Node", description: "a list", $defs: { Node: node } });
    expect(tool.inputSchema).toEqual({ ...node, description: "a list", $defs: { Node: node } });
  });

  it("follows references from one to the next", () => {
    expect(rootOf({ $ref: "#/$defs/A", $defs: { A: { $ref: "#/$defs/B" }, B: CITY } }).inputSchema).toEqual(CITY);
  });

  it("keeps both where a reference and what stands beside it say different things", () => {
    const tool = rootOf({ $ref: "#/$defs/In", required: ["a"], $defs: { In: CITY } });
    expect(tool.inputSchema).toEqual({
      type: "object",
      required: ["a"],
      allOf: [{ $ref: "#/$defs/In" }],
      $defs: { In: CITY },
    });
  });

  it.each([
    ["a property that a closed definition does not name", { properties: { b: {} } }, { additionalProperties: false }],
    ["a property of the definition where the root is closed", { additionalProperties: false }, CITY],
    [
      "no property for a definition that is closed to others'",
      { properties: { b: {} } },
      { unevaluatedProperties: false },
    ],
    ["a condition without what follows from it", { if: { required: ["a"] } }, { else: { required: ["b"] } }],
  ])("does not join what would then mean something else: %s", (_, beside, In) => {
    const tool = rootOf({ $ref: "#/$defs/In", type: "object", ...beside, $defs: { In } });
    expect(tool.inputSchema).toEqual({ type: "object", ...beside, allOf: [{ $ref: "#/$defs/In" }], $defs: { In } });
  });

  it("is looked at in no time where references double from one to the next", () => {
    const twice = (n: number): object => ({ anyOf: [{ $ref: `#/$defs/A${n}` }, { $ref: `#/$defs/A${n}` }] });
    const levels = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`A${n}`, twice(n + 1)]));
    const inputSchema = { ...twice(0), $defs: { ...levels, A60: { type: "string" } } };
    const run = runFiles({ "x.json": JSON.stringify({ name: "x", description: "d", inputSchema }) });
    expect(run.errors.map(({ code }) => code)).toEqual(["SCHEMA_ROOT_TYPE"]);
  });

  it("is refused where it refers to a schema that nothing fits", () => {
    const inputSchema = { $ref: "#/$defs/No", $defs: { No: false } };
    const run = runFiles({ "x.json": JSON.stringify({ name: "x", description: "d", inputSchema }) });
    expect(run.errors.map(({ code }) => code)).toEqual(["SCHEMA_ROOT_TYPE"]);
  });
});

it("takes an example that ajv cannot check: a union of thousands", { timeout: 60_000 }, () => {
  const values = Array.from({ length: 4000 }, (_, n) => ({ const: n }));
  const input_schema = { type: "object", properties: { n: { oneOf: values } } };
  const definition = { name: "x", description: "d", input_schema, input_examples: [{ n: 1 }] };
  expect(runFiles({ "x.json": JSON.stringify(definition) }).errors).toEqual([]);
});

describe("names in code and on disk", () => {
  const namesOf = (...tools: string[]): unknown =>
    [...nameTools(tools)].map(([name, { typeName, stem }]) => [name, typeName, stem]);

  it.each([
    ["get_weather", "GetWeather"],
    ["getWeather", "GetWeather"],
    ["GET-weather", "GETWeather"],
    ["3d_render", "Tool3dRender"],
    ["_a", "A"],
    ["x-1", "X1"],
    ["10", "Tool10"],
    ["default", "Default"],
    ["constructor", "Constructor"],
  ])("%s is %s", (name, typeName) => {
    expect(namesOf(name)).toEqual([[name, typeName, name]]);
  });

  it("gives all that meet 6 hex digits, whatever order they come in", () => {
    const expected = [
      ["get-x", "GetX_e64bf8", "get-x"],
      ["get_x", "GetX_cd341f", "get_x"],
    ];
    expect(namesOf("get-x", "get_x")).toEqual(expected);
    expect(namesOf("get_x", "get-x")).toEqual([...expected].reverse());
  });

  it("does not take the names of batchgen's own types", () => {
    expect(namesOf("tool", "--")).toEqual([
      ["tool", "Tool_7c9bbe", "tool"],
      ["--", expect.stringMatching(/^Tool_[0-9a-f]{6}$/), "--"],
    ]);
  });

  it("leaves the stem to the last by code point of names that differ in case alone", () => {
    expect(namesOf("read", "Read", "READ")).toMatchObject(
      [
        ["read", /^Read_/, "read"],
        ["Read", /^Read_/, /^Read\.[0-9a-f]{6}$/],
        ["READ", "READ", /^READ\.[0-9a-f]{6}$/],
      ].map((row) => row.map((one) => (one instanceof RegExp ? expect.stringMatching(one) : one))),
    );
  });

  it("gives devices of Windows another stem, in whatever case", () => {
    for (const name of ["aux", "NUL", "Com1", "lpt9"]) {
      expect(nameTools([name]).get(name)?.stem).toMatch(new RegExp(`^${name}\\.[0-9a-f]{6}$`));
    }
    expect(nameTools(["auxiliary", "com"]).get("com")?.stem).toBe("com");
  });
});
