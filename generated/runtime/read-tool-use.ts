// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import { BATCH_NAME, MAX_INVOCATIONS } from "../batch-tool.js";
import { type Call, callError } from "./call.js";
import { parseAs } from "./decode.js";
import { MAX_NAME_LENGTH } from "./limits.js";
import { type Place, type Reading, readCall } from "./read-call.js";
import { isObject, jsonType } from "./schema.js";
import { clip, show } from "./text.js";
import type { CallError, ToolUse } from "./types.js";

/** A tool use, read: the calls in it, or what is wrong with it as a whole. */
export type ReadToolUse = {
  use: ToolUse;
  isBatch: boolean;
  calls: Call[];
  /** What is wrong with a batch in which no call could be found. */
  error: CallError | undefined;
};

/** The calls that a tool use holds: one, or those of a batch. */
export function readToolUse(use: ToolUse, reading: Reading): ReadToolUse {
  if (use.name !== BATCH_NAME) {
    return { use, isBatch: false, calls: [readSingle(use.name, use.input, reading)], error: undefined };
  }
  const invocations = readInvocations(use.input, reading);
  if (!Array.isArray(invocations)) return { use, isBatch: true, calls: [], error: invocations };
  const calls = invocations.map((entry, index) => readInvocation(entry, index, invocations.length, reading));
  return { use, isBatch: true, calls, error: undefined };
}

/** The calls of a batch made by code: the same way, without a cap. */
export function readInvocationsOf(calls: readonly unknown[], reading: Reading): Call[] {
  return calls.map((entry, index) => {
    try {
      return readInvocation(entry, index, calls.length, reading, Number.POSITIVE_INFINITY);
    } catch (cause) {
      // What code passes can throw when it is read.
      const place = placeOf(index, calls.length);
      const error = callError("INVALID_INVOCATION", `invocations[${index}] cannot be read.`);
      return { ...unreadable(undefined, place, reading, error), cause };
    }
  });
}

/** One call on its own. */
export function readSingle(name: string, input: unknown, reading: Reading): Call {
  return readCall(String(name), input, { index: 0, invocationCount: 1, path: "", inBatch: false }, reading);
}

function readInvocations(input: unknown, reading: Reading): unknown[] | CallError {
  const whole = repair(input, ["object"], "input", reading);
  if (!isObject(whole)) {
    return callError("INVALID_INVOCATION", `The input must be object, not ${jsonType(whole)}.`);
  }
  const list = Object.hasOwn(whole, "invocations") ? whole["invocations"] : undefined;
  const decoded = repair(list, ["array", "object"], "invocations", reading);
  if (isObject(decoded) && reading.onRepair !== undefined) {
    reading.onRepair("invocations", "object", "array");
    return [decoded];
  }
  if (Array.isArray(decoded) && decoded.length > 0) return decoded;
  if (list === undefined) return callError("INVALID_INVOCATION", "invocations is required.");
  const found = Array.isArray(decoded) ? "an empty one" : jsonType(decoded);
  return callError("INVALID_INVOCATION", `invocations must be a list of calls, not ${found}.`);
}

function readInvocation(entry: unknown, index: number, count: number, reading: Reading, cap = MAX_INVOCATIONS): Call {
  const path = `invocations[${index}]`;
  const place = placeOf(index, count);
  if (index >= cap) {
    const text = `Not executed: a batch runs at most ${cap} invocations. Send this one in another batch.`;
    return unreadable(entry, place, reading, callError("LIMIT_EXCEEDED", text));
  }
  const invocation = repair(entry, ["object"], path, reading);
  if (!isObject(invocation) || typeof invocation["name"] !== "string") {
    const found = describeNameless(invocation);
    const text = `${path} must be {"name": a tool's name, "arguments": its arguments}; ${found}.`;
    return unreadable(invocation, place, reading, callError("INVALID_INVOCATION", text));
  }
  const { name, arguments: input, ...others } = invocation as { name: string; arguments?: unknown };
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) {
    const text = `${path} has ${show(unknown, 64)} beside name and arguments. The tool's input belongs in arguments.`;
    return unreadable(invocation, place, reading, callError("INVALID_INVOCATION", text));
  }
  return readCall(name, input, place, reading);
}

function placeOf(index: number, invocationCount: number): Place {
  return { index, invocationCount, path: `invocations[${index}].arguments`, inBatch: true };
}

function describeNameless(invocation: unknown): string {
  if (!isObject(invocation)) return `it is ${jsonType(invocation)}`;
  if (invocation["name"] === undefined) return "it has no name";
  return `its name is ${jsonType(invocation["name"])}`;
}

/** A call that cannot be read. Its name is told where it has one. */
function unreadable(entry: unknown, { inBatch: _, ...place }: Place, reading: Reading, error: CallError): Call {
  const name = isObject(entry) && typeof entry["name"] === "string" ? clip(entry["name"], MAX_NAME_LENGTH) : "";
  const input = isObject(entry) ? entry["arguments"] : entry;
  return { toolUseId: reading.toolUseId, ...place, name, input, definition: undefined, error };
}

/** The value that a text stands for where only a value of these types can stand. */
function repair(value: unknown, types: readonly string[], path: string, { onRepair }: Reading): unknown {
  if (typeof value !== "string" || onRepair === undefined) return value;
  const decoded = parseAs(value, types);
  if (decoded === undefined) return value;
  onRepair(path, "string", jsonType(decoded));
  return decoded;
}
