import { isObject } from "../../json/values.js";
import type { PossibleKinds } from "../../schema/kinds.js";
import { ALL_KINDS, type Kind, kindOf } from "../../schema/kinds.js";
import type { Doc } from "./doc.js";
import { lowerArray } from "./lower-array.js";
import { lowerObject, tellsOfObjects } from "./lower-object.js";
import { lowerValues } from "./lower-values.js";
import { intersectionOf, unionType } from "./simplify.js";
import { isUnknown, literal, NEVER_TYPE, named, OPEN_OBJECT, type TypeNode, UNKNOWN_TYPE } from "./type-node.js";

/** What lowering a schema asks of the tool that it belongs to. */
export type Lowering = {
  /**
   * What a local reference leads to: a named type, or a schema to be put in its place; undefined where it leads
   * nowhere.
   */
  reference: (ref: string, place: Position) => { name: string } | { schema: unknown } | undefined;
  /** The documentation of a property, from its schema. */
  doc: (key: string, schema: unknown) => Doc;
  /** The named type that a schema is, where references lead to its very place. */
  named: (schema: unknown) => string | undefined;
  kinds: PossibleKinds;
};

/** Where in the tool's schema a sub-schema is. */
export type Position = {
  /** The key of the closest property above, from which a type without a name of its own gets one. */
  hint: string;
  depth: number;
  /** The kinds of value that can be here at all, as the schemas around this one say. */
  expected: readonly Kind[];
  /** Whether this schema only narrows another one: where it says nothing, it is `unknown` and vanishes. */
  narrows: boolean;
};

/**
 * Deeper than any real schema; a type nested deeper than this is `unknown`, since compilers and people give up
 * somewhere too.
 */
const MAX_DEPTH = 100;

/**
 * Brings a schema (draft 2020-12, in normal form) to the terms of core.ts. The type that comes out accepts every value
 * that the schema does; where TypeScript cannot say what the schema says (`not`, `if`, limits), it accepts more.
 */
export function lower(schema: unknown, place: Position, lowering: Lowering): TypeNode {
  if (schema === false) return NEVER_TYPE;
  if (!isObject(schema) || place.depth > MAX_DEPTH) return place.narrows ? UNKNOWN_TYPE : anythingOf(place.expected);

  const own = lowering.kinds(schema);
  const kinds = own.filter((kind) => place.expected.includes(kind));
  if (kinds.length === 0) return NEVER_TYPE;
  // At depth 0 it is the named type itself that is wanted.
  const name = place.depth === 0 || place.narrows || kinds.length < own.length ? undefined : lowering.named(schema);
  if (name !== undefined) return named(name);

  const values = valuesOf(schema)?.filter((value) => kinds.includes(kindOf(value)));
  // An enum that nothing matches is a slip (`type: "array"` with its items' enum, say); the declared type is of more
  // use than `never`.
  if (values !== undefined && values.length > 0) return lowerValues(values, lowering);
  if (values !== undefined && schema["type"] === undefined) return NEVER_TYPE;

  const inner: Position = { ...place, depth: place.depth + 1, expected: kinds };
  const tells =
    (kinds.includes("object") && tellsOfObjects(schema)) || (kinds.includes("array") && tellsOfArrays(schema));
  const parts = combinators(schema, { ...inner, narrows: place.narrows || tells }, lowering).filter(
    (part) => !isUnknown(part),
  );
  if (tells) {
    // First what it extends, then what it says itself.
    const bases = parts.filter(isReference);
    const others = parts.filter((part) => !isReference(part));
    return intersectionOf([...bases, lowerKinds(schema, kinds, inner, lowering), ...others]);
  }
  if (parts.length > 0) return intersectionOf(parts);
  if (place.narrows && kinds.length === place.expected.length) return UNKNOWN_TYPE;
  return anythingOf(kinds);
}

function tellsOfArrays({ items, prefixItems, maxItems, unevaluatedItems }: { [key: string]: unknown }): boolean {
  return (
    isObject(items) ||
    items === false ||
    Array.isArray(items) ||
    Array.isArray(prefixItems) ||
    maxItems === 0 ||
    unevaluatedItems !== undefined
  );
}

/** The values that `const` and `enum` leave, where there is one of them. */
function valuesOf(schema: { [key: string]: unknown }): unknown[] | undefined {
  const listed = Array.isArray(schema["enum"]) ? schema["enum"] : undefined;
  if (!Object.hasOwn(schema, "const")) return listed;
  return [schema["const"]];
}

function combinators(schema: { [key: string]: unknown }, place: Position, lowering: Lowering): TypeNode[] {
  const parts: TypeNode[] = [];
  const { $ref, allOf, anyOf, oneOf } = schema;
  if (typeof $ref === "string") {
    const found = lowering.reference($ref, place);
    if (found !== undefined) parts.push("name" in found ? named(found.name) : lower(found.schema, place, lowering));
  }
  const narrowing: Position = { ...place, narrows: true };
  if (Array.isArray(allOf)) parts.push(...allOf.map((member) => lower(member, narrowing, lowering)));
  for (const members of [anyOf, oneOf]) {
    if (!Array.isArray(members) || members.length === 0) continue;
    const among = parts.length > 0 ? narrowing : place;
    parts.push(unionType(members.map((member) => lower(member, among, lowering))));
  }
  return parts;
}

function lowerKinds(
  schema: { [key: string]: unknown },
  kinds: readonly Kind[],
  place: Position,
  lowering: Lowering,
): TypeNode {
  return unionType(
    kinds.map((kind) => {
      if (kind === "object") return lowerObject(schema, place, lowering);
      return kind === "array" ? lowerArray(schema, place, lowering) : scalar(kind);
    }),
  );
}

/** Every value of these kinds. */
export function anythingOf(kinds: readonly Kind[]): TypeNode {
  if (kinds.length === ALL_KINDS.length) return UNKNOWN_TYPE;
  return unionType(
    kinds.map((kind) => {
      if (kind === "object") return OPEN_OBJECT;
      return kind === "array" ? { kind: "array", item: UNKNOWN_TYPE } : scalar(kind);
    }),
  );
}

function scalar(kind: Kind): TypeNode {
  return kind === "null" ? literal(null) : named(kind);
}

const SCALARS: readonly string[] = ["string", "number", "boolean"];
function isReference(node: TypeNode): boolean {
  return node.kind === "name" && !SCALARS.includes(node.name);
}
