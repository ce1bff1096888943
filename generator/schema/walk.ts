import { toSegment } from "../json/pointer.js";
import type { JsonObject } from "../json/values.js";
import { isObject } from "../json/values.js";
import { KEYWORDS, type KeywordKind } from "./keywords.js";

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

/**
 * The places directly in a schema where other schemas belong, in the order they are written. Data is not looked into.
 */
export function childSchemas(schema: JsonObject): Child[] {
  // Every schema is walked several times: a list that is filled costs half of what a flattened list of lists does.
  const children: Child[] = [];
  for (const keyword of Object.keys(schema)) {
    const kind = KEYWORDS.get(keyword);
    if (kind !== undefined && HOLDS_SCHEMAS.has(kind)) addChildren(children, schema, keyword, kind);
  }
  return children;
}

const HOLDS_SCHEMAS: ReadonlySet<KeywordKind> = new Set([
  ...(["schema", "schemaOrList", "schemas", "schemaMap", "dependencies"] as const),
]);

function addChildren(children: Child[], schema: JsonObject, keyword: string, kind: KeywordKind): void {
  const value = schema[keyword];
  const pointer = `/${keyword}`;
  if (kind === "schemaMap" || kind === "dependencies") {
    if (!isObject(value)) return;
    for (const key of Object.keys(value)) {
      const one = value[key];
      if (kind === "dependencies" && Array.isArray(one)) continue;
      children.push({ value: one, pointer: `${pointer}/${toSegment(key)}`, keyword, key });
    }
  } else if (Array.isArray(value) && kind !== "schema") {
    for (const [index, one] of value.entries()) {
      children.push({ value: one, pointer: `${pointer}/${index}`, keyword, key: undefined });
    }
  } else if (kind !== "schemas" && (keyword !== "additionalItems" || Array.isArray(schema["items"]))) {
    // Without a tuple beside it, `additionalItems` says nothing in any draft.
    children.push({ value, pointer, keyword, key: undefined });
  }
}

const EVALUATORS = ["$ref", "allOf", "anyOf", "oneOf", "if", "then", "else", "dependentSchemas", "contains"];

/**
 * Whether other schemas may say something of properties or items, so that `unevaluated*` does not speak of all the
 * rest.
 */
export function evaluatesElsewhere(schema: JsonObject): boolean {
  return EVALUATORS.some((keyword) => Object.hasOwn(schema, keyword));
}
