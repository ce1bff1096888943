// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
// @generated
/* eslint no-restricted-syntax: ["error", "Program > *"] */
/* eslint-disable */
// biome-ignore-all lint: generated
// biome-ignore-all format: generated
// biome-ignore-all assist: generated

import type { Definition } from "../contract/types.js";
import { isObject, type JsonSchema, resolvePointer } from "../json/values.js";

/** A shape is told so deep; what lies deeper is any value. */
const MAX_DEPTH = 4;
/** Of more values than these only the type is told. */
const MAX_VALUES = 6;

/** The definition whose description says what the tool returns, where an output schema does: Claude is not sent that. */
export function withReturns(definition: Definition): Definition {
  const { tool, outputSchema } = definition;
  if (outputSchema === undefined) return definition;
  const returns = `Returns ${shapeOf(outputSchema, outputSchema, 0)}`;
  const description = tool.description === undefined ? returns : `${tool.description} ${returns}`;
  return { ...definition, tool: { ...tool, description } };
}

/** The shape of a schema's values in a few characters: `{id:integer,tags?:string[]}`. */
function shapeOf(schema: unknown, root: JsonSchema, depth: number): string {
  if (!isObject(schema) || depth > MAX_DEPTH) return "any";
  const { $ref, enum: values, anyOf, oneOf, type, properties } = schema;
  if (typeof $ref === "string") return shapeOf(resolvePointer(root, $ref), root, depth + 1);
  if (Object.hasOwn(schema, "const")) return JSON.stringify(schema["const"]);
  if (Array.isArray(values) && values.length <= MAX_VALUES) return values.map((one) => JSON.stringify(one)).join("|");
  const branches = [anyOf, oneOf].find(Array.isArray);
  if (branches !== undefined) {
    return [...new Set(branches.map((branch: unknown) => shapeOf(branch, root, depth + 1)))].join("|");
  }
  const types = [type ?? (isObject(properties) ? "object" : "any")].flat();
  return types.map((one) => shapeOfType(String(one), schema, root, depth)).join("|");
}

function shapeOfType(type: string, schema: JsonSchema, root: JsonSchema, depth: number): string {
  const { properties, required, items } = schema;
  if (type === "array") {
    const element = shapeOf(items, root, depth + 1);
    return element.includes("|") ? `(${element})[]` : `${element}[]`;
  }
  if (type !== "object" || !isObject(properties)) return type;
  const isRequired = (key: string): boolean => Array.isArray(required) && required.includes(key);
  const members = Object.entries(properties).map(
    ([key, member]) => `${key}${isRequired(key) ? "" : "?"}:${shapeOf(member, root, depth + 1)}`,
  );
  return `{${members.join(",")}}`;
}
