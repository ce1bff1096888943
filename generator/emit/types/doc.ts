import { isObject } from "../../json/values.js";
import { ALL_KINDS, type Kind, kindsOf } from "../../schema/kinds.js";

type Schema = { [key: string]: unknown };

/** What a JSDoc comment says: a text, and tags in the order in which they are printed. */
export type Doc = { text: string; tags: string[] };

export const NO_DOC: Doc = { text: "", tags: [] };

export function isUndocumented({ text, tags }: Doc): boolean {
  return text === "" && tags.length === 0;
}

/** Longer values are of no use in a comment; the definition has them. */
const MAX_TAG_LENGTH = 80;

/** Follows a reference to a schema that is not a type of its own. */
type Follow = (ref: string) => unknown;

/**
 * The documentation of a property or a type, from its schema. `key` is the name it already has: a title that only
 * repeats it is left out.
 */
export function docOf(schema: unknown, key: string, follow: Follow): Doc {
  if (!isObject(schema)) return { text: "", tags: [] };
  const told = { ...annotationsBelow(schema, follow), ...schema };
  const text = textOf(schema, key) || textOf(told, key) || textOfContent(told);
  return { text, tags: tagsOf(told) };
}

function textOf({ description, title }: Schema, key: string): string {
  if (typeof description === "string" && description.trim() !== "") return description;
  return typeof title === "string" && bare(title) !== bare(key) ? title : "";
}

function bare(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/** What is written inside a wrapper, `anyOf` with null or an `allOf` of one, is meant for the wrapped. */
function annotationsBelow(schema: Schema, follow: Follow, above: readonly Schema[] = []): Schema {
  const { $ref, anyOf, oneOf, allOf, properties } = schema;
  // A schema that leads back to itself says no more by doing so.
  if (properties !== undefined || above.includes(schema)) return {};
  const told = (inner: Schema): Schema => ({ ...annotationsBelow(inner, follow, [...above, schema]), ...inner });
  if (typeof $ref === "string") {
    const target = follow($ref);
    return isObject(target) ? told(target) : {};
  }
  for (const members of [anyOf, oneOf, allOf]) {
    if (!Array.isArray(members)) continue;
    const telling = members.filter((member) => isObject(member) && member["type"] !== "null");
    if (telling.length === 1 && isObject(telling[0])) return told(telling[0]);
  }
  return {};
}

/** What is said of an array's items or of a record's values has no place of its own in the type. */
function textOfContent({ items, additionalProperties, properties }: Schema): string {
  const ofItems = isObject(items) ? items["description"] : undefined;
  if (typeof ofItems === "string" && items !== undefined) return ofItems.trim() === "" ? "" : `Items: ${ofItems}`;
  const ofValues =
    isObject(additionalProperties) && properties === undefined ? additionalProperties["description"] : undefined;
  return typeof ofValues === "string" && ofValues.trim() !== "" ? `Values: ${ofValues}` : "";
}

function tagsOf(schema: Schema): string[] {
  const tags: string[] = [];
  if (schema["deprecated"] === true) tags.push("@deprecated");
  const { default: initial, format, pattern } = schema;
  if (initial !== undefined && initial !== null && schema["const"] === undefined) {
    const text = JSON.stringify(initial);
    if (text.length <= MAX_TAG_LENGTH) tags.push(`@default ${text}`);
  }
  if (typeof format === "string" && format !== "") tags.push(`@format ${format}`);
  else if (typeof pattern === "string" && fits(pattern) && canBe(schema, "string")) tags.push(`@pattern ${pattern}`);
  // Most schemas have no limit: their own few keywords are looked through faster than eleven are looked up.
  if (!Object.keys(schema).some((keyword) => IS_LIMIT.has(keyword))) return tags;
  for (const [limit, kind] of LIMITS) {
    const value = schema[limit];
    if (typeof value === "number" && canBe(schema, kind) && tells(limit, value, schema))
      tags.push(`@${limit} ${value}`);
  }
  return tags;
}

function canBe(schema: Schema, kind: Kind): boolean {
  return (kindsOf(schema) ?? ALL_KINDS).includes(kind);
}

function fits(text: string): boolean {
  return text !== "" && text.length <= MAX_TAG_LENGTH;
}

const LIMITS: readonly [string, Kind][] = [
  ["minimum", "number"],
  ["exclusiveMinimum", "number"],
  ["maximum", "number"],
  ["exclusiveMaximum", "number"],
  ["multipleOf", "number"],
  ["minLength", "string"],
  ["maxLength", "string"],
  ["minItems", "array"],
  ["maxItems", "array"],
  ["minProperties", "object"],
  ["maxProperties", "object"],
];

const IS_LIMIT: ReadonlySet<string> = new Set(LIMITS.map(([limit]) => limit));

/** Bounds from here on are those of a machine word, which schema libraries write by themselves. */
const MAX_MACHINE = 2 ** 31 - 1;

/** A length of 0, the bounds of a machine word and the length of a tuple, which its type shows, say nothing. */
function tells(limit: string, value: number, schema: Schema): boolean {
  if (limit.endsWith("Items") && (schema["prefixItems"] !== undefined || schema["maxItems"] === 0)) return false;
  if (/^min[LIP]/.test(limit)) return value > 0;
  return limit === "multipleOf" ? value !== 1 : Math.abs(value) < MAX_MACHINE;
}
