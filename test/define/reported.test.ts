import { describe, it } from "vitest";
import { checkReported, type Reported } from "../support/reported.js";

const string = { type: "string" };
const closed = { additionalProperties: false };
const RECORD = { type: "object", additionalProperties: string };

/** A definition with these properties. */
function taking(properties: object, over: object = {}): object {
  return { name: "x", description: "d", input_schema: { type: "object", properties, ...over } };
}

function folded(schema: object): object {
  return { name: "x", description: "d", input_schema: { type: "object", ...schema } };
}

const SHAPES = {
  Circle: { properties: { kind: { const: "circle" }, r: { type: "number" } }, required: ["kind", "r"], ...closed },
  Square: { properties: { kind: { const: "square" }, a: { type: "number" } }, required: ["kind", "a"], ...closed },
};

/** Siblings of what public reports are about, by kind. */
const KINDS: { readonly [kind: string]: readonly (Reported & { what: string; definition: object })[] } = {
  "a combinator at the root": [
    {
      what: "alternatives with a constant each, closed, behind references",
      definition: folded({
        oneOf: [{ $ref: "#/$defs/Circle" }, { $ref: "#/$defs/Square" }],
        $defs: SHAPES,
      }),
      says: ["SCHEMA_ROOT_COMBINATOR"],
      sent: {
        type: "object",
        properties: {
          kind: { anyOf: [{ const: "circle" }, { const: "square" }] },
          r: { type: "number" },
          a: { type: "number" },
        },
        required: ["kind"],
        ...closed,
        $defs: SHAPES,
      },
      valid: [
        { kind: "circle", r: 1 },
        { kind: "square", a: 1 },
      ],
      invalid: [{ kind: "circle", a: 1 }, { r: 1 }],
    },
    {
      what: "allOf of a base and an extension",
      definition: folded({
        allOf: [
          { properties: { id: string }, required: ["id"] },
          { properties: { note: { type: ["string", "null"] } } },
        ],
      }),
      says: ["SCHEMA_ROOT_COMBINATOR"],
      sent: {
        type: "object",
        properties: { id: string, note: { type: ["string", "null"] } },
        required: ["id"],
      },
      valid: [{ id: "a" }, { id: "a", note: null }],
      invalid: [{ note: "x" }, { id: "a", note: 1 }],
    },
    {
      what: "a condition at the root that brings a parameter",
      definition: folded({
        properties: { mode: { enum: ["file", "text"] } },
        if: { properties: { mode: { const: "file" } }, required: ["mode"] },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: { properties: { path: string }, required: ["path"] },
      }),
      sent: {
        type: "object",
        properties: { mode: { enum: ["file", "text"] }, path: { anyOf: [string, {}] } },
        if: { properties: { mode: { const: "file" } }, required: ["mode"] },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: { properties: { path: string }, required: ["path"] },
      },
      valid: [{ mode: "text" }, { mode: "file", path: "a" }],
      invalid: [{ mode: "file" }],
    },
    {
      what: "a parameter whose name the API refuses at the root, in a branch",
      definition: folded({ anyOf: [{ properties: { "a b": string } }, { required: ["c"] }] }),
      says: ["PROPERTY_KEY_REFUSED"],
      refused: ["/input_schema/anyOf/0/properties/a b", 'Rename it, for example to "a_b"'],
    },
  ],
  "parameters in the wrong place, which are none": [
    {
      what: "what other tools write into schemas",
      definition: taking(
        {
          a: {
            type: "string",
            example: { type: "string" },
            "x-ui": { type: "object" },
            examples: [{ type: "object" }],
          },
          b: { type: "object", errorMessage: { type: "must be an object", properties: { c: "must be text" } } },
          c: { type: "string", xml: { name: "c", type: "string" }, note: "mine", propertyOrder: 1, comment: "c" },
        },
        { components: { schemas: { A: string } }, definitions: { B: string }, "x-form": { a: string } },
      ),
      valid: [{ a: "x" }],
    },
    {
      what: "data under keywords of one's own",
      definition: taking({ a: string }, { ui: { order: ["a"] }, version: 2, meta: { title: "A" }, tags: ["x"] }),
      valid: [{ a: "x" }],
    },
    {
      what: "parameters that are called like keywords",
      definition: taking({ type: string, properties: RECORD, required: { type: "boolean" }, items: {}, enum: string }),
      valid: [{ type: "a", properties: { b: "c" }, required: true, items: 1, enum: "e" }],
      invalid: [{ type: 1 }, { required: "yes" }],
    },
  ],
  "properties without a type": [
    {
      what: "in the items of a list",
      definition: taking({
        rows: { type: "array", items: { properties: { n: { type: "integer" } }, required: ["n"] } },
      }),
      says: ["SCHEMA_TYPE_MISSING"],
      valid: [{ rows: [{ n: 1 }] }],
      invalid: [{ rows: [{}] }],
      repaired: [{ given: { rows: ['{"n":1}'] }, reaches: { rows: [{ n: 1 }] } }],
    },
    {
      what: "behind a reference",
      definition: taking({ cfg: { $ref: "#/$defs/Cfg" } }, { $defs: { Cfg: { properties: { a: string } } } }),
      says: ["SCHEMA_TYPE_MISSING"],
      repaired: [{ given: { cfg: '{"a":"x"}' }, reaches: { cfg: { a: "x" } } }],
      valid: [{ cfg: "no object" }],
    },
    {
      what: "not of a part of another schema, nor where a string is an alternative",
      definition: taking({
        a: { type: "object", allOf: [{ properties: { b: string } }] },
        c: { anyOf: [{ type: "string" }, { type: "object" }], properties: { d: string } },
      }),
      valid: [{ a: { b: "x" }, c: '{"d":"x"}' }],
    },
  ],
  "limits that are true or false": [
    {
      what: "an upper limit in draft 07",
      definition: taking(
        { n: { type: "number", maximum: 1, exclusiveMaximum: true } },
        { $schema: "http://json-schema.org/draft-07/schema#" },
      ),
      says: ["SCHEMA_EXCLUSIVE_BOOLEAN"],
      sent: { type: "object", properties: { n: { type: "number", exclusiveMaximum: 1 } } },
      valid: [{ n: 0.9 }],
      invalid: [{ n: 1 }],
    },
    {
      what: "both, false, without a draft",
      definition: taking({ n: { minimum: 0, exclusiveMinimum: false, maximum: 9, exclusiveMaximum: false } }),
      says: ["SCHEMA_EXCLUSIVE_BOOLEAN", "SCHEMA_EXCLUSIVE_BOOLEAN"],
      sent: { type: "object", properties: { n: { minimum: 0, maximum: 9 } } },
      valid: [{ n: 0 }, { n: 9 }],
      invalid: [{ n: 10 }],
    },
    {
      what: "in draft 04, which has them so, without a word",
      definition: taking(
        { n: { minimum: 0, exclusiveMinimum: true } },
        { $schema: "http://json-schema.org/draft-04/schema#" },
      ),
      sent: { type: "object", properties: { n: { exclusiveMinimum: 0 } } },
      valid: [{ n: 1 }],
      invalid: [{ n: 0 }],
    },
  ],
  "keywords that are null, and an enum without values": [
    {
      what: "schemas and limits that are null",
      definition: taking({
        a: { type: "array", items: null, minItems: null, not: null },
        b: { anyOf: [{ type: "string", format: null }, { type: "null" }], default: null, const: null },
      }),
      says: ["SCHEMA_NULL_KEYWORD", "SCHEMA_NULL_KEYWORD", "SCHEMA_NULL_KEYWORD", "SCHEMA_NULL_KEYWORD"],
      sent: {
        type: "object",
        properties: {
          a: { type: "array" },
          b: { anyOf: [{ type: "string" }, { type: "null" }], default: null, const: null },
        },
      },
      valid: [{ a: [1], b: null }],
      invalid: [{ b: "x" }],
    },
    {
      what: "an enum without values",
      definition: taking({ a: { type: "string", enum: [] }, b: string }),
      says: ["SCHEMA_ENUM_EMPTY"],
      sent: { type: "object", properties: { a: false, b: string } },
      types: ["a?: never"],
      valid: [{ b: "x" }],
      invalid: [{ a: "x" }],
    },
    {
      what: "an enum without values that may be null",
      definition: taking({ a: { type: "string", enum: [], nullable: true } }),
      says: ["SCHEMA_ENUM_EMPTY", "SCHEMA_NULLABLE"],
      valid: [{ a: null }],
      invalid: [{ a: "x" }],
    },
    {
      what: "null keywords at the root and in definitions",
      definition: taking(
        { a: { $ref: "#/$defs/A" } },
        { required: null, description: null, $defs: { A: { type: "string", pattern: null } } },
      ),
      says: ["SCHEMA_NULL_KEYWORD", "SCHEMA_NULL_KEYWORD"],
      sent: { type: "object", properties: { a: { $ref: "#/$defs/A" } }, $defs: { A: string } },
      valid: [{ a: "x" }],
      invalid: [{ a: 1 }],
    },
  ],
  "an enum beside an array": [
    {
      what: "numbers, without items",
      definition: taking({ days: { type: "array", enum: [1, 2] } }),
      says: ["SCHEMA_ENUM_OF_ITEMS"],
      sent: { type: "object", properties: { days: { type: "array", items: { enum: [1, 2] } } } },
      types: ["days?: (1 | 2)[]"],
      valid: [{ days: [1, 1] }],
      invalid: [{ days: [3] }, { days: 1 }],
    },
    {
      what: "items behind a reference, and null",
      definition: taking(
        { tags: { type: ["array", "null"], items: { $ref: "#/$defs/Tag" }, enum: ["a", "b", null] } },
        { $defs: { Tag: { type: "string" } } },
      ),
      says: ["SCHEMA_ENUM_OF_ITEMS"],
      valid: [{ tags: ["a"] }, { tags: null }],
      invalid: [{ tags: ["c"] }],
    },
    {
      what: "not where it lists arrays, or the items have values of their own",
      definition: taking({
        pair: {
          type: "array",
          enum: [
            [1, 2],
            [3, 4],
          ],
        },
        none: { type: "array", items: { enum: ["a"] }, enum: ["b"] },
      }),
      says: ["SCHEMA_ENUM_UNMATCHED"],
      valid: [{ pair: [1, 2] }],
      invalid: [{ pair: [1] }, { none: ["a"] }],
    },
  ],
  never: [
    {
      what: "not: true, and not with words alone",
      definition: taking({ a: { not: true }, b: { not: { description: "anything" } }, c: string }),
      sent: { type: "object", properties: { a: false, b: false, c: string } },
      types: ["a?: never", "b?: never"],
      valid: [{ c: "x" }],
      invalid: [{ a: 1 }, { b: null }],
    },
    {
      what: "in a union, in items and under a name that is referred to",
      definition: taking(
        { a: { anyOf: [{ not: {} }, string] }, b: { type: "array", items: { not: {} } }, c: { $ref: "#/$defs/Never" } },
        { $defs: { Never: { not: {} } } },
      ),
      sent: {
        type: "object",
        properties: { a: { anyOf: [false, string] }, b: { type: "array", items: false }, c: { $ref: "#/$defs/Never" } },
        $defs: { Never: false },
      },
      valid: [{ a: "x", b: [] }],
      invalid: [{ a: 1 }, { b: [1] }, { c: 1 }],
    },
    {
      what: "not where it denies something",
      definition: taking({ a: { not: { type: "null" } } }),
      sent: { type: "object", properties: { a: { not: { type: "null" } } } },
      valid: [{ a: 1 }],
      invalid: [{ a: null }],
    },
  ],
  "what OpenAPI leaves behind": [
    {
      what: "a mapping to components, which are sent once",
      definition: taking(
        {
          pet: {
            oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }],
            discriminator: {
              propertyName: "kind",
              mapping: {
                cat: "#/components/schemas/Cat",
                dog: "#/components/schemas/Dog",
                old: "#/components/schemas/Gone",
              },
            },
          },
        },
        {
          components: {
            schemas: {
              Cat: { type: "object", properties: { kind: { const: "cat" } }, required: ["kind"] },
              Dog: { type: "object", properties: { kind: { const: "dog" } }, required: ["kind"] },
            },
          },
        },
      ),
      sent: {
        type: "object",
        properties: {
          pet: {
            oneOf: [{ $ref: "#/$defs/Cat" }, { $ref: "#/$defs/Dog" }],
            discriminator: { propertyName: "kind", mapping: { cat: "#/$defs/Cat", dog: "#/$defs/Dog" } },
          },
        },
        $defs: {
          Cat: { type: "object", properties: { kind: { const: "cat" } }, required: ["kind"] },
          Dog: { type: "object", properties: { kind: { const: "dog" } }, required: ["kind"] },
        },
      },
      valid: [{ pet: { kind: "dog" } }],
      invalid: [{ pet: { kind: "cow" } }],
    },
    {
      what: "a mapping to names, and components that nothing refers to",
      definition: taking(
        { pet: { type: "object", discriminator: { propertyName: "kind", mapping: { cat: "Cat" } } } },
        { components: { schemas: { Cat: { type: "object" } } } },
      ),
      sent: {
        type: "object",
        properties: { pet: { type: "object", discriminator: { propertyName: "kind", mapping: { cat: "Cat" } } } },
        components: { schemas: { Cat: { type: "object" } } },
      },
      valid: [{ pet: {} }],
    },
  ],
  "a $dynamicRef to what is not dynamic": [
    {
      what: "a plain anchor beside a dynamic one of another name",
      definition: taking(
        { a: { $dynamicRef: "#text" }, b: { $dynamicRef: "#node" } },
        { $defs: { T: { $anchor: "text", type: "string" }, N: { $dynamicAnchor: "node", type: "integer" } } },
      ),
      valid: [{ a: "x", b: 1 }],
      invalid: [{ a: 1 }, { b: "x" }],
    },
    {
      what: "a pointer, where a dynamic anchor stands twice",
      definition: taking(
        { a: { $dynamicRef: "#/$defs/A" } },
        { $defs: { A: { $dynamicAnchor: "n", type: "string" }, B: { $dynamicAnchor: "n", type: "integer" } } },
      ),
      valid: [{ a: "x" }],
      invalid: [{ a: 1 }],
    },
  ],
  "a pattern that every key matches": [
    {
      what: "beside additionalProperties, which it leaves nothing to",
      definition: taking({ r: { type: "object", patternProperties: { "^.*$": string }, additionalProperties: false } }),
      sent: { type: "object", properties: { r: RECORD } },
      valid: [{ r: { any: "x" } }],
      invalid: [{ r: { any: 1 } }],
    },
    {
      what: "an empty one, beside no properties",
      definition: taking({ r: { type: "object", properties: {}, patternProperties: { "": string } } }),
      sent: { type: "object", properties: { r: { type: "object", properties: {}, additionalProperties: string } } },
      valid: [{ r: { any: "x" } }],
      invalid: [{ r: { any: 1 } }],
    },
    {
      what: "not where some keys do not match, others have patterns too, or properties stand beside it",
      definition: taking({
        a: { type: "object", patternProperties: { "^.+$": string } },
        b: { type: "object", patternProperties: { ".*": string, "^x": { maxLength: 1 } } },
        c: { type: "object", properties: { n: { minLength: 2 } }, patternProperties: { ".*": string } },
      }),
      sent: {
        type: "object",
        properties: {
          a: { type: "object", patternProperties: { "^.+$": string } },
          b: { type: "object", patternProperties: { ".*": string, "^x": { maxLength: 1 } } },
          c: { type: "object", properties: { n: { minLength: 2 } }, patternProperties: { ".*": string } },
        },
      },
      invalid: [{ b: { x: "long" } }, { c: { n: "x" } }],
    },
  ],
  "what people would expect": [
    {
      what: "Python's booleans",
      definition: taking({ a: { type: "boolean" }, b: { type: ["boolean", "null"] }, c: string }),
      repaired: [{ given: { a: "True", b: "FALSE", c: "True" }, reaches: { a: true, b: false, c: "True" } }],
      invalid: [{ a: "yes" }],
    },
    {
      what: "a default that is not applied",
      definition: taking({ a: { type: "integer", default: 5 } }),
      valid: [{}],
    },
    {
      what: "an integer that two of oneOf take",
      definition: taking({ n: { oneOf: [{ type: "number" }, { type: "integer" }] } }),
      says: ["SCHEMA_ONE_OF_OVERLAP"],
      valid: [{ n: 0.5 }],
      invalid: [{ n: 1 }],
    },
    {
      what: "a oneOf whose number has limits, which say more",
      definition: taking({ n: { oneOf: [{ type: "integer" }, { type: "number", exclusiveMaximum: 0 }] } }),
      valid: [{ n: 1 }],
    },
  ],
};

describe.each(Object.entries(KINDS))("%s", (_, cases) => {
  it.each(cases)("$what", async ({ what: _what, definition, ...reported }) => {
    await checkReported(definition, reported);
  });
});
