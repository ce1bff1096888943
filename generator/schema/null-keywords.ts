import type { Report } from "../diagnostics/reporter.js";
import { showText } from "../diagnostics/show-value.js";
import { splitPointer, toSegment } from "../json/pointer.js";
import { isObject, type JsonObject } from "../json/values.js";
import { KEYWORDS } from "./keywords.js";
import { childSchemas } from "./walk.js";

/**
 * A schema without its keywords that are null, with a warning for each: serializers print null for what is not set.
 * Data is not looked into, and what is no keyword stays. The same object where there is none.
 * @param pointer Where the schema is in its file.
 * @param input Whether this is an input schema: the SDK's type allows null for its `properties` and `required`, and
 * nothing is warned about.
 */
export function withoutNullKeywords(schema: JsonObject, pointer: string, input: boolean, report: Report): JsonObject {
  const own = Object.entries(schema);
  const nulls = own.filter(([keyword, value]) => value === null && isKeyword(keyword));
  for (const [keyword] of nulls) {
    if (input && (keyword === "properties" || keyword === "required")) continue;
    const isType = keyword === "type";
    const message = `${showText(keyword)} is null, which no keyword but "const" and "default" can be; it is left out.`;
    const hint = isType ? 'Remove it, or write "type": "null" where the value itself must be null.' : "Remove it.";
    report("SCHEMA_NULL_KEYWORD", `${pointer}/${toSegment(keyword)}`, message, hint, "key");
  }
  const kept: JsonObject =
    nulls.length === 0
      ? schema
      : Object.fromEntries(own.filter(([keyword, value]) => value !== null || !isKeyword(keyword)));
  return withChildren(kept, (child, at) => withoutNullKeywords(child, pointer + at, false, report));
}

function isKeyword(keyword: string): boolean {
  const kind = KEYWORDS.get(keyword);
  return kind !== undefined && kind !== "data";
}

/** A schema with other schemas in the places where it has some; the same object where all of them stay. */
function withChildren(schema: JsonObject, change: (child: JsonObject, pointer: string) => JsonObject): JsonObject {
  let changed = schema;
  for (const { value, pointer, keyword } of childSchemas(schema)) {
    if (!isObject(value)) continue;
    const other = change(value, pointer);
    if (other === value) continue;
    if (changed === schema) changed = { ...schema };
    const [, key] = splitPointer(pointer);
    const around = changed[keyword];
    if (key === undefined) changed[keyword] = other;
    else changed[keyword] = replaced(around, key, other, around === schema[keyword]);
  }
  return changed;
}

/** @param isShared Whether the list or map is still the author's, and must be copied first. */
function replaced(around: unknown, key: string, value: unknown, isShared: boolean): unknown {
  if (Array.isArray(around)) {
    const copy: unknown[] = isShared ? [...around] : around;
    copy[Number(key)] = value;
    return copy;
  }
  const copy = isShared && isObject(around) ? { ...around } : (around as JsonObject);
  Object.defineProperty(copy, key, { value, enumerable: true, configurable: true, writable: true });
  return copy;
}
