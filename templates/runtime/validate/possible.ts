import type { SlowPatterns } from "../contract/project.js";
import { isObject, type JsonSchema, jsonType, resolvePointer } from "../json/values.js";
import { tryPattern } from "./checker.js";

const ALL_TYPES = ["null", "boolean", "number", "string", "array", "object"] as const;
export type JsonType = (typeof ALL_TYPES)[number];

/** So many parts of a schema are looked at for one member; beyond that the schema counts as saying nothing of it. */
const MAX_MEMBER_PARTS = 300;

/**
 * The JSON types that a schema can take; more rather than fewer, where it does not say. Each part is looked at once,
 * however many references lead to it: they double from one to the next otherwise.
 *
 * @param known The types of parts that were looked at before.
 * @param own The types that a part allows by itself, without what it refers to and combines.
 */
export function typesOf(
  schema: unknown,
  root: JsonSchema,
  known: Map<unknown, readonly JsonType[]> = new Map(),
  own: (part: JsonSchema) => readonly JsonType[] = ownTypes,
): readonly JsonType[] {
  if (schema === false) return [];
  if (!isObject(schema)) return ALL_TYPES;
  const before = known.get(schema);
  if (before !== undefined) return before;
  // A schema that leads back to itself says no more by doing so.
  known.set(schema, ALL_TYPES);
  const of = (part: unknown): readonly JsonType[] => typesOf(part, root, known, own);
  const limits = [own(schema)];
  const { $ref, anyOf, oneOf, allOf } = schema as { [keyword: string]: unknown };
  if (typeof $ref === "string") limits.push(of(resolvePointer(root, $ref)));
  for (const union of [anyOf, oneOf]) if (Array.isArray(union)) limits.push(union.flatMap(of));
  if (Array.isArray(allOf)) limits.push(...allOf.map(of));
  const types = ALL_TYPES.filter((name) => limits.every((limit) => limit.includes(name)));
  known.set(schema, types);
  return types;
}

/** The types that a schema's own `type` and its values all allow. */
function ownTypes(schema: JsonSchema): readonly JsonType[] {
  const { type } = schema as { [keyword: string]: unknown };
  const types = type === undefined ? ALL_TYPES : [type].flat().map(asJsonType);
  const constants = constantsOf(schema)?.map(jsonType);
  return constants === undefined ? types : types.filter((name) => constants.includes(name));
}

function asJsonType(type: unknown): JsonType {
  return type === "integer" ? "number" : (type as JsonType);
}

/** A schema as a whole, and its patterns that can take more than linear time. */
export type Described = { readonly root: JsonSchema; readonly slowPatterns: SlowPatterns | undefined };

