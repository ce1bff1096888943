import { defineSchema } from "../../generator/define/define-schema.js";
import { CODES, type DiagnosticCode } from "../../generator/diagnostics/diagnostic.js";
import type { JsonObject } from "../../generator/json/values.js";
import type { SlowPatterns } from "../../templates/runtime/contract/project.js";
import { findFaults } from "../../templates/runtime/validate/check-value.js";
import { MAX_CHECK_STEPS, startBudget, Uncheckable } from "../../templates/runtime/validate/checker.js";
import { createChecker } from "../../templates/runtime/validate/compile.js";
import { explain } from "../../templates/runtime/validate/explain.js";

/** A schema in its normal form; undefined where it is refused. With it, the codes of all that is said about it. */
export function normalForm(schema: JsonObject): {
  schema: JsonObject | undefined;
  slowPatterns: SlowPatterns;
  codes: string[];
} {
  const codes: DiagnosticCode[] = [];
  const defined = defineSchema(schema, "", false, {
    report: (code) => codes.push(code),
    diagnostics: [],
    errors: () => codes.filter((code) => CODES[code].severity === "error").length,
  });
  return { schema: defined?.schema, slowPatterns: defined?.slowPatterns ?? {}, codes };
}

/** Whether a value fits, or why that cannot be told. */
export function verdict(schema: JsonObject, value: unknown, slowPatterns?: SlowPatterns): boolean | string {
  try {
    return findFaults(schema, value, { slowPatterns }).length === 0;
  } catch (error) {
    return error instanceof Uncheckable ? `cannot be checked: ${error.message}` : String(error);
  }
}

/** How many steps a check takes, its explanation included; Infinity where it runs out of them. */
export function stepsOf(schema: JsonObject, value: unknown): number {
  const checker = createChecker(schema, {});
  startBudget(checker.budget, value);
  try {
    if (checker.checkOf(schema)(value, undefined)) return MAX_CHECK_STEPS - checker.budget.left;
    const checking = MAX_CHECK_STEPS - checker.budget.left;
    explain(checker, value, 100);
    return checking + MAX_CHECK_STEPS - checker.budget.left;
  } catch (error) {
    if (error instanceof Uncheckable) return Number.POSITIVE_INFINITY;
    throw error;
  }
}
