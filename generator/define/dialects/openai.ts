import type { Report } from "../../diagnostics/reporter.js";
import { showText, showValue } from "../../diagnostics/show-value.js";
import { isObject, sameJson } from "../../json/values.js";
import { API_FIELDS } from "../api-fields.js";
import { type Dialect, fieldsIn, type WrittenField } from "./dialect.js";

/** OpenAI: `{ type: "function", name, parameters }`, or the same below `function`. No parameters is an empty object. */
export const OPENAI: Dialect = {
  name: "OpenAI",
  schemaKey: "parameters",
  recognises: (value) => Object.hasOwn(value, "function") || value["type"] === "function",
  fieldsOf: ({ value, pointer }, report) => {
    if (!Object.hasOwn(value, "function")) return withoutType(fieldsIn(value, pointer));
    const nested = value["function"];
    if (!isObject(nested)) {
      const message = `"function" is ${showValue(nested)}; it must be an object with the function's name and parameters.`;
      report("TOOL_FIELD_TYPE", `${pointer}/function`, message, "Write the function's definition there.");
      return undefined;
    }
    const fields = [...fieldsIn(nested, `${pointer}/function`), ...fieldsIn(value, pointer, ["function"])];
    reportTwice(fields, report);
    return withoutType(fields);
  },
  emptySchema: { type: "object", properties: {} },
};

/** `type: "function"` says the dialect, and nothing to the Messages API. */
function withoutType(fields: WrittenField[]): WrittenField[] {
  return fields.filter(({ key, value }) => !(key === "type" && value === "function"));
}

/** What batchgen reads, the input schema aside. */
const MEANT_ONCE: ReadonlySet<string> = new Set([
  ...["name", ...API_FIELDS, "x-batchgen", "annotations", "outputSchema"],
]);

/**
 * Reports a field that a function and what is around it say differently: an approval would be passed over without a
 * word.
 */
function reportTwice(fields: readonly WrittenField[], report: Report): void {
  for (const [index, { key, value, pointer }] of fields.entries()) {
    const first = fields.slice(0, index).find((field) => field.key === key && field.value !== null);
    if (first === undefined || value === null || key === "type" || !MEANT_ONCE.has(key) || sameJson(first.value, value))
      continue;
    const message = `${showText(key)} stands under "function" and here, with different values; there must be one of them.`;
    report("TOOL_FIELD_TWICE", pointer, message, "Keep the one that is meant.", "key");
  }
}
