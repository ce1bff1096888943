import { typesOf } from "../../templates/runtime/validate/possible.js";
import { isObject, type JsonObject } from "../json/values.js";

/** The six types of JSON values; `integer` is a number to TypeScript. */
export type Kind = "string" | "number" | "boolean" | "object" | "array" | "null";

export const ALL_KINDS: readonly Kind[] = ["string", "number", "boolean", "object", "array", "null"];

/** The kind of a value. */
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
  return ALL_KINDS.filter((kind) => types.has(kind));
}

/** Says of what kinds a value can be that a schema accepts; rather too many than too few. */
export type PossibleKinds = (schema: unknown) => readonly Kind[];

/**
 * The kinds that the parts of a schema allow, put together as the runtime does it when it decodes arguments.
 * @param root What local references start from.
 * @param own The kinds that a schema allows by itself; those of its type and its values where it is left out.
 */
export function findKinds(root: JsonObject, own?: (schema: JsonObject) => readonly Kind[]): PossibleKinds {
  const known = new Map<unknown, readonly Kind[]>();
  return (schema) => {
    const types = typesOf(schema, root, known, own);
    return ALL_KINDS.filter((kind) => types.includes(kind));
  };
}

/** The kinds of a schema's own type; where it has none, those of its values. */
export function kindsOfType(schema: JsonObject): readonly Kind[] {
  const { enum: values, not } = schema;
  // `{"not": {}}`, as several libraries write "never".
  if (not === true || (isObject(not) && Object.keys(not).length === 0)) return [];
  const kinds = kindsOf(schema);
  if (kinds !== undefined) return kinds;
  if (Object.hasOwn(schema, "const")) return [kindOf(schema["const"])];
  return Array.isArray(values) ? values.map(kindOf) : ALL_KINDS;
}
