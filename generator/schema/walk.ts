import { toSegment } from "../json/pointer.js";
import type { JsonObject } from "../json/values.js";
import { isObject } from "../json/values.js";
import { KEYWORDS } from "./keywords.js";

/** A place of a schema where another one belongs. What stands there may be anything. */
export type Child = {
  value: unknown;
  /** From the schema that it belongs to: `/properties/city`. */
  pointer: string;
  keyword: string;
  /** The property, definition or pattern that it is for, where it is one of several with names. */
  key: string | undefined;
};

/** Calls `visit` for a schema and all below it, each before those in it. `true` and `false` are passed over. */
export function eachSchema(schema: unknown, visit: (schema: JsonObject, pointer: string) => void, pointer = ""): void {
  if (!isObject(schema)) return;
  visit(schema, pointer);
  for (const child of childSchemas(schema)) eachSchema(child.value, visit, pointer + child.pointer);
}

/** The places directly in a schema where other schemas belong, in the order they are written. Data is not looked into. */
export function childSchemas(schema: JsonObject): Child[] {
  return Object.keys(schema).flatMap((keyword) => childrenAt(schema, keyword));
}

function childrenAt(schema: JsonObject, keyword: string): Child[] {
  const value = schema[keyword];
  const pointer = `/${toSegment(keyword)}`;
  switch (KEYWORDS.get(keyword)) {
    case "schema":
      // Without a tuple beside it, this one says nothing in any draft.
      if (keyword === "additionalItems" && !Array.isArray(schema["items"])) return [];
      return [{ value, pointer, keyword, key: undefined }];
    case "schemaOrList":
      return Array.isArray(value) ? inList(value, pointer, keyword) : [{ value, pointer, keyword, key: undefined }];
    case "schemas":
      return Array.isArray(value) ? inList(value, pointer, keyword) : [];
    case "schemaMap":
      return inMap(value, pointer, keyword);
    case "dependencies":
      return inMap(value, pointer, keyword).filter((child) => !Array.isArray(child.value));
    default:
      return [];
  }
}

function inList(list: readonly unknown[], pointer: string, keyword: string): Child[] {
  return list.map((value, index) => ({ value, pointer: `${pointer}/${index}`, keyword, key: undefined }));
}

function inMap(map: unknown, pointer: string, keyword: string): Child[] {
  if (!isObject(map)) return [];
  return Object.keys(map).map((key) => ({ value: map[key], pointer: `${pointer}/${toSegment(key)}`, keyword, key }));
}

const EVALUATORS = ["$ref", "allOf", "anyOf", "oneOf", "if", "then", "else", "dependentSchemas", "contains"];

/** Whether other schemas may say something of properties or items, so that `unevaluated*` does not speak of all the rest. */
export function evaluatesElsewhere(schema: JsonObject): boolean {
  return EVALUATORS.some((keyword) => Object.hasOwn(schema, keyword));
}
