// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import { BATCH_NAME } from "../batch-tool.js";
import { definitions } from "../definitions.js";
import type { ToolName } from "../tools.js";
import { type Call, callError } from "./call.js";
import { decodeArguments, type OnRepair } from "./decode.js";
import { inputSchemaOf } from "./input-schema.js";
import { MAX_DEPTH, MAX_ERROR_BYTES, MAX_NAME_LENGTH, NEAREST_NAMES } from "./limits.js";
import { byteLength, clip, nearest, show } from "./text.js";
import type { CallError, Definition, JsonSchema } from "./types.js";

/** Where a call comes from, and by which rules it is read. */
export type Reading = {
  toolUseId: string | undefined;
  /** The tools that can be called. */
  names: ReadonlySet<string>;
  /** Told of each repair; without it nothing is repaired. */
  onRepair: OnRepair | undefined;
};

/** A call's place in its batch. */
export type Place = { index: number; invocationCount: number; path: string; inBatch: boolean };

/** A call with its tool found and its input decoded, or with what is in the way of that. */
export function readCall(name: string, given: unknown, { inBatch, ...place }: Place, reading: Reading): Call {
  const call = { toolUseId: reading.toolUseId, ...place, name, input: given };
  // Own keys only, and only those of the selection: `constructor` is a legal tool name.
  if (!reading.names.has(name)) {
    const error = unknownTool(name, [...reading.names]);
    return { ...call, name: clip(name, MAX_NAME_LENGTH), definition: undefined, error };
  }
  const definition = definitions[name as ToolName] as Definition;
  if (inBatch && definition.batchable === false) {
    const text = `${name} cannot be called in a batch. Call it on its own.`;
    return { ...call, definition, error: callError("NOT_BATCHABLE", text) };
  }
  try {
    return { ...call, input: decodeInput(given, definition, place.path, reading), definition, error: undefined };
  } catch (cause) {
    // What code passes can throw when it is read.
    const message = cause instanceof RangeError ? `is nested deeper than ${MAX_DEPTH} levels` : "cannot be read";
    const text = `The arguments do not fit ${show(name, 70)}.`;
    const error = callError("INVALID_ARGUMENTS", text, [{ path: place.path || "input", message }]);
    return { ...call, definition, error, cause };
  }
}

function decodeInput(given: unknown, definition: Definition, path: string, { onRepair }: Reading): unknown {
  const schema = inputSchemaOf(definition);
  if (onRepair === undefined) return decodeArguments(given, schema, path, undefined);
  const repaired: OnRepair = (at, from, to) => onRepair(at || "input", from, to);
  if (given !== undefined || requiresSome(schema)) return decodeArguments(given, schema, path, repaired);
  repaired(path, "undefined", "object");
  return {};
}

function requiresSome({ required }: JsonSchema): boolean {
  return Array.isArray(required) && required.length > 0;
}

function unknownTool(name: string, names: readonly string[]): CallError {
  if (name === BATCH_NAME) {
    return callError("NESTED_BATCH", "A batch cannot hold a batch. Put its calls directly into this one.");
  }
  const none = `There is no tool ${show(name, 64)}.`;
  const near = nearest(name, names, NEAREST_NAMES);
  // As many of the nearest as there is room for: three names of full length are more.
  const hints = near.map((_, left) => `${none} Did you mean ${near.slice(0, near.length - left).join(", ")}?`);
  const all = `${hints[0] ?? none} The tools are ${names.join(", ")}.`;
  const messages = names.length === 0 ? [none] : [all, ...hints, none];
  const errors = messages.map((message) => callError("UNKNOWN_TOOL", message));
  return (
    errors.find((error) => byteLength(JSON.stringify(error)) <= MAX_ERROR_BYTES) ?? callError("UNKNOWN_TOOL", none)
  );
}
