import { pointerKeys, valueAt } from "../../json/pointer.js";
import { arrayOf, isObject, type JsonObject, objectOf, own, stringOf } from "../../json/values.js";
import type { Facts } from "./facts.js";
import type { SchemaInRoot } from "./find-batch-tool.js";
import { endOf, fitting, hintOf, PLACE } from "./hints.js";
import { type Build, textFor } from "./text-for.js";
import { wordsOf } from "./words.js";

const MAX_DEPTH = 8;
function resolve(schema: unknown, root: JsonObject, depth = 0): JsonObject {
  const found = objectOf(schema);
  const reference = stringOf(found["$ref"]);
  if (reference === undefined || !reference.startsWith("#") || depth > MAX_DEPTH) return found;
  const target = valueAt(root, pointerKeys(reference));
  const { $ref: _, ...beside } = found;
  return { ...resolve(target, root, depth + 1), ...beside };
}

/** One schema without combinators: all of `allOf`, and the first of `anyOf` and `oneOf` that is not null. */
function flat(schema: unknown, root: JsonObject, depth = 0): JsonObject {
  const found = resolve(schema, root);
  if (depth > MAX_DEPTH) return found;
  const arms = arrayOf(found["anyOf"] ?? found["oneOf"]).map((arm) => flat(arm, root, depth + 1));
  const first = arms.find((arm) => arm["type"] !== "null");
  let merged = found;
  for (const part of [...arrayOf(found["allOf"]).map((one) => flat(one, root, depth + 1)), ...(first ? [first] : [])]) {
    merged = {
      ...part,
      ...merged,
      ...(isObject(part["properties"]) && { properties: { ...objectOf(merged["properties"]), ...part["properties"] } }),
      required: [...arrayOf(merged["required"]), ...arrayOf(part["required"])],
    };
  }
  return merged;
}

function typeOf(schema: JsonObject): string {
  const types = Array.isArray(schema["type"]) ? schema["type"] : [schema["type"]];
  const named = types.find((type) => typeof type === "string" && type !== "null");
  if (typeof named === "string") return named;
  if (isObject(schema["properties"]) || isObject(schema["additionalProperties"])) return "object";
  if (schema["items"] !== undefined || schema["prefixItems"] !== undefined) return "array";
  if (typeof schema["minimum"] === "number" || typeof schema["maximum"] === "number") return "number";
  return types.includes("null") ? "null" : "string";
}

function occurs(value: unknown, facts: Facts): boolean {
  if (typeof value !== "string") return facts.numbers.includes(Number(value));
  const said = ` ${wordsOf(facts.question).join(" ")} `;
  const words = wordsOf(value).join(" ");
  return words !== "" && said.includes(` ${words} `);
}

function numberFor(schema: JsonObject, key: string, build: Build, integer: boolean): number {
  const bound = (key: string): number | undefined => (typeof schema[key] === "number" ? schema[key] : undefined);
  const step = bound("multipleOf") ?? (integer ? 1 : undefined);
  const low = bound("minimum") ?? (bound("exclusiveMinimum") ?? Number.NEGATIVE_INFINITY) + (step ?? 0.5);
  const high = bound("maximum") ?? (bound("exclusiveMaximum") ?? Number.POSITIVE_INFINITY) - (step ?? 0.5);
  const fits = (value: number): boolean =>
    value >= low && value <= high && (step === undefined || Number.isInteger(value / step));
  const said = numberNamed(key, build.facts, fits) ?? build.numbers.find(fits);
  if (said !== undefined) {
    if (build.numbers.includes(said)) build.numbers.splice(build.numbers.indexOf(said), 1);
    return said;
  }
  const near = Math.min(Math.max(1, low), high);
  return step === undefined ? near : Math.ceil(near / step) * step;
}

/** The number that a question gives to a field by its name: "limit 5", "a limit of 5", "5 days". */
function numberNamed(key: string, { question }: Facts, fits: (value: number) => boolean): number | undefined {
  const name = wordsOf(key).join("\\W+");
  const number = "(-?\\d+(?:\\.\\d+)?)(?![\\w-])";
  const pattern = new RegExp(`\\b${name}s?\\W+(?:(?:is|of|to|as)\\W+)?${number}|${number}\\s+${name}`, "giu");
  const found = [...question.matchAll(pattern)].map(([, after, before]) => Number(after ?? before));
  return name === "" ? undefined : found.find(fits);
}

