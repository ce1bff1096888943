import ts from "typescript";
import { expect, test } from "vitest";
import { emitTypes } from "../../generator/emit/types/emit-types.js";
import type { JsonObject } from "../../generator/json/values.js";
import { toolOf } from "./support.js";

/** The file of a tool `t`, without the comment that an input has when its schema says nothing of itself. */
function typesOf(inputSchema: JsonObject, outputSchema?: JsonObject): string {
  const text = emitTypes(toolOf("t", { type: "object", ...inputSchema }, outputSchema));
  return text.replace(/\/\*\* The (?:in|out)put of `t`\. \*\/\n/g, "").trim();
}

/** The type of a property `x` with this schema, on as many lines as it takes. */
function typeOf(schema: unknown, definitions?: JsonObject): string {
  const properties = { x: schema };
  const text = typesOf({ properties, required: ["x"], ...(definitions && { $defs: definitions }) });
  return text.replace(/^export type TInput = \{\n {2}x: /, "").replace(/;\n\};/, "");
}

test.each<[string, unknown, string]>([
  ["any value", true, "unknown"],
  ["any value, described", { description: "x" }, "/** x */"],
  ["a string", { type: "string" }, "string"],
  ["an integer", { type: "integer" }, "number"],
  ["a number or an integer", { type: ["number", "integer"] }, "number"],
  ["null", { type: "null" }, "null"],
  ["a string or null, null last", { type: ["null", "string"] }, "string | null"],
  ["a nullable string", { type: "string", nullable: true }, "string | null"],
  ["an open object", { type: "object" }, "{ [key: string]: unknown }"],
  ["an open object with no properties", { type: "object", properties: {} }, "{ [key: string]: unknown }"],
  ["a closed empty object", { type: "object", additionalProperties: false }, "Record<string, never>"],
  ["a record", { type: "object", additionalProperties: { type: "number" } }, "{ [key: string]: number }"],
  [
    "a record over patterns, with nothing besides",
    { type: "object", patternProperties: { "^x": { type: "string" } }, additionalProperties: false },
    "{ [key: string]: string }",
  ],
  [
    "a record over patterns, with anything besides",
    { type: "object", patternProperties: { "^x": { type: "string" } } },
    "{ [key: string]: unknown }",
  ],
  [
    "a record over listed keys",
    { type: "object", propertyNames: { enum: ["a", "b"] }, additionalProperties: { type: "number" }, required: ["a"] },
    "{ a: number; b?: number }",
  ],
  [
    "a record over a pattern that every key matches",
    { type: "object", patternProperties: { "^(.*)$": { type: "number" } } },
    "{ [key: string]: number }",
  ],
  [
    "items that nothing else speaks of",
    { type: "array", prefixItems: [{ type: "string" }], minItems: 1, unevaluatedItems: { type: "number" } },
    "[string, ...number[]]",
  ],
  [
    "items that another schema may speak of, too",
    { type: "array", contains: { type: "number" }, unevaluatedItems: { type: "string" } },
    "unknown[]",
  ],
  ["strings of a list", { type: "string", enum: ["a", "b"] }, '"a" | "b"'],
  ["values of a list that are of the type", { type: ["string", "null"], enum: ["a", 1, null] }, '"a" | null'],
  ["a list that nothing matches", { type: "array", enum: ["a"], items: { type: "string" } }, "string[]"],
  ["both booleans", { enum: [true, false, null] }, "boolean | null"],
  ["numbers of a list", { enum: [1, -1, 1.5, 1e21] }, "1 | -1 | 1.5 | 1e+21"],
  ["a constant", { const: "a" }, '"a"'],
  ["a constant object", { const: { a: [1, { b: null }], c: {} } }, "{ a: [1, { b: null }]; c: Record<string, never> }"],
  ["a list of unions", { type: "array", items: { enum: ["a", "b"] } }, '("a" | "b")[]'],
  ["a list of anything", { type: "array" }, "unknown[]"],
  ["a list of nothing", { type: "array", items: false }, "[]"],
  ["a list of at most nothing", { type: "array", items: { type: "string" }, maxItems: 0 }, "[]"],
  [
    "a tuple of fixed length",
    { type: "array", prefixItems: [{ type: "string" }, { type: "number" }], minItems: 2, items: false },
    "[string, number]",
  ],
  [
    "a tuple that may be shorter or longer",
    { type: "array", prefixItems: [{ type: "string" }, { type: ["number", "null"] }], minItems: 1 },
    "[string, (number | null)?, ...unknown[]]",
  ],
  [
    "a tuple with a tail",
    { type: "array", prefixItems: [{}], minItems: 1, items: { type: ["string", "null"] } },
    "[unknown, ...(string | null)[]]",
  ],
  ["either of two", { anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }] }, "string | string[]"],
  ["either of anything", { oneOf: [{ type: "string" }, {}] }, "unknown"],
  ["the type around a union, in its members", { type: "string", anyOf: [{ const: "a" }, { const: 1 }] }, '"a"'],
  ["limits only", { type: "string", allOf: [{ minLength: 1 }, { pattern: "a" }] }, "string"],
  ["two numbers at once", { allOf: [{ type: "integer" }, { type: "number" }] }, "number"],
  [
    "values of two lists at once",
    { allOf: [{ enum: ["a", "b", 1, true, null] }, { enum: ["b", "c", null, true] }, { type: ["string", "boolean"] }] },
    '"b" | true',
  ],
  ["values that two lists have not in common", { allOf: [{ enum: ["a"] }, { enum: ["b"] }] }, '"a" & "b"'],
  ["what a type cannot say", { type: "string", not: { const: "a" } }, "string"],
  ["a schema that nothing matches", false, "unknown"],
  ["two closed objects at once", { allOf: [closed("a"), closed("b")] }, "{ a?: string; b?: string }"],
  [
    "an object that requires one of two",
    { ...closed("a", "b"), anyOf: [{ required: ["a"] }, { required: ["b"] }] },
    "{ a: string; b?: string } | { b: string; a?: string }",
  ],
  [
    "an object that requires one of two, and is open beside them",
    {
      type: "object",
      properties: { a: { type: "string" }, b: { type: "string" }, c: { type: "number" } },
      required: ["c"],
      additionalProperties: { type: "number" },
      allOf: [{ anyOf: [{ required: ["a"] }, { required: ["b"] }] }],
    },
    "{ c: number; [key: string]: number | string | undefined } & ({ a: string; b?: string } | { b: string; a?: " +
      "string })",
  ],
  [
    "an object that requires one of a declared and an undeclared property",
    { ...closed("a"), anyOf: [{ required: ["a", "x"] }, { required: ["y"] }] },
    "{ a: string; x: unknown } | { y: unknown; a?: string }",
  ],
  [
    "an object that requires one of two, of which nothing may be one",
    { type: "object", properties: { a: false, b: true }, anyOf: [{ required: ["a"] }, { required: ["b"] }] },
    "{ a: unknown; b?: unknown } | { b: unknown; a?: never }",
  ],
  [
    "an object whose alternatives say more than what they require",
    { ...closed("a", "b"), anyOf: [{ required: ["a"] }, { required: ["b"], properties: { b: { const: "x" } } }] },
    '{ a?: string; b?: string } & ({ a: unknown } | { b: "x" })',
  ],
  [
    "an object with a part for each kind",
    {
      ...closed("id"),
      oneOf: [
        { properties: { kind: { const: "a" } }, required: ["kind"] },
        { properties: { kind: { const: "b" } }, required: ["kind"] },
      ],
    },
    '{ id?: string } & ({ kind: "a" } | { kind: "b" })',
  ],
  [
    "required properties that are not declared",
    { type: "object", properties: { a: { type: "string" } }, required: ["b"] },
    "{ a?: string; b: unknown }",
  ],
  [
    "properties that only a condition names",
    { type: "object", properties: { a: { type: "string" } }, else: { properties: { b: { type: "string" } } } },
    "{ a?: string; b?: unknown }",
  ],
  [
    "an object where no type is given, which anything else may be too",
    { properties: { a: { type: "string" } } },
    "string | number | boolean | { a?: string } | unknown[] | null",
  ],
  [
    "a property that may not be there",
    { type: "object", properties: { a: false, b: true } },
    "{ a?: never; b?: unknown }",
  ],
  [
    "keys of every kind",
    { type: "object", properties: { "a-b": true, 1: true, class: true } },
    '{ "1"?: unknown; "a-b"?: unknown; class?: unknown }',
  ],
])("%s", (_, schema, expected) => {
  expect(typeOf(schema).replace(/^export type TInput = \{\n {2}(\/\*\*.*)[\s\S]*/, "$1")).toBe(expected);
});

function closed(...keys: string[]): JsonObject {
  const properties = Object.fromEntries(keys.map((key) => [key, { type: "string" }]));
  return { type: "object", properties, additionalProperties: false };
}

test("declared properties beside typed others do not conflict with them", () => {
  const schema = {
    properties: { a: { type: "string" }, b: { type: "boolean" } },
    required: ["a"],
    additionalProperties: { type: "number" },
  };
  expect(typesOf(schema)).toBe(
    "export type TInput = {\n  a: string;\n  b?: boolean;\n  [key: string]: number | string | boolean | undefined;\n};",
  );
});

test("an input without properties is an open object, or one that holds nothing", () => {
  expect(typesOf({})).toBe("export type TInput = { [key: string]: unknown };");
  expect(typesOf({ additionalProperties: false })).toBe("export type TInput = Record<string, never>;");
});

test("what a reference leads to is a type of its own, named after its definition or after its first use", () => {
  const point = { type: "object", properties: { x: { type: "number" } }, description: "A point." };
  const schema = {
    properties: {
      from: { $ref: "#/$defs/point" },
      to: { $ref: "#/$defs/point", description: "The end." },
      via: { type: "array", items: { $ref: "#/$defs/def0" } },
      id: { $ref: "#/$defs/def1" },
    },
    $defs: { point, def0: { ...point }, def1: { type: "string", format: "uuid" } },
  };
  expect(typesOf(schema)).toBe(`export type TInput = {
  from?: Point;
  /** The end. */
  to?: Point;
  via?: ViaItem[];
  /** @format uuid */
  id?: string;
};

/** A point. */
export type Point = {
  x?: number;
};

/** A point. */
export type ViaItem = {
  x?: number;
};`);
});

test("references go round, through the root, a property and a definition", () => {
  const schema = {
    properties: {
      children: { type: "array", items: { $ref: "#" } },
      tree: { type: "object", properties: { left: { $ref: "#/properties/tree" } } },
      json: { $ref: "#/$defs/Json" },
    },
    $defs: { Json: { anyOf: [{ type: "string" }, { type: "array", items: { $ref: "#/$defs/Json" } }] } },
  };
  expect(typesOf(schema)).toBe(`export type TInput = {
  children?: TInput[];
  tree?: Tree;
  json?: Json;
};

export type Tree = {
  left?: Tree;
};

export type Json = string | Json[];`);
});

test("a place that references lead to has its name there, too, and its description where it stands", () => {
  const filter = {
    description: "Which ones.",
    anyOf: [{ type: "object", properties: { and: { type: "array", items: { $ref: "#/properties/filter" } } } }],
  };
  const properties = {
    filter,
    other: { $ref: "#/properties/filter" },
    rows: { type: "array", items: { type: "object", properties: { id: { type: "string" } }, description: "A row." } },
    first: { $ref: "#/properties/rows/items" },
  };
  expect(typesOf({ properties })).toBe(`export type TInput = {
  /** Which ones. */
  filter?: Filter;
  /** Which ones. */
  other?: Filter;
  /** Items: A row. */
  rows?: Rows[];
  first?: Rows;
};

export type Filter = {
  and?: Filter[];
};

/** A row. */
export type Rows = {
  id?: string;
};`);
});

test("what extends another schema is of its kind, without saying so", () => {
  const definitions = { Base: closed("id"), Text: { type: "string" }, Loop: { $ref: "#/$defs/Loop" } };
  const own = { properties: { own: { type: "number" } } };
  const all = { properties: { own: true }, required: ["own"] };
  const properties = {
    a: { $ref: "#/$defs/Base", ...own },
    b: { allOf: [{ $ref: "#/$defs/Base" }, own] },
    c: { anyOf: [{ $ref: "#/$defs/Base" }, { type: "null" }], ...own },
    d: { oneOf: [{ const: "x" }, { enum: [1, null] }], items: { type: "string" } },
    e: { $ref: "#/$defs/Loop", ...all },
  };
  const text = typesOf({ properties, $defs: definitions });
  expect(text.slice(0, text.indexOf("\n\n"))).toBe(`export type TInput = {
  a?: Base & { own?: number };
  b?: Base & { own?: number };
  c?: ({ own?: number } | null) & (Base | null);
  d?: "x" | 1 | null;
  e?: Loop & (string | number | boolean | { own: unknown } | unknown[] | null);
};`);
});

test("a name that a program gives its type is no title", () => {
  expect(emitTypes(toolOf("t", { type: "object", title: "searchArguments" }))).toMatch(/^\/\*\* The input of `t`/);
  expect(emitTypes(toolOf("t", { type: "object", title: "What to search" }))).toMatch(/^\/\*\* What to search \*/);
  const Node = { title: "Node", type: "object", properties: { next: { $ref: "#/$defs/Node" } } };
  expect(typesOf({ properties: { list: { $ref: "#/$defs/Node" } }, $defs: { Node } })).not.toContain("/**");
});

test("references that lead nowhere else are no type", () => {
  const definitions = {
    A: { anyOf: [{ $ref: "#/$defs/B" }, { type: "string" }] },
    B: { anyOf: [{ $ref: "#/$defs/A" }, { type: "number" }] },
    C: { $ref: "#/$defs/C" },
    D: { allOf: [{ $ref: "#/$defs/D" }, closed("a")] },
  };
  const properties = Object.fromEntries(Object.keys(definitions).map((key) => [key, { $ref: `#/$defs/${key}` }]));
  const text = typesOf({ properties, $defs: definitions });
  expect(text).toContain("export type A = number | string;");
  expect(text).toContain("export type B = string | number;");
  expect(text).toContain("export type C = unknown;");
  expect(text).toContain("export type D = {\n  a?: string;\n};");
});

test("the types of an input and an output never meet", () => {
  const schemaWith = (type: string): JsonObject => ({
    type: "object",
    properties: { a: { $ref: "#/$defs/Item" } },
    $defs: { Item: { type: "object", properties: { x: { type } } } },
  });
  const text = typesOf(schemaWith("string"), schemaWith("number"));
  expect(text.match(/export type \w+/g)).toEqual([
    "export type TInput",
    "export type Item",
    "export type TOutput",
    "export type Item2",
  ]);
  expect(text).toContain("export type Item = {\n  x?: string;\n};");
  expect(text).toContain("export type Item2 = {\n  x?: number;\n};");
});

test("definitions called as TypeScript's own types, as the input or as nothing do not hide or break them", () => {
  const keys = ["Record", "Promise", "string", "TInput", "t-input", "", "1", "*/", "Ünï", "地址", "__proto__"];
  const text = typesOf({
    properties: Object.fromEntries(
      keys.map((key, index) => [`p${index}`, { $ref: `#/$defs/${encodeURIComponent(key.replaceAll("/", "~1"))}` }]),
    ),
    $defs: JSON.parse(
      `{${keys.map((key) => `${JSON.stringify(key)}:{"type":"object","properties":{"a":true}}`).join(",")}}`,
    ),
  });
  expect(text.match(/export type [^ ]+/g)?.slice(1)).toEqual(
    ["RecordType", "PromiseType", "StringType", "TInput2", "TInput3", "P5", "P6", "P7", "Ünï", "地址", "Proto"].map(
      (name) => `export type ${name}`,
    ),
  );
});

test("comments hold descriptions, titles that say more than the key, and what limits the value", () => {
  const properties = {
    max_results: { type: "integer", title: "Max Results", default: 10, minimum: 1, maximum: 100 },
    word: { type: "string", title: "The word to look up" },
    when: { type: "string", format: "date-time", pattern: "^.*$", description: "  When.\n\n\n  - one\r\n  - two  " },
    old: { type: "string", deprecated: true, minLength: 0, default: null },
    tags: { type: "array", items: { type: "string", description: "A tag." } },
    maybe: { anyOf: [{ type: "string", description: "Told inside.", format: "email" }, { type: "null" }] },
    wrong: { type: "string", minimum: 3, maxItems: 4, minLength: 2 },
    machine: { type: "integer", minimum: -9007199254740991, maximum: 2147483647 },
  };
  expect(typesOf({ properties, description: "All of it." })).toBe(`/** All of it. */
export type TInput = {
  /**
   * @default 10
   * @minimum 1
   * @maximum 100
   */
  max_results?: number;
  /** The word to look up */
  word?: string;
  /**
   * When.
   *
   *   - one
   *   - two
   * @format date-time
   */
  when?: string;
  /** @deprecated */
  old?: string;
  /** Items: A tag. */
  tags?: string[];
  /**
   * Told inside.
   * @format email
   */
  maybe?: string | null;
  /** @minLength 2 */
  wrong?: string;
  machine?: number;
};`);
});

test("a comment cannot be ended, tagged, reordered or broken by the text in it", () => {
  const description = "*/ a\u2028b\n@deprecated x me@example.com \u202e \ud800 \u0000";
  expect(typesOf({ properties: { a: { description } } })).toBe(`export type TInput = {
  /**
   * *\\/ a
   * b
   * \\@deprecated x me@example.com \\u202e \ufffd \\u0000
   */
  a?: unknown;
};`);
});

test.each(["@", "a\n@", "\u200b@a", "\u3000@a", "*@a", "- @a", `${"a ".repeat(56)}@b c`])(
  "no text begins a tag: %j",
  async (description) => {
    const text = typesOf({ properties: { a: { type: "string", description } } });
    const tags: unknown[] = [];
    const visit = (node: ts.Node): void => {
      tags.push(...ts.getJSDocTags(node));
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile("x.ts", text, ts.ScriptTarget.Latest, true));
    expect(tags, text).toEqual([]);
  },
);

test("long lines are broken at spaces, and lists keep their indent", () => {
  const description = `- ${"word ".repeat(40)}`;
  const text = typesOf({ properties: { a: { type: "string", description } } });
  for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(120);
  expect(text).toMatch(/\n {3}\* - word .*\n {3}\* {3}word/);
});

test("code and tables are not broken, whatever comes after them is", () => {
  const row = `| ${"cell ".repeat(30)}|`;
  const code = `  {"a": ${"1, ".repeat(60)}}`;
  const prose = `${"word ".repeat(40)}end`;
  const description = [row, "```json", code, "```", prose].join("\n");
  const lines = typesOf({ properties: { a: { type: "string", description } } }).split("\n");
  expect(lines).toContain(`   * ${row}`);
  expect(lines).toContain(`   * ${code}`);
  expect(lines.filter((line) => line.length > 120)).toHaveLength(2);
});

test("a union that multiplies out beyond what TypeScript takes accepts more instead", () => {
  const wide = (prefix: string): JsonObject => ({
    anyOf: Array.from({ length: 400 }, (_, index) => ({ required: [`${prefix}${index}`] })),
  });
  const text = typesOf({ ...closed("id"), allOf: [wide("a"), wide("b")] });
  expect(text).toContain("a399: unknown");
  expect(text).not.toContain("b0: unknown");
});

test("alternatives that would write out thousands of properties stay short", () => {
  const keys = Array.from({ length: 60 }, (_, index) => `k${index}`);
  const text = typesOf({ ...closed(...keys), anyOf: keys.map((key) => ({ required: [key] })) });
  expect(text).toContain("k59: unknown");
  expect(text.match(/k0\b/g)).toHaveLength(2);
});

test("2,000 properties, 5,000 values and 500 levels are no trouble", { timeout: 20_000 }, () => {
  let deep: JsonObject = { type: "string" };
  for (let level = 0; level < 500; level++) deep = { type: "object", properties: { a: deep } };
  const many = Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`p${index}`, { type: "string" }]));
  const values = Array.from({ length: 5000 }, (_, index) => `v${index}`);
  const text = typesOf({ properties: { ...many, deep, value: { enum: values } } });
  expect(text).toContain("  p1999?: string;\n");
  expect(text).toContain('| "v4999"');
  expect(text).toContain("a?: unknown");
});

test("equal definitions give equal texts, whatever the process did before", () => {
  const schema = { properties: { a: { $ref: "#/$defs/A" } }, $defs: { A: closed("x") } };
  const first = typesOf(schema);
  typesOf({ properties: { other: { type: "string", description: "y" } } });
  expect(typesOf(structuredClone(schema))).toBe(first);
});
