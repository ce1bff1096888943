import { isObject, type JsonSchema } from "../json/values.js";
import { addSeen, type Check, type Checker, createSeen, hasSeenItem, type Seen, spend } from "./checker.js";
import { firstRepeat } from "./compile-scalar.js";

/**
 * A property: its check is made when a value first has it. `schema` is undefined where it is required and nothing else.
 */
type Property = { schema: unknown; check: Check | undefined; isRequired: boolean };

export const OBJECT_KEYWORDS: readonly string[] = [
  "properties",
  "required",
  "additionalProperties",
  "patternProperties",
  "propertyNames",
  "minProperties",
  "maxProperties",
  "dependentRequired",
];

/**
 * The keywords about objects, in one pass over a value's own keys: a property called `constructor` is present only
 * where the value has one. As in JSON, a property that is undefined is absent. Where no other type fits, the type as
 * well.
 */
export function compileObject(part: JsonSchema, checker: Checker): Check | undefined {
  const { patternProperties, additionalProperties, propertyNames, minProperties, maxProperties, dependentRequired } =
    part as { [keyword: string]: unknown };
  const { budget, compile, matches } = checker;
  const properties = propertiesOf(part);
  const required = [...properties.values()].filter(({ isRequired }) => isRequired).length;
  const patterns = Object.entries(isObject(patternProperties) ? patternProperties : {}).map(([pattern, schema]) => ({
    pattern,
    check: compile(schema),
  }));
  const additional = additionalProperties === undefined ? undefined : compile(additionalProperties);
  const name = propertyNames === undefined ? undefined : compile(propertyNames);
  const least = typeof minProperties === "number" ? minProperties : 0;
  const most = typeof maxProperties === "number" ? maxProperties : Number.POSITIVE_INFINITY;
  const dependents = isObject(dependentRequired) ? dependentRequired : undefined;
  const isIdle = properties.size + patterns.length + least === 0 && most === Number.POSITIVE_INFINITY;
  const others = part["type"] !== "object";
  if (isIdle && (additional ?? name ?? dependents) === undefined && others) return undefined;
  const stepsPerKey = 1 + patterns.length;
  return (value, seen) => {
    if (!isObject(value)) return others;
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
        if (property.schema !== undefined) {
          property.check ??= compile(property.schema);
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

function propertiesOf({ properties, required }: JsonSchema): Map<string, Property> {
  const known = new Map<string, Property>();
  if (Array.isArray(required)) {
    for (const key of required) known.set(String(key), { schema: undefined, check: undefined, isRequired: true });
  }
  if (!isObject(properties)) return known;
  for (const key of Object.keys(properties)) {
    known.set(key, { schema: properties[key], check: undefined, isRequired: known.has(key) });
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

export const ARRAY_KEYWORDS: readonly string[] = [
  "items",
  "prefixItems",
  "minItems",
  "maxItems",
  "uniqueItems",
  "contains",
];

/** The keywords about arrays; where no other type fits, the type as well. */
export function compileArray(part: JsonSchema, checker: Checker): Check | undefined {
  const { prefixItems, items, minItems, maxItems, uniqueItems } = part as { [keyword: string]: unknown };
  const { budget, compile } = checker;
  const first = Array.isArray(prefixItems) ? prefixItems.map(compile) : [];
  const rest = items === undefined ? undefined : compile(items);
  const least = typeof minItems === "number" ? minItems : 0;
  const most = typeof maxItems === "number" ? maxItems : Number.POSITIVE_INFINITY;
  const contains = part["contains"] === undefined ? undefined : compileContains(part, checker);
  const isIdle = first.length + least === 0 && most === Number.POSITIVE_INFINITY && uniqueItems !== true;
  const others = part["type"] !== "array";
  if (isIdle && (rest ?? contains) === undefined && others) return undefined;
  return (value, seen) => {
    if (!Array.isArray(value)) return others;
    if (value.length < least || value.length > most) return false;
    const end = rest === undefined ? Math.min(first.length, value.length) : value.length;
    spend(budget, end + 1);
    for (let index = 0; index < end; index += 1) {
      const check = first[index] ?? rest;
      if (check !== undefined && !check(value[index], undefined)) return false;
    }
    if (seen !== undefined) {
      seen.itemsBefore = Math.max(seen.itemsBefore, rest === undefined ? end : Number.POSITIVE_INFINITY);
    }
    if (uniqueItems === true && firstRepeat(value, budget) !== undefined) return false;
    return contains === undefined || contains(value, seen);
  };
}

function compileContains(part: JsonSchema, { budget, checkOf }: Checker): Check {
  const check = checkOf(part["contains"]);
  const { least, most } = containsLimits(part);
  return (value, seen) => {
    if (!Array.isArray(value)) return true;
    spend(budget, value.length);
    let count = 0;
    for (let index = 0; index < value.length; index += 1) {
      if (!check(value[index], undefined)) continue;
      count += 1;
      seen?.items.add(index);
    }
    return count >= least && count <= most;
  };
}

/** How many items `contains` wants at least and at most. */
export function containsLimits({ minContains, maxContains }: JsonSchema): { least: number; most: number } {
  return {
    least: typeof minContains === "number" ? minContains : 1,
    most: typeof maxContains === "number" ? maxContains : Number.POSITIVE_INFINITY,
  };
}

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
