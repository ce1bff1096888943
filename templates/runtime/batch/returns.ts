import type { Definition } from "../contract/project.js";
import { isObject, type JsonSchema, resolvePointer } from "../json/values.js";

/** A shape is told so deep; what lies deeper is any value. */
const SHOWN_DEPTH = 4;
/** Of more values than these only the type is told. */
const MAX_VALUES = 6;

/**
 * The definition whose description says what the tool returns, where an output schema does: Claude is not sent that.
 */
export function withReturns(definition: Definition): Definition {
  const { tool, outputSchema } = definition;
  if (outputSchema === undefined) return definition;
  const returns = `Returns ${returnShapeOf(outputSchema, outputSchema, 0)}`;
  const description = tool.description === undefined ? returns : `${tool.description} ${returns}`;
  return { ...definition, tool: { ...tool, description } };
}

/** The shape of a schema's values in a few characters: `{id:integer,tags?:string[]}`. */
function returnShapeOf(schema: unknown, root: JsonSchema, depth: number): string {
  if (!isObject(schema) || depth > SHOWN_DEPTH) return "any";
  const { $ref, enum: values, anyOf, oneOf, type, properties } = schema;
  if (typeof $ref === "string") return returnShapeOf(resolvePointer(root, $ref), root, depth + 1);
  if (Object.hasOwn(schema, "const")) return JSON.stringify(schema["const"]);
  if (Array.isArray(values) && values.length <= MAX_VALUES) return values.map((one) => JSON.stringify(one)).join("|");
  const branches = [anyOf, oneOf].find(Array.isArray);
  if (branches !== undefined) {
    return [...new Set(branches.map((branch: unknown) => returnShapeOf(branch, root, depth + 1)))].join("|");
  }
  const types = [type ?? (isObject(properties) ? "object" : "any")].flat();
  return types.map((one) => shapeOfType(String(one), schema, root, depth)).join("|");
}

function shapeOfType(type: string, schema: JsonSchema, root: JsonSchema, depth: number): string {
  const { properties, required, items } = schema;
  if (type === "array") {
    const element = returnShapeOf(items, root, depth + 1);
    return element.includes("|") ? `(${element})[]` : `${element}[]`;
  }
  if (type !== "object" || !isObject(properties)) return type;
  const isRequired = (key: string): boolean => Array.isArray(required) && required.includes(key);
  const members = Object.entries(properties).map(
    ([key, member]) => `${key}${isRequired(key) ? "" : "?"}:${returnShapeOf(member, root, depth + 1)}`,
  );
  return `{${members.join(",")}}`;
}