/** The schema of a value's member or entry, made of all that the value's schema says of it. */
export function memberSchema(
  schema: unknown,
  { root, slowPatterns }: Described,
  value: JsonSchema | unknown[],
  key: string | number,
): unknown {
  let left = MAX_MEMBER_PARTS;
  const inside = (part: unknown): unknown => {
    left -= 1;
    // A reference that leads round in a circle ends here as well.
    if (!isObject(part) || left < 0) return part === false ? false : {};
    const { $ref, anyOf, oneOf, allOf } = part as { [keyword: string]: unknown };
    const own = typeof key === "number" ? entrySchema(part, key) : propertySchema(part, key, slowPatterns);
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

/**
 * What a reference with nothing beside it refers to: the same part of a schema, found twice, is then known to be the
 * same.
 */
function targetOf(schema: unknown, root: JsonSchema): unknown {
  if (!isObject(schema) || typeof schema["$ref"] !== "string" || Object.keys(schema).length > 1) return schema;
  return resolvePointer(root, schema["$ref"]) ?? {};
}

/**
 * One schema that says what all of them say. Nothing is said twice, else recursive schemas would double with each
 * level.
 */
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

function propertySchema(schema: JsonSchema, key: string, slowPatterns: SlowPatterns | undefined): unknown {
  const { properties, patternProperties, additionalProperties } = schema as { [keyword: string]: unknown };
  const parts: unknown[] = [];
  if (isObject(properties) && Object.hasOwn(properties, key)) parts.push(properties[key]);
  if (isObject(patternProperties)) {
    for (const [pattern, part] of Object.entries(patternProperties)) {
      const isMeant = tryPattern(pattern, key, slowPatterns);
      // Then nobody can say which schemas are its own.
      if (isMeant === undefined) return {};
      if (isMeant) parts.push(part);
    }
  }
  return parts.length > 0 ? allOfThem(parts) : (additionalProperties ?? {});
}

function entrySchema(schema: JsonSchema, index: number): unknown {
  const { prefixItems, items } = schema as { [keyword: string]: unknown };
  if (Array.isArray(prefixItems) && index < prefixItems.length) return prefixItems[index];
  return items ?? {};
}

/** Whether a union's branch can be the one meant: of the right type, and no constant in it contradicts the value. */
function canHold(branch: unknown, root: JsonSchema, value: JsonSchema | unknown[]): boolean {
  if (!typesOf(branch, root).includes(jsonType(value) as JsonType)) return false;
  if (Array.isArray(value)) return true;
  return [...shapeOf(branch, root).choices].every(([key, constants]) => {
    if (!Object.hasOwn(value, key) || typeof value[key] !== "string") return true;
    return constants.includes(value[key]) || !constants.every((constant) => typeof constant === "string");
  });
}

/** What a branch of a union says about a value at its own level, itself or through references and `allOf`. */
export type Shape = {
  /** Each `type` that stands there. */
  types: unknown[];
  constants: unknown[] | undefined;
  members: Map<string, unknown[]>;
  /** The constants that it wants under its keys. */
  choices: Map<string, unknown[]>;
  required: Set<string>;
  /** Whether it refuses properties that it does not name. */
  isClosed: boolean;
  /** Whether that is all that it says. */
  isPlain: boolean;
};

/** Further references of a branch are not followed. */
const MAX_BRANCH_PARTS = 50;
const PLAIN = ["type", "properties", "required", "additionalProperties", "$ref", "allOf", "const", "enum", "$defs"];
const SAYS_NOTHING = ["title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly", "$comment"];
const PLAIN_KEYWORDS: ReadonlySet<string> = new Set([...PLAIN, ...SAYS_NOTHING]);
const shapes = new WeakMap<JsonSchema, Shape>();

export function shapeOf(part: unknown, root: JsonSchema): Shape {
  const known = isObject(part) ? shapes.get(part) : undefined;
  if (known !== undefined) return known;
  const shape: Shape = {
    types: [],
    constants: undefined,
    members: new Map(),
    choices: new Map(),
    required: new Set(),
    isClosed: false,
    isPlain: true,
  };
  let left = MAX_BRANCH_PARTS;
  const include = (one: unknown): void => {
    left -= 1;
    if (!isObject(one) || left < 0) return;
    addPart(shape, one, root);
    if (typeof one["$ref"] === "string") include(resolvePointer(root, one["$ref"]));
    if (Array.isArray(one["allOf"])) one["allOf"].forEach(include);
  };
  include(part);
  if (isObject(part)) shapes.set(part, shape);
  return shape;
}

function addPart(shape: Shape, part: JsonSchema, root: JsonSchema): void {
  const { type, properties, required, additionalProperties, patternProperties } = part as {
    [keyword: string]: unknown;
  };
  if (type !== undefined) shape.types.push(type);
  shape.constants ??= constantsOf(part);
  for (const [key, schema] of Object.entries(isObject(properties) ? properties : {})) {
    const known = shape.members.get(key);
    if (known === undefined) shape.members.set(key, [schema]);
    else known.push(schema);
    const isRef = isObject(schema) && typeof schema["$ref"] === "string";
    const target = isRef ? resolvePointer(root, String(schema["$ref"])) : schema;
    const values = isObject(target) ? constantsOf(target) : undefined;
    if (values !== undefined && !shape.choices.has(key)) shape.choices.set(key, values);
  }
  for (const key of Array.isArray(required) ? required : []) shape.required.add(String(key));
  if (additionalProperties === false && patternProperties === undefined) shape.isClosed = true;
  if (Object.keys(part).some((keyword) => !PLAIN_KEYWORDS.has(keyword))) shape.isPlain = false;
}

/** The constants that a schema wants, by `const` or `enum`. */
export function constantsOf(schema: JsonSchema): unknown[] | undefined {
  if (Object.hasOwn(schema, "const")) return [schema["const"]];
  return Array.isArray(schema["enum"]) ? schema["enum"] : undefined;
}
