import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, it } from "vitest";
import { generated } from "../support/generated.js";
import type { Loose } from "../support/loose.js";

const string = { type: "string" };
const number = { type: "number" };
const point = { type: "object", properties: { x: number }, required: ["x"] };

/** Every way of referring, with values that are valid and values that are not. */
const cases: { [name: string]: { schema: { [keyword: string]: unknown }; valid: object[]; invalid: object[] } } = {
  root: {
    schema: { properties: { v: number, kids: { type: "array", items: { $ref: "#" } } }, required: ["v"] },
    valid: [{ v: 1 }, { v: 1, kids: [{ v: 2, kids: [] }] }],
    invalid: [{ v: 1, kids: [{ kids: [] }] }],
  },
  property: {
    schema: {
      properties: {
        a: { type: "object", properties: { b: { type: "array", items: string }, "c/d~%": number }, required: ["b"] },
        same: { $ref: "#/properties/a" },
        item: { $ref: "#/properties/a/properties/b/items" },
        odd: { $ref: "#/properties/a/properties/c~1d~0%25" },
      },
    },
    valid: [{ same: { b: ["x"] } }, { item: "x" }, { odd: 1 }],
    invalid: [{ same: {} }, { item: 1 }, { odd: "x" }],
  },
  recursive: {
    schema: {
      properties: { tree: { $ref: "#/$defs/Tree" } },
      $defs: {
        Tree: { type: "object", properties: { leaf: { $ref: "#/$defs/Leaf" } }, additionalProperties: false },
        Leaf: { anyOf: [string, { $ref: "#/$defs/Tree" }] },
      },
    },
    valid: [{ tree: {} }, { tree: { leaf: { leaf: "x" } } }],
    invalid: [{ tree: { leaf: { other: 1 } } }],
  },
  root_through_definition: {
    schema: {
      properties: { t: { $ref: "#/$defs/T" }, n: number },
      required: ["n"],
      $defs: { T: { type: "object", properties: { again: { $ref: "#" } } } },
    },
    valid: [{ n: 1, t: { again: { n: 2 } } }],
    invalid: [{ n: 1, t: { again: {} } }],
  },
  root_through_the_same_definition: {
    schema: {
      properties: { t: { $ref: "#/$defs/T" }, s: string },
      required: ["s"],
      $defs: { T: { type: "object", properties: { again: { $ref: "#" } } } },
    },
    valid: [{ s: "x", t: { again: { s: "y" } } }],
    invalid: [
      { s: "x", t: { again: {} } },
      { s: "x", t: { again: { n: 2 } } },
    ],
  },
  shared: {
    schema: { properties: { p: { $ref: "#/$defs/Point" } }, $defs: { Point: point } },
    valid: [{ p: { x: 1 } }],
    invalid: [{ p: {} }],
  },
  shared_again: {
    schema: { properties: { q: { $ref: "#/$defs/Point" } }, $defs: { Point: point } },
    valid: [{ q: { x: 1 } }],
    invalid: [{ q: {} }],
  },
  same_name_other_meaning: {
    schema: { properties: { p: { $ref: "#/$defs/Point" } }, $defs: { Point: { type: "array", items: number } } },
    valid: [{ p: [1] }],
    invalid: [{ p: { x: 1 } }],
  },
  anchor: {
    schema: { properties: { a: { $ref: "#place" } }, $defs: { A: { $anchor: "place", ...point } } },
    valid: [{ a: { x: 1 } }],
    invalid: [{ a: {} }],
  },
  dynamic: {
    schema: {
      properties: { n: { $ref: "#/$defs/n" } },
      $defs: {
        n: {
          $dynamicAnchor: "node",
          type: "object",
          properties: { v: string, kids: { type: "array", items: { $dynamicRef: "#node" } } },
        },
      },
    },
    valid: [{ n: { v: "x", kids: [{ v: "y" }] } }],
    invalid: [{ n: { kids: [{ v: 1 }] } }],
  },
  address: {
    schema: {
      $id: "https://example.com/root.json",
      properties: { a: { $ref: "sub.json" }, b: { $ref: "https://example.com/sub.json#/$defs/inner" } },
      $defs: {
        sub: {
          $id: "sub.json",
          type: "object",
          properties: { x: { $ref: "#/$defs/inner" } },
          required: ["x"],
          $defs: { inner: { type: "integer" } },
        },
      },
    },
    valid: [{ a: { x: 1 }, b: 1 }],
    invalid: [{ a: {} }, { a: { x: "1" } }, { b: "1" }],
  },
  unevaluated: {
    schema: {
      properties: {
        p: { $ref: "#/$defs/Point", properties: { own: string }, unevaluatedProperties: false },
        q: { allOf: [{ $ref: "#/$defs/Point" }, { $ref: "#/properties/r" }], unevaluatedProperties: false },
        r: { type: "object", properties: { y: number } },
      },
      $defs: { Point: point },
    },
    valid: [{ p: { x: 1, own: "x" } }, { q: { x: 1, y: 1 } }],
    invalid: [{ p: { x: 1, other: 1 } }, { q: { x: 1, z: 1 } }],
  },
  odd_keys: {
    schema: {
      properties: { a: { $ref: "#/$defs/a~1b%20c~0" }, b: { $ref: "#/$defs/__proto__" }, c: { $ref: "#/$defs/é" } },
      $defs: JSON.parse('{"a/b c~":{"type":"string"},"__proto__":{"type":"number"},"é":{"type":"boolean"}}'),
    },
    valid: [{ a: "x", b: 1, c: true }],
    invalid: [{ a: 1 }, { b: "x" }, { c: 1 }],
  },
  condition: {
    schema: {
      properties: { kind: { enum: ["a", "b"] }, v: true },
      if: { properties: { kind: { const: "a" } } },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { properties: { v: { $ref: "#/$defs/A" } } },
      else: { properties: { v: { $ref: "#/$defs/B" } } },
      $defs: { A: string, B: number },
    },
    valid: [
      { kind: "a", v: "x" },
      { kind: "b", v: 1 },
    ],
    invalid: [
      { kind: "a", v: 1 },
      { kind: "b", v: "x" },
    ],
  },
  inner_definitions: {
    schema: {
      properties: {
        a: { type: "object", properties: { b: { $ref: "#/properties/a/$defs/B" } }, $defs: { B: number } },
        c: { $ref: "#/$defs/P/$defs/Q" },
      },
      $defs: { P: { type: "string", $defs: { Q: { enum: ["x"] } } } },
    },
    valid: [{ a: { b: 1 }, c: "x" }],
    invalid: [{ a: { b: "x" } }, { c: "z" }],
  },
};

