import type { JsonObject } from "../json/values.js";
import { isObject } from "../json/values.js";
import { ANNOTATIONS } from "./keywords.js";

/** Keywords that say what a value is, and which null would not pass however `type` is written. */
const SAYS_WHAT = ["$ref", "$dynamicRef", "$recursiveRef", "allOf", "oneOf", "not", "if", "const"];

/**
 * Whether OpenAPI's `nullable: true` can only be written as an alternative beside all the rest. OpenAPI itself has it
 * count beside `type` alone; what people mean by it beside a reference is the same.
 */
export function needsNullBeside(schema: JsonObject): boolean {
  return SAYS_WHAT.some((keyword) => Object.hasOwn(schema, keyword));
}

/** A schema in its normal form, and null as an alternative. What it says to people stays outside. */
export function withNullBeside(built: JsonObject): JsonObject {
  const entries = Object.entries(built);
  const outside = entries.filter(([keyword]) => ANNOTATIONS.has(keyword));
  for (const [keyword] of outside) delete built[keyword];
  return { ...Object.fromEntries(outside), anyOf: [built, { type: "null" }] };
}

/** Adds null to what a schema in its normal form allows by its type, values or alternatives. */
export function addNull(built: JsonObject): void {
  const { type, enum: values, anyOf } = built;
  if (type !== undefined) {
    const types: unknown[] = Array.isArray(type) ? type : [type];
    if (!types.includes("null")) built["type"] = [...types, "null"];
  }
  if (Array.isArray(values) && !values.includes(null)) built["enum"] = [...values, null];
  if (!Array.isArray(anyOf) || anyOf.some((one) => isObject(one) && one["type"] === "null")) return;
  built["anyOf"] = [...anyOf, { type: "null" }];
}
