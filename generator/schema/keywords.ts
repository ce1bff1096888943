import { SUBSCHEMAS } from "../../templates/runtime/json/values.js";
import type { JsonObject } from "../json/values.js";

/** A JSON Schema in its normal form (draft 2020-12, see normalize.ts). */
export type JsonSchema = JsonObject;

/** What a keyword's value is. Kinds with schemas in them are walked; the values of `data` are data and never walked. */
export type KeywordKind =
  | "schema"
  | "schemaOrList"
  | "schemas"
  | "schemaMap"
  | "dependencies"
  | "type"
  | "text"
  | "boolean"
  | "count"
  | "number"
  | "positive"
  | "names"
  | "nameLists"
  | "enum"
  | "list"
  | "data";

/** Every keyword of drafts 04 to 2020-12, by what its value is. */
export const KEYWORDS: ReadonlyMap<string, KeywordKind> = new Map<string, KeywordKind>([
  ["type", "type"],
  ["enum", "enum"],
  ["const", "data"],
  ["default", "data"],
  ["examples", "list"],
  ...of("text", ["title", "description", "$comment", "format", "pattern", "contentEncoding", "contentMediaType"]),
  ...of("text", ["$ref", "$id", "$schema", "$anchor", "$dynamicRef", "$dynamicAnchor", "$recursiveRef"]),
  ...of("boolean", ["deprecated", "readOnly", "writeOnly", "uniqueItems", "$recursiveAnchor"]),
  ...of("count", ["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"]),
  ...of("count", ["minContains", "maxContains"]),
  ...of("number", ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]),
  ["multipleOf", "positive"],
  ["required", "names"],
  ["dependentRequired", "nameLists"],
  ["dependencies", "dependencies"],
  ["items", "schemaOrList"],
  ...of(
    "schema",
    SUBSCHEMAS.one.filter((name) => name !== "items"),
  ),
  ["additionalItems", "schema"],
  ...of("schemas", SUBSCHEMAS.list),
  ...of("schemaMap", [...SUBSCHEMAS.map, "definitions"]),
]);

/** Keywords that say something to people and change nothing about which values are valid. */
export const ANNOTATIONS: ReadonlySet<string> = new Set([
  "title",
  "description",
  "default",
  "examples",
  "deprecated",
  "readOnly",
  "writeOnly",
  "$comment",
]);

/** Keywords whose schemas are for the very value that the schema itself is for, and not for a part of it. */
export const SAME_VALUE: ReadonlySet<string> = new Set([
  "allOf",
  "anyOf",
  "oneOf",
  "not",
  "if",
  "then",
  "else",
  "dependentSchemas",
  "dependencies",
]);

/** What the API refuses at the root of an input schema. */
export const ROOT_COMBINATORS = ["oneOf", "anyOf", "allOf"] as const;

/** Words that other tools put into schemas; like some keyword as they may look, they are no misspelling. */
export const FOREIGN_KEYWORDS: ReadonlySet<string> = new Set([
  "example",
  "nullable",
  "discriminator",
  "xml",
  "externalDocs",
  "id",
  "name",
  "options",
  "optional",
  "constraints",
  "extends",
  "disallow",
  "divisibleBy",
  "$vocabulary",
  "$async",
  "enumNames",
  "enumDescriptions",
  "errorMessage",
  "markdownDescription",
  "propertyOrdering",
  "order",
  "min",
  "max",
  "label",
  "propertyOrder",
  "property_order",
  "note",
  "notes",
  "comment",
  "comments",
]);

/** The types of JSON Schema. */
export const TYPES = ["string", "number", "integer", "boolean", "object", "array", "null"] as const;

/** Words of other languages for the types of JSON Schema, in lower case. */
export const TYPE_WORDS: ReadonlyMap<string, string> = new Map([
  ...to("string", [
    "str",
    "text",
    "char",
    "varchar",
    "uuid",
    "uri",
    "url",
    "date",
    "datetime",
    "time",
    "bytes",
    "email",
  ]),
  ...to("number", ["float", "double", "decimal", "real", "num"]),
  ...to("integer", ["int", "long", "short", "int32", "int64", "uint", "bigint"]),
  ...to("boolean", ["bool"]),
  ...to("object", ["dict", "map", "hash", "record", "struct", "json"]),
  ...to("array", ["list", "tuple", "set", "sequence", "vector"]),
  ...to("null", ["none", "nil", "void", "undefined"]),
]);

function of(kind: KeywordKind, names: readonly string[]): [string, KeywordKind][] {
  return names.map((name) => [name, kind]);
}

function to(type: string, words: readonly string[]): [string, string][] {
  return words.map((word) => [word, type]);
}
