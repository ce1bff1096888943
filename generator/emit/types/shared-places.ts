import { isObject } from "../../json/values.js";
import type { JsonSchema } from "../../schema/keywords.js";
import { childSchemas } from "../../schema/walk.js";
import { type Resolved, resolveReference } from "./references.js";

/**
 * The parts of a schema that references lead to and that deserve a name, by the part. Some programs refer to the place
 * where they met a type first (`#/properties/filter`): it has the same name there as everywhere else.
 */
export function sharedPlaces(root: JsonSchema): Map<unknown, Resolved> {
  const shared = new Map<unknown, Resolved>();
  const pending: unknown[] = [root];
  for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
    if (!isObject(part)) continue;
    const found = typeof part["$ref"] === "string" ? resolveReference(root, part["$ref"]) : undefined;
    if (found !== undefined && !found.inline) shared.set(found.target, found);
    pending.push(...childSchemas(part).map(({ value }) => value));
  }
  return shared;
}
