import { isObject, type JsonObject } from "../json/values.js";
import { TYPES } from "./keywords.js";

/**
 * What a value looks like: a schema, an object with a schema under each name, or a list of parameters that have their
 * names inside.
 */
export type Likeness = "schema" | "map" | "list";

/** Whether a value looks as if it was meant for a schema, or for several; undefined where it does not. */
export function likenessOf(value: unknown): Likeness | undefined {
  if (Array.isArray(value)) return value.length > 0 && value.every(isParameter) ? "list" : undefined;
  if (!isObject(value)) return undefined;
  if (looksLikeSchema(value)) return "schema";
  const inner = Object.values(value);
  return inner.length > 0 && inner.every((one) => isObject(one) && looksLikeSchema(one)) ? "map" : undefined;
}

function looksLikeSchema({ type, properties, $ref, anyOf, oneOf, allOf, enum: values, items }: JsonObject): boolean {
  if (typeof type === "string" || Array.isArray(type)) return [type].flat().every(isTypeWord);
  if (typeof $ref === "string" || isObject(items)) return true;
  if (isObject(properties)) return Object.values(properties).every(isObject);
  if (Array.isArray(values) && values.length > 0) return true;
  return [anyOf, oneOf, allOf].some((list) => Array.isArray(list) && list.length > 0 && list.every(isObject));
}

/** Other languages and APIs write the types in upper case. */
function isTypeWord(word: unknown): boolean {
  return typeof word === "string" && TYPES.some((type) => type === word.toLowerCase());
}

/** A parameter in a list has its name beside its type, or is a schema. */
function isParameter(value: unknown): boolean {
  if (!isObject(value)) return false;
  return looksLikeSchema(value) || (typeof value["name"] === "string" && typeof value["type"] === "string");
}

/** The schema that a list of parameters was meant to be, as far as their names, types and descriptions tell it. */
export function schemaOfList(list: readonly unknown[]): JsonObject {
  const named = list.filter(isObject).filter(({ name }) => typeof name === "string");
  const properties = named.map(({ name, type, description, desc }): [string, JsonObject] => {
    const said = description ?? desc;
    return [
      String(name),
      { ...(typeof type === "string" && { type }), ...(typeof said === "string" && { description: said }) },
    ];
  });
  const required = named.filter((one) => one["required"] === true).map(({ name }) => name);
  return {
    type: "object",
    properties: Object.fromEntries(properties),
    ...(required.length > 0 && { required }),
  };
}
