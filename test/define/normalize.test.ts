import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { fullFormats } from "ajv-formats/dist/formats.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../generator/json/values.js";
import { runFiles } from "./corpora.js";

const DRAFT_07 = "http://json-schema.org/draft-07/schema#";
const DRAFT_04 = "http://json-schema.org/draft-04/schema#";

/** The normal form of a schema, as that of an output, whose root may be anything. */
function normalOf(schema: unknown): JsonObject {
  const run = runFiles({
    "x.json": JSON.stringify({ name: "x", description: "d", inputSchema: { type: "object" }, outputSchema: schema }),
  });
  expect(run.errors, run.text).toEqual([]);
  return run.tools[0]?.outputSchema ?? {};
}

function validator(schema: object): (value: unknown) => boolean {
  const validate = new Ajv2020({ strict: false, logger: false, formats: fullFormats }).compile(schema);
  return (value) => validate(value) === true;
}

/** What the normal form looks like, and a value that it takes and one that it does not. */
const CASES: { what: string; schema: JsonObject; normal: JsonObject; valid: unknown; invalid: unknown }[] = [
  {
    what: "a draft-07 tuple becomes prefixItems, and what came after it items",
    schema: { $schema: DRAFT_07, items: [{ type: "number" }, { type: "string" }], additionalItems: false },
    normal: { prefixItems: [{ type: "number" }, { type: "string" }], items: false },
    valid: [1, "a"],
    invalid: [1, "a", 2],
  },
  {
    what: "an array of items is a tuple whatever draft is named, since nothing else can be meant",
    schema: { items: [{ type: "number" }] },
    normal: { prefixItems: [{ type: "number" }] },
    valid: [1, "a"],
    invalid: ["a"],
  },
  {
    what: "dependencies become dependentRequired and dependentSchemas",
    schema: { $schema: DRAFT_07, dependencies: { a: ["b"], c: { required: ["d"] } } },
    normal: { dependentRequired: { a: ["b"] }, dependentSchemas: { c: { required: ["d"] } } },
    valid: { a: 1, b: 1 },
    invalid: { c: 1 },
  },
  {
    what: "definitions are merged into $defs, and one that meets another gets a number",
    schema: {
      properties: { a: { $ref: "#/$defs/A" }, b: { $ref: "#/definitions/A" } },
      $defs: { A: { type: "string" } },
      definitions: { A: { type: "number" } },
    },
    normal: {
      properties: { a: { $ref: "#/$defs/A" }, b: { $ref: "#/$defs/A_2" } },
      $defs: { A: { type: "string" }, A_2: { type: "number" } },
    },
    valid: { a: "x", b: 1 },
    invalid: { a: "x", b: "x" },
  },
  {
    what: "up to draft 07 what stands beside $ref counts for nothing, but for what it says to people",
    schema: {
      $schema: DRAFT_07,
      properties: { a: { $ref: "#/definitions/A", type: "number", description: "kept" } },
      definitions: { A: { type: "string" } },
    },
    normal: { properties: { a: { $ref: "#/$defs/A", description: "kept" } }, $defs: { A: { type: "string" } } },
    valid: { a: "x" },
    invalid: { a: 1 },
  },
  {
    what: "in 2020-12 what stands beside $ref counts as well",
    schema: { properties: { a: { $ref: "#/$defs/A", minLength: 2 } }, $defs: { A: { type: "string" } } },
    normal: { properties: { a: { $ref: "#/$defs/A", minLength: 2 } }, $defs: { A: { type: "string" } } },
    valid: { a: "xx" },
    invalid: { a: "x" },
  },
  {
    what: "an anchor becomes a pointer",
    schema: { properties: { a: { $ref: "#here" } }, $defs: { A: { $anchor: "here", type: "string" } } },
    normal: { properties: { a: { $ref: "#/$defs/A" } }, $defs: { A: { type: "string" } } },
    valid: { a: "x" },
    invalid: { a: 1 },
  },
  {
    what: "an $id of draft 07 with a fragment is an anchor",
    schema: {
      $schema: DRAFT_07,
      $id: "https://example.com/root.json",
      properties: { a: { $ref: "other.json#foo" } },
      definitions: { A: { $id: "https://example.com/other.json#foo", type: "string" } },
    },
    normal: { properties: { a: { $ref: "#/$defs/A" } }, $defs: { A: { type: "string" } } },
    valid: { a: "x" },
    invalid: { a: 1 },
  },
  {
    what: "an address that a part of the schema has by its $id leads there",
    schema: {
      $id: "https://example.com/tree",
      properties: { nodes: { items: { $ref: "node" } } },
      $defs: { node: { $id: "node", properties: { value: { type: "number" }, sub: { $ref: "tree" } } } },
    },
    normal: {
      properties: { nodes: { items: { $ref: "#/$defs/node" } } },
      $defs: { node: { properties: { value: { type: "number" }, sub: { $ref: "#" } } } },
    },
    valid: { nodes: [{ value: 1, sub: { nodes: [{ value: 2 }] } }] },
    invalid: { nodes: [{ value: 1, sub: { nodes: [{ value: "2" }] } }] },
  },
  {
    what: "a pointer is read from the part that has an address of its own",
    schema: {
      properties: { a: { $ref: "#/$defs/inner" } },
      $defs: {
        A: { type: "number" },
        inner: { $id: "https://example.com/inner", $ref: "#/$defs/A", $defs: { A: { type: "string" } } },
      },
    },
    normal: {
      properties: { a: { $ref: "#/$defs/inner" } },
      $defs: { A: { type: "number" }, inner: { $ref: "#/$defs/inner/$defs/A", $defs: { A: { type: "string" } } } },
    },
    valid: { a: "x" },
    invalid: { a: 1 },
  },
  {
    what: "a target under a keyword of one's own moves to $defs",
    schema: {
      properties: { a: { $ref: "#/components/schemas/A~1B" } },
      components: { schemas: { "A/B": { type: "string" } } },
    },
    normal: {
      properties: { a: { $ref: "#/$defs/A_B" } },
      $defs: { A_B: { type: "string" } },
    },
    valid: { a: "x" },
    invalid: { a: 1 },
  },
  {
    what: "a reference into a tuple follows it",
    schema: { $schema: DRAFT_07, items: [{ type: "integer" }, { $ref: "#/items/0" }] },
    normal: { prefixItems: [{ type: "integer" }, { $ref: "#/prefixItems/0" }] },
    valid: [1, 2],
    invalid: [1, "2"],
  },
  {
    what: "exclusive limits of draft 04 become numbers",
    schema: { $schema: DRAFT_04, minimum: 0, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false },
    normal: { exclusiveMinimum: 0, maximum: 9 },
    valid: 9,
    invalid: 0,
  },
  {
    what: "a $dynamicRef with one anchor is a $ref",
    schema: { $dynamicAnchor: "node", type: "object", properties: { c: { items: { $dynamicRef: "#node" } } } },
    normal: { type: "object", properties: { c: { items: { $ref: "#" } } } },
    valid: { c: [{ c: [] }] },
    invalid: { c: [1] },
  },
  {
    what: "a $recursiveRef of 2019-09 is a $ref to the root",
    schema: {
      $schema: "https://json-schema.org/draft/2019-09/schema",
      type: "object",
      properties: { c: { $recursiveRef: "#" } },
    },
    normal: { type: "object", properties: { c: { $ref: "#" } } },
    valid: { c: { c: {} } },
    invalid: { c: 1 },
  },
  {
    what: "OpenAPI's nullable allows null",
    schema: {
      properties: { a: { type: "string", nullable: true }, b: { anyOf: [{ type: "string" }], nullable: true } },
    },
    normal: {
      properties: { a: { type: ["string", "null"] }, b: { anyOf: [{ type: "string" }, { type: "null" }] } },
    },
    valid: { a: null, b: null },
    invalid: { a: 1 },
  },
  {
    what: "nullable beside anything but a type is an alternative, and references into it still lead there",
    schema: {
      properties: {
        a: { allOf: [{ $ref: "#/$defs/A" }], nullable: true, title: "A" },
        b: { $ref: "#/properties/a/allOf/0", nullable: true },
        c: { oneOf: [{ type: "string" }, { type: "null" }], nullable: true },
        d: { type: "string", enum: ["x"], nullable: true },
      },
      $defs: { A: { type: "string" } },
    },
    normal: {
      properties: {
        a: { title: "A", anyOf: [{ allOf: [{ $ref: "#/$defs/A" }] }, { type: "null" }] },
        b: { anyOf: [{ $ref: "#/properties/a/anyOf/0/allOf/0" }, { type: "null" }] },
        c: { anyOf: [{ oneOf: [{ type: "string" }, { type: "null" }] }, { type: "null" }] },
        d: { type: ["string", "null"], enum: ["x", null] },
      },
      $defs: { A: { type: "string" } },
    },
    valid: { a: null, b: null, c: null, d: null },
    invalid: { b: 1 },
  },
  {
    what: "a pattern that needs no Unicode mode is written for it, where it has one meaning",
    schema: {
      properties: { a: { pattern: "^[\\w-.]+@{x}$" }, b: { pattern: "^a{,2}$" }, c: { pattern: "[[:alpha:]]" } },
    },
    normal: { properties: { a: { pattern: "^[\\w\\-.]+@\\{x\\}$" }, b: {}, c: {} } },
    valid: { a: "a-b.c@{x}" },
    invalid: { a: "a b@{x}" },
  },
  {
    what: "a pattern that cannot be compiled is left out, with what would refuse in its stead",
    schema: {
      properties: { a: { pattern: "(?P<x>a)" }, b: { pattern: "^[\\_]$" } },
      patternProperties: { "^x\\Z": { type: "number" } },
      additionalProperties: false,
    },
    normal: { properties: { a: {}, b: { pattern: "^[_]$" } }, patternProperties: {} },
    valid: { a: "b", x: 1 },
    invalid: { b: "x" },
  },
  {
    what: "values that stand twice are taken once",
    schema: {
      type: ["string", "string", "object"],
      required: ["a", "a"],
      properties: { a: { enum: [1, [2], 1, [2]] } },
    },
    normal: { type: ["string", "object"], required: ["a"], properties: { a: { enum: [1, [2]] } } },
    valid: { a: [2] },
    invalid: {},
  },
  {
    what: "data is not walked",
    schema: {
      const: { $ref: "#/nowhere", items: [{}], definitions: {} },
      default: { $id: "x" },
      examples: [{ nullable: true }],
    },
    normal: {
      const: { $ref: "#/nowhere", items: [{}], definitions: {} },
      default: { $id: "x" },
      examples: [{ nullable: true }],
    },
    valid: { $ref: "#/nowhere", items: [{}], definitions: {} },
    invalid: {},
  },
  {
    what: "a property may have any name, also that of a keyword",
    schema: {
      properties: { $ref: { type: "string" }, $id: { type: "number" }, definitions: { items: [{ type: "null" }] } },
    },
    normal: {
      properties: {
        $ref: { type: "string" },
        $id: { type: "number" },
        definitions: { prefixItems: [{ type: "null" }] },
      },
    },
    valid: { $ref: "x", $id: 1, definitions: [null] },
    invalid: { $ref: 1 },
  },
  {
    what: "keywords that a validator stumbles over are dropped",
    schema: { id: "x", $async: true, $vocabulary: {}, type: "object", "x-of-mine": { $id: "y" }, example: { a: 1 } },
    normal: { type: "object", example: { a: 1 } },
    valid: {},
    invalid: 1,
  },
];

