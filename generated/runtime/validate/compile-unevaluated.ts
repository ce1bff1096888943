// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
// @generated
/* eslint no-restricted-syntax: ["error", "Program > *"] */
/* eslint-disable */
// biome-ignore-all lint: generated
// biome-ignore-all format: generated
// biome-ignore-all assist: generated

import { isObject, type JsonSchema } from "../json/values.js";
import { spend } from "./budget.js";
import { addSeen, type Check, type Checker, createSeen, hasSeenItem, type Seen } from "./checker.js";

/** The same check, and that of the properties and items that it has not evaluated. */
export function withUnevaluated(check: Check, part: JsonSchema, checker: Checker): Check {
  const { unevaluatedProperties, unevaluatedItems } = part as { [keyword: string]: unknown };
  if (unevaluatedProperties === undefined && unevaluatedItems === undefined) return check;
  const property = unevaluatedProperties === undefined ? undefined : checker.checkOf(unevaluatedProperties);
  const item = unevaluatedItems === undefined ? undefined : checker.checkOf(unevaluatedItems);
  return (value, outer) => {
    if (typeof value !== "object" || value === null) return check(value, undefined);
    const seen = createSeen();
    if (!check(value, seen)) return false;
    if (Array.isArray(value)) {
      spend(checker.budget, value.length);
      if (item !== undefined && !itemsFit(value, item, seen)) return false;
    } else if (isObject(value)) {
      const keys = Object.keys(value);
      spend(checker.budget, keys.length);
      if (property !== undefined && !propertiesFit(value, keys, property, seen)) return false;
    }
    if (outer !== undefined) addSeen(outer, seen);
    return true;
  };
}

function propertiesFit(value: JsonSchema, keys: readonly string[], check: Check, seen: Seen): boolean {
  for (const key of keys) {
    if (seen.keys.has(key) || value[key] === undefined) continue;
    if (!check(value[key], undefined)) return false;
    seen.keys.add(key);
  }
  return true;
}

function itemsFit(value: readonly unknown[], check: Check, seen: Seen): boolean {
  for (let index = 0; index < value.length; index += 1) {
    if (!hasSeenItem(seen, index) && !check(value[index], undefined)) return false;
  }
  seen.itemsBefore = Number.POSITIVE_INFINITY;
  return true;
}
