import { isObject } from "../json/values.js";

/** What is wrong with the value of a field. */
export type FieldFault = {
  /** From the field's value to the part of it that is wrong: `/ttl`. */
  pointer: string;
  found: unknown;
  /** As a message says it. */
  expected: string;
};

/** Undefined for a value that the field can have. */
type Field = (value: unknown) => FieldFault | undefined;

/** Who may call a tool: the SDK's `allowed_callers`. */
export const CALLERS = [
  "direct",
  "code_execution_20250825",
  "code_execution_20260120",
  "code_execution_20260521",
] as const;

const BOOLEAN = field("true or false", (value) => typeof value === "boolean");

/**
 * Every field of the API's tool definition but `name` and `input_schema`, as `Tool` in the SDK has them. `null` is the same as leaving
 * one out. What `type` can be is decided where the dialect is read, and what `allowed_callers` holds where it is checked.
 */
export const API_FIELDS: Readonly<Record<string, Field>> = {
  type: field('"custom"', (value) => value === "custom"),
  description: field("a text", (value) => typeof value === "string"),
  strict: BOOLEAN,
  cache_control: checkCacheControl,
  defer_loading: BOOLEAN,
  allowed_callers: list(
    'an array of callers, such as ["direct"]',
    "a caller, a text",
    1,
    (one) => typeof one === "string",
  ),
  input_examples: list(
    "an array of objects, each an input of the tool",
    "an object, an input of the tool",
    0,
    isObject,
  ),
  eager_input_streaming: BOOLEAN,
};

/** Keys that a definition may have and the API does not get, without a word about it: MCP's, and those of editors. */
export const SILENT_FIELDS: ReadonlySet<string> = new Set([
  "title",
  "annotations",
  "outputSchema",
  "icons",
  "execution",
  "_meta",
  "$schema",
  "$comment",
]);

function field(expected: string, accepts: (value: unknown) => boolean): Field {
  return (found) => (accepts(found) ? undefined : { pointer: "", found, expected });
}

function list(expected: string, expectedOfOne: string, fewest: number, accepts: (one: unknown) => boolean): Field {
  return (found) => {
    if (!Array.isArray(found) || found.length < fewest) return { pointer: "", found, expected };
    const wrong = found.findIndex((one) => !accepts(one));
    return wrong < 0 ? undefined : { pointer: `/${wrong}`, found: found[wrong], expected: expectedOfOne };
  };
}

function checkCacheControl(found: unknown): FieldFault | undefined {
  const expected = '{ "type": "ephemeral" }, with "ttl" "5m" or "1h" where wanted';
  if (!isObject(found) || !Object.hasOwn(found, "type")) return { pointer: "", found, expected };
  if (found["type"] !== "ephemeral") return { pointer: "/type", found: found["type"], expected: '"ephemeral"' };
  const { ttl } = found;
  if (ttl !== undefined && ttl !== "5m" && ttl !== "1h")
    return { pointer: "/ttl", found: ttl, expected: '"5m" or "1h"' };
  return Object.keys(found).every((key) => key === "type" || key === "ttl")
    ? undefined
    : { pointer: "", found, expected };
}
