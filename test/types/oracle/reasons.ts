import { isObject, type JsonObject } from "../../../generator/json/values.js";
import { kindOf, kindsOf } from "../../../generator/schema/kinds.js";
import { childSchemas } from "../../../generator/schema/walk.js";

/**
 * Why our type of a schema may differ from that of json-schema-to-typescript: a keyword that the library gets wrong,
 * with a minimal schema that shows it. Either its type refuses a `valid` value or it accepts an `invalid` one; ours
 * does neither.
 */
export type Reason = {
  keyword: string;
  /** Where the keyword is a common one: in which schemas that hold it the library is wrong. */
  where?: (schema: JsonObject) => boolean;
  schema: JsonObject;
} & ({ valid: unknown } | { invalid: unknown });

const text = { type: "string" };
const object = { type: "object", properties: { a: text } };

export const reasons: readonly Reason[] = [
  {
    // Where nothing is allowed, its type takes anything.
    keyword: "additionalProperties",
    where: ({ additionalProperties, properties = {} }) =>
      additionalProperties === false && keysOf(properties).length === 0,
    schema: { type: "object", additionalProperties: false },
    invalid: { a: 1 },
  },
  {
    // A property that no pattern matches may have any value.
    keyword: "patternProperties",
    schema: { type: "object", patternProperties: { "^x": text } },
    valid: { y: 1 },
  },
  { keyword: "propertyNames", schema: { type: "object", propertyNames: { enum: ["a", "b"] } }, invalid: { c: 1 } },
  { keyword: "not", schema: { type: "object", properties: { a: { not: {} } } }, invalid: { a: {} } },
  { keyword: "unevaluatedItems", schema: { type: "array", unevaluatedItems: text }, invalid: [1] },
  { keyword: "unevaluatedProperties", schema: { type: "object", unevaluatedProperties: false }, invalid: { a: 1 } },
  {
    keyword: "enum",
    where: (schema) => Array.isArray(schema["enum"]) && schema["enum"].some((value) => !isOfItsType(value, schema)),
    schema: { type: "integer", enum: [1, "a"] },
    invalid: "a",
  },
  {
    // A list of tuples of several lengths gets no parentheses, and a type that holds itself in one does not compile.
    keyword: "prefixItems",
    where: ({ minItems = 0, prefixItems }) => Array.isArray(prefixItems) && Number(minItems) < prefixItems.length,
    schema: { type: "array", items: { type: "array", prefixItems: [text], items: false } },
    valid: [["a"], []],
  },
  {
    // What may follow the elements stays, though there may be no more of them.
    keyword: "maxItems",
    where: ({ prefixItems }) => prefixItems !== undefined,
    schema: { type: "array", prefixItems: [text, text], maxItems: 1 },
    invalid: ["a", "b"],
  },
  {
    // What is required and not declared is not in its type, be it in a branch of a union or beside other properties.
    keyword: "required",
    where: ({ required, properties }) =>
      Array.isArray(required) && required.some((key) => !keysOf(properties).includes(key)),
    schema: { ...object, anyOf: [{ required: ["a"] }, { required: ["b"] }] },
    invalid: {},
  },
  // What only a branch of a condition declares is no property of its type.
  { keyword: "then", schema: conditional("then"), valid: { b: "b" } },
  { keyword: "else", schema: conditional("else"), valid: { b: "b" } },
  {
    keyword: "dependentSchemas",
    schema: { ...object, dependentSchemas: { a: { properties: { b: text } } } },
    valid: { b: "b" },
  },
  {
    // Every object has these, from its prototype, and TypeScript knows it.
    keyword: "properties",
    where: ({ properties }) => keysOf(properties).some((key) => key in Object.prototype),
    schema: { type: "object", properties: { constructor: text } },
    valid: {},
  },
  // It takes these for the type of the value.
  { keyword: "properties", where: hasNoType, schema: { properties: { a: text } }, valid: 1 },
  { keyword: "items", where: hasNoType, schema: { items: text }, valid: 1 },
  {
    // What stands beside a reference replaces what the reference leads to.
    keyword: "$ref",
    where: ({ properties }) => properties !== undefined,
    schema: { $ref: "#/$defs/A", properties: { b: text }, $defs: { A: object } },
    valid: { a: "a", b: "b" },
  },
];

function isOfItsType(value: unknown, schema: JsonObject): boolean {
  return kindsOf(schema)?.includes(kindOf(value)) !== false;
}

function keysOf(properties: unknown): string[] {
  return isObject(properties) ? Object.keys(properties) : [];
}

function conditional(branch: "then" | "else"): JsonObject {
  return { ...object, if: object, [branch]: { properties: { b: text } } };
}

function hasNoType({ type }: JsonObject): boolean {
  return type === undefined;
}

/** Whether a reason speaks of anything in a schema. */
export function appliesTo(reason: Reason, schema: unknown): boolean {
  if (!isObject(schema)) return false;
  if (Object.hasOwn(schema, reason.keyword) && reason.where?.(schema) !== false) return true;
  return childSchemas(schema).some(({ value }) => appliesTo(reason, value));
}
