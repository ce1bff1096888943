import * as fc from "fast-check";
import type { JsonObject } from "../../generator/json/values.js";

const name = fc.constantFrom("a", "b", "c", "constructor");
const leaf = fc.constantFrom<unknown>(0, 1, 2.5, -1, "a", "b", "", "ab", "é😀", null, true, false);

/** JSON values, small. */
export const values: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(name, tie("value"), { maxKeys: 3 }),
  ),
})).value;

/** Schemas of draft 2020-12 with every keyword that says something about a value, formats aside. */
export const schemas: fc.Arbitrary<JsonObject> = (() => {
  const { schema } = fc.letrec<{ schema: unknown }>((tie) => {
    const sub = tie("schema");
    const map = fc.dictionary(name, sub, { maxKeys: 3 });
    const list = fc.array(sub, { minLength: 1, maxLength: 3 });
    const count = fc.nat(3);
    const keywords: { readonly [keyword: string]: fc.Arbitrary<unknown> } = {
      type: fc.constantFrom("object", "array", "string", "number", "integer", ["string", "null"], ["object", "array"]),
      enum: fc.uniqueArray(leaf, { minLength: 1, maxLength: 3 }),
      const: values,
      properties: map,
      patternProperties: fc.dictionary(fc.constantFrom("^a", "b", "^.$"), sub, { maxKeys: 2 }),
      additionalProperties: sub,
      propertyNames: fc.constantFrom({ pattern: "^[ab]" }, { maxLength: 1 }, { enum: ["a", "b"] }),
      required: fc.uniqueArray(name, { maxLength: 2 }),
      dependentRequired: fc.constant({ a: ["b"] }),
      dependentSchemas: map,
      minProperties: count,
      maxProperties: count,
      items: sub,
      prefixItems: list,
      contains: sub,
      minContains: count,
      maxContains: count,
      minItems: count,
      maxItems: count,
      uniqueItems: fc.boolean(),
      minLength: count,
      maxLength: count,
      pattern: fc.constantFrom("a", "^.$", "b$"),
      minimum: count,
      exclusiveMaximum: count,
      multipleOf: fc.constantFrom(1, 2, 0.5),
      anyOf: list,
      oneOf: list,
      allOf: list,
      not: sub,
      ...Object.fromEntries(["if", "then", "else"].map((keyword) => [keyword, sub])),
      unevaluatedProperties: sub,
      unevaluatedItems: sub,
      $ref: fc.constantFrom("#/$defs/x", "#/$defs/y"),
    };
    const entry = fc
      .constantFrom(...Object.keys(keywords), "properties", "items", "allOf", "anyOf", "unevaluatedProperties")
      .chain((keyword) => fc.tuple(fc.constant(keyword), keywords[keyword] ?? sub));
    const some = fc
      .array(entry, { minLength: 1, maxLength: 4 })
      .map((entries): JsonObject => Object.fromEntries(entries));
    return { schema: fc.oneof({ maxDepth: 4 }, fc.boolean(), some, some, some) };
  });
  return fc.tuple(schema, schema, schema).map(([root, x, y]) => ({
    ...(typeof root === "object" ? root : { allOf: [root] }),
    $defs: { x, y },
  }));
})();
