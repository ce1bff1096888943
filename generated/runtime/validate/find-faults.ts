// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
// @generated
/* eslint no-restricted-syntax: ["error", "Program > *"] */
/* eslint-disable */
// biome-ignore-all lint: generated
// biome-ignore-all format: generated
// biome-ignore-all assist: generated

import type { JsonSchema } from "../json/values.js";
import { endBudget, startBudget } from "./budget.js";
import type { Checker, CheckSettings } from "./checker.js";
import { createChecker } from "./compile.js";
import { explain, type FoundFault } from "./explain.js";

export type { FoundFault };

/** So many faults are found at most; Claude is told fewer. */
const MAX_FAULTS = 100;

const checkers = new WeakMap<JsonSchema, Checker>();

/**
 * Checks a value against a schema of draft 2020-12 in its normal form: no `$id`, no `$schema`, references within it alone. The
 * schema is made ready when it is first used, and with the settings of then; it must not change afterwards.
 *
 * @returns What is wrong; nothing where the value fits.
 * @throws Uncheckable where it would take too long to tell, RangeError where the value is nested too deeply.
 */
export function findFaults(schema: JsonSchema, value: unknown, settings: CheckSettings = {}): FoundFault[] {
  const checker = checkerOf(schema, settings);
  try {
    startBudget(checker.budget, value);
    return checker.checkOf(schema)(value, undefined) ? [] : explain(checker, value, MAX_FAULTS);
  } finally {
    endBudget(checker.budget);
  }
}

function checkerOf(schema: JsonSchema, settings: CheckSettings): Checker {
  let checker = checkers.get(schema);
  if (checker === undefined) {
    checker = createChecker(schema, settings);
    checkers.set(schema, checker);
  }
  return checker;
}
