import { nearest } from "../diagnostics/nearest.js";
import type { Report } from "../diagnostics/reporter.js";
import { showText, showValue } from "../diagnostics/show-value.js";
import { fromSegment, toSegment } from "../json/pointer.js";
import type { JsonObject } from "../json/values.js";
import { isObject } from "../json/values.js";
import type { Draft } from "../schema/draft.js";
import { FOREIGN_KEYWORDS, KEYWORDS, type KeywordKind, TYPES } from "../schema/keywords.js";
import { likenessOf } from "../schema/likeness.js";
import { childSchemas } from "../schema/walk.js";
import { reportMisplaced } from "./check-misplaced.js";
import { hintForParameter, hintForSchema, hintForType, hintForValue } from "./keyword-hints.js";

type Rule = { expected: string; accepts: (value: unknown) => boolean };

const SCHEMA_EXPECTED = "a schema: an object, true or false";

/** What each kind of keyword takes. Schemas inside are checked where they stand. */
const RULES: Record<Exclude<KeywordKind, "type">, Rule> = {
  schema: { expected: SCHEMA_EXPECTED, accepts: () => true },
  schemaOrList: { expected: SCHEMA_EXPECTED, accepts: () => true },
  schemas: {
    expected: "an array of at least one schema",
    accepts: (value) => Array.isArray(value) && value.length > 0,
  },
  schemaMap: { expected: "an object that holds schemas by name", accepts: isObject },
  dependencies: {
    expected: "an object that holds a schema or an array of property names by property name",
    accepts: (value) => isObject(value) && Object.values(value).every((one) => !Array.isArray(one) || isNames(one)),
  },
  text: { expected: "a string", accepts: (value) => typeof value === "string" },
  boolean: { expected: "true or false", accepts: (value) => typeof value === "boolean" },
  count: {
    expected: "an integer that is not negative",
    accepts: (value) => typeof value === "number" && Number.isInteger(value) && value >= 0,
  },
  number: { expected: "a number", accepts: (value) => typeof value === "number" },
  positive: { expected: "a number greater than 0", accepts: (value) => typeof value === "number" && value > 0 },
  names: { expected: "an array of property names", accepts: isNames },
  nameLists: {
    expected: "an object that holds an array of property names by property name",
    accepts: (value) => isObject(value) && Object.values(value).every(isNames),
  },
  enum: { expected: "an array of values", accepts: Array.isArray },
  list: { expected: "an array", accepts: Array.isArray },
  data: { expected: "any value", accepts: () => true },
};

/**
 * Checks that each keyword of a schema, and of those in it, has a value that it can have, as the API does by draft
 * 2020-12; what older drafts wrote in another way is taken where the schema says that it is one. Reports keywords that
 * look misspelt or hold parameters.
 * @param isInput Whether the schema is the root of an input schema.
 */
export function checkKeywords(schema: unknown, pointer: string, draft: Draft, report: Report, isInput = false): void {
  if (typeof schema === "boolean") return;
  if (!isObject(schema)) {
    const message = `${nameOf(pointer)} is ${showValue(schema)}; it must be ${SCHEMA_EXPECTED}.`;
    report("SCHEMA_NOT_A_SCHEMA", pointer, message, hintForSchema(schema));
    return;
  }
  const misplaced = reportMisplaced(schema, pointer, isInput, report);
  for (const keyword of Object.keys(schema)) {
    if (!misplaced.has(keyword)) checkKeyword(schema, keyword, pointer, draft, report);
  }
  for (const child of childSchemas(schema)) checkKeywords(child.value, pointer + child.pointer, draft, report);
}

/** The last part of a pointer, as a message names it. */
function nameOf(pointer: string): string {
  const [owner = "", key = ""] = pointer.split("/").slice(-2).map(fromSegment);
  return /^\d+$/.test(key) && LISTS.includes(owner) ? `Element ${key} of "${owner}"` : showText(key);
}

const LISTS = ["allOf", "anyOf", "oneOf", "prefixItems", "items", "required"];

