import { nearest } from "../diagnostics/nearest.js";
import type { Report } from "../diagnostics/reporter.js";
import { showText, showValue } from "../diagnostics/show-value.js";
import { toSegment } from "../json/pointer.js";
import { isObject } from "../json/values.js";
import type { WrittenField } from "./dialects/dialect.js";
import type { Policy } from "./tool-definition.js";

/** The longest that a timer of JavaScript takes, in milliseconds; a longer one would fire at once. */
const LONGEST_TIMEOUT = 2_147_483_647;
/** The hints of MCP's `annotations`. */
export const HINTS = ["readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint"];
const SWITCHES = ["batchable", "approval", "serial"];

/**
 * How a tool is run: from `x-batchgen`, which says it, and from MCP's `annotations`, of which an explicit
 * `destructiveHint: true` asks for approval unless `x-batchgen` says otherwise. `readOnlyHint` and `destructiveHint`
 * are kept for the host's own policy.
 */
export function readPolicy(fields: readonly WrittenField[], report: Report): Policy {
  const own = readOwn(
    fields.find(({ key }) => key === "x-batchgen"),
    report,
  );
  const hints = readAnnotations(
    fields.find(({ key }) => key === "annotations"),
    report,
  );
  return {
    ...(own["batchable"] === false && { batchable: false as const }),
    ...(hints["readOnlyHint"] === true && { readOnly: true as const }),
    ...(hints["destructiveHint"] === true && { destructive: true as const }),
    ...((own["approval"] ?? hints["destructiveHint"]) === true && { approval: true as const }),
    ...(own["serial"] === true && { serial: true as const }),
    ...(typeof own["timeoutMs"] === "number" && { timeoutMs: own["timeoutMs"] }),
  };
}

/** The sound values of `x-batchgen`. */
function readOwn(entry: WrittenField | undefined, report: Report): { [key: string]: unknown } {
  if (entry === undefined) return {};
  if (!isObject(entry.value)) {
    const message = `"x-batchgen" is ${showValue(entry.value)}; it must be an object.`;
    report("POLICY_INVALID", entry.pointer, message, 'Write, for example, { "approval": true }.');
    return {};
  }
  const sound: [string, unknown][] = [];
  for (const [key, value] of Object.entries(entry.value)) {
    const pointer = `${entry.pointer}/${toSegment(key)}`;
    if (key === "timeoutMs" ? isTimeout(value) : SWITCHES.includes(key) && typeof value === "boolean") {
      sound.push([key, value]);
    } else if (key === "timeoutMs" || SWITCHES.includes(key)) {
      const expected =
        key === "timeoutMs" ? `an integer of milliseconds from 1 to ${LONGEST_TIMEOUT}` : "true or false";
      const message = `"${key}" is ${showValue(value)}; it must be ${expected}.`;
      report("POLICY_INVALID", pointer, message, "Give it such a value, or leave it out.");
    } else {
      const near = nearest(key, [...SWITCHES, "timeoutMs"]);
      const message =
        `${showText(key)} is no key of "x-batchgen"; it must be one of "batchable", "approval", "serial" or ` +
        '"timeoutMs".';
      const hint = near === undefined ? "Remove it." : `Did you mean "${near}"?`;
      report("POLICY_UNKNOWN", pointer, message, hint, "key");
    }
  }
  return Object.fromEntries(sound);
}

/** The annotations as they are written. */
function readAnnotations(entry: WrittenField | undefined, report: Report): { readonly [hint: string]: unknown } {
  if (entry === undefined || entry.value === null) return {};
  if (!isObject(entry.value)) {
    const message = `"annotations" is ${showValue(entry.value)}; it must be an object with MCP's hints.`;
    report("ANNOTATION_TYPE", entry.pointer, message, 'Write, for example, { "destructiveHint": true }, or remove it.');
    return {};
  }
  for (const key of Object.keys(entry.value)) {
    const near = HINTS.includes(key) ? undefined : nearest(key, HINTS);
    if (near === undefined || Object.hasOwn(entry.value, near)) continue;
    const message = `${showText(key)} is no annotation of MCP, and looks like "${near}". It is passed over.`;
    report("ANNOTATION_UNKNOWN", `${entry.pointer}/${toSegment(key)}`, message, `Did you mean "${near}"?`, "key");
  }
  for (const hint of HINTS) {
    const value = Object.hasOwn(entry.value, hint) ? entry.value[hint] : null;
    if (typeof value === "boolean" || value === null) continue;
    const message = `"${hint}" is ${showValue(value)}; it must be true or false. It is passed over.`;
    report("ANNOTATION_TYPE", `${entry.pointer}/${hint}`, message, "Write true or false.");
  }
  return entry.value;
}

function isTimeout(value: unknown): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= LONGEST_TIMEOUT;
}
