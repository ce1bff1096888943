import { toSegment } from "../json/pointer.js";
import { isObject, type JsonObject, own } from "../json/values.js";
import { isOpenedBy } from "./betas.js";
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
type Located = Pick<Misfit, "path" | "pointer">;

/** What shapes refer to. */
export type Surroundings = {
  /** The betas of the request. */
  readonly betas: readonly string[];
  /** The shapes that others name. */
  readonly named: Fields;
};

const NOT_A_RECORD = "dictionary or object to extract fields from";

/**
 * Holds a value against a shape: the first misfit, fields in the shape's order; undefined where it fits.
 * @param path The value's own place, as the API names it.
 */
export function findMisfit(
  value: unknown,
  shape: Shape,
  path: string,
  around: Surroundings = { betas: [], named: {} },
): Misfit | undefined {
  return search(value, shape, { path, pointer: "" }, around);
}

function search(value: unknown, shape: Shape, at: Located, around: Surroundings): Misfit | undefined {
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
      return inChoice(value, [...shape.of, ...(shape.beta ?? []).filter((one) => isOpenedBy(one, around.betas))], at);
    case "nullable":
      return value === null ? undefined : search(value, shape.of, at, around);
    case "text-or":
      return typeof value === "string" ? undefined : search(value, shape.of, at, around);
    case "record":
      return isObject(value) ? inRecord(value, shape, at, around) : wrong(at, NOT_A_RECORD);
    case "tagged":
      return isObject(value) ? inTagged(value, shape.of, at, around) : wrong(at, NOT_A_RECORD);
    case "by-role":
      return isObject(value) ? inMessage(value, shape.of, at, around) : wrong(at, NOT_A_RECORD);
    case "list":
      return Array.isArray(value) ? inList(value, shape.of, at, around) : wrong(at, "list");
    case "beta":
      return search(value, shape.of, at, around);
    case "ref":
      return search(value, around.named[shape.to] ?? { is: "anything" }, at, around);
  }
}

function inChoice(value: unknown, of: readonly string[], at: Located): Misfit | undefined {
  if (typeof value === "string" && of.includes(value)) return undefined;
  return { ...at, fault: "choice", about: quoted(of, " or ") };
}

/** Whether a field or a tag is there for a request with these betas. */
function isOpen(name: string, shape: Shape, { betas }: Surroundings): boolean {
  return shape.is !== "beta" || isOpenedBy(name, betas);
}

function inRecord(value: JsonObject, shape: RecordShape, at: Located, around: Surroundings): Misfit | undefined {
  const { of, needs, open } = shape;
  for (const [key, field] of Object.entries(of)) {
    const isMissing = !Object.hasOwn(value, key);
    if (isMissing && needs.includes(key)) return { ...below(at, key), fault: "required", about: "" };
    if (isMissing || !isOpen(key, field, around)) continue;
    const found = search(value[key], field, below(at, key), around);
    if (found) return found;
  }
  const isKnown = (key: string): boolean => {
    const field = own(of, key) as Shape | undefined;
    return field !== undefined && isOpen(key, field, around);
  };
  const extra = open ? undefined : Object.keys(value).find((key) => !isKnown(key));
  return extra === undefined ? undefined : { ...below(at, extra), fault: "unknown", about: "" };
}

function inTagged(value: JsonObject, of: Fields, at: Located, around: Surroundings): Misfit | undefined {
  if (!Object.hasOwn(value, "type")) return { ...below(at, "type"), fault: "required", about: "" };
  const tag = String(value["type"]);
  const shape = own(of, tag) as Shape | undefined;
  if (typeof value["type"] === "string" && shape && isOpen(tag, shape, around)) {
    return search(value, shape, { ...at, path: join(at.path, tag) }, around);
  }
  const known = Object.entries(of).flatMap(([one, other]) => (isOpen(one, other, around) ? [one] : []));
  const about = `'${tag}' found using 'type' does not match any of the expected tags: ${quoted(known, ", ")}`;
  return { path: at.path, pointer: `${at.pointer}/type`, fault: "tag", about };
}

function inMessage(value: JsonObject, of: Fields, at: Located, around: Surroundings): Misfit | undefined {
  if (!Object.hasOwn(value, "role")) return { ...below(at, "role"), fault: "required", about: "" };
  const shape = own(of, String(value["role"])) as Shape | undefined;
  return shape ? search(value, shape, at, around) : inChoice(value["role"], Object.keys(of), below(at, "role"));
}

function inList(list: readonly unknown[], of: Shape, at: Located, around: Surroundings): Misfit | undefined {
  for (const [index, one] of list.entries()) {
    const found = search(one, of, below(at, index), around);
    if (found) return found;
  }
  return undefined;
}

function wrong(at: Located, about: string): Misfit {
  return { ...at, fault: "type", about };
}

function below({ path, pointer }: Located, key: string | number): Located {
  return { path: join(path, key), pointer: `${pointer}/${toSegment(key)}` };
}

function join(path: string, key: string | number): string {
  return path === "" ? String(key) : `${path}.${key}`;
}

function quoted(names: readonly string[], last: string): string {
  const all = names.map((name) => `'${name}'`);
  return all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")}${last}${all.at(-1)}`;
}
