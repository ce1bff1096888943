import { findMisfit } from "../api/find-misfit.js";
import { CUSTOM_TOOL } from "../api/tool-shape.js";
import { splitPointer, valueAt } from "../json/pointer.js";

/** What is wrong with the value of a field. */
export type FieldFault = {
  /** From the field's value to the part of it that is wrong: `/ttl`. */
  pointer: string;
  found: unknown;
  /** As a message says it. */
  expected: string;
};

const FLAG = { "": "true or false" };
const CACHE_CONTROL = '{ "type": "ephemeral" }, with "ttl" "5m" or "1h" where wanted';

/**
 * What the fields of the API's tool definition hold, `name` and `input_schema` aside, and what parts of them do, as
 * messages say it.
 */
const EXPECTED: Readonly<Record<string, { readonly "": string; readonly [pointer: string]: string }>> = {
  type: { "": '"custom"' },
  description: { "": "a string" },
  strict: FLAG,
  cache_control: { "": CACHE_CONTROL, "/type": '"ephemeral"', "/ttl": '"5m" or "1h"' },
  defer_loading: FLAG,
  allowed_callers: { "": 'an array of callers, such as ["direct"]', "/*": "a caller, a string" },
  input_examples: { "": "an array of objects, each an input of the tool", "/*": "an object, an input of the tool" },
  eager_input_streaming: FLAG,
};

/** The names of these fields. */
export const API_FIELDS: readonly string[] = Object.keys(CUSTOM_TOOL.of).filter(
  (field) => field !== "name" && field !== "input_schema",
);

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

/**
 * What is wrong with the value of a field of the API's tool definition; undefined for one that it can have. `null` is
 * the same as leaving a field out. What `type` can be is decided where the dialect is read.
 */
export function fieldFault(field: string, value: unknown): FieldFault | undefined {
  const shape = CUSTOM_TOOL.of[field];
  const words = EXPECTED[field];
  if (shape === undefined || words === undefined) return undefined;
  if (field === "allowed_callers" && Array.isArray(value)) return callersFault(value, words[""], words["/*"] ?? "");
  const misfit = findMisfit(value, shape, "");
  if (misfit === undefined) return undefined;
  const isWhole = misfit.fault === "required" || misfit.fault === "unknown";
  const expected = isWhole ? undefined : words[misfit.pointer.replace(/\d+$/, "*")];
  const pointer = expected === undefined ? "" : misfit.pointer;
  return { pointer, found: valueAt(value, splitPointer(pointer)), expected: expected ?? words[""] };
}

/** A tool that nobody may call is none; an unknown caller has a diagnostic of its own. */
function callersFault(callers: readonly unknown[], expected: string, expectedOfOne: string): FieldFault | undefined {
  if (callers.length === 0) return { pointer: "", found: callers, expected };
  const wrong = callers.findIndex((caller) => typeof caller !== "string");
  return wrong < 0 ? undefined : { pointer: `/${wrong}`, found: callers[wrong], expected: expectedOfOne };
}
