import { count, showText, showValue } from "../diagnostics/show-value.js";
import { isObject } from "./is-object.js";
import { repairPattern } from "./repair-pattern.js";
import type { Report } from "./reporter.js";
import { sameJson } from "./same-json.js";
import type { JsonObject } from "./types.js";

/** A pattern as JavaScript compiles it; undefined, with a warning, where it cannot. */
export function soundPattern(pattern: string, at: string, part: "key" | "value", report: Report): string | undefined {
  const repaired = repairPattern(pattern);
  if (repaired === undefined) reportPattern(pattern, at, part, report);
  return repaired;
}

/** @param around The keyword that is left out with it, since it depends on it. */
export function reportPattern(
  pattern: string,
  at: string,
  part: "key" | "value",
  report: Report,
  around?: string,
): void {
  const message = `JavaScript cannot compile the pattern ${showText(pattern)}; expected was a regular expression of ECMA-262. It is left out${around === undefined ? "" : `, and so is the "${around}" around it, which would mean something else without it`}.`;
  const python = /\\[AZz]|\(\?P</.test(pattern)
    ? ' Python\'s \\A, \\Z and (?P<name>…) are "^", "$" and (?<name>…).'
    : "";
  const flags = /\(\?[a-z]*i[a-z]*\)/.test(pattern) ? ' For (?i), write both cases: "[aA]".' : "";
  report("SCHEMA_PATTERN_DROPPED", at, message, `Write it for JavaScript.${python}${flags}`, part);
}

/** With a pattern of `patternProperties` gone, `additionalProperties` would refuse what that had allowed. */
export function hasLostPattern(schema: JsonObject): boolean {
  const patterns = schema["patternProperties"];
  return isObject(patterns) && Object.keys(patterns).some((pattern) => repairPattern(pattern) === undefined);
}

/** A list with each of its values once, with a warning where one was repeated. */
export function withoutRepeats(list: unknown, at: string, report: Report): unknown {
  if (!Array.isArray(list)) return list;
  // Texts and numbers by a set: lists of thousands of values are real, and comparing each with each takes long.
  const seen = new Set<unknown>();
  const structured: unknown[] = [];
  const repeated: number[] = [];
  list.forEach((value, index) => {
    const isStructured = typeof value === "object" && value !== null;
    const before = isStructured ? structured.some((one) => sameJson(one, value)) : seen.has(value);
    if (before) repeated.push(index);
    else if (isStructured) structured.push(value);
    else seen.add(value);
  });
  const [first] = repeated;
  if (first === undefined) return list;
  const more = repeated.length > 1 ? ` (${count(repeated.length, "repeated value")} in all)` : "";
  const message = `${showValue(list[first])} stands in this list already${more}; each value was expected once. It is taken once.`;
  report("SCHEMA_REPEATED_VALUE", `${at}/${first}`, message, "Remove the second one.");
  return list.filter((_, index) => !repeated.includes(index));
}

/** Whether an unknown keyword's value holds what a validator would take for the address of a schema. */
export function hidesAddress(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hidesAddress);
  if (!isObject(value)) return false;
  return Object.entries(value).some(([key, one]) => /^\$(?:id|anchor|dynamicAnchor)$/.test(key) || hidesAddress(one));
}
