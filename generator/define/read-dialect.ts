import { nearest } from "../diagnostics/nearest.js";
import type { Report } from "../diagnostics/reporter.js";
import { showText, showValue } from "../diagnostics/show-value.js";
import { toSegment } from "../json/pointer.js";
import type { JsonObject } from "../json/values.js";
import { isObject, sameJson } from "../json/values.js";
import { TYPES } from "../schema/keywords.js";
import { API_FIELDS, SILENT_FIELDS } from "./api-fields.js";
import type { Found } from "./find-definitions.js";

/** A key of a definition with its value and the value's place. */
export type Entry = { key: string; value: unknown; pointer: string };

/** A definition of any dialect, its parts named alike. */
export type Draft = {
  /** Where the definition is in its file. */
  pointer: string;
  name: Entry | undefined;
  /** Undefined where there is none that can be used; the reason has been reported. */
  inputSchema: Entry | undefined;
  outputSchema: Entry | undefined;
  /** Everything else, in the author's order; `input_schema` marks where the input schema stood. */
  entries: Entry[];
  /** Where an input schema stands under a key that is none of the three; that has been reported. */
  misspelt: string | undefined;
};

const SCHEMA_KEYS = ["input_schema", "inputSchema", "parameters"] as const;
const API_KEYS: ReadonlySet<string> = new Set(["name", ...Object.keys(API_FIELDS), ...SILENT_FIELDS]);
/** What batchgen reads, the input schema aside. */
const MEANT_ONCE: ReadonlySet<string> = new Set([
  "name",
  ...Object.keys(API_FIELDS),
  "x-batchgen",
  "annotations",
  "outputSchema",
]);
const BEDROCK = "Amazon Bedrock's Converse";
/** Keys that show that a definition is written for another API, with the name of that. */
const FOREIGN = new Map([
  ["functionDeclarations", "Gemini"],
  ["function_declarations", "Gemini"],
  ["toolSpec", BEDROCK],
]);

/** Tells the dialect of a definition by the key of its schema. Undefined where it is no tool of the user's; the reason has been reported. */
export function readDialect(found: Found, report: Report): Draft | undefined {
  const { value, pointer } = found;
  if (isForeign(found, report)) return undefined;
  const nested = Object.hasOwn(value, "function") ? value["function"] : undefined;
  if (Object.hasOwn(value, "function") && !isObject(nested)) {
    const message = `"function" is ${showValue(nested)}; expected was an object with the function's name and parameters.`;
    report("TOOL_FIELD_TYPE", `${pointer}/function`, message, "Write the function's definition there.");
    return undefined;
  }
  const entries = isObject(nested)
    ? [...entriesOf(nested, `${pointer}/function`), ...entriesOf(value, pointer, ["function"])]
    : entriesOf(value, pointer);
  if (isObject(nested)) reportTwice(entries, report);
  const isFunction = isObject(nested) || value["type"] === "function";
  if (!isDefinition(entries, isFunction, found, report)) return undefined;
  const misspelt = SCHEMA_KEYS.some((key) => entries.some((entry) => entry.key === key))
    ? undefined
    : entries.find(looksLikeSchema);
  const inputSchema = chooseSchema(entries, misspelt, isFunction, found, report);
  return {
    pointer,
    name: entries.find(({ key }) => key === "name"),
    inputSchema,
    outputSchema: entries.find(({ key, value }) => key === "outputSchema" && value !== null),
    entries: withPlaceOfSchema(entries, inputSchema).filter(
      (entry) => !(entry.key === "type" && entry.value === "function"),
    ),
    misspelt: misspelt?.pointer,
  };
}

/** Says so where a function and what is around it say different things of the same: an approval would be passed over without a word. */
function reportTwice(entries: readonly Entry[], report: Report): void {
  for (const [index, { key, value, pointer }] of entries.entries()) {
    const first = entries.slice(0, index).find((entry) => entry.key === key && entry.value !== null);
    if (first === undefined || value === null || key === "type" || !MEANT_ONCE.has(key) || sameJson(first.value, value))
      continue;
    const message = `${showText(key)} stands under "function" and here, with different values; one of them was expected.`;
    report("TOOL_FIELD_TWICE", pointer, message, "Keep the one that is meant.", "key");
  }
}

