import { isObject } from "../../templates/runtime/json/values.js";

export { isObject };

/** A JSON object. */
export type JsonObject = { [key: string]: unknown };

/** The value of a key, own keys only: `constructor` and `toString` are legal names of tools and properties. */
export function own(object: { readonly [key: string]: unknown }, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Whether two JSON values are equal. The order of keys does not count. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((element, index) => sameJson(element, b[index]));
  }
  if (!isObject(a) || !isObject(b)) return a === b;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
  );
}

/** The object itself, or an empty one where the value is something else. */
export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** The array itself, or an empty one where the value is something else. */
export function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The string itself, or undefined where the value is something else. */
export function stringOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
