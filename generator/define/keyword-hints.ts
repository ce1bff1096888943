import { nearest } from "../diagnostics/nearest.js";
import { showText } from "../diagnostics/show-value.js";
import type { JsonObject } from "../json/values.js";
import { TYPE_WORDS, TYPES } from "../schema/keywords.js";

/** The way out where a keyword has a value that it cannot have. */
export function hintForValue(keyword: string, value: unknown, schema: JsonObject): string {
  if (keyword === "required" && typeof value === "boolean") {
    return value
      ? 'Put the property\'s name into the array "required" of the object that it belongs to, and remove this one.'
      : 'Remove it: a property that "required" of its object does not name is optional.';
  }
  const limit = { exclusiveMinimum: "minimum", exclusiveMaximum: "maximum" }[keyword];
  if (limit !== undefined && typeof value === "boolean") {
    const bound = schema[limit];
    if (value === false) return `Remove it: "${limit}" includes its number.`;
    return typeof bound === "number"
      ? `Write "${keyword}": ${bound} in place of both (the boolean is draft 04's).`
      : `Give it the limit itself, as a number (the boolean is draft 04's).`;
  }
  if (value === null) return "Remove it: leaving a keyword out is how JSON Schema says nothing.";
  if ((keyword === "required" || keyword === "enum") && typeof value === "string") {
    return `Write an array: [${showText(value)}].`;
  }
  if (keyword === "enum") return 'List the values, or leave "enum" out where any value will do.';
  const bare = unquoted(value);
  if (typeof bare === "number") return `Write the number without quotes: ${bare}.`;
  if (typeof bare === "boolean") return `Write it without quotes: ${bare}.`;
  return "Correct the value, or leave the keyword out.";
}

/** The way out where a parameter stands in the place of a keyword that has the same name. */
export function hintForParameter(keyword: string): string {
  return `If ${showText(keyword)} is a parameter, put it under "properties": { ${showText(keyword)}: … }.`;
}

/** The way out where something else stands in the place of a schema. */
export function hintForSchema(value: unknown): string {
  const bare = unquoted(value);
  if (typeof bare === "boolean") return `Write it without quotes: ${bare}.`;
  const type = typeof value === "string" ? typeMeant(value) : undefined;
  if (type !== undefined) return `Write { "type": "${type}" }.`;
  return value === null
    ? "Remove it, or write {} for any value at all."
    : "Write {} for any value at all, or the schema that was meant.";
}

/** The way out where `type` is none of JSON Schema's. */
export function hintForType(value: unknown): string {
  if (typeof value !== "string") return 'Write one of them as a string, or several as an array: ["string", "null"].';
  const word = value.trim().toLowerCase();
  if (ANYTHING.has(word)) return 'Leave "type" out: without it, any value will do.';
  if (word === "enum" || word === "const") return 'Leave "type" out: the values alone say it.';
  const parts = word.split(/\s*[|,/]\s*|\s+or\s+/).map(typeMeant);
  if (parts.length > 1 && parts.every((part) => part !== undefined)) {
    return `Write several types as an array: [${parts.map((part) => `"${part}"`).join(", ")}].`;
  }
  const item = /^(.+)\[\]$/.exec(word)?.[1] ?? /^(?:array|list)\s*<\s*(.+?)\s*>$/.exec(word)?.[1];
  const itemType = item === undefined ? undefined : typeMeant(item);
  if (itemType !== undefined) return `Write "type": "array", "items": { "type": "${itemType}" }.`;
  const meant = typeMeant(word);
  if (meant === word && value === word.toUpperCase()) {
    return `Did you mean "${meant}"? Types in upper case belong to the dialect of Gemini.`;
  }
  return meant === undefined ? 'Use one of them, or leave "type" out.' : `Did you mean "${meant}"?`;
}

const ANYTHING: ReadonlySet<string> = new Set(["any", "", "mixed", "unknown"]);

function typeMeant(word: string): string | undefined {
  const plain = word.trim().toLowerCase();
  return TYPE_WORDS.get(plain) ?? nearest(plain, TYPES);
}

/** The boolean or number that a text holds. */
function unquoted(value: unknown): boolean | number | undefined {
  if (typeof value !== "string" || value.trim() === "") return undefined;
  const word = value.trim().toLowerCase();
  if (word === "true" || word === "false") return word === "true";
  return Number.isFinite(Number(word)) ? Number(word) : undefined;
}
