// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
// @generated
/* eslint no-restricted-syntax: ["error", "Program > *"] */
/* eslint-disable */
// biome-ignore-all lint: generated
// biome-ignore-all format: generated
// biome-ignore-all assist: generated

import { nearest, show } from "../json/text.js";
import { isObject, type JsonSchema, pointerKey, resolvePointer } from "../json/values.js";
import { createSeen, hasSeenItem } from "./checker.js";
import { isPresent, missingDependents } from "./compile-object.js";
import { createSearch, type Search } from "./explain.js";
import { arrayFaults, objectFaults, SHOWN_BYTES } from "./words.js";

/** What is wrong with an object, and in its properties. */
export function explainObject(part: JsonSchema, value: JsonSchema, pointer: string, search: Search): void {
  const { properties, patternProperties, additionalProperties, propertyNames, required, dependentRequired } = part as {
    [keyword: string]: unknown;
  };
  const at = (key: string): string => `${pointer}/${pointerKey(key)}`;
  for (const message of objectFaults(part, value)) search.add(pointer, message);
  for (const key of Array.isArray(required) ? required.map(String) : []) {
    if (!isPresent(value, key)) search.add(at(key), "is required", "absence");
  }
  for (const key of isObject(dependentRequired) ? missingDependents(dependentRequired, value) : []) {
    search.add(at(key), "is required", "absence");
  }
  const members = isObject(properties) ? properties : {};
  const patterns = Object.entries(isObject(patternProperties) ? patternProperties : {});
  for (const key of Object.keys(value)) {
    const held = value[key];
    if (held === undefined) continue;
    const schemas = patterns.filter(([pattern]) => search.checker.matches(pattern, key)).map(([, schema]) => schema);
    if (Object.hasOwn(members, key)) schemas.unshift(members[key]);
    for (const schema of schemas) explainMember(schema, held, at(key), search);
    if (schemas.length === 0) {
      if (additionalProperties === false) search.add(at(key), unknownProperty(key, Object.keys(members)), "name");
      else if (additionalProperties !== undefined) explainMember(additionalProperties, held, at(key), search);
    }
    if (propertyNames !== undefined && !search.fits(propertyNames, key)) {
      explainName(propertyNames, key, at(key), search);
    }
  }
}

function explainMember(schema: unknown, value: unknown, pointer: string, search: Search): void {
  if (!search.fits(schema, value)) search.visit(schema, value, pointer);
}

/** The property itself is right or wrong whatever it holds: the message is about its name. */
function explainName(schema: unknown, name: string, pointer: string, search: Search): void {
  const named = createSearch(search.checker, (_, message) => {
    search.add(pointer, `is no name for a property here: ${message}`, "name");
  });
  named.visit(schema, name, "");
}

function unknownProperty(name: string, known: readonly string[]): string {
  const [near] = nearest(name, known, 1);
  const hint = near === undefined ? "" : `; did you mean ${show(near, SHOWN_BYTES)}?`;
  return `is not a property here${hint}`;
}

/** What is wrong with an array, and in its items. */
export function explainArray(part: JsonSchema, value: readonly unknown[], pointer: string, search: Search): void {
  const { prefixItems, items, contains } = part as { [keyword: string]: unknown };
  const first: readonly unknown[] = Array.isArray(prefixItems) ? prefixItems : [];
  const matches = contains === undefined ? 0 : value.filter((entry) => search.fits(contains, entry)).length;
  for (const message of arrayFaults(part, value, matches, search.checker)) search.add(pointer, message);
  for (const [index, entry] of value.entries()) {
    const schema = index < first.length ? first[index] : items;
    if (schema !== undefined) explainMember(schema, entry, `${pointer}/${index}`, search);
  }
}

/** What is wrong with the members that no other keyword of a schema has evaluated. */
export function explainUnevaluated(part: JsonSchema, value: unknown, pointer: string, search: Search): void {
  const { unevaluatedProperties, unevaluatedItems } = part as { [keyword: string]: unknown };
  if (unevaluatedProperties === undefined && unevaluatedItems === undefined) return;
  const seen = createSeen();
  search.checker.checkOf(withoutUnevaluated(part))(value, seen);
  const { root } = search.checker;
  if (unevaluatedProperties !== undefined && isObject(value)) {
    for (const [key, held] of Object.entries(value)) {
      if (held === undefined || seen.keys.has(key)) continue;
      const at = `${pointer}/${pointerKey(key)}`;
      if (unevaluatedProperties === false) search.add(at, unknownProperty(key, [...knownKeys(part, root)]), "name");
      else explainMember(unevaluatedProperties, held, at, search);
    }
  }
  if (unevaluatedItems !== undefined && Array.isArray(value)) {
    for (const [index, entry] of value.entries()) {
      if (!hasSeenItem(seen, index)) explainMember(unevaluatedItems, entry, `${pointer}/${index}`, search);
    }
  }
}

const withouts = new WeakMap<JsonSchema, JsonSchema>();

function withoutUnevaluated(part: JsonSchema): JsonSchema {
  let made = withouts.get(part);
  if (made === undefined) {
    const { unevaluatedProperties: _, unevaluatedItems: __, ...rest } = part;
    made = rest;
    withouts.set(part, made);
  }
  return made;
}

/** The properties that a schema names, itself or in what it is made of. */
function knownKeys(part: unknown, root: JsonSchema, keys: Set<string> = new Set(), depth = 0): Set<string> {
  if (!isObject(part) || depth > 8) return keys;
  const { properties, $ref, allOf, anyOf, oneOf } = part as { [keyword: string]: unknown };
  for (const key of Object.keys(isObject(properties) ? properties : {})) keys.add(key);
  if (typeof $ref === "string") knownKeys(resolvePointer(root, $ref), root, keys, depth + 1);
  for (const list of [allOf, anyOf, oneOf]) {
    for (const one of Array.isArray(list) ? list : []) knownKeys(one, root, keys, depth + 1);
  }
  return keys;
}
