// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
// @generated
/* eslint no-restricted-syntax: ["error", "Program > *"] */
/* eslint-disable */
// biome-ignore-all lint: generated
// biome-ignore-all format: generated
// biome-ignore-all assist: generated

import type { Fault } from "../contract/types.js";
import { show } from "../json/text.js";
import { isObject, type JsonSchema, pointerKey, resolvePointer } from "../json/values.js";
import { renewBudget, runCheck, spend } from "./budget.js";
import { type Checker, Uncheckable } from "./checker.js";
import { isOfType } from "./compile.js";
import { isPresent } from "./compile-object.js";
import { constantsOf } from "./compile-union.js";
import { explainArray, explainObject, explainUnevaluated } from "./explain-members.js";
import { explainUnion } from "./explain-union.js";
import { mustBeOneOf, SHOWN_BYTES, scalarFaults, typeName } from "./words.js";

/** A fault with what it is about: a value, the name of a property, or a property that is absent. */
export type FoundFault = Fault & { about: About };
export type About = "value" | "name" | "absence";

/** One search for faults: it goes through the schema again, beside a value that does not fit. */
export type Search = {
  checker: Checker;
  /** How many faults have been found, repeated ones too. */
  found: number;
  /** @param about `value` where it is left out. */
  add: (pointer: string, message: string, about?: About) => void;
  visit: (part: unknown, value: unknown, pointer: string) => void;
  fits: (part: unknown, value: unknown) => boolean;
};

/** Finding words takes longer than checking. */
const STEPS_PER_VISIT = 5;

/** Thrown to end a search: there are as many faults as wanted. */
class Enough extends Error {}

/**
 * What is wrong with a value that does not fit, in words for a language model. Of a union only the branch is explained that
 * the value comes nearest to.
 *
 * @param most So many faults are found at most.
 */
export function explain(checker: Checker, value: unknown, most: number): FoundFault[] {
  const faults = new Map<string, FoundFault>();
  renewBudget(checker.budget, value);
  const search = createSearch(checker, (pointer, message, about) => {
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

export function createSearch(checker: Checker, tell: (pointer: string, message: string, about: About) => void): Search {
  const visited = new Map<JsonSchema, Set<string>>();
  /** References can lead to the same part in very many ways. */
  const isNew = (part: JsonSchema, pointer: string): boolean => {
    const pointers = visited.get(part) ?? new Set();
    visited.set(part, pointers);
    return pointers.size < pointers.add(pointer).size;
  };
  const search: Search = {
    checker,
    found: 0,
    fits: (part, held) => runCheck(checker.budget, checker.checkOf(part), held, undefined),
    add: (pointer, message, about = "value") => {
      search.found += 1;
      tell(pointer, message, about);
    },
    visit: (part, held, pointer) => {
      spend(checker.budget, STEPS_PER_VISIT);
      if (part === false) search.add(pointer, "is not allowed here");
      else if (isObject(part) && isNew(part, pointer)) explainPart(part, held, pointer, search);
    },
  };
  return search;
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
