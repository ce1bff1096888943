import { pointerKeys } from "../../templates/runtime/json/values.js";
import { findFaults } from "../../templates/runtime/validate/find-faults.js";
import { toSegment } from "../json/pointer.js";

/** A fault of a schema against the meta-schema; `message` goes on after "it". */
export type MetaFault = { pointer: string; message: string };

const SCHEMA = { $ref: "#" };
const SCHEMAS = { type: "array", minItems: 1, items: SCHEMA };
const SCHEMA_MAP = { type: "object", additionalProperties: SCHEMA };
const TEXT = { type: "string" };
// A number past what JavaScript holds has a diagnostic of its own.
const NUMBER = { not: { type: ["array", "boolean", "null", "object", "string"] } };
const FLAG = { type: "boolean" };
const COUNT = { type: "integer", minimum: 0 };
const NAMES = { type: "array", items: TEXT, uniqueItems: true };
const TYPE = { enum: ["array", "boolean", "integer", "null", "number", "object", "string"] };

/**
 * The meta-schema of draft 2020-12, in one piece and in batchgen's normal form. It takes any format and any pattern: the API
 * does not go by JavaScript's notion of them.
 */
const META_SCHEMA = {
  type: ["object", "boolean"],
  properties: {
    ...all(["$id", "$schema", "$ref", "$anchor", "$dynamicRef", "$dynamicAnchor", "$comment"], TEXT),
    ...all(["title", "description", "pattern", "format", "contentEncoding", "contentMediaType"], TEXT),
    ...all(["items", "contains", "additionalProperties", "propertyNames", "not", "if", "then", "else"], SCHEMA),
    ...all(["unevaluatedItems", "unevaluatedProperties", "contentSchema"], SCHEMA),
    ...all(["prefixItems", "allOf", "anyOf", "oneOf"], SCHEMAS),
    ...all(["$defs", "definitions", "properties", "patternProperties", "dependentSchemas"], SCHEMA_MAP),
    ...all(["maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum"], NUMBER),
    ...all(["maxLength", "minLength", "maxItems", "minItems", "maxContains", "minContains"], COUNT),
    ...all(["maxProperties", "minProperties"], COUNT),
    ...all(["uniqueItems", "deprecated", "readOnly", "writeOnly"], FLAG),
    $vocabulary: { type: "object", additionalProperties: FLAG },
    multipleOf: { type: "number", exclusiveMinimum: 0 },
    required: NAMES,
    dependentRequired: { type: "object", additionalProperties: NAMES },
    dependencies: { type: "object", additionalProperties: { anyOf: [SCHEMA, NAMES] } },
    type: { anyOf: [TYPE, { type: "array", items: TYPE, minItems: 1, uniqueItems: true }] },
    enum: { type: "array" },
    examples: { type: "array" },
  },
};

function all(keywords: readonly string[], schema: object): { [keyword: string]: object } {
  return Object.fromEntries(keywords.map((keyword) => [keyword, schema]));
}

/**
 * Checks a schema against the meta-schema of draft 2020-12, as the API does. `checkKeywords` explains better: what is caught
 * here is what that has missed.
 */
export function metaSchemaFaults(schema: unknown): MetaFault[] {
  const [first] = findFaults(META_SCHEMA, schema);
  if (first === undefined) return [];
  const pointer = pointerKeys(first.pointer).map((key) => `/${toSegment(key)}`);
  return [{ pointer: pointer.join(""), message: first.message }];
}
