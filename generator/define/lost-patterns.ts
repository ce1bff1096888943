import { toSegment } from "../read/json-pointer.js";
import { childSchemas } from "./child-schemas.js";
import { isObject } from "./is-object.js";
import { repairPattern } from "./repair-pattern.js";
import type { Resolved } from "./resolve-refs.js";
import type { JsonObject } from "./types.js";

/** A pattern that JavaScript cannot compile, with its place from the root of the schema. */
export type LostPattern = { pointer: string; pattern: string; part: "key" | "value" };

/**
 * The patterns that are left out of a schema, and of all that it is checked by: without them it takes more than its author meant. That is
 * harmless by itself; where it is denied or decided on, the schema around it would take less.
 */
export function lostPatterns(resolved: Resolved, at: string, seen = new Set<string>()): LostPattern[] {
  const schema = resolved.schemas.get(at);
  if (schema === undefined || seen.has(at)) return [];
  seen.add(at);
  const inside = childSchemas(schema).filter(({ keyword }) => keyword !== "$defs" && keyword !== "definitions");
  const others = [...inside.map((child) => at + child.pointer), ...(resolved.targets.get(at)?.values() ?? [])];
  return [...ownOf(schema, at), ...others.flatMap((other) => lostPatterns(resolved, other, seen))];
}

/** Whether a schema itself has a pattern that is left out. */
export function hasLost(schema: JsonObject): boolean {
  return ownOf(schema, "").length > 0;
}

function ownOf({ pattern, patternProperties }: JsonObject, at: string): LostPattern[] {
  const keys = isObject(patternProperties) ? Object.keys(patternProperties) : [];
  const all: LostPattern[] = keys.map((key) => ({
    pointer: `${at}/patternProperties/${toSegment(key)}`,
    pattern: key,
    part: "key",
  }));
  if (typeof pattern === "string") all.push({ pointer: `${at}/pattern`, pattern, part: "value" });
  return all.filter((one) => repairPattern(one.pattern) === undefined);
}
