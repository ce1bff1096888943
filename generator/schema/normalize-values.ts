import type { Report } from "../diagnostics/reporter.js";
import { count, showValue } from "../diagnostics/show-value.js";
import { isObject, type JsonObject } from "../json/values.js";

/** A list with each of its values once, with a warning where one was repeated. */
export function withoutRepeats(list: unknown, at: string, report: Report): unknown {
  if (!Array.isArray(list)) return list;
  // By a set: lists of thousands of values are real, and comparing each with each takes long.
  const seen = new Set<string>();
  const repeated = new Set<number>();
  list.forEach((value, index) => {
    const text = canonicalJson(value);
    if (seen.has(text)) repeated.add(index);
    else seen.add(text);
  });
  const [first] = repeated;
  if (first === undefined) return list;
  const more = repeated.size > 1 ? ` (${count(repeated.size, "repeated value")} in all)` : "";
  const message =
    `${showValue(list[first])} stands in this list already${more}; each value ` +
    "must be there once. It is taken once.";
  report("SCHEMA_REPEATED_VALUE", `${at}/${first}`, message, "Remove the second one.");
  return list.filter((_, index) => !repeated.has(index));
}

/** The same text for equal JSON values, whatever the order of their keys. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`).join(",")}}`;
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
  const merged: JsonObject = {};
  for (const [keyword, value] of entries) {
    const before = Object.hasOwn(merged, keyword) ? merged[keyword] : undefined;
    const joined = isObject(before) && isObject(value) ? joinMaps(before, value) : value;
    if (keyword === "__proto__") Object.defineProperty(merged, keyword, { ...OWN, value: joined });
    else merged[keyword] = joined;
  }
  return merged;
}

/** An assignment to `__proto__` would make no member. */
const OWN = { enumerable: true, configurable: true, writable: true };

function joinMaps(a: JsonObject, b: JsonObject): JsonObject {
  const both = Object.entries(b).map(([key, value]): Entry => {
    if (!Object.hasOwn(a, key)) return [key, value];
    const before = a[key];
    if (Array.isArray(before) && Array.isArray(value)) return [key, [...new Set([...before, ...value])]];
    return [key, { allOf: [before, value] }];
  });
  return Object.fromEntries([...Object.entries(a), ...both]);
}
