import { LONG_NAME, TOOL_NAME_PATTERN } from "../api/tool-rules.js";
import { CALLERS } from "../api/tool-shape.js";
import { nearest } from "../diagnostics/nearest.js";
import type { Report } from "../diagnostics/reporter.js";
import { showText, showValue } from "../diagnostics/show-value.js";
import { API_FIELDS, type FieldFault, fieldFault, SILENT_FIELDS } from "./api-fields.js";
import type { WrittenField } from "./dialects/dialect.js";
import type { WrittenDefinition } from "./dialects/read-definition.js";
import { HINTS } from "./read-policy.js";
import { reportBreaches } from "./report-breaches.js";

/** Checks a definition's name by the API's rule. Undefined where it has none that can be used. */
export function checkName(written: WrittenDefinition, report: Report): string | undefined {
  const { name } = written;
  if (name === undefined) {
    const message = 'The definition has no "name"; it must have one.';
    report("TOOL_NAME_MISSING", written.pointer, message, 'Add "name": what Claude calls the tool by.');
    return undefined;
  }
  const { value, pointer } = name;
  if (typeof value !== "string") {
    const message = `"name" is ${showValue(value)}; it must be a string.`;
    report("TOOL_FIELD_TYPE", pointer, message, 'Write, for example, "name": "get_weather".');
    return undefined;
  }
  const breaches = TOOL_NAME_PATTERN.breaches({ name: value });
  if (reportBreaches(TOOL_NAME_PATTERN.lint, breaches, () => pointer, report)) return undefined;
  if (value.length > LONG_NAME) {
    const message =
      `The name has ${value.length} characters; the API takes 128, but older versions of it and other platforms ` +
      `only ${LONG_NAME}.`;
    report("TOOL_NAME_LONG", pointer, message, `Shorten it to ${LONG_NAME} characters if the tool is to work there.`);
  }
  return value;
}

/** The fields of a definition that the API gets, beside name and schema, checked by the table of `api-fields.ts`. */
export function checkFields(written: WrittenDefinition, report: Report): Map<string, unknown> {
  const fields = new Map<string, unknown>();
  for (const entry of written.fields) {
    if (entry.key === "name" || entry.key === "input_schema") continue;
    if (!API_FIELDS.includes(entry.key)) {
      reportUnknown(entry, written, report);
      continue;
    }
    if (entry.value === null || fields.has(entry.key)) continue;
    const fault = fieldFault(entry.key, entry.value);
    if (fault === undefined) fields.set(entry.key, entry.value);
    else reportFault(entry, fault, report);
  }
  checkDescription(written, report);
  checkCallers(written, fields, report);
  return fields;
}

function reportFault({ key, pointer }: WrittenField, fault: FieldFault, report: Report): void {
  const message = `"${key}${fault.pointer}" is ${showValue(fault.found)}; it must be ${fault.expected}.`;
  report("TOOL_FIELD_TYPE", pointer + fault.pointer, message, "Give it such a value, or leave it out.");
}

function reportUnknown({ key, pointer }: WrittenField, written: WrittenDefinition, report: Report): void {
  const isMeant = key.startsWith("x-") && nearest(key, ["x-batchgen"]) === undefined;
  if (SILENT_FIELDS.has(key) || key === "x-batchgen" || isMeant || pointer === written.misspelt) return;
  const message = `${showText(key)} is no field of a tool definition; it is not sent.`;
  report("TOOL_FIELD_UNKNOWN", pointer, message, hintForUnknown(key), "key");
}

function hintForUnknown(key: string): string {
  if (HINTS.includes(key)) return `Put it under "annotations": { "${key}": … }.`;
  const known = [...API_FIELDS, "name", "input_schema", "x-batchgen", "annotations", "outputSchema"];
  const near = nearest(key, known);
  return near === undefined ? 'Remove it, or let its name start with "x-".' : `Did you mean "${near}"?`;
}

function checkDescription(written: WrittenDefinition, report: Report): void {
  const entry = written.fields.find(({ key }) => key === "description");
  const value = entry?.value ?? "";
  if (typeof value !== "string" || value.trim() !== "") return;
  const pointer = entry?.pointer ?? written.name?.pointer ?? written.pointer;
  const found = entry === undefined ? "has no description" : "has an empty description";
  const message = `The tool ${found}; it must have a few sentences for Claude.`;
  report(
    "TOOL_DESCRIPTION_MISSING",
    pointer,
    message,
    "Say what it does, when to use it and when not, and what it gives.",
  );
}

function checkCallers(written: WrittenDefinition, fields: ReadonlyMap<string, unknown>, report: Report): void {
  const callers = fields.get("allowed_callers");
  const entry = written.fields.find(({ key }) => key === "allowed_callers");
  if (!Array.isArray(callers) || entry === undefined) return;
  callers.forEach((caller, index) => {
    if (typeof caller !== "string" || CALLERS.some((known) => known === caller)) return;
    const message =
      `The caller ${showText(caller)} does not exist; it must be one of ` +
      `${CALLERS.map((one) => `"${one}"`).join(", ")}.`;
    const near = nearest(caller, CALLERS);
    const hint = near === undefined ? "Remove it." : `Did you mean "${near}"?`;
    report("CALLER_UNKNOWN", `${entry.pointer}/${index}`, message, hint);
  });
}
