import { toSegment } from "../json/pointer.js";
import { isObject, type JsonObject, own } from "../json/values.js";
import type { Fields, RecordShape, Shape } from "./shape.js";

/** The first place that does not hold what it may. */
export type Misfit = {
  readonly fault: "required" | "unknown" | "type" | "choice" | "tag";
  /** As the API names the place: `tools.0.custom.name`. */
  readonly path: string;
  /** JSON pointer to the place from the value; for what is missing, to where it would be. */
  readonly pointer: string;
  /** What should be there, or what is there, as the fault's wording has it. */
  readonly about: string;
};

/** A place, as the API and as a JSON pointer name it. */
type Place = Pick<Misfit, "path" | "pointer">;

const NOT_A_RECORD = "dictionary or object to extract fields from";

/**
 * Holds a value against a shape: the first misfit, fields in the shape's order; undefined where it fits.
 * @param path The value's own place, as the API names it.
 */
export function findMisfit(value: unknown, shape: Shape, path: string): Misfit | undefined {
  return search(value, shape, { path, pointer: "" });
}

function search(value: unknown, shape: Shape, at: Place): Misfit | undefined {
  switch (shape.is) {
    case "anything":
      return undefined;
    case "text":
      return typeof value === "string" ? undefined : wrong(at, "string");
    case "flag":
      return typeof value === "boolean" ? undefined : wrong(at, "boolean");
    case "whole":
      return Number.isInteger(value) ? undefined : wrong(at, "integer");
    case "number":
      return typeof value === "number" ? undefined : wrong(at, "number");
    case "dictionary":
      return isObject(value) ? undefined : wrong(at, "dictionary");
    case "choice":
      if (typeof value === "string" && shape.of.includes(value)) return undefined;
      return { ...at, fault: "choice", about: quoted(shape.of, " or ") };
    case "nullable":
      return value === null ? undefined : search(value, shape.of, at);
    case "text-or":
      return typeof value === "string" ? undefined : search(value, shape.of, at);
    case "record":
      return isObject(value) ? inRecord(value, shape, at) : wrong(at, NOT_A_RECORD);
    case "tagged":
      return isObject(value) ? inTagged(value, shape.of, at) : wrong(at, NOT_A_RECORD);
    case "by-role":
      return search(value, isObject(value) && value["role"] === "system" ? shape.system : shape.others, at);
    case "list":
      return Array.isArray(value) ? inList(value, shape.of, at) : wrong(at, "list");
  }
}

function inRecord(value: JsonObject, { of, needs, open }: RecordShape, at: Place): Misfit | undefined {
  for (const [key, shape] of Object.entries(of)) {
    const isMissing = !Object.hasOwn(value, key);
    if (isMissing && needs.includes(key)) return { ...below(at, key), fault: "required", about: "" };
    const found = isMissing ? undefined : search(value[key], shape, below(at, key));
    if (found) return found;
  }
  const extra = open ? undefined : Object.keys(value).find((key) => !Object.hasOwn(of, key));
  return extra === undefined ? undefined : { ...below(at, extra), fault: "unknown", about: "" };
}

function inTagged(value: JsonObject, of: Fields, at: Place): Misfit | undefined {
  if (!Object.hasOwn(value, "type")) return { ...below(at, "type"), fault: "required", about: "" };
  const tag = String(value["type"]);
  const shape = own(of, tag) as Shape | undefined;
  if (typeof value["type"] === "string" && shape) return search(value, shape, { ...at, path: join(at.path, tag) });
  const about = `'${tag}' found using 'type' does not match any of the expected tags: ${quoted(Object.keys(of), ", ")}`;
  return { path: at.path, pointer: `${at.pointer}/type`, fault: "tag", about };
}

function inList(list: readonly unknown[], of: Shape, at: Place): Misfit | undefined {
  for (const [index, one] of list.entries()) {
    const found = search(one, of, below(at, index));
    if (found) return found;
  }
  return undefined;
}

function wrong(at: Place, about: string): Misfit {
  return { ...at, fault: "type", about };
}

function below({ path, pointer }: Place, key: string | number): Place {
  return { path: join(path, key), pointer: `${pointer}/${toSegment(key)}` };
}

function join(path: string, key: string | number): string {
  return path === "" ? String(key) : `${path}.${key}`;
}

function quoted(names: readonly string[], last: string): string {
  const all = names.map((name) => `'${name}'`);
  return all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")}${last}${all.at(-1)}`;
}