const names = Object.keys(cases);

const isValid = (name: string, value: object): boolean => cases[name]?.valid.includes(value) ?? false;
const valuesOf = (name: string): object[] => [...(cases[name]?.valid ?? []), ...(cases[name]?.invalid ?? [])];

it("every reference means in the batch tool and to the dispatcher what it means in its definition", async () => {
  const schemas = new Map(names.map((name) => [name, { type: "object", ...cases[name]?.schema }]));
  const $schema = "https://json-schema.org/draft/2020-12/schema";
  const code: Loose = await generated(
    names.map((name) => ({ name, description: "Refers", inputSchema: { $schema, ...schemas.get(name) } })),
  );
  const dispatcher = code.createDispatcher({}, { decode: "strict" });
  for (const [name, schema] of schemas) {
    const check = new Ajv2020({ strict: false, ownProperties: true }).compile(schema);
    for (const value of valuesOf(name)) {
      const at = `${name} ${JSON.stringify(value)}`;
      expect(check(value), at).toBe(isValid(name, value));
      expect((await dispatcher.validate(name, value)).length === 0, at).toBe(isValid(name, value));
    }
  }
  for (const [exposure, subset] of [
    ["alongside", names],
    ["batch-only", names],
    ["alongside", names.filter((_, index) => index % 2 === 1)],
  ] as const) {
    const [batchTool] = code.toolsFor(exposure, subset);
    const accepts = new Ajv2020({ strict: false, ownProperties: true }).compile(batchTool.input_schema);
    for (const name of subset) {
      for (const value of valuesOf(name)) {
        const batch = { invocations: [{ name, arguments: value }] };
        expect(accepts(batch), `${exposure} ${JSON.stringify(batch)}`).toBe(isValid(name, value));
      }
    }
  }
});
