// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.

import { type Call, callError, type Reference } from "../calls/call.js";
import type { Definition, Issue } from "../contract/types.js";
import { clip, show } from "../json/text.js";
import { isObject, memberPath, toSegment } from "../json/values.js";
import { fitIssues } from "../validate/check-value.js";
import { inputSchemaOf } from "../validate/example.js";
import { keysOf, schemasAt, typesAt, typesMeet } from "./places.js";

/**
 * The calls of one batch with their references found, and those whose references are wrong beforehand with their error. A reference is
 * `{"$result": "<id>#<JSON pointer>"}`, the id being an earlier invocation's.
 */
export function linkCalls(calls: readonly Call[]): Call[] {
  const byId = new Map<string, number>();
  return calls.map((call, at) => {
    const linked = linkCall(call, at, calls, byId);
    if (call.id !== undefined && !byId.has(call.id)) byId.set(call.id, at);
    return linked;
  });
}

function linkCall(call: Call, at: number, calls: readonly Call[], byId: ReadonlyMap<string, number>): Call {
  const { id, definition } = call;
  if (call.error !== undefined || definition === undefined) return call;
  const taken = id === undefined ? undefined : byId.get(id);
  if (taken !== undefined) {
    const text = `invocations[${at}].id ${show(id, 64)} is taken by invocations[${taken}]. Give each id once.`;
    return { ...call, error: callError("INVALID_INVOCATION", text) };
  }
  const issues: Issue[] = [];
  const references: Reference[] = [];
  for (const hole of holesIn(call.input, call.path, "")) {
    const producer = byId.get(hole.id);
    const message = faultOf(hole, at, producer, definition, calls);
    if (message !== undefined) issues.push({ path: hole.path, message });
    if (producer !== undefined) references.push({ ...hole, producer });
  }
  if (references.length === 0 && issues.length === 0) return call;
  const linked = { ...call, references };
  if (issues.length === 0) return linked;
  const text = `Not executed: ${issues.length === 1 ? "a reference is" : `${issues.length} references are`} wrong.`;
  return { ...linked, error: fitIssues(callError("INVALID_REFERENCE", text, issues)) };
}

type Hole = Omit<Reference, "producer">;

/** Every reference in a call's arguments. */
function holesIn(value: unknown, path: string, place: string): Hole[] {
  if (Array.isArray(value)) return value.flatMap((one, at) => holesIn(one, `${path}[${at}]`, `${place}/${at}`));
  if (!isObject(value)) return [];
  const { $result } = value;
  if (typeof $result === "string" && Object.keys(value).length === 1) {
    const cut = $result.indexOf("#");
    const [id, pointer] = cut < 0 ? [$result, ""] : [$result.slice(0, cut), $result.slice(cut + 1)];
    return [{ path, place, id, pointer }];
  }
  return Object.entries(value).flatMap(([key, one]) =>
    holesIn(one, memberPath(path, key), `${place}/${toSegment(key)}`),
  );
}

/** What is wrong with a reference before anything runs, in words for Claude. */
function faultOf(
  { id, pointer, place }: Hole,
  at: number,
  producer: number | undefined,
  definition: Definition,
  calls: readonly Call[],
): string | undefined {
  const named = calls.findIndex((call) => call.id === id);
  if (producer === undefined) {
    if (named === at) return "refers to its own result";
    return named < 0
      ? `no invocation has the id ${show(id, 64)}`
      : `refers to invocations[${named}], which comes later`;
  }
  const { name, definition: from } = calls[producer] as Call;
  const keys = keysOf(pointer);
  if (keys === undefined) return `${show(pointer, 64)} is no JSON pointer: it begins with /`;
  if (from === undefined) return undefined;
  const { outputSchema } = from;
  if (outputSchema === undefined) return `${clip(name, 64)} declares no result, so nothing of it can be referred to`;
  if (schemasAt(outputSchema, keys).length === 0) return `the result of ${clip(name, 64)} has no ${show(pointer, 64)}`;
  const given = keys.includes("*") ? ["array"] : typesAt(outputSchema, keys);
  const wanted = typesAt(inputSchemaOf(definition), keysOf(place) ?? []);
  if (typesMeet(given, wanted)) return undefined;
  return `must be ${wanted?.join(" or ")}, and ${clip(name, 64)} gives ${given?.join(" or ")} there`;
}
