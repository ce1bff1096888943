import { mapSchema } from "../../templates/runtime/json/values.js";
import { decodePercent, splitPointer } from "../json/pointer.js";
import { isObject, type JsonObject } from "../json/values.js";
import type { JsonSchema } from "./keywords.js";
import { ROOT_COMBINATORS } from "./keywords.js";
import { freeName } from "./normal-refs.js";
import { allOfThem, branchShapes, type ObjectShape } from "./object-shape.js";
import { everyParameter, parameterOf, toSchema } from "./parameter.js";
import { eachSchema } from "./walk.js";

/**
 * An input schema as it is sent alone, since the API refuses `allOf`, `anyOf` and `oneOf` at the root: what all their
 * branches know becomes one object. It takes every object that the schema takes, has every parameter that any branch
 * knows, and requires what every branch requires. The same object where there is nothing to fold.
 * @param schema In its normal form, with `"type": "object"` at the root.
 */
export function foldRoot(schema: JsonSchema): JsonSchema {
  const folded = fold(schema);
  return folded === schema ? schema : fold(withRootApart(schema));
}

function fold(schema: JsonSchema): JsonSchema {
  const shape = allOfThem(branchShapes(schema, schema));
  const kept = Object.fromEntries(Object.entries(schema).filter(([keyword]) => !isCombinator(keyword)));
  const hasCombinator = Object.keys(schema).some(isCombinator);
  // No object is taken: what is sent then says what the root itself says.
  if (shape === undefined) return hasCombinator ? kept : schema;
  const own = isObject(schema["properties"]) ? schema["properties"] : {};
  const isNews = [...shape.parameters.keys()].some((name) => !Object.hasOwn(own, name));
  if (!hasCombinator && !isNews) return schema;
  const folded = { ...kept, ...foldedProperties(schema, own, shape), ...foldedRequired(schema, shape) };
  return withRest(schema, folded, shape);
}

/**
 * A root that its own parts refer to is kept in `$defs` beside what becomes of it: below `not`, in `oneOf` or in a
 * condition a root that takes more would have the whole take less.
 */
function withRootApart(schema: JsonSchema): JsonSchema {
  let isReferred = false;
  eachSchema(schema, ({ $ref }) => {
    isReferred ||= $ref === "#";
  });
  if (!isReferred) return schema;
  const definitions = isObject(schema["$defs"]) ? schema["$defs"] : {};
  const name = freeName(definitions, "/root");
  const renamed = mapSchema(schema, (part) => (part["$ref"] === "#" ? { ...part, $ref: `#/$defs/${name}` } : part));
  const { $defs, ...root } = renamed;
  return { ...root, $defs: { ...(isObject($defs) && $defs), [name]: root } };
}

function isCombinator(keyword: string): boolean {
  return ROOT_COMBINATORS.some((one) => one === keyword);
}

function foldedProperties(schema: JsonSchema, own: JsonObject, { parameters }: ObjectShape): JsonObject {
  if (parameters.size === 0) return {};
  const pinned = referredProperties(schema);
  const entries = Object.entries(own).map(([name, value]): [string, unknown] => {
    const parameter = parameters.get(name);
    return [
      name,
      parameter === undefined || pinned.has(name) ? value : toSchema(everyParameter([parameterOf(value), parameter])),
    ];
  });
  const added = [...parameters].filter(([name]) => !Object.hasOwn(own, name));
  const all = [...entries, ...added.map(([name, one]): [string, unknown] => [name, toSchema(one)])];
  return { properties: Object.fromEntries(all) };
}

/** The properties of the root that a reference leads to: what it means must not change. */
function referredProperties(schema: JsonSchema): ReadonlySet<string> {
  const found = new Set<string>();
  eachSchema(schema, ({ $ref }) => {
    if (typeof $ref !== "string" || !$ref.startsWith("#/properties/")) return;
    found.add(splitPointer(decodePercent($ref.slice(1)))[1] ?? "");
  });
  return found;
}

function foldedRequired(schema: JsonSchema, shape: ObjectShape): JsonObject {
  const own: unknown[] = Array.isArray(schema["required"]) ? schema["required"] : [];
  const required = [...new Set([...own, ...shape.required])];
  return required.length > own.length ? { required } : {};
}

/** What is said of properties that are no parameters, as far as it still means what it meant. */
function withRest(schema: JsonSchema, folded: JsonObject, shape: ObjectShape): JsonSchema {
  const { unevaluatedProperties, ...rest } = folded;
  const isClosed = shape.isClosed && !Object.hasOwn(schema, "additionalProperties");
  if (isClosed) return { ...rest, additionalProperties: false };
  return unevaluatedProperties === undefined || shape.evaluatesOthers ? rest : folded;
}
