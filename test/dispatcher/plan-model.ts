import type { Loose } from "../support/loose.js";

/**
 * What must become of a plan of invocations that refer to each other, told from the plan and from which calls have
 * ended how: a second writing of docs/data-flow.md, which shares no code with the runtime.
 */

/** An invocation as Claude writes it: its id is `n` and its index. */
export type Planned = { id: string; name: string; arguments: unknown; each?: unknown };

/** A call: its invocation, and behind a dot the element that it is for. */
export type CallKey = string;

/** How calls have ended: with a result, or not. */
export type Ended = ReadonlyMap<CallKey, { result: unknown } | "failed">;

/**
 * What is known of a value: it is not there yet, it is, it never will be since a call has failed, or the place is not
 * in the result.
 */
type Known = "waiting" | "skipped" | "missing" | { value: unknown };

/**
 * What must be true of a call: it runs or has run with that input, it waits for others, or it never runs, with this
 * status.
 */
export type CallState =
  | { key: CallKey; state: "runs"; input: unknown }
  | { key: CallKey; state: "waits" | "skipped" | "error" };

/** What must be true of an invocation: of its calls, or of itself where it makes none. */
export type InvocationState = { calls: CallState[]; list: "none" | "waits" | "known" | "skipped" | "error" };

/** What is fixed before anything runs: the invocations that are wrong, and those held back for them. */
export function fixedBefore(
  plan: readonly Planned[],
  cap: number,
  readOnly: ReadonlySet<string>,
): Map<number, "error" | "skipped"> {
  const needs = plan.map((one) => idsIn([one.each, one.arguments]));
  const wrong = new Set(
    plan.flatMap((_, at) => (at >= cap || needs[at]?.some((id) => numberOf(id) >= at) ? [at] : [])),
  );
  const chain = new Set<number>();
  const follow = (at: number): void => {
    for (const id of needs[at] ?? []) {
      const producer = numberOf(id);
      if (producer >= at || chain.has(producer)) continue;
      chain.add(producer);
      follow(producer);
    }
  };
  for (const at of wrong) follow(at);
  const fixed = new Map<number, "error" | "skipped">();
  for (const at of plan.keys()) {
    if (wrong.has(at)) fixed.set(at, at >= cap ? "skipped" : "error");
    else if (chain.has(at) && !readOnly.has(plan[at]?.name ?? "")) fixed.set(at, "skipped");
  }
  return fixed;
}

function numberOf(id: string): number {
  return /^n\d+$/.test(id) ? Number(id.slice(1)) : Number.POSITIVE_INFINITY;
}

/**
 * The state of all invocations.
 *
 * @param places How many calls of an invocation with `each` have a place in the batch, where not all have one.
 */
export function statesOf(
  plan: readonly Planned[],
  fixed: ReadonlyMap<number, "error" | "skipped">,
  ended: Ended,
  places: ReadonlyMap<number, number>,
): InvocationState[] {
  const states: InvocationState[] = [];
  const resultOf = (call: CallState | undefined): Known => {
    const end = call && ended.get(call.key);
    if (end === "failed" || call?.state === "skipped" || call?.state === "error") return "skipped";
    return end === undefined ? "waiting" : { value: end.result };
  };
  const read = (reference: string, item: Known): Known => {
    const [id = "", pointer = ""] = reference.split("#");
    const keys = pointer.split("/").slice(1);
    if (id === "item") return inside(item, keys);
    const { calls, list } = states[numberOf(id)] as InvocationState;
    if (list === "none") return inside(resultOf(calls[0]), keys);
    if (list !== "known") return list === "waits" ? "waiting" : "skipped";
    const [key = "*", ...rest] = keys;
    if (key === "*") return all(calls.map((call) => inside(resultOf(call), rest)));
    const call = calls.at(Number(key));
    return call === undefined ? "missing" : inside(resultOf(call), rest);
  };
  /** The elements of the list that an `each` leads to, some of them perhaps not there yet. */
  const elements = (reference: string): Known[] | Exclude<Known, object> => {
    const [id = "", pointer = ""] = reference.split("#");
    const [key = "*", ...rest] = pointer.split("/").slice(1);
    const { calls, list } = states[numberOf(id)] as InvocationState;
    if (list === "known" && key === "*") return calls.map((call) => inside(resultOf(call), rest));
    const found = read(reference, "missing");
    return typeof found === "object" ? (found.value as unknown[]).map((value) => ({ value })) : found;
  };
  for (const [at, { arguments: given, each }] of plan.entries()) {
    const before = fixed.get(at);
    const call = (key: CallKey, item: Known): CallState => {
      if (item === "skipped") return { key, state: "skipped" };
      const input = fill(given, (reference) => read(reference, item));
      if (typeof input === "object") return { key, state: "runs", input: input.value };
      return {
        key,
        state: input === "waiting" || item === "waiting" ? "waits" : input === "skipped" ? "skipped" : "error",
      };
    };
    if (before !== undefined)
      states.push({ calls: [{ key: `${at}`, state: before }], list: each === undefined ? "none" : before });
    else if (each === undefined) states.push({ calls: [call(`${at}`, "missing")], list: "none" });
    else {
      const items = elements((each as Loose).$result);
      if (typeof items === "string") {
        const list = items === "waiting" ? "waits" : items === "missing" ? "error" : "skipped";
        states.push({ calls: [], list });
      } else {
        const most = places.get(at) ?? items.length;
        const calls = items.map(
          (item, k): CallState =>
            k < most ? startedOnly(item, call(`${at}.${k}`, item)) : { key: `${at}.${k}`, state: "skipped" },
        );
        states.push({ calls, list: "known" });
      }
    }
  }
  return states;
}

/** A call is made for its element, and so waits for it even where it takes nothing of it. */
function startedOnly(item: Known, call: CallState): CallState {
  return item === "waiting" ? { key: call.key, state: "waits" } : call;
}

/** All of some values, as a list; where one never comes, nothing does. */
function all(values: readonly Known[]): Known {
  for (const state of ["skipped", "waiting", "missing"] as const) if (values.includes(state)) return state;
  return { value: values.map((one) => (one as { value: unknown }).value) };
}

function inside(known: Known, keys: readonly string[]): Known {
  const [key, ...rest] = keys;
  if (typeof known === "string" || key === undefined) return known;
  const { value } = known as { value: Loose };
  if (Array.isArray(value) && key === "*") return all(value.map((one) => inside({ value: one }, rest)));
  const next = Array.isArray(value) ? value.at(Number(key)) : value[key];
  return next === undefined ? "missing" : inside({ value: next }, rest);
}

/** What stands at some keys of a value; undefined where nothing does, or not for all elements. */
export function stepInto(value: unknown, keys: readonly string[]): unknown {
  const found = inside({ value }, keys);
  return typeof found === "object" ? found.value : undefined;
}

function isReference(value: unknown): value is { $result: string } {
  return typeof value === "object" && value !== null && "$result" in value;
}

function idsIn(value: unknown): string[] {
  if (isReference(value)) return [value.$result.split("#")[0] as string].filter((id) => id !== "item");
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(idsIn) : [];
}

/** Arguments with the values in the places of their references. */
function fill(given: unknown, read: (reference: string) => Known): Known {
  if (isReference(given)) return read(given.$result);
  if (typeof given !== "object" || given === null) return { value: given };
  const parts = all(Object.values(given).map((one) => fill(one, read)));
  if (typeof parts === "string") return parts;
  const values = parts.value as unknown[];
  if (Array.isArray(given)) return { value: values };
  return { value: Object.fromEntries(Object.keys(given).map((key, at) => [key, values[at]])) };
}