/** Whether a key was meant to be that of the input schema: by its name, or by what it holds. */
function looksLikeSchema({ key, value }: Entry): boolean {
  if (API_KEYS.has(key) || /^(?:x-|output|result|return|respon)/i.test(key)) return false;
  return (
    nearest(key, SCHEMA_KEYS) !== undefined ||
    (isObject(value) && (value["type"] === "object" || isObject(value["properties"])))
  );
}

function isForeign({ value, pointer }: Found, report: Report): boolean {
  const key = Object.keys(value).find((one) => FOREIGN.has(one) || (one === "inputSchema" && isBedrocks(value[one])));
  if (key === undefined) return false;
  const message = `${key === "inputSchema" ? '"inputSchema" with its schema under "json"' : showText(key)} belongs to the dialect of ${FOREIGN.get(key) ?? BEDROCK}; expected was a definition with "name" and "input_schema".`;
  const upper = /"type":"([A-Z]+)"/.exec(JSON.stringify(value))?.[1];
  const types =
    upper === undefined ? "" : ` JSON Schema has its types in lower case: "${upper.toLowerCase()}", not "${upper}".`;
  const hint = `Take the definition out of the wrapper and write it with "name", "description" and "input_schema".${types}`;
  report("TOOL_DIALECT_FOREIGN", `${pointer}/${toSegment(key)}`, message, hint, "key");
  return true;
}

/** Bedrock puts the schema one level deeper. */
function isBedrocks(schema: unknown): boolean {
  return isObject(schema) && isObject(schema["json"]) && Object.keys(schema).length === 1;
}

function entriesOf(value: JsonObject, pointer: string, without: readonly string[] = []): Entry[] {
  return Object.keys(value).flatMap((key) =>
    without.includes(key) ? [] : [{ key, value: value[key], pointer: `${pointer}/${toSegment(key)}` }],
  );
}

/** Whether there is anything to call a tool definition: a name or a schema; and whether it is one of the user's own. */
function isDefinition(entries: Entry[], isFunction: boolean, { value, pointer }: Found, report: Report): boolean {
  const has = (key: string): boolean => entries.some((entry) => entry.key === key);
  const hasSchema = SCHEMA_KEYS.some(has);
  const { type } = value;
  const isOwn = isFunction || type === undefined || type === null || type === "custom";
  const isServerSide = !isOwn && typeof type === "string" && !TYPES.some((one) => one === type);
  if (!has("name") && !hasSchema && !isFunction && !isServerSide) {
    const message = `There is neither a "name" nor an "input_schema" here, but ${showValue(value)}; expected was a tool definition.`;
    report("TOOL_NOT_A_DEFINITION", pointer, message, hintForOther(value));
    return false;
  }
  if (isOwn) return true;
  if (typeof type !== "string") {
    const message = `"type" is ${showValue(type)}; expected was "custom", or no "type" at all.`;
    report("TOOL_FIELD_TYPE", `${pointer}/type`, message, 'Remove "type".');
    return false;
  }
  const message = `The type ${showText(type)} is a tool defined by Anthropic, or none at all; such a tool has no schema here and cannot be put into a batch. Expected was "custom" or no "type".`;
  const hint = hasSchema
    ? 'Remove "type" if this is a tool of your own. One of Anthropic\'s is passed to the conversation, in extraTools: move it out of the folder.'
    : "Move it out of the folder; a tool of Anthropic's is passed to the conversation, in extraTools.";
  report("TOOL_SERVER_SIDE", `${pointer}/type`, message, hint);
  return false;
}

/** What to do with an object that is no definition, by what it looks like. */
function hintForOther(value: JsonObject): string {
  if (value["type"] === "object" || isObject(value["properties"])) {
    return 'A schema alone has no name: write { "name": …, "description": …, "input_schema": … } around it.';
  }
  return hintForList(value) ?? 'Add "name" and "input_schema", or move the file out of the tools folder.';
}

function hintForList(value: JsonObject): string | undefined {
  const list = findList(value, "");
  if (list === undefined) return undefined;
  return list === ""
    ? "Definitions seem to stand here under keys of their own: write them as a list, [ … ]."
    : `Definitions seem to stand at ${showText(list)}: write what is there as { "tools": [ … ] }, without what is around it.`;
}