describe("the normal form", () => {
  it.each(CASES)("$what", ({ schema, normal, valid, invalid }) => {
    const before = JSON.stringify(schema);
    const made = normalOf(schema);
    expect(made).toEqual(normal);
    const accepts = validator(made);
    expect(accepts(valid)).toBe(true);
    expect(accepts(invalid)).toBe(false);
    expect(JSON.stringify(schema)).toBe(before);
  });

  it("is its own normal form", () => {
    for (const { schema } of CASES) {
      const once = normalOf(schema);
      expect(normalOf(once)).toEqual(once);
    }
  });

  it("keeps a property called __proto__ as a key of its own", () => {
    const text =
      '{"name":"x","description":"d","input_schema":{"type":"object","properties":{"__proto__":{"type":"string"}}}}';
    const [tool] = runFiles({ "x.json": text }).tools;
    expect(JSON.stringify(tool?.sent)).toBe(text);
  });

  it.each([
    ["not", { type: "string", not: { pattern: "(?i)^a" } }, { type: "string" }],
    ["not, through a reference", { not: { $ref: "#/$defs/P" } }, {}],
    ["not, in a property", { not: { properties: { a: { patternProperties: { "(?i)a": true } } } } }, {}],
    ["if", { if: { pattern: "(?i)^a" }, else: { minLength: 2 } }, {}],
    [
      "oneOf",
      { oneOf: [{ type: "string", pattern: "(?i)^a" }, { pattern: "^b" }] },
      { anyOf: [{ type: "string" }, { pattern: "^b" }] },
    ],
  ])("refuses nothing more without a pattern that JavaScript cannot compile: %s", (_, schema, normal) => {
    expect(normalOf({ ...schema, $defs: { P: { pattern: "(?i)a" } } })).toEqual({ ...normal, $defs: { P: {} } });
  });

  it("means in 2020-12 what the schema meant in draft 07, for whatever schema and value", () => {
    fc.assert(
      fc.property(
        draft07(),
        fc.array(fc.jsonValue({ maxDepth: 3 }), { minLength: 1, maxLength: 5 }),
        (schema, values) => {
          const original = new Ajv({ strict: false, logger: false }).compile(withoutSiblings(schema));
          const accepts = validator(normalOf(schema));
          for (const value of [...values, ...VALUES])
            expect(accepts(value), JSON.stringify([schema, value])).toBe(original(value));
        },
      ),
      { numRuns: 150, seed: 20261123 },
    );
  });
});

