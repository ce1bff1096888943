import type { CallReference, Done, DoneInvocation } from "../calls/call.js";
import type { Failure } from "../contract/outcomes.js";
import { clip } from "../json/text.js";
import { describeValueKind, type Found, indexIn, keysOf, missingAt, valueAtKeys } from "./places.js";

/** An invocation that was started. */
export type Running = {
  readonly done: DoneInvocation | Promise<DoneInvocation>;
  /**
   * The calls of one with `each` by the elements that they are for, there as soon as they are started; undefined where
   * there is no list. For all elements past the cap stands the same one.
   */
  readonly items?: Promise<readonly (Done | Promise<Done>)[] | undefined> | undefined;
};

/**
 * A value of a result, which is not to be changed; or why there is none: it is missing, or `failed`, since the call
 * that gives it did.
 */
export type FoundResult = Found | { failed: string };

/** What stands at some keys of an invocation's result, as soon as the calls that it is made of have ended. */
export async function findValue(
  running: Running | undefined,
  producer: number,
  keys: readonly string[],
): Promise<FoundResult> {
  const items = await running?.items;
  if (items === undefined) return valueIn(await running?.done, `invocations[${producer}]`, keys);
  const [key, ...rest] = keys;
  const inItem = async (at: number): Promise<FoundResult> =>
    valueIn(await items[at], `invocations[${producer}].items[${at}]`, rest);
  if (key === undefined || key === "*") {
    const values: unknown[] = [];
    for (const at of items.keys()) {
      const found = await inItem(at);
      if (!("value" in found)) return found;
      values.push(found.value);
    }
    return { value: values };
  }
  const at = indexIn(items, key);
  return at === undefined ? { missing: missingAt(items, key, []) } : inItem(at);
}

/** The elements of a list in a result, by their indexes; those that are results themselves are there one by one. */
export type FoundItems = { count: number; at: (index: number) => FoundResult | Promise<FoundResult> };

/** The elements of the list that a reference leads to. */
export async function findItems(
  running: Running | undefined,
  { producer, pointer }: CallReference,
): Promise<FoundItems | Exclude<FoundResult, { value: unknown }>> {
  const keys = keysOf(pointer) ?? [];
  const items = await running?.items;
  const [key, ...rest] = keys;
  if (items !== undefined && (key === undefined || key === "*")) {
    return { count: items.length, at: (index) => findValue(running, producer, [String(index), ...rest]) };
  }
  const found = await findValue(running, producer, keys);
  if (!("value" in found)) return found;
  const { value } = found;
  if (!Array.isArray(value)) return { missing: `must be a list, and is ${describeValueKind(value)}` };
  return { count: value.length, at: (index) => ({ value: value[index] }) };
}

function valueIn(done: DoneInvocation | undefined, where: string, keys: readonly string[]): FoundResult {
  if (done === undefined || "items" in done) return { missing: "there is no result" };
  const { outcome } = done;
  if (outcome.status !== "ok") return { failed: notExecutedBecause(outcome, where) };
  return valueAtKeys(done.written, keys);
}

function notExecutedBecause({ status, name }: Failure, where: string): string {
  const why = { denied: "was not approved", skipped: "was not executed" }[status as string] ?? "failed";
  return `Not executed: it needs the result of ${where} (${clip(name, 64)}), which ${why}.`;
}
