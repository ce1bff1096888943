// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
// @generated
/* eslint no-restricted-syntax: ["error", "Program > *"] */
/* eslint-disable */
// biome-ignore-all lint: generated
// biome-ignore-all format: generated
// biome-ignore-all assist: generated

import { isObject, type JsonSchema } from "../json/values.js";
import { spend } from "./budget.js";
import type { Check, Checker } from "./checker.js";

type Property = { check: Check | undefined; isRequired: boolean };

/**
 * The keywords about objects, in one pass over a value's own keys: a property called `constructor` is present only where the
 * value has one. As in JSON, a property that is undefined is absent.
 */
export function compileObject(part: JsonSchema, checker: Checker): Check | undefined {
  const { patternProperties, additionalProperties, propertyNames, minProperties, maxProperties, dependentRequired } =
    part as { [keyword: string]: unknown };
  const { budget, checkOf, matches } = checker;
  const properties = propertiesOf(part, checker);
  const required = [...properties.values()].filter(({ isRequired }) => isRequired).length;
  const patterns = Object.entries(isObject(patternProperties) ? patternProperties : {}).map(([pattern, schema]) => ({
    pattern,
    check: checkOf(schema),
  }));
  const additional = additionalProperties === undefined ? undefined : checkOf(additionalProperties);
  const name = propertyNames === undefined ? undefined : checkOf(propertyNames);
  const least = typeof minProperties === "number" ? minProperties : 0;
  const most = typeof maxProperties === "number" ? maxProperties : Number.POSITIVE_INFINITY;
  const dependents = isObject(dependentRequired) ? dependentRequired : undefined;
  const isIdle = properties.size + patterns.length + least === 0 && most === Number.POSITIVE_INFINITY;
  if (isIdle && (additional ?? name ?? dependents) === undefined) return undefined;
  const stepsPerKey = 1 + patterns.length;
  return (value, seen) => {
    if (!isObject(value)) return true;
    const keys = Object.keys(value);
    spend(budget, keys.length * stepsPerKey + 1);
    let [count, met] = [0, 0];
    for (const key of keys) {
      const held = value[key];
      if (held === undefined) continue;
      count += 1;
      const property = properties.get(key);
      let isEvaluated = false;
      if (property !== undefined) {
        if (property.isRequired) met += 1;
        if (property.check !== undefined) {
          if (!property.check(held, undefined)) return false;
          isEvaluated = true;
        }
      }
      for (const { pattern, check } of patterns) {
        if (!matches(pattern, key)) continue;
        if (!check(held, undefined)) return false;
        isEvaluated = true;
      }
      if (!isEvaluated && additional !== undefined) {
        if (!additional(held, undefined)) return false;
        isEvaluated = true;
      }
      if (name !== undefined && !name(key, undefined)) return false;
      if (isEvaluated) seen?.keys.add(key);
    }
    if (met < required || count < least || count > most) return false;
    if (dependents === undefined) return true;
    spend(budget, Object.keys(dependents).length);
    return missingDependents(dependents, value).length === 0;
  };
}

function propertiesOf({ properties, required }: JsonSchema, { checkOf }: Checker): Map<string, Property> {
  const known = new Map<string, Property>();
  for (const [key, schema] of Object.entries(isObject(properties) ? properties : {})) {
    known.set(key, { check: checkOf(schema), isRequired: false });
  }
  for (const key of Array.isArray(required) ? required.map(String) : []) {
    known.set(key, { check: known.get(key)?.check, isRequired: true });
  }
  return known;
}

/** Whether an object has a property of its own that is not undefined. */
export function isPresent(value: JsonSchema, key: string): boolean {
  return Object.hasOwn(value, key) && value[key] !== undefined;
}

/** The properties that `dependentRequired` requires and that are absent. */
export function missingDependents(dependents: JsonSchema, value: JsonSchema): string[] {
  return Object.entries(dependents).flatMap(([key, names]) =>
    isPresent(value, key) && Array.isArray(names) ? names.map(String).filter((name) => !isPresent(value, name)) : [],
  );
}
