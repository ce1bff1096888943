// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
// @generated
/* eslint no-restricted-syntax: ["error", "Program > *"] */
/* eslint-disable */
// biome-ignore-all lint: generated
// biome-ignore-all format: generated
// biome-ignore-all assist: generated

import { isObject, type JsonSchema, resolvePointer } from "../json/values.js";
import { constantsOf } from "./compile-union.js";

/** What a branch of a union says about a value at its own level, itself or through references and `allOf`. */
export type Shape = {
  /** Each `type` that stands there. */
  types: unknown[];
  constants: unknown[] | undefined;
  members: Map<string, unknown[]>;
  /** The constants that it wants under its keys. */
  choices: Map<string, unknown[]>;
  required: Set<string>;
  /** Whether it refuses properties that it does not name. */
  isClosed: boolean;
  /** Whether that is all that it says. */
  isPlain: boolean;
};

/** Further references are not followed. */
const MAX_PARTS = 50;
const PLAIN = ["type", "properties", "required", "additionalProperties", "$ref", "allOf", "const", "enum", "$defs"];
const SAYS_NOTHING = ["title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly", "$comment"];
const PLAIN_KEYWORDS: ReadonlySet<string> = new Set([...PLAIN, ...SAYS_NOTHING]);
const shapes = new WeakMap<JsonSchema, Shape>();

export function shapeOf(part: unknown, root: JsonSchema): Shape {
  const known = isObject(part) ? shapes.get(part) : undefined;
  if (known !== undefined) return known;
  const shape: Shape = {
    types: [],
    constants: undefined,
    members: new Map(),
    choices: new Map(),
    required: new Set(),
    isClosed: false,
    isPlain: true,
  };
  let left = MAX_PARTS;
  const include = (one: unknown): void => {
    left -= 1;
    if (!isObject(one) || left < 0) return;
    addPart(shape, one, root);
    if (typeof one["$ref"] === "string") include(resolvePointer(root, one["$ref"]));
    if (Array.isArray(one["allOf"])) one["allOf"].forEach(include);
  };
  include(part);
  if (isObject(part)) shapes.set(part, shape);
  return shape;
}

function addPart(shape: Shape, part: JsonSchema, root: JsonSchema): void {
  const { type, properties, required, additionalProperties, patternProperties } = part as {
    [keyword: string]: unknown;
  };
  if (type !== undefined) shape.types.push(type);
  shape.constants ??= constantsOf(part);
  for (const [key, schema] of Object.entries(isObject(properties) ? properties : {})) {
    const known = shape.members.get(key);
    if (known === undefined) shape.members.set(key, [schema]);
    else known.push(schema);
    const isRef = isObject(schema) && typeof schema["$ref"] === "string";
    const target = isRef ? resolvePointer(root, String(schema["$ref"])) : schema;
    const values = isObject(target) ? constantsOf(target) : undefined;
    if (values !== undefined && !shape.choices.has(key)) shape.choices.set(key, values);
  }
  for (const key of Array.isArray(required) ? required : []) shape.required.add(String(key));
  if (additionalProperties === false && patternProperties === undefined) shape.isClosed = true;
  if (Object.keys(part).some((keyword) => !PLAIN_KEYWORDS.has(keyword))) shape.isPlain = false;
}
