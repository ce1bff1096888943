import type { Report } from "../diagnostics/reporter.js";
import { count, showValue } from "../diagnostics/show-value.js";
import { isObject, type JsonObject, sameJson } from "../json/values.js";

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

export type Entry = [keyword: string, value: unknown];

/** Joins what two spellings of one keyword hold. */
export function joinEntries(entries: readonly Entry[]): JsonObject {
  const merged = new Map<string, unknown>();
  for (const [keyword, value] of entries) {
    const before = merged.get(keyword);
    merged.set(keyword, isObject(before) && isObject(value) ? joinMaps(before, value) : value);
  }
  return Object.fromEntries(merged);
}

function joinMaps(a: JsonObject, b: JsonObject): JsonObject {
  const both = Object.entries(b).map(([key, value]): Entry => {
    if (!Object.hasOwn(a, key)) return [key, value];
    const before = a[key];
    if (Array.isArray(before) && Array.isArray(value)) return [key, [...new Set([...before, ...value])]];
    return [key, { allOf: [before, value] }];
  });
  return Object.fromEntries([...Object.entries(a), ...both]);
}