function checkKeyword(schema: JsonObject, keyword: string, pointer: string, draft: Draft, report: Report): void {
  const value = schema[keyword];
  const at = `${pointer}/${toSegment(keyword)}`;
  const kind = KEYWORDS.get(keyword);
  if (kind === undefined) {
    checkUnknown(schema, keyword, at, report);
    return;
  }
  if (kind === "type") {
    checkType(value, at, report);
    return;
  }
  const rule = RULES[kind];
  if (isExclusiveFlag(keyword, value)) {
    if (draft !== 4) reportExclusiveFlag(schema, keyword, at, report);
    return;
  }
  if (keyword === "enum" && Array.isArray(value) && value.length === 0) {
    const message = '"enum" is empty, so no value can be valid; the schema is taken as false.';
    report("SCHEMA_ENUM_EMPTY", at, message, 'List the values, or leave "enum" out where any value will do.', "key");
    return;
  }
  if (rule.accepts(value)) return;
  const wrong = kind === "names" && Array.isArray(value) ? value.findIndex((one) => typeof one !== "string") : -1;
  if (wrong >= 0 && Array.isArray(value)) {
    const message = `${nameOf(`${at}/${wrong}`)} is ${showValue(value[wrong])}; it must be a property's name, a string.`;
    report("SCHEMA_KEYWORD_VALUE", `${at}/${wrong}`, message, "Write the name in quotes, or remove it.");
    return;
  }
  const message = `"${keyword}" is ${showValue(value)}; it must be ${rule.expected}.`;
  const hint = likenessOf(value) === "schema" ? hintForParameter(keyword) : hintForValue(keyword, value, schema);
  report("SCHEMA_KEYWORD_VALUE", at, message, hint);
}

/** Draft 04 and OpenAPI 3.0 have true and false here, and make `minimum` itself exclusive by them. */
function isExclusiveFlag(keyword: string, value: unknown): boolean {
  return typeof value === "boolean" && Object.hasOwn(LIMITS, keyword);
}

const LIMITS: Readonly<Record<string, string>> = { exclusiveMinimum: "minimum", exclusiveMaximum: "maximum" };

function reportExclusiveFlag(schema: JsonObject, keyword: string, at: string, report: Report): void {
  const { [keyword]: value } = schema;
  const limit = LIMITS[keyword] ?? "";
  const bound = schema[limit];
  const taken =
    value === true && typeof bound === "number"
      ? `Beside "${limit}": ${bound} it is taken as "${keyword}": ${bound}.`
      : "It says nothing here, and is left out.";
  const message = `"${keyword}" is ${showValue(value)}, as in draft 04 and OpenAPI 3.0; it must be a number. ${taken}`;
  report("SCHEMA_EXCLUSIVE_BOOLEAN", at, message, hintForValue(keyword, value, schema));
}

function checkType(value: unknown, at: string, report: Report): void {
  if (Array.isArray(value) && value.length > 0) {
    value.forEach((one, index) => {
      checkTypeWord(one, `${at}/${index}`, report);
    });
    return;
  }
  checkTypeWord(value, at, report);
}

function checkTypeWord(value: unknown, at: string, report: Report): void {
  if (TYPES.some((type) => type === value)) return;
  const message = `The type is ${showValue(value)}; it must be one of ${TYPES.join(", ")}.`;
  report(
    "SCHEMA_TYPE_UNKNOWN",
    at,
    message,
    likenessOf(value) === "schema" ? hintForParameter("type") : hintForType(value),
  );
}

/** Says so where an unknown keyword is nearly a known one that is not there. The API passes over unknown ones. */
function checkUnknown(schema: JsonObject, keyword: string, at: string, report: Report): void {
  if (FOREIGN_KEYWORDS.has(keyword) || keyword.startsWith("x-") || keyword.length < 3) return;
  const near = nearest(keyword, [...KEYWORDS.keys()]);
  if (near === undefined || Object.hasOwn(schema, near)) return;
  const message = `${showText(keyword)} is no keyword of JSON Schema, and says nothing; it looks like "${near}".`;
  report("SCHEMA_KEYWORD_MISSPELT", at, message, `Did you mean "${near}"? Otherwise remove it.`, "key");
}

function isNames(value: unknown): boolean {
  return Array.isArray(value) && value.every((name) => typeof name === "string");
}
