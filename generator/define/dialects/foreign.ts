import type { Report } from "../../diagnostics/reporter.js";
import { showText } from "../../diagnostics/show-value.js";
import { toSegment } from "../../json/pointer.js";
import { isObject } from "../../json/values.js";
import type { FoundDefinition } from "./dialect.js";

const BEDROCK = "Amazon Bedrock's Converse";

/** Keys by which a definition is known as one for an API that batchgen does not read, with the name of that. */
const FOREIGN: ReadonlyMap<string, string> = new Map([
  ["functionDeclarations", "Gemini"],
  ["function_declarations", "Gemini"],
  ["toolSpec", BEDROCK],
]);

/** Whether a definition is written for another API; that is reported, with the way out. */
export function isForeign({ value, pointer }: FoundDefinition, report: Report): boolean {
  const key = Object.keys(value).find((one) => FOREIGN.has(one) || (one === "inputSchema" && isBedrocks(value[one])));
  if (key === undefined) return false;
  const message =
    `${key === "inputSchema" ? '"inputSchema" with its schema under "json"' : showText(key)} belongs to the ` +
    `dialect of ${FOREIGN.get(key) ?? BEDROCK}; it must be a definition with "name" and "input_schema".`;
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
