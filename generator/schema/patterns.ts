import type { Report } from "../diagnostics/reporter.js";
import { showText } from "../diagnostics/show-value.js";
import { toSegment } from "../json/pointer.js";
import type { JsonObject } from "../json/values.js";
import { isObject } from "../json/values.js";
import { repairPattern } from "./repair-pattern.js";
import type { References } from "./resolve-refs.js";
import { childSchemas } from "./walk.js";

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
  const further =
    around === undefined ? "" : `, and so is the "${around}" around it, which would mean something else without it`;
  const message =
    `JavaScript cannot compile the pattern ${showText(pattern)}; it must be a regular expression of ECMA-262. ` +
    `It is left out${further}.`;
  const python = /\\[AZz]|\(\?P</.test(pattern)
    ? ' Python\'s \\A, \\Z and (?P<name>…) are "^", "$" and (?<name>…).'
    : "";
  const flags = /\(\?[a-z]*i[a-z]*\)/.test(pattern) ? ' For (?i), write both cases: "[aA]".' : "";
  report("SCHEMA_PATTERN_DROPPED", at, message, `Write it for JavaScript.${python}${flags}`, part);
}

/** A pattern that JavaScript cannot compile, with its place from the root of the schema. */
export type LostPattern = { pointer: string; pattern: string; part: "key" | "value" };

/**
 * The patterns that are left out of a schema, and of all that it is checked by: without them it takes more than its
 * author meant. That is harmless by itself; where it is denied or decided on, the schema around it would take less.
 */
export function lostPatterns(resolved: References, at: string, seen = new Set<string>()): LostPattern[] {
  const schema = resolved.schemas.get(at);
  if (schema === undefined || seen.has(at)) return [];
  seen.add(at);
  const inside = childSchemas(schema).filter(({ keyword }) => keyword !== "$defs" && keyword !== "definitions");
  const others = [...inside.map((child) => at + child.pointer), ...(resolved.targets.get(at)?.values() ?? [])];
  return [...ownOf(schema, at), ...others.flatMap((other) => lostPatterns(resolved, other, seen))];
}

/** Whether a schema itself has a pattern that is left out. */
export function hasLost(schema: JsonObject): boolean {
  return ownOf(schema, "").length > 0;
}

/** With a pattern of `patternProperties` gone, `additionalProperties` would refuse what that had allowed. */
export function hasLostKey(schema: JsonObject): boolean {
  return ownOf(schema, "").some(({ part }) => part === "key");
}

function ownOf({ pattern, patternProperties }: JsonObject, at: string): LostPattern[] {
  const keys = isObject(patternProperties) ? Object.keys(patternProperties) : [];
  const all: LostPattern[] = keys.map((key) => ({
    pointer: `${at}/patternProperties/${toSegment(key)}`,
    pattern: key,
    part: "key",
  }));
  if (typeof pattern === "string") all.push({ pointer: `${at}/pattern`, pattern, part: "value" });
  return all.filter((one) => repairPattern(one.pattern) === undefined);
}

/** What stands for any characters at all. A line end in a property's name is passed over: nobody means one. */
const ANYTHING = /^(?:\.\*|\.\{0,\}|\[\\s\\S\]\*|\[\\S\\s\]\*|\[\^\]\*|)$/;

/** Whether a pattern surely matches every property name, as `^.*$` and `^(.*)$` do. */
export function matchesAll(pattern: string): boolean {
  const inner = pattern.replace(/^\^/, "").replace(/\$$/, "");
  if (ANYTHING.test(inner)) return true;
  const group = /^\((?:\?:)?([^()]*)\)$/.exec(inner)?.[1];
  return group !== undefined && ANYTHING.test(group);
}
