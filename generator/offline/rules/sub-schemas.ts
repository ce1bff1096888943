import { isObject, own } from "../../json/values.js";
import { arrayOf, type JsonObject, objectOf, textOf } from "../json.js";

const MAPS = ["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"];
const SCHEMAS = [
  "items",
  "prefixItems",
  "contains",
  "additionalProperties",
  "propertyNames",
  "unevaluatedItems",
  "unevaluatedProperties",
  "anyOf",
  "oneOf",
  "allOf",
  "not",
  "if",
  "then",
  "else",
];

/** A schema and all below it that are schemas too; what is data is not walked. */
export function subSchemas(schema: unknown): JsonObject[] {
  if (Array.isArray(schema)) return schema.flatMap(subSchemas);
  if (!isObject(schema)) return [];
  const below = Object.entries(schema).flatMap(([key, value]) => {
    if (MAPS.includes(key)) return Object.values(objectOf(value)).flatMap(subSchemas);
    return SCHEMAS.includes(key) ? subSchemas(value) : [];
  });
  return [schema, ...below];
}

function withoutDefinitions(schema: unknown): JsonObject[] {
  const { $defs: _, definitions: __, ...rest } = objectOf(schema);
  return subSchemas(rest);
}

function target(root: JsonObject, reference: string): unknown {
  let found: unknown = root;
  for (const part of reference.split("/").slice(1)) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    found = Array.isArray(found) ? arrayOf(found)[Number(key)] : own(objectOf(found), key);
  }
  return found;
}

/** Whether a schema comes back to itself by its references. */
export function isRecursive(root: JsonObject): boolean {
  const finite = new Set<string>();
  const reaches = (schema: unknown, open: readonly string[]): boolean =>
    withoutDefinitions(schema).some((part) => {
      const reference = textOf(part["$ref"]);
      if (!reference?.startsWith("#") || finite.has(reference)) return false;
      if (open.includes(reference) || reaches(target(root, reference), [...open, reference])) return true;
      finite.add(reference);
      return false;
    });
  return reaches(root, ["#"]);
}
