import type { Report } from "../diagnostics/reporter.js";
import { showValue } from "../diagnostics/show-value.js";
import type { JsonDocument } from "../json/parse-json.js";
import type { JsonObject } from "../json/values.js";
import { isObject } from "../json/values.js";
import type { FoundDefinition } from "./dialects/dialect.js";
import { SCHEMA_KEYS } from "./dialects/index.js";

const EXPECTED = 'an object with "name", "description" and "input_schema", an array of them, or { "tools": [...] }';

/** Finds the definitions of a file: one, an array of them, or those of `{ "tools": [...] }`. Never the first one alone. */
export function findDefinitions(document: JsonDocument, report: Report): FoundDefinition[] {
  const { value } = document;
  if (Array.isArray(value)) return findInList(value, "", report);
  if (!isObject(value)) {
    report("TOOL_NOT_AN_OBJECT", "", `The file holds ${showValue(value)}; expected was ${EXPECTED}.`, WRITE_ONE);
    return [];
  }
  if (!isToolList(value)) return [{ value, pointer: "" }];
  const { tools } = value;
  if (Array.isArray(tools)) return findInList(tools, "/tools", report);
  const message = `"tools" is ${showValue(tools)}; expected was an array of tool definitions.`;
  report("TOOL_NOT_AN_OBJECT", "/tools", message, isObject(tools) ? "Write them as an array: [ … ]." : WRITE_ONE);
  return [];
}

const WRITE_ONE = 'Write { "name": …, "description": …, "input_schema": { "type": "object" } }, or delete the file.';

/** A definition may have a key `tools` by mistake; a list has no name and no schema of its own. */
function isToolList(value: JsonObject): value is JsonObject & { tools: unknown } {
  if (!Object.hasOwn(value, "tools")) return false;
  return !["name", ...SCHEMA_KEYS, "function"].some((key) => Object.hasOwn(value, key));
}

function findInList(list: readonly unknown[], pointer: string, report: Report): FoundDefinition[] {
  if (list.length === 0) {
    const message = "The list is empty; at least one tool definition was expected.";
    report("TOOL_LIST_EMPTY", pointer, message, "Add a definition to it, or delete the file.");
  }
  return list.flatMap((value, index) => {
    const at = `${pointer}/${index}`;
    if (isObject(value)) return [{ value, pointer: at }];
    const message = `Element ${index} of the list is ${showValue(value)}; expected was a tool definition, an object.`;
    report("TOOL_NOT_AN_OBJECT", at, message, "Write a definition there, or remove the element.");
    return [];
  });
}
