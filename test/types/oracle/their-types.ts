import { compile } from "json-schema-to-typescript";
import { isObject, type JsonObject } from "../../../generator/json/values.js";

/**
 * The types that json-schema-to-typescript makes of a schema; the schema's own is `Root`. An object that names
 * properties and is silent on others shows none, as in our types.
 */
export function theirTypes(schema: JsonObject): Promise<string> {
  const options = { additionalProperties: false, bannerComment: "", format: false, unknownAny: true };
  return compile(inTheirTerms(schema), "Root", options);
}

/** Keywords whose values are data, and those that map names to schemas. */
const data = new Set(["const", "enum", "required"]);
const maps = new Set(["$defs", "properties", "patternProperties", "dependentSchemas"]);

/**
 * A schema of draft 2020-12 in the terms of the older drafts, which the library reads: tuples are lists of `items`.
 * Annotations are left out: the library takes a `default` for a type. So are the limits of lists, which our types do
 * not show; the library has an option for that, which would also make every element of a tuple required.
 */
function inTheirTerms(schema: JsonObject): JsonObject {
  const { title: _, description: __, default: ___, minItems, maxItems, ...telling } = schema;
  const { prefixItems, items, ...others } = Object.fromEntries(
    Object.entries(telling).map(([keyword, value]) => [keyword, data.has(keyword) ? value : below(value, keyword)]),
  );
  const limits = { ...(minItems !== undefined && { minItems }), ...(maxItems !== undefined && { maxItems }) };
  if (prefixItems !== undefined) return { ...others, ...limits, items: prefixItems, additionalItems: items ?? true };
  return { ...others, ...(items !== undefined && { items }), ...(maxItems === 0 && { maxItems }) };
}

function below(value: unknown, keyword: string): unknown {
  if (Array.isArray(value)) return value.map((one) => (isObject(one) ? inTheirTerms(one) : one));
  if (!isObject(value)) return value;
  if (!maps.has(keyword)) return inTheirTerms(value);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, isObject(one) ? inTheirTerms(one) : one]));
}
