import { nearest } from "../diagnostics/nearest.js";
import { showText, showValue } from "../diagnostics/show-value.js";
import { toSegment } from "../read/json-pointer.js";
import type { Found } from "./find-definitions.js";
import { isObject } from "./is-object.js";
import type { Report } from "./reporter.js";
import { sameJson } from "./same-json.js";
import type { JsonObject } from "./types.js";

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
};

const SCHEMA_KEYS = ["input_schema", "inputSchema", "parameters"] as const;
/** Keys that show that a definition is written for another API, with the name of that. */
const FOREIGN = new Map([
  ["functionDeclarations", "Gemini"],
  ["function_declarations", "Gemini"],
  ["toolSpec", "Amazon Bedrock's Converse"],
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
  const isFunction = isObject(nested) || value["type"] === "function";
  if (!isDefinition(entries, isFunction, found, report)) return undefined;
  const inputSchema = chooseSchema(entries, isFunction, found, report);
  return {
    pointer,
    name: entries.find(({ key }) => key === "name"),
    inputSchema,
    outputSchema: entries.find(({ key, value }) => key === "outputSchema" && value !== null),
    entries: withPlaceOfSchema(entries, inputSchema).filter(
      (entry) => !(entry.key === "type" && entry.value === "function"),
    ),
  };
}

function isForeign({ value, pointer }: Found, report: Report): boolean {
  const key = Object.keys(value).find((one) => FOREIGN.has(one));
  if (key === undefined) return false;
  const message = `${showText(key)} belongs to the dialect of ${FOREIGN.get(key)}; expected was a definition with "name" and "input_schema".`;
  const upper = /"type":"([A-Z]+)"/.exec(JSON.stringify(value))?.[1];
  const types =
    upper === undefined ? "" : ` JSON Schema has its types in lower case: "${upper.toLowerCase()}", not "${upper}".`;
  const hint = `Take the definition out of the wrapper and write it with "name", "description" and "input_schema".${types}`;
  report("TOOL_DIALECT_FOREIGN", `${pointer}/${toSegment(key)}`, message, hint, "key");
  return true;
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
  if (!has("name") && !hasSchema && !isFunction) {
    const message = `There is neither a "name" nor an "input_schema" here, but ${showValue(value)}; expected was a tool definition.`;
    const hint = 'Add "name" and "input_schema", or move the file out of the tools folder.';
    report("TOOL_NOT_A_DEFINITION", pointer, message, hint);
    return false;
  }
  const { type } = value;
  if (isFunction || type === undefined || type === null || type === "custom") return true;
  if (typeof type !== "string") {
    const message = `"type" is ${showValue(type)}; expected was "custom", or no "type" at all.`;
    report("TOOL_FIELD_TYPE", `${pointer}/type`, message, 'Remove "type".');
    return false;
  }
  const message = `The type ${showText(type)} is a tool defined by Anthropic, or none at all; such a tool has no schema here and cannot be put into a batch. Expected was "custom" or no "type".`;
  const hint = hasSchema
    ? 'Remove "type" if this is a tool of your own; otherwise take it out of the folder and pass it to the conversation.'
    : "Take it out of the folder and pass it to the conversation beside the generated tools.";
  report("TOOL_SERVER_SIDE", `${pointer}/type`, message, hint);
  return false;
}

function chooseSchema(entries: Entry[], isFunction: boolean, found: Found, report: Report): Entry | undefined {
  const schemas = SCHEMA_KEYS.flatMap((key) => entries.filter((entry) => entry.key === key));
  const [first, ...others] = schemas;
  const emptyForFunction = isFunction && (first === undefined || first.value === null);
  if (emptyForFunction) {
    // OpenAI: no parameters is an empty object.
    return {
      key: first?.key ?? "",
      value: { type: "object", properties: {} },
      pointer: first?.pointer ?? found.pointer,
    };
  }
  if (first === undefined) {
    reportMissing(entries, found, report);
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
  const hint = 'Write { "type": "object" }, with "additionalProperties": false for a tool that takes nothing.';
  report("TOOL_SCHEMA_NOT_AN_OBJECT", first.pointer, message, hint);
  return undefined;
}

function reportMissing(entries: Entry[], { pointer }: Found, report: Report): void {
  const near = entries.find(({ key }) => key !== "name" && nearest(key, SCHEMA_KEYS) !== undefined);
  const message = `There is no "input_schema" here; expected was one, or "inputSchema" (MCP) or "parameters" (OpenAI).`;
  const hint =
    near === undefined
      ? 'Add "input_schema": { "type": "object", "properties": {} }, also for a tool that takes nothing.'
      : `Did you mean "${nearest(near.key, SCHEMA_KEYS)}" by ${showText(near.key)}?`;
  report("TOOL_SCHEMA_MISSING", near?.pointer ?? pointer, message, hint, near === undefined ? "value" : "key");
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
