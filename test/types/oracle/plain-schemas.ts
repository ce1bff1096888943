import * as fc from "fast-check";
import { isObject, type JsonObject } from "../../../generator/json/values.js";

const key = fc.constantFrom("id", "name", "kind", "value", "items", "city-name", "0", "tags");
const otherKey = fc.constantFrom("note", "mode", "limit");
const definition = fc.constantFrom("Point", "Filter", "node");
const value = fc.constantFrom("a", "b", "c", 1, 2, -1.5, true, false, null);
const scalar = fc.constantFrom("string", "number", "integer", "boolean", "null");

const scalars = {
  typed: scalar.map((type) => ({ type })),
  described: scalar.map((type) => ({ type, description: "What it is." })),
  ofSomeTypes: fc.uniqueArray(scalar, { minLength: 1, maxLength: 3 }).map((type) => ({ type })),
  nullable: scalar.map((type) => ({ type, nullable: true })),
  listed: fc.uniqueArray(value, { minLength: 1, maxLength: 4 }).map((values) => ({ enum: values })),
  typedAndListed: fc.constantFrom<JsonObject>({ type: "string", enum: ["a", "b"] }, { type: "integer", enum: [1, 2] }),
  constant: value.map((one) => ({ const: one })),
  open: fc.constantFrom<JsonObject>({}, { type: "object" }, { type: "array" }),
  reference: definition.map((name) => ({ $ref: `#/$defs/${name}` })),
};

/**
 * What everybody writes and json-schema-to-typescript is known for; references lead to the `$defs` of
 * `plainToolSchema`.
 */
const { plain } = fc.letrec<{ plain: JsonObject }>((tie) => {
  const schema = tie("plain");
  const some = fc.array(schema, { minLength: 2, maxLength: 3 });
  const object = objectOf(key, schema);
  const others = fc.option(fc.oneof(fc.boolean(), schema), { nil: undefined });
  const nested = {
    object,
    partlyOpen: fc.tuple(object, others).map(([one, additional]) => extended(one, "additionalProperties", additional)),
    record: schema.map((additionalProperties) => ({ type: "object", additionalProperties })),
    list: schema.map((items) => ({ type: "array", items })),
    tuple: fc
      .tuple(some, fc.nat(2), others)
      .map(([prefixItems, minItems, items]) => extended({ type: "array", prefixItems, minItems }, "items", items)),
    anyOf: some.map((anyOf) => ({ anyOf })),
    oneOf: some.map((oneOf) => ({ oneOf })),
    // Of disjoint properties: two types of one property leave TypeScript nothing, or not, by how they are written.
    allOf: fc.tuple(object, objectOf(otherKey, schema)).map((allOf) => ({ allOf })),
    variants: fc
      .tuple(object, fc.array(objectOf(otherKey, schema), { minLength: 2, maxLength: 3 }))
      .map(([common, anyOf]) => ({ ...common, anyOf })),
  };
  return {
    plain: fc.oneof({ maxDepth: 3 }, ...Object.values(scalars), ...Object.values(nested), object, object, object),
  };
});

function objectOf(
  keys: fc.Arbitrary<string>,
  schema: fc.Arbitrary<JsonObject>,
): fc.Arbitrary<JsonObject & { properties: JsonObject; required: string[] }> {
  const properties = fc.dictionary(keys, schema, { minKeys: 1, maxKeys: 4 });
  return fc.tuple(properties, fc.array(keys, { maxLength: 2 })).map(([members, names]) => {
    const required = [...new Set(names)].filter((name) => Object.hasOwn(members, name));
    return { type: "object", properties: members, required };
  });
}

function extended(schema: JsonObject, keyword: string, other: unknown): JsonObject {
  return other === undefined ? schema : { ...schema, [keyword]: other };
}

/**
 * An object of which one of several lists of properties is required, and the same with each alternative written out
 * whole.
 */
export const alternatives: fc.Arbitrary<{ short: JsonObject; whole: JsonObject }> = fc
  .tuple(closedObject(), fc.array(fc.nat(3), { minLength: 2, maxLength: 3 }))
  .map(([object, picks]) => {
    const keys = Object.keys(object.properties);
    const lists = picks.map((pick) => keys.slice(pick % keys.length).slice(0, 1 + (pick % 2)));
    return {
      short: { ...object, anyOf: lists.map((required) => ({ required })) },
      whole: { anyOf: lists.map((list) => ({ ...object, required: [...new Set([...object.required, ...list])] })) },
    };
  });

function closedObject(): fc.Arbitrary<JsonObject & { properties: JsonObject; required: string[] }> {
  const { reference: _, ...others } = scalars;
  return objectOf(key, fc.oneof(...Object.values(others))).map((object) => ({
    ...object,
    additionalProperties: false,
  }));
}

// batchgen refuses a definition that leads back to itself through nothing but unions.
const defined = plain.filter((schema) => !isOrMayBeReference(schema));

function isOrMayBeReference({ $ref, anyOf, oneOf }: JsonObject): boolean {
  return $ref !== undefined || [anyOf, oneOf].flat().some((one) => isObject(one) && isOrMayBeReference(one));
}

/** The schema of a tool: an object, and definitions that refer to one another. */
export const plainToolSchema: fc.Arbitrary<JsonObject> = fc
  .tuple(objectOf(key, plain), fc.tuple(defined, defined, defined))
  .map(([schema, [Point, Filter, node]]) => ({ ...schema, $defs: { Point, Filter, node } }));
