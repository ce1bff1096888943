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
 * Many leave out the `type` of what extends another schema, since that one has it: a schema's kinds are those of its own
 * `type` or values, as far as what it refers to and combines allows them, too.
 * @param target What a local reference leads to.
 * @param own The kinds that a schema allows by itself.
 */
export function findKinds(
  target: (ref: string) => unknown,
  own: (schema: JsonObject) => readonly Kind[] = ownKinds,
): PossibleKinds {
  const known = new Map<unknown, readonly Kind[]>();

  const kindsOfAll = (schema: unknown): readonly Kind[] => {
    if (!isObject(schema)) return schema === false ? [] : ALL_KINDS;
    const found = known.get(schema);
    if (found !== undefined) return found;
    // A schema that leads back to itself says no more by doing so.
    known.set(schema, ALL_KINDS);
    const { $ref, allOf, anyOf, oneOf } = schema;
    const limits = [own(schema)];
    if (typeof $ref === "string") limits.push(kindsOfAll(target($ref) ?? true));
    if (Array.isArray(allOf)) limits.push(...allOf.map(kindsOfAll));
    for (const members of [anyOf, oneOf]) {
      if (Array.isArray(members) && members.length > 0) limits.push(members.flatMap(kindsOfAll));
    }
    const kinds = ALL_KINDS.filter((kind) => limits.every((limit) => limit.includes(kind)));
    known.set(schema, kinds);
    return kinds;
  };
  return kindsOfAll;
}

/** The kinds of a schema's own type; where it has none, those of its values. */
function ownKinds(schema: JsonObject): readonly Kind[] {
  if (refusesAll(schema)) return [];
  return kindsOf(schema) ?? kindsOfConst(schema) ?? kindsOfEnum(schema) ?? ALL_KINDS;
}

/** The kinds that a schema's own type and its values all allow. None where they contradict each other. */
export function ownKindsStrictly(schema: JsonObject): readonly Kind[] {
  const limits = [kindsOf(schema), kindsOfConst(schema), kindsOfEnum(schema)];
  return ALL_KINDS.filter((kind) => limits.every((limit) => limit === undefined || limit.includes(kind)));
}

function kindsOfConst(schema: JsonObject): readonly Kind[] | undefined {
  return Object.hasOwn(schema, "const") ? [kindOf(schema["const"])] : undefined;
}

function kindsOfEnum({ enum: values }: JsonObject): readonly Kind[] | undefined {
  return Array.isArray(values) ? values.map(kindOf) : undefined;
}

/** Whether a schema is `{"not": {}}`, as several libraries write "never". */
function refusesAll({ not }: JsonObject): boolean {
  return not === true || (isObject(not) && Object.keys(not).length === 0);
}
