import { type Core, names, unionOf } from "./core.js";
import type { Lowering } from "./lower.js";
import { isObject } from "./schema-kinds.js";

/** The union of these very values, objects and arrays among them. */
export function lowerValues(values: readonly unknown[], lowering: Lowering): Core {
  const scalars: (string | number | boolean | null)[] = [];
  const others: Core[] = [];
  for (const value of values) {
    if (Array.isArray(value)) others.push(arrayOf(value, lowering));
    else if (isObject(value)) others.push(objectOf(value, lowering));
    else if (typeof value === "number" && !Number.isFinite(value)) others.push({ type: "number" });
    else if (typeof value === "string" || typeof value === "number" || typeof value === "boolean" || value === null)
      scalars.push(value);
  }
  return unionOf(scalars.length > 0 ? [{ enum: [...new Set(scalars)] }, ...others] : others);
}

function arrayOf(values: readonly unknown[], lowering: Lowering): Core {
  return { type: "array", items: values.map((value) => lowerValues([value], lowering)), additionalItems: false };
}

function objectOf(values: { [key: string]: unknown }, lowering: Lowering): Core {
  const properties: { [key: string]: Core } = {};
  for (const [key, value] of Object.entries(values))
    properties[lowering.property(key, true)] = lowerValues([value], lowering);
  const required = Object.keys(properties);
  if (required.length === 0) return { tsType: names.empty };
  return { type: "object", properties, required, additionalProperties: false };
}
