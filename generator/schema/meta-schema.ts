import { findFaults } from "../../templates/runtime/validate/check-value.js";
import { pointerKeys, toSegment } from "../json/pointer.js";
import { KEYWORDS, type KeywordKind, TYPES } from "./keywords.js";

/** A fault of a schema against the meta-schema; `message` goes on after "it". */
export type MetaFault = { pointer: string; message: string };

const SCHEMA = { $ref: "#" };
const STRING = { type: "string" };
const BOOLEAN = { type: "boolean" };
const NAMES = { type: "array", items: STRING, uniqueItems: true };
const TYPE = { enum: TYPES };

/** What the value of each kind of keyword must be. */
const VALUES: { readonly [K in KeywordKind]: object | true } = {
  schema: SCHEMA,
  // A list of schemas is a tuple of older drafts.
  schemaOrList: SCHEMA,
  schemas: { type: "array", minItems: 1, items: SCHEMA },
  schemaMap: { type: "object", additionalProperties: SCHEMA },
  dependencies: { type: "object", additionalProperties: { anyOf: [SCHEMA, NAMES] } },
  type: { anyOf: [TYPE, { type: "array", items: TYPE, minItems: 1, uniqueItems: true }] },
  text: STRING,
  boolean: BOOLEAN,
  count: { type: "integer", minimum: 0 },
  // A number past what JavaScript holds has a diagnostic of its own.
  number: { not: { type: ["array", "boolean", "null", "object", "string"] } },
  positive: { type: "number", exclusiveMinimum: 0 },
  names: NAMES,
  nameLists: { type: "object", additionalProperties: NAMES },
  enum: { type: "array" },
  list: { type: "array" },
  data: true,
};

/**
 * The meta-schema of draft 2020-12, in one piece and in batchgen's normal form. It takes any format and any pattern:
 * the API does not go by JavaScript's notion of them. Of the older keywords, it does not know `additionalItems`.
 */
const META_SCHEMA = {
  type: ["object", "boolean"],
  properties: {
    ...Object.fromEntries(
      [...KEYWORDS].flatMap(([name, kind]) => (name === "additionalItems" ? [] : [[name, VALUES[kind]]])),
    ),
    $vocabulary: { type: "object", additionalProperties: BOOLEAN },
  },
};

/**
 * Checks a schema against the meta-schema of draft 2020-12, as the API does. `checkKeywords` explains better: what is
 * caught here is what that has missed.
 */
export function metaSchemaFaults(schema: unknown): MetaFault[] {
  const [first] = findFaults(META_SCHEMA, schema);
  if (first === undefined) return [];
  const pointer = pointerKeys(first.pointer).map((key) => `/${toSegment(key)}`);
  return [{ pointer: pointer.join(""), message: first.message }];
}
