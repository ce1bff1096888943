import type { Report } from "../../diagnostics/reporter.js";
import { showText, showValue } from "../../diagnostics/show-value.js";
import { type Dialect, type FoundDefinition, fieldsIn } from "./dialect.js";

/** The Messages API: `{ name, description, input_schema, … }`. What no other dialect recognises is read as this one. */
export const ANTHROPIC: Dialect = {
  name: "Anthropic",
  schemaKey: "input_schema",
  recognises: () => true,
  fieldsOf: ({ value, pointer }) => fieldsIn(value, pointer),
};

/** Whether `type` says that a tool is the user's own. */
export function isCustom(type: unknown): boolean {
  return type === undefined || type === null || type === "custom";
}

/** Reports a `type` by which a tool is defined by Anthropic, or is none at all. */
export function reportType({ value, pointer }: FoundDefinition, hasSchema: boolean, report: Report): void {
  const { type } = value;
  if (typeof type !== "string") {
    const message = `"type" is ${showValue(type)}; expected was "custom", or no "type" at all.`;
    report("TOOL_FIELD_TYPE", `${pointer}/type`, message, 'Remove "type".');
    return;
  }
  const message = `The type ${showText(type)} is a tool defined by Anthropic, or none at all; such a tool has no schema here and cannot be put into a batch. Expected was "custom" or no "type".`;
  const hint = hasSchema
    ? 'Remove "type" if this is a tool of your own. One of Anthropic\'s is passed to the conversation, in extraTools: move it out of the folder.'
    : "Move it out of the folder; a tool of Anthropic's is passed to the conversation, in extraTools.";
  report("TOOL_SERVER_SIDE", `${pointer}/type`, message, hint);
}
