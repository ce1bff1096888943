// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import { isObject, jsonType, resolvePointer } from "./schema.js";
import type { JsonSchema } from "./types.js";

const ALL_TYPES = ["null", "boolean", "number", "string", "array", "object"] as const;
export type JsonType = (typeof ALL_TYPES)[number];

/** So many parts of a schema are looked at for one member; beyond that the schema counts as saying nothing of it. */
const MAX_PARTS = 300;

/**
 * The JSON types that a schema can take; more rather than fewer, where it does not say. Each part is looked at once, however many references
 * lead to it: they double from one to the next otherwise.
 */
export function typesOf(
  schema: unknown,
  root: JsonSchema,
  known: Map<unknown, readonly JsonType[]> = new Map(),
): readonly JsonType[] {
  if (schema === false) return [];
  if (!isObject(schema)) return ALL_TYPES;
  const before = known.get(schema);
  if (before !== undefined) return before;
  known.set(schema, ALL_TYPES);
  const of = (part: unknown): readonly JsonType[] => typesOf(part, root, known);
  const limits: (readonly JsonType[])[] = [ALL_TYPES];
  const { type, enum: values, $ref, anyOf, oneOf, allOf } = schema as { [keyword: string]: unknown };
  if (typeof type === "string" || Array.isArray(type)) limits.push([type].flat().map(asJsonType));
  if (Array.isArray(values)) limits.push(values.map((value) => jsonType(value) as JsonType));
  if (Object.hasOwn(schema, "const")) limits.push([jsonType(schema["const"]) as JsonType]);
  if (typeof $ref === "string") limits.push(of(resolvePointer(root, $ref)));
  for (const union of [anyOf, oneOf]) if (Array.isArray(union)) limits.push(union.flatMap(of));
  if (Array.isArray(allOf)) limits.push(...allOf.map(of));
  const types = ALL_TYPES.filter((name) => limits.every((limit) => limit.includes(name)));
  known.set(schema, types);
  return types;
}

function asJsonType(type: unknown): JsonType {
  return type === "integer" ? "number" : (type as JsonType);
}

/** The schema of a value's member or entry, made of all that the value's schema says of it. */
export function memberSchema(
  schema: unknown,
  root: JsonSchema,
  value: JsonSchema | unknown[],
  key: string | number,
): unknown {
  let left = MAX_PARTS;
  const inside = (part: unknown): unknown => {
    left -= 1;
    // A reference that leads round in a circle ends here as well.
    if (!isObject(part) || left < 0) return part === false ? false : {};
    const { $ref, anyOf, oneOf, allOf } = part as { [keyword: string]: unknown };
    const own = typeof key === "number" ? entrySchema(part, key) : propertySchema(part, key);
    const parts = [targetOf(own, root)];
    if (typeof $ref === "string") parts.push(inside(resolvePointer(root, $ref)));
    if (Array.isArray(allOf)) parts.push(...allOf.map(inside));
    for (const union of [anyOf, oneOf]) {
      if (!Array.isArray(union)) continue;
      const possible = union.filter((branch) => canHold(branch, root, value));
      parts.push(oneOfThem((possible.length === 0 ? union : possible).map(inside)));
    }
    return allOfThem(parts);
  };
  const found = inside(schema);
  return left < 0 ? {} : found;
}

/** What a reference with nothing beside it refers to: the same part of a schema, found twice, is then known to be the same. */
function targetOf(schema: unknown, root: JsonSchema): unknown {
  if (!isObject(schema) || typeof schema["$ref"] !== "string" || Object.keys(schema).length > 1) return schema;
  return resolvePointer(root, schema["$ref"]) ?? {};
}

/** One schema that says what all of them say. Nothing is said twice, else recursive schemas would double with each level. */
function allOfThem(parts: readonly unknown[]): unknown {
  const telling = parts.filter((part) => part === false || (isObject(part) && Object.keys(part).length > 0));
  return flat(telling, "allOf") ?? {};
}

/** One schema that takes what any of them takes. */
function oneOfThem(parts: readonly unknown[]): unknown {
  return flat(parts, "anyOf") ?? {};
}

function flat(parts: readonly unknown[], keyword: "allOf" | "anyOf"): unknown {
  const inner = (part: unknown): unknown[] => {
    const list = isObject(part) && Object.keys(part).length === 1 ? part[keyword] : undefined;
    return Array.isArray(list) ? list : [part];
  };
  const unique = [...new Set(parts.flatMap(inner))];
  return unique.length < 2 ? unique[0] : { [keyword]: unique };
}

function propertySchema(schema: JsonSchema, key: string): unknown {
  const { properties, patternProperties, additionalProperties } = schema as { [keyword: string]: unknown };
  const parts: unknown[] = [];
  if (isObject(properties) && Object.hasOwn(properties, key)) parts.push(properties[key]);
  if (isObject(patternProperties)) {
    for (const [pattern, part] of Object.entries(patternProperties)) if (matches(pattern, key)) parts.push(part);
  }
  return parts.length > 0 ? allOfThem(parts) : (additionalProperties ?? {});
}

function matches(pattern: string, key: string): boolean {
  try {
    return new RegExp(pattern, "u").test(key);
  } catch {
    return false;
  }
}

function entrySchema(schema: JsonSchema, index: number): unknown {
  const { prefixItems, items } = schema as { [keyword: string]: unknown };
  if (Array.isArray(prefixItems) && index < prefixItems.length) return prefixItems[index];
  return items ?? {};
}

/** Whether a union's branch can be the one meant: of the right type, and no constant in it contradicts the value. */
function canHold(branch: unknown, root: JsonSchema, value: JsonSchema | unknown[], depth = 0): boolean {
  if (!typesOf(branch, root).includes(jsonType(value) as JsonType)) return false;
  if (!isObject(branch) || Array.isArray(value) || depth > 32) return true;
  const { $ref, properties } = branch as { [keyword: string]: unknown };
  if (typeof $ref === "string" && !canHold(resolvePointer(root, $ref), root, value, depth + 1)) return false;
  if (!isObject(properties)) return true;
  return Object.entries(properties).every(([key, member]) => {
    if (!isObject(member) || !Object.hasOwn(value, key) || typeof value[key] !== "string") return true;
    if (Object.hasOwn(member, "const")) return member["const"] === value[key] || typeof member["const"] !== "string";
    const values = member["enum"];
    return !Array.isArray(values) || values.includes(value[key]) || !values.every((entry) => typeof entry === "string");
  });
}
