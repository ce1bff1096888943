import type { JsonObject } from "../define/tool-definition.js";

/** The six types of JSON values; `integer` is a number to TypeScript. */
export type Kind = "string" | "number" | "boolean" | "object" | "array" | "null";

export const allKinds: readonly Kind[] = ["string", "number", "boolean", "object", "array", "null"];

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A member of a definition's object: an own one, whatever its name. */
export const own = (object: JsonObject, key: string): unknown => (Object.hasOwn(object, key) ? object[key] : undefined);

export function kindOf(value: unknown): Kind {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  const type = typeof value;
  return type === "string" || type === "number" || type === "boolean" ? type : "object";
}

/**
 * The kinds that a schema's own `type` (and `nullable`, which ajv heeds beside it) allows; undefined where it says
 * nothing.
 */
export function kindsOf(schema: JsonObject): Kind[] | undefined {
  const { type, nullable } = schema;
  if (type === undefined) return undefined;
  const types = new Set<unknown>(Array.isArray(type) ? type : [type]);
  if (types.has("integer")) types.add("number");
  if (nullable === true) types.add("null");
  return allKinds.filter((kind) => types.has(kind));
}

const evaluators = ["$ref", "allOf", "anyOf", "oneOf", "if", "then", "else", "dependentSchemas", "contains"];

/** Whether other schemas may say something of properties or items, so that `unevaluated*` does not speak of all the rest. */
export const evaluatesElsewhere = (schema: JsonObject): boolean =>
  evaluators.some((keyword) => Object.hasOwn(schema, keyword));
