import { nearest, show } from "../json/text.js";
import { isObject, type JsonSchema, pointerKey, resolvePointer } from "../json/values.js";
import { type Checker, createSeen, hasSeenItem, renewBudget, Uncheckable } from "./checker.js";
import { isOfType } from "./compile.js";
import { isPresent, missingDependents } from "./compile-members.js";
import { explainUnion } from "./explain-union.js";
import { constantsOf } from "./possible.js";
import { createSearch, type FoundFault, type Search } from "./search.js";
import { arrayFaults, mustBeOneOf, objectFaults, SHOWN_BYTES, scalarFaults, typeName } from "./words.js";

/** Thrown to end a search: there are as many faults as wanted. */
class Enough extends Error {}

/**
 * What is wrong with a value that does not fit, in words for a language model. Of a union only the branch is explained
 * that the value comes nearest to.
 *
 * @param most So many faults are found at most.
 */
export function explain(checker: Checker, value: unknown, most: number): FoundFault[] {
  const faults = new Map<string, FoundFault>();
  renewBudget(checker.budget, value);
  const search = createSearch(checker, explainPart, (pointer, message, about) => {
    faults.set(`${pointer} ${message}`, { pointer, message, about });
    if (faults.size >= most) throw new Enough();
  });
  try {
    search.visit(checker.root, value, "");
  } catch (error) {
    // The verdict stands; what was found before the end is told.
    if (!(error instanceof Enough || error instanceof Uncheckable || error instanceof RangeError)) throw error;
  }
  return faults.size > 0 ? [...faults.values()] : [{ pointer: "", message: "does not fit", about: "value" }];
}

function explainPart(part: JsonSchema, value: unknown, pointer: string, search: Search): void {
  const constants = constantsOf(part);
  if (constants !== undefined && !search.fits(onlyConstants(part), value)) {
    search.add(pointer, mustBeOneOf(constants, value));
    return;
  }
  const before = search.found;
  const isRightType = part["type"] === undefined || isOfType(value, part["type"]);
  if (!isRightType) search.add(pointer, `must be ${[part["type"]].flat().join(" or ")}, not ${typeName(value)}`);
  for (const message of scalarFaults(part, value, search.checker)) search.add(pointer, message);
  if (!isRightType) return;
  if (isObject(value)) explainObject(part, value, pointer, search);
  if (Array.isArray(value)) explainArray(part, value, pointer, search);
  explainInPlace(part, value, pointer, search);
  // What a failing part has evaluated counts as not evaluated: that is no fault of its own.
  if (search.found === before) explainUnevaluated(part, value, pointer, search);
}

const constantParts = new WeakMap<JsonSchema, JsonSchema>();

/** The constants of a schema alone, as a schema that is known by identity. */
function onlyConstants(part: JsonSchema): JsonSchema {
  let made = constantParts.get(part);
  if (made === undefined) {
    made = Object.fromEntries(Object.entries(part).filter(([keyword]) => keyword === "const" || keyword === "enum"));
    constantParts.set(part, made);
  }
  return made;
}

function explainInPlace(part: JsonSchema, value: unknown, pointer: string, search: Search): void {
  const { $ref, allOf, anyOf, oneOf, not, dependentSchemas } = part as { [keyword: string]: unknown };
  if (typeof $ref === "string") search.visit(resolvePointer(search.checker.root, $ref), value, pointer);
  for (const one of Array.isArray(allOf) ? allOf : []) search.visit(one, value, pointer);
  if (Array.isArray(anyOf)) explainUnion(anyOf, false, value, pointer, search);
  if (Array.isArray(oneOf)) explainUnion(oneOf, true, value, pointer, search);
  if (not !== undefined && search.fits(not, value)) explainNot(not, pointer, search);
  if (part["if"] !== undefined) {
    search.visit(search.fits(part["if"], value) ? part["then"] : part["else"], value, pointer);
  }
  for (const [key, schema] of Object.entries(isObject(dependentSchemas) ? dependentSchemas : {})) {
    if (isObject(value) && isPresent(value, key)) search.visit(schema, value, pointer);
  }
}

function explainNot(not: unknown, pointer: string, search: Search): void {
  // One property that must be absent: the place is its own.
  const isRequired = isObject(not) && Object.keys(not).every((keyword) => keyword === "required");
  const names: unknown = isRequired ? not["required"] : undefined;
  if (Array.isArray(names) && names.length === 1) {
    search.add(`${pointer}/${pointerKey(String(names[0]))}`, "is not allowed here", "name");
  } else search.add(pointer, `must not fit ${show(not, SHOWN_BYTES)}`);
}

/** What is wrong with an object, and in its properties. */
function explainObject(part: JsonSchema, value: JsonSchema, pointer: string, search: Search): void {
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
  const named = createSearch(search.checker, explainPart, (_, message) => {
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
function explainArray(part: JsonSchema, value: readonly unknown[], pointer: string, search: Search): void {
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
function explainUnevaluated(part: JsonSchema, value: unknown, pointer: string, search: Search): void {
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
