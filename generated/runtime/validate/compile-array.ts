// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
// @generated
/* eslint no-restricted-syntax: ["error", "Program > *"] */
/* eslint-disable */
// biome-ignore-all lint: generated
// biome-ignore-all format: generated
// biome-ignore-all assist: generated

import type { JsonSchema } from "../json/values.js";
import { spend } from "./budget.js";
import type { Check, Checker } from "./checker.js";
import { firstRepeat } from "./equal.js";

/** The keywords about arrays. */
export function compileArray(part: JsonSchema, checker: Checker): Check | undefined {
  const { prefixItems, items, minItems, maxItems, uniqueItems } = part as { [keyword: string]: unknown };
  const { budget, checkOf } = checker;
  const first = Array.isArray(prefixItems) ? prefixItems.map(checkOf) : [];
  const rest = items === undefined ? undefined : checkOf(items);
  const least = typeof minItems === "number" ? minItems : 0;
  const most = typeof maxItems === "number" ? maxItems : Number.POSITIVE_INFINITY;
  const contains = part["contains"] === undefined ? undefined : compileContains(part, checker);
  const isIdle = first.length + least === 0 && most === Number.POSITIVE_INFINITY && uniqueItems !== true;
  if (isIdle && (rest ?? contains) === undefined) return undefined;
  return (value, seen) => {
    if (!Array.isArray(value)) return true;
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
