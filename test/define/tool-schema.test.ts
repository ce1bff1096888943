import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type ErrorObject } from "ajv";
import { describe, expect, it } from "vitest";
import { KEYWORDS } from "../../generator/schema/keywords.js";
import { root } from "../support/project.js";
import { CORPORA, runFiles } from "./corpora.js";

const SCHEMA = JSON.parse(readFileSync(join(root, "tool.schema.json"), "utf8"));
const validate = new Ajv({
  strict: true,
  allErrors: true,
  strictTypes: false,
  strictRequired: false,
  allowUnionTypes: true,
}).compile(SCHEMA);

const object = { type: "object" };
const tool = (over: object = {}): object => ({ name: "x", description: "d", input_schema: object, ...over });
const property = (schema: unknown): object => tool({ input_schema: { ...object, properties: { a: schema } } });

/** What it accepts, in each dialect and shape. */
const ACCEPTED: readonly unknown[] = [
  tool(),
  tool({ $schema: "../node_modules/batchgen/tool.schema.json", type: "custom", strict: null, "x-mine": 1 }),
  tool({ "x-batchgen": { batchable: false, approval: true, serial: true, timeoutMs: 1 } }),
  { name: "x", title: "X", inputSchema: object, outputSchema: object, annotations: { readOnlyHint: true, title: "X" } },
  { type: "function", name: "x", parameters: null, strict: false },
  { type: "function", function: { name: "x", parameters: object } },
  { type: "function", function: { name: "x" } },
  [tool(), { name: "y", inputSchema: object }],
  { $schema: "s", tools: [tool()], nextCursor: null },
  { functions: [{ name: "x", parameters: object }] },
  { tools: { x: { input_schema: object } } },
  { jsonrpc: "2.0", id: 1, result: { tools: [tool()] } },
  { $schema: "s", "x-by": "me", x: { input_schema: object }, y: { function: { parameters: object } } },
  property({ type: ["string", "null"], enum: [], exclusiveMinimum: true, minimum: null, items: [{}, true] }),
  tool({ input_schema: { $ref: "#/$defs/A", $defs: { A: object } } }),
];

/** What batchgen refuses, with the place that both must name, from the root of the file. */
const REFUSED: readonly (readonly [place: string, file: unknown])[] = [
  ["", 5],
  ["", { description: "d", input_schema: object }],
  ["", { name: "x" }],
  ["/0", [5]],
  ["/tools/0/input_schema", { tools: [tool({ input_schema: [] })] }],
  ["/name", tool({ name: 5 })],
  ["/name", tool({ name: "get weather" })],
  ["/name", tool({ name: "" })],
  ["/description", tool({ description: 5 })],
  ["/strict", tool({ strict: "true" })],
  ["/type", tool({ type: "module" })],
  ["/defer_loading", tool({ defer_loading: 1 })],
  ["/cache_control/type", tool({ cache_control: { type: "x" } })],
  ["/cache_control/ttl", tool({ cache_control: { type: "ephemeral", ttl: "2h" } })],
  ["/allowed_callers", tool({ allowed_callers: [] })],
  ["/allowed_callers/0", tool({ allowed_callers: ["me"] })],
  ["/input_examples/0", tool({ input_examples: [5] })],
  ["/x-batchgen/approval", tool({ "x-batchgen": { approval: "yes" } })],
  ["/x-batchgen/timeoutMs", tool({ "x-batchgen": { timeoutMs: 0 } })],
  ["/x-batchgen/aproval", tool({ "x-batchgen": { aproval: true } })],
  ["/input_schema", tool({ input_schema: "{}" })],
  ["/input_schema/type", tool({ input_schema: { type: "string" } })],
  ["/input_schema/properties/$a", tool({ input_schema: { ...object, properties: { $a: {} } } })],
  ["/input_schema/required", tool({ input_schema: { ...object, required: true } })],
  ["/input_schema/required/0", tool({ input_schema: { ...object, required: [1] } })],
  ["/input_schema/properties/a", property(null)],
  ["/input_schema/properties/a", property("string")],
  ["/input_schema/properties/a/type", property({ type: "any" })],
  ["/input_schema/properties/a/type/1", property({ type: ["string", "nil"] })],
  ["/input_schema/properties/a/enum", property({ enum: "a" })],
  ["/input_schema/properties/a/anyOf", property({ anyOf: [] })],
  ["/input_schema/properties/a/anyOf/0", property({ anyOf: [5] })],
  ["/input_schema/properties/a/minLength", property({ minLength: -1 })],
  ["/input_schema/properties/a/multipleOf", property({ multipleOf: 0 })],
  ["/input_schema/properties/a/items", property({ type: "array", items: "string" })],
  ["/inputSchema/properties", { name: "x", inputSchema: { ...object, properties: [] } }],
  ["/function/parameters/type", { type: "function", function: { name: "x", parameters: { type: "array" } } }],
  ["/outputSchema", { name: "x", inputSchema: object, outputSchema: 5 }],
];

describe("tool.schema.json", () => {
  it.each(ACCEPTED.map((file) => [JSON.stringify(file), file]))("accepts %s, as batchgen does", (_, file) => {
    expect(validate(file), JSON.stringify(validate.errors)).toBe(true);
    expect(runFiles({ "x.json": JSON.stringify(file) }).errors).toEqual([]);
  });

  it.each(REFUSED.map(([place, file]) => [place, JSON.stringify(file), file] as const))(
    "refuses at %j: %s, as batchgen does",
    (place, _, file) => {
      expect(validate(file)).toBe(false);
      expect(deepest(validate.errors ?? [])).toBe(place);
      expect(runFiles({ "x.json": JSON.stringify(file) }).errors.map(({ pointer }) => pointer)).toContain(place);
    },
  );

  it("knows every keyword that batchgen knows", () => {
    const known = Object.keys(SCHEMA.definitions.schemaObject.properties);
    expect([...KEYWORDS.keys()].filter((keyword) => !known.includes(keyword))).toEqual([]);
  });

  it.skipIf(CORPORA === undefined)("accepts every definition of the corpora that batchgen takes", () => {
    const folder = CORPORA ?? "";
    for (const file of readdirSync(folder).filter((name) => /\.jsonl?$/.test(name))) {
      const text = readFileSync(join(folder, file), "utf8");
      const lists: unknown[] = file.endsWith(".json")
        ? [JSON.parse(text)]
        : text
            .trim()
            .split("\n")
            .map((line) => JSON.parse(line).tools);
      for (const list of lists) expect(validate(list), `${file} ${JSON.stringify(validate.errors)}`).toBe(true);
    }
  });
});

/** The place that an editor underlines: that of the innermost fault. */
function deepest(errors: readonly ErrorObject[]): string {
  const places = errors
    .filter(({ keyword }) => !["if", "anyOf"].includes(keyword))
    .map(({ instancePath, params }) => {
      const key = params["additionalProperty"] ?? params["propertyName"];
      return typeof key === "string" ? `${instancePath}/${key}` : instancePath;
    });
  return places.reduce((a, b) => (b.split("/").length > a.split("/").length ? b : a), "");
}