function arrayFor(schema: JsonObject, key: string, build: Build, depth: number): unknown[] {
  const tuple = arrayOf(schema["prefixItems"]).map((one) => valueFor(one, key, build, depth + 1));
  const min = typeof schema["minItems"] === "number" ? schema["minItems"] : 1;
  const items = isObject(schema["items"]) ? schema["items"] : {};
  const list = [...tuple];
  while (list.length < min && schema["items"] !== false) {
    const value = valueFor(items, key, build, depth + 1);
    const again = schema["uniqueItems"] === true && list.some((one) => JSON.stringify(one) === JSON.stringify(value));
    list.push(
      again && typeof value === "string"
        ? `${value} ${list.length + 1}`
        : again && typeof value === "number"
          ? value + list.length
          : value,
    );
  }
  return list;
}

// An optional field is filled in where the question names it with a value: "limit 5", "in celsius".
function isAsked(schema: JsonObject, key: string, facts: Facts): boolean {
  if (arrayOf(schema["enum"]).some((value) => occurs(value, facts))) return true;
  const type = typeOf(schema);
  return (type === "integer" || type === "number") && facts.numbers.length > 0 && occurs(key, facts);
}

function objectFor(schema: JsonObject, build: Build, depth: number): JsonObject {
  const properties = objectOf(schema["properties"]);
  const required = arrayOf(schema["required"]).filter((key) => typeof key === "string");
  const optional = Object.keys(properties).filter(
    (key) => !required.includes(key) && depth === 0 && isAsked(flat(properties[key], build.root), key, build.facts),
  );
  return Object.fromEntries(
    [...new Set([...required, ...optional])].map((key) => [key, valueFor(own(properties, key), key, build, depth + 1)]),
  );
}

/** The choice that the question names: after "from" or "to" where the key is such an end, else the one named first. */
function firstSaid(choices: readonly unknown[], key: string, facts: Facts): unknown {
  const said = choices.filter((value) => occurs(value, facts));
  const end = endOf(key, facts)?.toLowerCase();
  const place = (value: unknown): number => facts.question.toLowerCase().indexOf(String(value).toLowerCase());
  return (
    said.find((value) => end !== undefined && String(value).toLowerCase() === end) ??
    [...said].sort((a, b) => place(a) - place(b))[0]
  );
}

function valueFor(of: unknown, key: string, build: Build, depth: number): unknown {
  const schema = flat(of, build.root);
  if (Object.hasOwn(schema, "const")) return schema["const"];
  const choices = arrayOf(schema["enum"]);
  if (choices.length > 0) {
    const said = firstSaid(choices, key, build.facts);
    return said ?? (choices.includes(schema["default"]) ? schema["default"] : choices[0]);
  }
  const type = typeOf(schema);
  if (Object.hasOwn(schema, "default") && type !== "object") return schema["default"];
  if (depth > MAX_DEPTH) return null;
  switch (type) {
    case "object":
      return objectFor(schema, build, depth);
    case "array":
      return arrayFor(schema, key, build, depth);
    case "integer":
    case "number":
      return numberFor(schema, key, build, type === "integer");
    case "boolean":
      return true;
    case "null":
      return null;
    default:
      return textFor(schema, key, build);
  }
}

/** Each required field, with the words that tell what it is for. */
function hints({ schema, root }: SchemaInRoot): { key: string; hint: string }[] {
  const flatted = flat(schema, root);
  const required = arrayOf(flatted["required"]);
  return Object.entries(objectOf(flatted["properties"])).flatMap(([key, value]) => {
    return required.includes(key) ? [{ key, hint: hintOf(key, objectOf(value)) }] : [];
  });
}

/**
 * Makes arguments that fit a schema, out of a question: one set, or one for each of the places where the tool takes a
 * place, and for each path or address where it takes one. Required fields are filled in, and optional ones that the
 * question names.
 */
export function buildArguments(tool: SchemaInRoot, facts: Facts, places: readonly string[]): JsonObject[] {
  const make = (place: string | undefined, literals: readonly string[]): JsonObject => {
    const build = {
      root: tool.root,
      facts: { ...facts, literals },
      place,
      quoted: [...facts.quoted],
      numbers: [...facts.numbers],
    };
    return objectFor(flat(tool.schema, tool.root), build, 0);
  };
  // A tool that takes two ends, as a flight does, is called once for both.
  const fields = hints(tool).filter(({ key }) => endOf(key, facts) === undefined);
  if (places.length > 1 && fields.some(({ hint }) => PLACE.test(hint))) {
    return places.map((place) => make(place, facts.literals));
  }
  const [several, ...more] = fields
    .map(({ hint }) => fitting(facts.literals, hint))
    .filter((found) => found.length > 1);
  if (several && more.length === 0) return several.map((one) => make(places[0], [one]));
  return [make(places[0], facts.literals)];
}
