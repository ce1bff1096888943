import type { Report } from "../diagnostics/reporter.js";
import { showText, showValue } from "../diagnostics/show-value.js";
import type { JsonDocument } from "../json/parse-json.js";
import { toSegment } from "../json/pointer.js";
import { isObject, type JsonObject } from "../json/values.js";
import type { FoundDefinition } from "./dialects/dialect.js";
import { SCHEMA_KEYS } from "./dialects/index.js";

const EXPECTED = 'an object with "name", "description" and "input_schema", an array of them, or { "tools": [...] }';
const WRITE_ONE = 'Write { "name": …, "description": …, "input_schema": { "type": "object" } }, or delete the file.';

/** The keys under which lists of definitions stand. */
const LISTS = ["tools", "functions"];

/**
 * Finds the definitions of a file: one, an array of them, an object that holds them by their names, those of `{
 * "tools": … }` and of `{ "functions": … }`, and the answer of an MCP server. Never the first one alone.
 */
export function findDefinitions(document: JsonDocument, report: Report): FoundDefinition[] {
  const { value } = document;
  if (Array.isArray(value)) return findInList(value, "", report);
  if (!isObject(value)) {
    report("TOOL_NOT_AN_OBJECT", "", `The file holds ${showValue(value)}; it must be ${EXPECTED}.`, WRITE_ONE);
    return [];
  }
  const { result } = value;
  if (!isDefinition(value) && isObject(result) && holdsList(result)) return findInObject(result, "/result", report);
  return findInObject(value, "", report);
}

function findInObject(value: JsonObject, pointer: string, report: Report): FoundDefinition[] {
  if (holdsList(value)) {
    warnOfNextPage(value, pointer, report);
    return LISTS.filter((key) => Object.hasOwn(value, key)).flatMap((key) =>
      findUnder(value[key], `${pointer}/${key}`, key, report),
    );
  }
  return isMap(value) ? findInMap(value, pointer) : [{ value, pointer }];
}

/** A definition may have a key `tools` by mistake; what holds a list has no name and no schema of its own. */
function holdsList(value: JsonObject): boolean {
  return LISTS.some((key) => Object.hasOwn(value, key)) && !isDefinition(value) && !isMap(value);
}

function isDefinition(value: JsonObject): boolean {
  return typeof value["name"] === "string" || [...SCHEMA_KEYS, "function"].some((key) => Object.hasOwn(value, key));
}

function findUnder(list: unknown, pointer: string, key: string, report: Report): FoundDefinition[] {
  if (Array.isArray(list)) return findInList(list, pointer, report);
  if (isObject(list) && isMap(list)) return findInMap(list, pointer);
  const message = `${showText(key)} is ${showValue(list)}; it must be an array of tool definitions.`;
  report("TOOL_NOT_AN_OBJECT", pointer, message, isObject(list) ? "Write them as an array: [ … ]." : WRITE_ONE);
  return [];
}

/** MCP servers give long lists in pages, and say with each but the last how to ask for the next. */
function warnOfNextPage({ nextCursor }: JsonObject, pointer: string, report: Report): void {
  if (typeof nextCursor !== "string" || nextCursor === "") return;
  const message =
    `"nextCursor" is ${showText(nextCursor)}: the list is one page of several, and the tools of the others are not ` +
    "here.";
  const hint = 'Ask the server for the next page ("cursor" of tools/list), and put its tools into a file, too.';
  report("TOOL_LIST_PARTIAL", `${pointer}/nextCursor`, message, hint);
}

/** Whether an object holds definitions by their names, beside nothing but what `$…` and `x-…` say. */
function isMap(value: JsonObject): boolean {
  const entries = Object.entries(value).filter(([key]) => isName(key));
  return entries.length > 0 && entries.every(([key, one]) => !isFieldName(key) && isObject(one) && hasSchema(one));
}

function isName(key: string): boolean {
  return !key.startsWith("$") && !key.startsWith("x-");
}

/** Keys that are no tool's name, as little as `__proto__` is. */
function isFieldName(key: string): boolean {
  return key === "function" || key === "__proto__" || SCHEMA_KEYS.includes(key);
}

function hasSchema(value: JsonObject): boolean {
  return ["function", ...SCHEMA_KEYS].some((key) => isObject(value[key]));
}

function findInMap(map: JsonObject, pointer: string): FoundDefinition[] {
  return Object.entries(map).flatMap(([key, value]) =>
    isName(key) && isObject(value) ? [{ value, pointer: `${pointer}/${toSegment(key)}`, key }] : [],
  );
}

function findInList(list: readonly unknown[], pointer: string, report: Report): FoundDefinition[] {
  if (list.length === 0) {
    const message = "The list is empty; there must be at least one tool definition.";
    report("TOOL_LIST_EMPTY", pointer, message, "Add a definition to it, or delete the file.");
  }
  return list.flatMap((value, index) => {
    const at = `${pointer}/${index}`;
    if (isObject(value)) return [{ value, pointer: at }];
    const message = `Element ${index} of the list is ${showValue(value)}; it must be a tool definition, an object.`;
    report("TOOL_NOT_AN_OBJECT", at, message, "Write a definition there, or remove the element.");
    return [];
  });
}
