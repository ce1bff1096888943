import type { Report } from "../../diagnostics/reporter.js";
import { showText, showValue } from "../../diagnostics/show-value.js";
import { type Dialect, type FoundDefinition, fieldsIn } from "./dialect.js";
import { providerOf } from "./hosted.js";

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
    const message = `"type" is ${showValue(type)}; it must be "custom", or no "type" at all.`;
    report("TOOL_FIELD_TYPE", `${pointer}/type`, message, 'Remove "type".');
    return;
  }
  const provider = providerOf(type);
  const own = hasSchema ? 'Remove "type" if this is a tool of your own. ' : "";
  if (provider !== undefined && provider !== "Anthropic") {
    const message = `The type ${showText(type)} is a tool that ${provider} runs; Claude cannot call it.`;
    report("TOOL_SERVER_SIDE", `${pointer}/type`, message, `${own}Remove it from the tools folder.`);
    return;
  }
  const whose = provider === undefined ? "no type of a tool that is known" : "a tool defined by Anthropic";
  const message =
    `The type ${showText(type)} is ${whose}; such a tool has no schema here and cannot be put into a batch. It ` +
    'must be "custom", or left out.';
  const hint = `${own}Move it out of the folder; a tool of Anthropic's is passed to the conversation, in extraTools.`;
  report("TOOL_SERVER_SIDE", `${pointer}/type`, message, hint);
}
