import { pointerKeys, valueAt } from "../../json/pointer.js";
import { isObject } from "../../json/values.js";
import { kindsOf } from "../../schema/kinds.js";
import { isMadeUp } from "./type-names.js";

/** What a reference leads to, and by which steps; `inline` where the place that refers should hold the type itself. */
export type Resolved = { target: unknown; steps: string[]; inline: boolean };

/**
 * What a local reference (`#`, `#/$defs/x`) leads to in the schema that holds it; undefined where it leads nowhere.
 * Programs that write schemas refer to whatever they met twice, under made-up names: of such, the next reference is
 * followed, and a plain `string` is no type that deserves a name.
 */
export function resolveReference(root: unknown, ref: string): Resolved | undefined {
  const followed = new Set<unknown>();
  let found = follow(root, ref);
  while (found !== undefined && !hasOwnName(found.steps) && isBareReference(found.target)) {
    if (followed.has(found.target)) return undefined;
    followed.add(found.target);
    found = follow(root, found.target.$ref);
  }
  return found && { ...found, inline: !hasOwnName(found.steps) && isPlain(found.target) };
}

/** Whether it leads to a property, where the documentation of what it leads to stands already. */
export function isProperty({ steps }: Resolved): boolean {
  return steps.at(-2) === "properties";
}

function hasOwnName(steps: readonly string[]): boolean {
  return steps.length === 2 && steps[0] === "$defs" && !isMadeUp(steps[1] ?? "");
}

function isBareReference(schema: unknown): schema is { $ref: string } {
  if (!isObject(schema) || typeof schema["$ref"] !== "string") return false;
  return Object.keys(schema).every((key) => key === "$ref" || ANNOTATIONS.has(key));
}

const ANNOTATIONS = new Set(["title", "description", "$comment", "deprecated", "readOnly", "writeOnly"]);

/** Whether a schema's type is as short as any name that it could have. */
function isPlain(schema: unknown): boolean {
  if (!isObject(schema)) return typeof schema === "boolean";
  if (["enum", "const", "$ref", "allOf"].some((keyword) => Object.hasOwn(schema, keyword))) return false;
  const members = schema["anyOf"] ?? schema["oneOf"];
  if (Array.isArray(members)) return members.length <= 3 && members.every(isPlain);
  const kinds = kindsOf(schema);
  if (kinds === undefined || kinds.includes("object")) return false;
  return !kinds.includes("array") || (schema["prefixItems"] === undefined && isPlain(schema["items"]));
}

function follow(root: unknown, ref: string): { target: unknown; steps: string[] } | undefined {
  if (ref !== "#" && !ref.startsWith("#/")) return undefined;
  const steps = pointerKeys(ref);
  const target = valueAt(root, steps);
  return isObject(target) || typeof target === "boolean" ? { target, steps } : undefined;
}
