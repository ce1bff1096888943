import { type Call, type CallReference, callError, referencesOf } from "../calls/call.js";
import { MAX_REFERENCE_BYTES } from "../contract/limits.js";
import type { Issue } from "../contract/outcomes.js";
import { byteLength } from "../json/text.js";
import { copyJson, isObject, mapValues, toSegment } from "../json/values.js";
import { fitIssues } from "../validate/check-value.js";
import { type FoundResult, findValue, type Running } from "./find-value.js";
import { keysOf, pointerOfElement, valueAtKeys } from "./places.js";

/** The call of an invocation with `each` for one element of its list. */
export function callForItem(call: Call, list: CallReference, index: number, count: number): Call {
  const pointer = pointerOfElement(list.pointer, index);
  const references = call.references?.map((one) =>
    one.inItem === undefined ? one : { ...one, pointer: pointer + one.inItem },
  );
  return { ...call, list: { ...list, pointer }, references, item: { index, count } };
}

/**
 * A call with the values that it refers to in the places of its references, or with the error of a producer that failed
 * or a value that is not there. It waits for what it needs and for nothing else.
 *
 * @param runningAt The invocations of the same batch that were started, by their index.
 * @param item The element that the call is made for.
 */
export async function fillCall(
  call: Call,
  runningAt: (index: number) => Running | undefined,
  item?: FoundResult | Promise<FoundResult>,
): Promise<Call> {
  const values = new Map<string, unknown>();
  const issues: Issue[] = [];
  const element = await item;
  // Also a call that takes nothing of its element is made for it.
  if (element !== undefined && "failed" in element) return { ...call, error: callError("SKIPPED", element.failed) };
  for (const reference of call.references ?? []) {
    const { producer, pointer, place, path, inItem } = reference;
    const found =
      inItem === undefined
        ? await findValue(runningAt(producer), producer, keysOf(pointer) ?? [])
        : inElement(element, inItem);
    if ("failed" in found) return { ...call, error: callError("SKIPPED", found.failed) };
    const fitting = "value" in found ? limited(found.value) : found;
    if ("missing" in fitting) issues.push({ path, message: fitting.missing });
    // A copy: who needs it does not share it.
    else values.set(place, copyJson(fitting.value));
  }
  if (issues.length > 0) return { ...call, error: missingError(issues) };
  const input = fill(call.input, "", values);
  return { ...call, input, from: referencesOf(call), list: undefined, references: undefined };
}

/** The error of a call that refers to what is not there. */
export function missingError(issues: Issue[]): NonNullable<Call["error"]> {
  return fitIssues(callError("INVALID_REFERENCE", "Not executed: what it refers to is not in the result.", issues));
}

/** What stands in the element that a call is made for. */
function inElement(element: FoundResult | undefined, pointer: string): FoundResult {
  if (element === undefined || !("value" in element)) return element ?? { missing: "there is no element" };
  return valueAtKeys(element.value, keysOf(pointer) ?? []);
}

function limited(value: unknown): ReturnType<typeof valueAtKeys> {
  const bytes = byteLength(JSON.stringify(value) ?? "");
  return bytes <= MAX_REFERENCE_BYTES
    ? { value }
    : { missing: `the value is larger than ${MAX_REFERENCE_BYTES} bytes` };
}

function fill(value: unknown, place: string, values: ReadonlyMap<string, unknown>): unknown {
  if (values.has(place)) return values.get(place);
  if (Array.isArray(value)) return value.map((one, at) => fill(one, `${place}/${at}`, values));
  return isObject(value) ? mapValues(value, (one, key) => fill(one, `${place}/${toSegment(key)}`, values)) : value;
}
