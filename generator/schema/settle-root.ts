import type { Report } from "../diagnostics/reporter.js";
import { showValue } from "../diagnostics/show-value.js";
import { pointerKeys, valueAt } from "../json/pointer.js";
import type { JsonObject } from "../json/values.js";
import { isObject, sameJson } from "../json/values.js";
import type { JsonSchema } from "./keywords.js";
import { ANNOTATIONS, ROOT_COMBINATORS } from "./keywords.js";
import { findKinds } from "./kinds.js";
import type { Normal } from "./normalize.js";
import { eachSchema } from "./walk.js";

/**
 * Gives the root of an input schema the form that the API requires, `"type": "object"`, without a change to what is
 * valid: a tool's input is always an object. A `$ref` there is replaced by what it leads to. Undefined where the schema
 * is for something else; that is reported.
 * @param pointer Where the schema is in its file.
 */
export function settleRoot(normal: Normal, pointer: string, report: Report): JsonSchema | undefined {
  const hadRef = typeof normal.schema["$ref"] === "string";
  const schema = followRef(normal);
  const at = pointer + (normal.origins.get(schema) ?? "");
  const { type } = schema;
  if (type === "object") {
    if (hadRef)
      reportAdded(
        `${pointer}/$ref`,
        '"$ref" stands at the root of the input schema',
        "It was replaced by what it leads to.",
        report,
      );
    return schema;
  }
  const isOpen = type === undefined || (Array.isArray(type) && type.includes("object"));
  if (!isOpen) {
    const message =
      `The input schema has the type ${Array.isArray(type) ? JSON.stringify(type) : showValue(type)}; it must be ` +
      '"object".';
    const hint = "Describe an object, with what there is now as one of its properties.";
    report("SCHEMA_ROOT_TYPE", `${at}/type`, message, hint);
    return undefined;
  }
  if (!findKinds(schema)(schema).includes("object")) {
    const message = "The input schema has values or alternatives of which none is an object; one must be an object.";
    report("SCHEMA_ROOT_TYPE", at, message, "Describe an object, with what there is now as one of its properties.");
    return undefined;
  }
  const found =
    type === undefined ? "The input schema has no type" : `The input schema has the type ${JSON.stringify(type)}`;
  reportAdded(type === undefined ? at : `${at}/type`, found, 'It is sent with "object".', report);
  const { type: _, ...rest } = schema;
  const settled = { type: "object", ...rest };
  normal.origins.set(settled, normal.origins.get(schema) ?? "");
  return settled;
}

function reportAdded(at: string, found: string, done: string, report: Report): void {
  const message = `${found}; it must be "type": "object", which the API requires at the root. ${done}`;
  report("SCHEMA_ROOT_TYPE_ADDED", at, message, 'Write "type": "object" at the root of the schema.');
}

/**
 * Replaces a `$ref` at the root by what it leads to, as often as that begins with one again. Loops have been refused
 * before.
 */
function followRef(normal: Normal): JsonSchema {
  let schema = normal.schema;
  while (typeof schema["$ref"] === "string") {
    const { $ref, ...rest } = schema;
    const target = valueAt(schema, pointerKeys(String($ref)));
    const origin = isObject(target) ? (normal.origins.get(target) ?? "") : "";
    schema = target === true ? rest : join(normal, schema, rest, target, String($ref));
    normal.origins.set(schema, origin);
  }
  return schema;
}

function join(normal: Normal, schema: JsonSchema, rest: JsonObject, target: unknown, ref: string): JsonObject {
  if (!isObject(target) || !canJoin(rest, target)) {
    const options = Array.isArray(rest["allOf"]) ? rest["allOf"] : [];
    const type = isObject(target) && target["type"] === "object" && { type: "object" };
    return { ...type, ...rest, allOf: [...options, { $ref: ref }] };
  }
  const definitions = isObject(rest["$defs"]) ? rest["$defs"] : {};
  const name = /^#\/\$defs\/([^/]+)$/.exec(ref)?.[1];
  const isNeeded = name === undefined || countRefs(schema, ref) > 1;
  const kept = isNeeded ? definitions : without(definitions, pointerKeys(`/${name}`)[0] ?? "");
  const copy = isNeeded ? clone(normal, target) : target;
  const own = Object.keys(copy).filter((key) => key !== "$defs" && !Object.hasOwn(rest, key));
  const joined = Object.keys(schema).flatMap((key): [string, unknown][] => {
    if (key === "$ref") return own.map((one) => [one, copy[one]]);
    if (key !== "$defs") return [[key, rest[key]]];
    return Object.keys(kept).length > 0 ? [[key, kept]] : [];
  });
  return Object.fromEntries(joined);
}

/**
 * Keywords that look at those beside them, by what they look at. Beside others than their own they would mean something
 * else.
 */
const LOOKS_AT: readonly (readonly [string, readonly string[]])[] = [
  ["additionalProperties", ["properties", "patternProperties"]],
  [
    "unevaluatedProperties",
    ["properties", "patternProperties", "additionalProperties", "if", "dependentSchemas", ...ROOT_COMBINATORS],
  ],
  ["if", ["then", "else"]],
];

/** Whether what a root says and what it refers to can stand in one schema, and mean the same. */
function canJoin(rest: JsonObject, target: JsonObject): boolean {
  const isSaidTwice = Object.keys(target).some(
    (key) => Object.hasOwn(rest, key) && !ANNOTATIONS.has(key) && key !== "$defs" && !sameJson(rest[key], target[key]),
  );
  const looksOver = (one: JsonObject, other: JsonObject): boolean =>
    LOOKS_AT.some(([keyword, seen]) => Object.hasOwn(one, keyword) && seen.some((key) => Object.hasOwn(other, key)));
  // `unevaluatedProperties` looks into a reference beside it, too, but not out of what is referred to.
  const { unevaluatedProperties: _, ...shallow } = rest;
  return !isSaidTwice && !looksOver(target, rest) && !looksOver(shallow, target);
}

function without(map: JsonObject, key: string): JsonObject {
  return Object.fromEntries(Object.entries(map).filter(([one]) => one !== key));
}

/** How many references lead to a place or to something in it. */
function countRefs(schema: JsonSchema, ref: string): number {
  let count = 0;
  eachSchema(schema, ({ $ref }) => {
    if (typeof $ref === "string" && ($ref === ref || $ref.startsWith(`${ref}/`))) count += 1;
  });
  return count;
}

/** A copy of a part of the normal form that remembers where it comes from, so that no object stands in two places. */
function clone<T>(normal: Normal, value: T): T;
function clone(normal: Normal, value: unknown): unknown {
  if (!Array.isArray(value) && !isObject(value)) return value;
  const copy = Array.isArray(value)
    ? value.map((one: unknown) => clone(normal, one))
    : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, clone(normal, one)]));
  const origin = normal.origins.get(value);
  if (origin !== undefined) normal.origins.set(copy, origin);
  return copy;
}
