// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
// @generated
/* eslint no-restricted-syntax: ["error", "Program > *"] */
/* eslint-disable */
// biome-ignore-all lint: generated
// biome-ignore-all format: generated
// biome-ignore-all assist: generated

import { byteLength, clip, show } from "../json/text.js";
import { fromSegment, isObject, type JsonSchema, jsonType, resolvePointer } from "../json/values.js";

/** The keys of a reference's pointer; undefined where it is no JSON pointer. */
export function keysOf(pointer: string): string[] | undefined {
  if (pointer === "") return [];
  return pointer.startsWith("/") ? pointer.slice(1).split("/").map(fromSegment) : undefined;
}

/** Where a value stands, or why there is none, in words for Claude. */
export type Found = { value: unknown } | { missing: string };

/** The value at some keys of a result: `-1` counts from the end of a list, `*` stands for each of its elements and gives a list. */
export function valueAtKeys(root: unknown, keys: readonly string[]): Found {
  let here = root;
  for (const [at, key] of keys.entries()) {
    if (Array.isArray(here) && key === "*") return eachAt(here, keys.slice(at + 1));
    if (Array.isArray(here) && /^(0|-?[1-9]\d*)$/.test(key) && here.at(Number(key)) !== undefined) {
      here = here.at(Number(key));
    } else if (isObject(here) && Object.hasOwn(here, key)) here = here[key];
    else return { missing: missingAt(here, key, keys.slice(0, at)) };
  }
  return { value: here };
}

function eachAt(list: readonly unknown[], keys: readonly string[]): Found {
  const values: unknown[] = [];
  for (const element of list) {
    const found = valueAtKeys(element, keys);
    if ("missing" in found) return found;
    values.push(found.value);
  }
  return { value: values };
}

function missingAt(here: unknown, key: string, before: readonly string[]): string {
  const place = before.length === 0 ? "the result" : show(`/${before.join("/")}`, 40);
  return `there is no ${show(key, 40)} in ${place}, which is ${describe(here)}`;
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (!isObject(value)) return jsonType(value);
  const keys = Object.keys(value);
  return keys.length === 0 ? "an empty object" : `an object with ${clip(keys.join(", "), 60)}`;
}

/** The schemas that a value at some keys can have, `true` for any; none where nothing is declared there. */
export function schemasAt(root: JsonSchema, keys: readonly string[]): unknown[] {
  return keys.reduce<unknown[]>((schemas, key) => schemas.flatMap((schema) => inside(schema, key, root)), [root]);
}

function inside(given: unknown, key: string, root: JsonSchema): unknown[] {
  return branchesOf(given, root, 0).flatMap((schema) => {
    if (!isObject(schema)) return schema === false ? [] : [true];
    const types = typesOf(schema);
    const isElement = /^(\*|0|-?[1-9]\d*)$/.test(key);
    const fromList = isElement && (types?.includes("array") ?? true) ? elementOf(schema, key) : [];
    const fromObject = (types?.includes("object") ?? true) ? memberOf(schema, key) : [];
    return [...fromList, ...fromObject];
  });
}

function elementOf({ items, prefixItems }: JsonSchema, key: string): unknown[] {
  const first = Array.isArray(prefixItems) ? prefixItems : [];
  if (items === undefined && first.length === 0) return [true];
  const rest = items === undefined || items === false ? [] : [items];
  if (first.length === 0) return rest;
  return /^\d+$/.test(key) && Number(key) < first.length ? [first[Number(key)]] : [...first, ...rest];
}

function memberOf({ properties, patternProperties, additionalProperties }: JsonSchema, key: string): unknown[] {
  if (isObject(properties) && Object.hasOwn(properties, key)) return [properties[key]];
  if (isObject(patternProperties)) return [true];
  if (additionalProperties !== undefined) return additionalProperties === false ? [] : [additionalProperties];
  // Claude is told of what is declared alone: what is not declared is taken for a mistake.
  return isObject(properties) ? [] : [true];
}

/** A schema, and those of which a value of it must fit one. */
function branchesOf(schema: unknown, root: JsonSchema, depth: number): unknown[] {
  if (!isObject(schema)) return [schema];
  if (depth > 8) return [true];
  const { $ref, anyOf, oneOf, allOf, ...rest } = schema;
  const lists = [anyOf, oneOf, allOf].filter(Array.isArray);
  const inner = typeof $ref === "string" ? [resolvePointer(root, $ref), ...lists.flat()] : lists.flat();
  const branches = inner.flatMap((branch) => branchesOf(branch, root, depth + 1));
  return inner.length === 0 || "properties" in rest || "items" in rest ? [rest, ...branches] : branches;
}

/** The JSON types that the schemas at a place allow; undefined where they say nothing. */
export function typesAt(root: JsonSchema, keys: readonly string[]): string[] | undefined {
  const found = schemasAt(root, keys)
    .flatMap((schema) => branchesOf(schema, root, 0))
    .map((schema) => (isObject(schema) ? typesOf(schema) : undefined));
  return found.some((types) => types === undefined) ? undefined : [...new Set(found.flatMap((types) => types ?? []))];
}

function typesOf({ type, const: constant, enum: values }: JsonSchema): string[] | undefined {
  if (type !== undefined) return [type].flat().map(String);
  if (constant !== undefined) return [jsonType(constant)];
  return Array.isArray(values) ? values.map(jsonType) : undefined;
}

/** Whether a value of one of the types can be one of the other types. */
export function typesMeet(given: readonly string[] | undefined, wanted: readonly string[] | undefined): boolean {
  if (given === undefined || wanted === undefined) return true;
  const isNumber = (type: string): boolean => type === "number" || type === "integer";
  return given.some((type) => wanted.includes(type) || (isNumber(type) && wanted.some(isNumber)));
}

/** How many bytes a value takes as JSON. */
export function bytesOf(value: unknown): number {
  return byteLength(JSON.stringify(value) ?? "");
}