/** Where in an object of another shape a list of tools stands, such as the answer to a JSON-RPC request. */
function findList(value: JsonObject, pointer: string): string | undefined {
  for (const [key, inner] of Object.entries(value)) {
    const at = `${pointer}/${toSegment(key)}`;
    const isList =
      Array.isArray(inner) && inner.length > 0 && inner.every((one) => isObject(one) && looksLikeTool(one));
    if (isList || (isObject(inner) && looksLikeTool(inner))) return isList ? at : pointer;
    const below = isObject(inner) && pointer.split("/").length < 4 ? findList(inner, at) : undefined;
    if (below !== undefined) return below;
  }
  return undefined;
}

function looksLikeTool(value: JsonObject): boolean {
  return ["input_schema", "inputSchema", "parameters", "function", "toolSpec"].some((key) => isObject(value[key]));
}

function chooseSchema(
  entries: Entry[],
  misspelt: Entry | undefined,
  isFunction: boolean,
  found: Found,
  report: Report,
): Entry | undefined {
  const written = SCHEMA_KEYS.flatMap((key) => entries.filter((entry) => entry.key === key));
  // A schema that is null says nothing beside one that is not.
  const schemas = written.some(({ value }) => value !== null) ? written.filter(({ value }) => value !== null) : written;
  const [first, ...others] = schemas;
  const emptyForFunction = isFunction && misspelt === undefined && (first === undefined || first.value === null);
  if (emptyForFunction) {
    // OpenAI: no parameters is an empty object.
    return {
      key: first?.key ?? "",
      value: { type: "object", properties: {} },
      pointer: first?.pointer ?? found.pointer,
    };
  }
  if (first === undefined) {
    reportMissing(misspelt, found, report);
    return undefined;
  }
  for (const other of others) {
    const same = sameJson(first.value, other.value);
    const [what, hint] = same
      ? ["hold the same schema; one of them was expected", `Remove ${showText(other.key)}.`]
      : ["hold different schemas; one of them was expected", "Keep the one that is meant."];
    const message = `${showText(first.key)} and ${showText(other.key)} ${what}.`;
    report(same ? "TOOL_SCHEMA_REPEATED" : "TOOL_SCHEMA_TWICE", other.pointer, message, hint, "key");
    if (!same) return undefined;
  }
  if (isObject(first.value)) return first;
  const message = `${showText(first.key)} is ${showValue(first.value)}; expected was a JSON Schema with "type": "object".`;
  const hint =
    typeof first.value === "string" && first.value.trim().startsWith("{")
      ? "Write the schema itself here, and not a text that holds it: without the quotes around it and the backslashes in it."
      : 'Write { "type": "object" }, with "additionalProperties": false for a tool that takes nothing.';
  report("TOOL_SCHEMA_NOT_AN_OBJECT", first.pointer, message, hint);
  return undefined;
}

function reportMissing(misspelt: Entry | undefined, { value, pointer }: Found, report: Report): void {
  const message = `There is no "input_schema" here; expected was one, or "inputSchema" (MCP) or "parameters" (OpenAI).`;
  const hint =
    misspelt === undefined
      ? (hintForList(value) ??
        'Add "input_schema": { "type": "object", "properties": {} }, also for a tool that takes nothing.')
      : `Did you mean "${nearest(misspelt.key, SCHEMA_KEYS) ?? "input_schema"}" by ${showText(misspelt.key)}?`;
  report("TOOL_SCHEMA_MISSING", misspelt?.pointer ?? pointer, message, hint, misspelt === undefined ? "value" : "key");
}

/** Puts one entry `input_schema` where the schema stands, or at the end where there is none. */
function withPlaceOfSchema(entries: Entry[], schema: Entry | undefined): Entry[] {
  if (schema === undefined) return entries.filter(({ key }) => !SCHEMA_KEYS.some((one) => one === key));
  const place = { ...schema, key: "input_schema" };
  const rest = entries.flatMap((entry) => {
    if (entry.pointer === schema.pointer) return [place];
    return SCHEMA_KEYS.some((key) => key === entry.key) ? [] : [entry];
  });
  return rest.includes(place) ? rest : [...rest, place];
}
