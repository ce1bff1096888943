import { isObject } from "./is-object.js";

/** What a field of the API's tool definition can be. */
type Field = {
  /** As a message says it. */
  expected: string;
  accepts: (value: unknown) => boolean;
};

/** Who may call a tool: the SDK's `allowed_callers`. */
export const CALLERS = [
  "direct",
  "code_execution_20250825",
  "code_execution_20260120",
  "code_execution_20260521",
] as const;

const BOOLEAN: Field = { expected: "true or false", accepts: (value) => typeof value === "boolean" };

/**
 * Every field of the API's tool definition but `name` and `input_schema`, as `Tool` in the SDK has them. `null` is the same as leaving
 * one out. What `type` can be is decided where the dialect is read, and what `allowed_callers` holds where it is checked.
 */
export const API_FIELDS: Readonly<Record<string, Field>> = {
  type: { expected: '"custom"', accepts: (value) => value === "custom" },
  description: { expected: "a text", accepts: (value) => typeof value === "string" },
  strict: BOOLEAN,
  cache_control: {
    expected: '{ "type": "ephemeral" }, with "ttl" "5m" or "1h" where wanted',
    accepts: isCacheControl,
  },
  defer_loading: BOOLEAN,
  allowed_callers: {
    expected: 'an array of callers, such as ["direct"]',
    accepts: (value) => Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "string"),
  },
  input_examples: {
    expected: "an array of objects, each an input of the tool",
    accepts: (value) => Array.isArray(value) && value.every(isObject),
  },
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

function isCacheControl(value: unknown): boolean {
  if (!isObject(value) || value["type"] !== "ephemeral") return false;
  const known = Object.keys(value).every((key) => key === "type" || key === "ttl");
  return known && (value["ttl"] === undefined || value["ttl"] === "5m" || value["ttl"] === "1h");
}
