// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type { JsonSchema } from "./types.js";

/** Where JSON Schema 2020-12 keeps schemas inside a schema. All other keywords hold data, which is never walked. */
const SINGLE = [
  "items",
  "additionalProperties",
  "contains",
  "propertyNames",
  "not",
  "if",
  "then",
  "else",
  "unevaluatedItems",
  "unevaluatedProperties",
  "contentSchema",
];
const LISTS = ["prefixItems", "anyOf", "oneOf", "allOf"];
const MAPS = ["properties", "patternProperties", "$defs", "dependentSchemas"];

/** Whether a value is a JSON object; as a schema, one that is no boolean. */
export function isObject(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The JSON type of a value: `integer` counts as `number`. */
export function jsonType(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

/** A copy of a schema in which `change` has been applied to every schema, the innermost first. */
export function mapSchema(schema: JsonSchema, change: (schema: JsonSchema) => JsonSchema): JsonSchema {
  const inside = (value: unknown): unknown => (isObject(value) ? mapSchema(value, change) : value);
  const entries = Object.entries(schema).map(([keyword, value]): [string, unknown] => {
    if (SINGLE.includes(keyword)) return [keyword, inside(value)];
    if (LISTS.includes(keyword) && Array.isArray(value)) return [keyword, value.map(inside)];
    if (MAPS.includes(keyword) && isObject(value)) return [keyword, mapValues(value, inside)];
    return [keyword, value];
  });
  return change(Object.fromEntries(entries));
}

/** The same keys with other values. A key `__proto__` stays an ordinary one. */
export function mapValues(object: JsonSchema, change: (value: unknown, key: string) => unknown): JsonSchema {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value, key)]));
}

/** A copy of a JSON value. What is no JSON, a Date or a Map, say, which only code can pass, stays what it is. */
export function copyJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyJson);
  return isPlain(value) ? mapValues(value, copyJson) : value;
}

/** Whether a value is an object as JSON has them, of no class. */
export function isPlain(value: unknown): value is JsonSchema {
  return isObject(value) && Object.prototype.toString.call(value) === "[object Object]";
}

/** What a local reference (`#`, `#/$defs/x`) points to; undefined where it leads nowhere. */
export function resolvePointer(root: JsonSchema, reference: string): unknown {
  let target: unknown = root;
  for (const key of pointerKeys(reference)) {
    if (typeof target !== "object" || target === null || !Object.hasOwn(target, key)) return undefined;
    target = (target as { [key: string]: unknown })[key];
  }
  return target;
}

/** The keys that a JSON pointer, with or without its `#`, goes through. */
export function pointerKeys(pointer: string): string[] {
  const [, ...keys] = pointer.replace(/^#/, "").split("/");
  return keys.map((key) => decode(key).replaceAll("~1", "/").replaceAll("~0", "~"));
}

function decode(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}

/** A key as it is written in a JSON pointer behind `#`. */
export function pointerKey(key: string): string {
  const escaped = key.replaceAll("~", "~0").replaceAll("/", "~1");
  // Half a surrogate pair has no percent-encoding; it stays as it is.
  return Array.from(escaped, (part) => (/^[\ud800-\udfff]$/.test(part) ? part : encodeURIComponent(part))).join("");
}
