// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
// @generated
/* eslint no-restricted-syntax: ["error", "Program > *"] */
/* eslint-disable */
// biome-ignore-all lint: generated
// biome-ignore-all format: generated
// biome-ignore-all assist: generated

import { type Call, callError, type Done, type Reference } from "../calls/call.js";
import { MAX_REFERENCE_BYTES } from "../contract/limits.js";
import type { Issue } from "../contract/types.js";
import { clip } from "../json/text.js";
import { isObject, mapValues, toSegment } from "../json/values.js";
import { fitIssues } from "../validate/check-value.js";
import { bytesOf, keysOf, valueAtKeys } from "./places.js";

/**
 * A call with the values that it refers to in the places of its references, or with the error of a producer that failed or a value that
 * is not there.
 *
 * @param doneAt What became of an invocation of the same batch, by its index.
 */
export function fillCall(call: Call, doneAt: (index: number) => Done | undefined): Call {
  const { references = [] } = call;
  for (const { producer } of references) {
    const failed = doneAt(producer)?.outcome;
    if (failed === undefined || failed.status === "ok") continue;
    const why = { denied: "was not approved", skipped: "was not executed" }[failed.status as string] ?? "failed";
    const text = `Not executed: it needs the result of invocations[${producer}] (${clip(failed.name, 64)}), which ${why}.`;
    return { ...call, error: callError("SKIPPED", text) };
  }
  const issues: Issue[] = [];
  const values = new Map<string, unknown>();
  for (const reference of references) {
    const found = look(reference, doneAt(reference.producer));
    if ("missing" in found) issues.push({ path: reference.path, message: found.missing });
    else values.set(reference.place, found.value);
  }
  if (issues.length === 0)
    return { ...call, references: undefined, from: references, input: fill(call.input, "", values) };
  const text = "Not executed: what it refers to is not in the result.";
  return { ...call, error: fitIssues(callError("INVALID_REFERENCE", text, issues)) };
}

function look({ pointer }: Reference, done: Done | undefined): ReturnType<typeof valueAtKeys> {
  if (done?.outcome.status !== "ok") return { missing: "there is no result" };
  // The whole result as JSON has it, and a copy: who needs it does not share it.
  const found = valueAtKeys(JSON.parse(JSON.stringify(done.outcome.result)), keysOf(pointer) ?? []);
  if ("missing" in found || bytesOf(found.value) <= MAX_REFERENCE_BYTES) return found;
  return { missing: `the value is larger than ${MAX_REFERENCE_BYTES} bytes` };
}

function fill(value: unknown, place: string, values: ReadonlyMap<string, unknown>): unknown {
  if (values.has(place)) return values.get(place);
  if (Array.isArray(value)) return value.map((one, at) => fill(one, `${place}/${at}`, values));
  return isObject(value) ? mapValues(value, (one, key) => fill(one, `${place}/${toSegment(key)}`, values)) : value;
}
