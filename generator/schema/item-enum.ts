import { isObject, type JsonObject } from "../json/values.js";
import { kindOf, kindsOf } from "./kinds.js";

/**
 * Whether an enum beside `"type": "array"` is meant for the items: none of its values is an array, all of them fit the
 * items, and the items have no values of their own. No array could ever equal one of its values.
 */
export function isItemEnum(schema: JsonObject): boolean {
  const { type, enum: values, items = true } = schema;
  const types: unknown[] = Array.isArray(type) ? type : [type];
  if (!types.includes("array") || types.some((one) => one !== "array" && one !== "null")) return false;
  const ofItems = Array.isArray(values) ? values.filter((value) => value !== null) : [];
  if (ofItems.length === 0 || ofItems.some(Array.isArray)) return false;
  if (Object.hasOwn(schema, "prefixItems") || Object.hasOwn(schema, "const")) return false;
  if (items === true) return true;
  if (!isObject(items) || Object.hasOwn(items, "enum") || Object.hasOwn(items, "const")) return false;
  const kinds = kindsOf(items);
  return kinds === undefined || ofItems.every((value) => kinds.includes(kindOf(value)));
}

/**
 * Moves the enum of a schema in its normal form to its items, where {@link isItemEnum} says so. Null stays a value
 * beside the list.
 */
export function moveEnumToItems(built: JsonObject): void {
  const { enum: values, items } = built;
  if (!Array.isArray(values)) return;
  delete built["enum"];
  if (Array.isArray(built["type"]) && !values.includes(null)) built["type"] = "array";
  const ofItems = values.filter((value) => value !== null);
  if (isObject(items)) Object.assign(items, { enum: ofItems });
  else built["items"] = { enum: ofItems };
}
