import { isObject, own } from "../../json/values.js";
import type { JsonObject } from "../json.js";

/** What a place in a request may hold. */
export type Shape =
  | { readonly is: "anything" | "text" | "flag" | "whole" | "number" | "dictionary" }
  | { readonly is: "choice"; readonly of: readonly string[] }
  | { readonly is: "list"; readonly of: Shape }
  | { readonly is: "nullable"; readonly of: Shape }
  /** A text where it is one, else what the shape says. */
  | { readonly is: "text-or"; readonly of: Shape }
  /** An object with these fields and no other; an open one may have more. */
  | { readonly is: "record"; readonly of: Fields; readonly needs: readonly string[]; readonly open: boolean }
  /** An object whose `type` says which of the shapes it has. */
  | { readonly is: "tagged"; readonly of: Fields }
  /** One shape for messages of the system, another for those of everybody else. */
  | { readonly is: "by-role"; readonly system: Shape; readonly others: Shape };

export type Fields = { readonly [name: string]: Shape };

/** The first place that does not hold what it may. */
export type Misfit = {
  readonly fault: "required" | "unknown" | "type" | "choice" | "tag";
  readonly path: string;
  /** What should be there, or what is there, as the fault's wording has it. */
  readonly about: string;
};

function quoted(names: readonly string[], last: string): string {
  const all = names.map((name) => `'${name}'`);
  return all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")}${last}${all.at(-1)}`;
}

function join(path: string, key: string | number): string {
  return path === "" ? String(key) : `${path}.${key}`;
}

const NOT_A_RECORD = "dictionary or object to extract fields from";

function inRecord(
  value: JsonObject,
  { of, needs, open }: Extract<Shape, { is: "record" }>,
  path: string,
): Misfit | undefined {
  for (const [key, shape] of Object.entries(of)) {
    const at = join(path, key);
    const missing = !Object.hasOwn(value, key);
    if (missing && needs.includes(key)) return { fault: "required", path: at, about: "" };
    const found = missing ? undefined : findMisfit(value[key], shape, at);
    if (found) return found;
  }
  const extra = open ? undefined : Object.keys(value).find((key) => !Object.hasOwn(of, key));
  return extra === undefined ? undefined : { fault: "unknown", path: join(path, extra), about: "" };
}

function inTagged(value: JsonObject, of: Fields, path: string): Misfit | undefined {
  if (!Object.hasOwn(value, "type")) return { fault: "required", path: join(path, "type"), about: "" };
  const tag = String(value["type"]);
  const shape = own(of, tag) as Shape | undefined;
  if (typeof value["type"] === "string" && shape) return findMisfit(value, shape, join(path, tag));
  const about = `'${tag}' found using 'type' does not match any of the expected tags: ${quoted(Object.keys(of), ", ")}`;
  return { fault: "tag", path, about };
}

function wrong(path: string, about: string): Misfit {
  return { fault: "type", path, about };
}

/** Holds a value against a shape: the first misfit, fields in the shape's order; undefined where it fits. */
export function findMisfit(value: unknown, shape: Shape, path: string): Misfit | undefined {
  switch (shape.is) {
    case "anything":
      return undefined;
    case "text":
      return typeof value === "string" ? undefined : wrong(path, "string");
    case "flag":
      return typeof value === "boolean" ? undefined : wrong(path, "boolean");
    case "whole":
      return Number.isInteger(value) ? undefined : wrong(path, "integer");
    case "number":
      return typeof value === "number" ? undefined : wrong(path, "number");
    case "dictionary":
      return isObject(value) ? undefined : wrong(path, "dictionary");
    case "choice":
      if (typeof value === "string" && shape.of.includes(value)) return undefined;
      return { fault: "choice", path, about: quoted(shape.of, " or ") };
    case "nullable":
      return value === null ? undefined : findMisfit(value, shape.of, path);
    case "text-or":
      return typeof value === "string" ? undefined : findMisfit(value, shape.of, path);
    case "record":
      return isObject(value) ? inRecord(value, shape, path) : wrong(path, NOT_A_RECORD);
    case "tagged":
      return isObject(value) ? inTagged(value, shape.of, path) : wrong(path, NOT_A_RECORD);
    case "by-role":
      return findMisfit(value, isObject(value) && value["role"] === "system" ? shape.system : shape.others, path);
    case "list":
      if (!Array.isArray(value)) return wrong(path, "list");
      for (const [index, one] of value.entries()) {
        const found = findMisfit(one, shape.of, join(path, index));
        if (found) return found;
      }
      return undefined;
  }
}
