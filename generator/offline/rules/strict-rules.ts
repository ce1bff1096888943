import { isObject } from "../../json/values.js";
import { arrayOf, type JsonObject, objectOf, textOf } from "../json.js";
import { isRecursive, subSchemas } from "./sub-schemas.js";
import { type CheckedRequest, type Fill, type Rule, rule } from "./types.js";
import { customTools, first } from "./walk.js";

// Per request, over all strict tools and the output format (platform documentation, structured outputs).
const MAX_STRICT_TOOLS = 20;
const MAX_OPTIONAL = 24;
const MAX_UNIONS = 16;

const FORMATS = ["date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid"];
const UNSUPPORTED: { readonly [type: string]: readonly string[] } = {
  integer: ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  number: ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  string: ["minLength", "maxLength"],
  array: ["maxItems"],
};
const COMBINATORS = ["oneOf", "not", "if", "dependentSchemas"];
// Back-references, look-around and word boundaries.
const HARD_PATTERN = /\\[1-9]|\\k<|\(\?<?[=!]|\\b|\\B/;

/** A strict schema with its place in the request: `tools.0.custom` or `output_config.format.schema`. */
type Strict = { readonly at: string; readonly schema: JsonObject };

function strictSchemas(request: CheckedRequest): Strict[] {
  const tools = customTools(request)
    .filter(({ value }) => value["strict"] === true)
    .map(({ index, value }) => ({ at: `tools.${index}.custom`, schema: objectOf(value["input_schema"]) }));
  const format = objectOf(objectOf(request.body["output_config"])["format"]);
  const asked = isObject(format["schema"]) ? [{ at: "output_config.format.schema", schema: format["schema"] }] : [];
  return [...tools, ...asked];
}

function eachPart(request: CheckedRequest, find: (part: JsonObject) => Fill | false | undefined): Fill | undefined {
  return first(strictSchemas(request), ({ at, schema }) =>
    first(subSchemas(schema), (part) => {
      const found = find(part);
      return found && { at, ...found };
    }),
  );
}

function typesOf(part: JsonObject): string[] {
  return (Array.isArray(part["type"]) ? part["type"] : [part["type"]]).filter((type) => typeof type === "string");
}

function isPrimitive(value: unknown): boolean {
  return typeof value !== "object" || value === null;
}

function optionals(schemas: readonly Strict[]): number {
  return schemas
    .flatMap(({ schema }) => subSchemas(schema))
    .reduce((sum, part) => {
      const required = new Set(arrayOf(part["required"]));
      return sum + Object.keys(objectOf(part["properties"])).filter((key) => !required.has(key)).length;
    }, 0);
}

function unions(schemas: readonly Strict[]): number {
  return schemas
    .flatMap(({ schema }) => subSchemas(schema))
    .filter((part) => part["anyOf"] !== undefined || Array.isArray(part["type"])).length;
}

/** The rules on strict tools and output formats: the part of JSON Schema they take, and how much of it. */
export const STRICT_RULES: readonly Rule[] = [
  rule({
    id: "strict-additional-properties",
    checks: "every object of a strict schema says additionalProperties: false",
    wording: "{at}: For 'object' type, 'additionalProperties' must be explicitly set to false",
    find: (request) =>
      eachPart(request, (part) => {
        const isMap = typesOf(part).includes("object") || part["properties"] !== undefined;
        return isMap && part["additionalProperties"] !== false && {};
      }),
  }),
  rule({
    id: "strict-keyword",
    checks: "no bounds on numbers, lengths of texts or maximum of items in a strict schema",
    wording: "{at}: For '{type}' type, property '{key}' is not supported",
    find: (request) =>
      eachPart(request, (part) =>
        first(typesOf(part), (type) =>
          first(UNSUPPORTED[type] ?? [], (key) => Object.hasOwn(part, key) && { type, key }),
        ),
      ),
  }),
  rule({
    id: "strict-min-items",
    checks: "minItems is 0 or 1 in a strict schema",
    wording: "{at}: For 'array' type, 'minItems' values other than 0 or 1 are not supported",
    find: (request) => eachPart(request, (part) => Number(part["minItems"] ?? 0) > 1 && {}),
  }),
  rule({
    id: "strict-combinator",
    checks: "no oneOf, not, if or dependentSchemas in a strict schema",
    wording: "{at}: Schema type '{key}' is not supported",
    words: "assumed",
    find: (request) => eachPart(request, (part) => first(COMBINATORS, (key) => Object.hasOwn(part, key) && { key })),
  }),
  rule({
    id: "strict-all-of-ref",
    checks: "no allOf with $ref in a strict schema",
    wording: "{at}: 'allOf' with '$ref' is not supported",
    words: "assumed",
    find: (request) =>
      eachPart(request, (part) => arrayOf(part["allOf"]).some((one) => objectOf(one)["$ref"] !== undefined) && {}),
  }),
  rule({
    id: "strict-enum",
    checks: "an enum of a strict schema holds primitive values only",
    wording: "{at}: Enum values must be primitives",
    words: "assumed",
    find: (request) => eachPart(request, (part) => !arrayOf(part["enum"]).every(isPrimitive) && {}),
  }),
  rule({
    id: "strict-format",
    checks: "a strict schema uses known formats only",
    wording: "{at}: String format '{format}' is not supported",
    words: "assumed",
    find: (request) =>
      eachPart(request, (part) => {
        const format = textOf(part["format"]);
        return format !== undefined && !FORMATS.includes(format) && { format };
      }),
  }),
  rule({
    id: "strict-pattern",
    checks: "a pattern of a strict schema has no back-reference, look-around or word boundary",
    wording: "{at}: Unsupported regex feature in pattern field",
    find: (request) => eachPart(request, (part) => HARD_PATTERN.test(textOf(part["pattern"]) ?? "") && {}),
  }),
  rule({
    id: "strict-external-ref",
    checks: "a strict schema refers to itself only",
    wording: "{at}: External $ref '{reference}' is not supported",
    words: "assumed",
    find: (request) =>
      eachPart(request, (part) => {
        const reference = textOf(part["$ref"]);
        return reference !== undefined && !reference.startsWith("#") && { reference };
      }),
  }),
  rule({
    id: "strict-recursion",
    checks: "a strict schema is not recursive",
    wording: "{at}: Recursive schemas are not supported",
    words: "assumed",
    find: (request) => first(strictSchemas(request), ({ at, schema }) => isRecursive(schema) && { at }),
  }),
  rule({
    id: "strict-tools-count",
    checks: "at most 20 strict tools",
    wording: `Too many strict tools ({count}). The maximum number of strict tools supported is ${MAX_STRICT_TOOLS}. Try reducing the number of tools marked as strict.`,
    find: (request) => {
      const count = customTools(request).filter(({ value }) => value["strict"] === true).length;
      return count > MAX_STRICT_TOOLS ? { count } : undefined;
    },
  }),
  rule({
    id: "strict-optional-count",
    checks: "at most 24 optional parameters over all strict schemas",
    wording: `Schemas contains too many optional parameters ({count}), which would make grammar compilation inefficient. Reduce the number of optional parameters in your tool schemas (limit: ${MAX_OPTIONAL}).`,
    find: (request) => {
      const count = optionals(strictSchemas(request));
      return count > MAX_OPTIONAL ? { count } : undefined;
    },
  }),
  rule({
    id: "strict-union-count",
    checks: "at most 16 parameters with anyOf or a list of types over all strict schemas",
    wording: `Schemas contains too many parameters with union types ({count} parameters with type arrays or anyOf). This would cause exponential compilation cost. Reduce the number of nullable or union-typed parameters (limit: ${MAX_UNIONS} parameters with unions).`,
    find: (request) => {
      const count = unions(strictSchemas(request));
      return count > MAX_UNIONS ? { count } : undefined;
    },
  }),
];
