import type { JsonObject } from "../json/values.js";
import { isObject } from "../json/values.js";

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