/** Drops what stands beside `$ref`, as draft 07 says; ajv does so for some keywords only. */
function withoutSiblings(schema: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(schema), (_, value) =>
    typeof value?.$ref === "string" ? { $ref: value.$ref } : value,
  ) as JsonObject;
}

/** Values that draft-07 schemas of `draft07` have something to say about. */
const VALUES = [
  null,
  0,
  2,
  "",
  "ab",
  [],
  [1],
  ["a", 1, null],
  {},
  { a: 1 },
  { a: "a", b: [1] },
  { b: {}, c: null },
  { a: { a: "ab" } },
];

/** Draft-07 schemas made of what changed since: tuples, dependencies, definitions, references with siblings. */
function draft07(): fc.Arbitrary<JsonObject> {
  const name = fc.constantFrom("a", "b", "c");
  const { schema } = fc.letrec<{ schema: unknown }>((tie) => {
    const sub = tie("schema");
    const object = fc.record(
      {
        type: fc.constantFrom("object", "array", "string", "number", ["string", "null"], ["object", "array"]),
        items: fc.oneof(sub, fc.array(sub, { minLength: 1, maxLength: 3 })),
        additionalItems: sub,
        properties: fc.dictionary(name, sub),
        required: fc.uniqueArray(name, { maxLength: 2 }),
        additionalProperties: sub,
        patternProperties: fc.dictionary(fc.constantFrom("^a", "[bc]"), sub),
        dependencies: fc.dictionary(name, fc.oneof(sub, fc.uniqueArray(name, { maxLength: 2 }))),
        $ref: fc.constantFrom("#/definitions/a", "#/definitions/b"),
        anyOf: fc.array(sub, { minLength: 1, maxLength: 2 }),
        not: sub,
        minLength: fc.integer({ min: 0, max: 3 }),
        maximum: fc.integer({ min: 0, max: 3 }),
        contains: sub,
        const: fc.jsonValue({ maxDepth: 1 }),
        description: fc.string(),
      },
      { requiredKeys: [] },
    );
    return { schema: fc.oneof({ maxDepth: 3, withCrossShrink: true }, fc.boolean(), object) };
  });
  const leaf = fc.constantFrom(
    { type: "string" },
    { type: "object", properties: { a: { $ref: "#/definitions/b" } } },
    { enum: [1, "ab"] },
  );
  return fc
    .record({ body: schema, a: leaf, b: leaf })
    .map(({ body, a, b }) => ({ $schema: DRAFT_07, allOf: [body], definitions: { a, b } }));
}
