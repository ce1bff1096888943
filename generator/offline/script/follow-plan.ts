import { keysOf, valueAtKeys } from "../../../templates/runtime/references/places.js";
import { runningCode } from "../../api/code-rules.js";
import { isObject, type JsonObject } from "../../json/values.js";
import { type Offers, offersOf } from "../answer/offers.js";
import { beginCode, nextCalls } from "../answer/plan-code.js";
import { type DoneCall, readConversation, sameCall } from "../answer/read-conversation.js";
import type { FullTurn, Manner, Piece, PlannedCall, ReceivedRequest } from "../types.js";

/** A call whose values are known. */
type DueCall = { readonly name: string; readonly input: JsonObject };

/** What a call of the plan came to: its value, or for `each` a list of values; undefined where it failed. */
type Results = Map<string, { readonly value: unknown } | undefined>;

/**
 * A script that carries out a plan of calls that need each other's results, as a model of the given manner would: with
 * `references` in one batch, otherwise in as many turns as the plan is deep, and with `sequential` in as many as it has
 * calls. It reads the values from the results that it is sent.
 *
 * @param plan The calls, each after those that it needs.
 */
export function followPlan(
  plan: readonly PlannedCall[],
  manner: Manner,
): (request: Pick<ReceivedRequest, "body">) => FullTurn {
  return ({ body }) => {
    const offers = offersOf(body, manner === "code");
    const { done } = readConversation(body);
    if (manner === "references") {
      return { content: done.length === 0 ? [batchOf(plan)] : [report(done)] };
    }
    const due = dueCalls(plan, done);
    const running = runningCode(body);
    const byCode = due.filter(({ name }) => offers.tools.some((tool) => tool.name === name && tool.code));
    if (byCode.length > 0) return { content: running === undefined ? beginCode(byCode) : nextCalls(byCode) };
    const ended: Piece[] =
      running === undefined ? [] : [{ type: "code_result", stdout: printedBy(running, done), return_code: 0 }];
    return { content: [...ended, ...(due.length === 0 ? [report(done)] : callsOf(due, manner, offers))] };
  };
}

function callsOf(due: readonly DueCall[], manner: Manner, { batch }: Offers): Piece[] {
  if (manner === "batch" && batch !== undefined && due.length > 1) {
    return [batchOf(due.slice(0, batch.max).map(({ name, input }) => ({ name, arguments: input })))];
  }
  const some = manner === "sequential" ? due.slice(0, 1) : due;
  return some.map(({ name, input }) => ({ type: "tool_use", name, input }));
}

function batchOf(invocations: readonly PlannedCall[]): Piece {
  return { type: "batch", invocations };
}

function report(done: readonly DoneCall[]): Piece {
  const failed = done.filter(({ ok }) => !ok).map(({ name, text }) => `\n${name} failed: ${text}`);
  return {
    type: "text",
    text: `The plan is carried out: ${done.length} calls, ${failed.length} failed.${failed.join("")}`,
  };
}

function printedBy(code: string, done: readonly DoneCall[]): string {
  return done
    .filter((call) => call.code === code)
    .map(({ name, text }) => `${name}: ${text}\n`)
    .join("");
}

/** The calls whose values are known and which have not been made. What needs a call that failed is never due. */
function dueCalls(plan: readonly PlannedCall[], done: readonly DoneCall[]): DueCall[] {
  const results: Results = new Map();
  const due: DueCall[] = [];
  for (const [at, call] of plan.entries()) {
    const inputs = inputsOf(call, results);
    if (inputs === undefined) continue;
    const made = inputs.map((input) => done.find((one) => sameCall(one, { name: call.name, input })));
    due.push(...inputs.flatMap((input, index) => (made[index] === undefined ? [{ name: call.name, input }] : [])));
    if (made.some((one) => one === undefined)) continue;
    const values = made.map((one) => (one?.ok === true ? parsed(one.text) : undefined));
    const isOk = made.every((one) => one?.ok === true);
    results.set(call.id ?? `#${at}`, isOk ? { value: call.each === undefined ? values[0] : values } : undefined);
  }
  return due;
}

/** The arguments of a call, or for `each` of its calls; undefined where a value is not known. */
function inputsOf(call: PlannedCall, results: Results): JsonObject[] | undefined {
  const { each, arguments: given } = call;
  const list = each === undefined ? [undefined] : valueBehind(each.$result, results)?.value;
  if (!Array.isArray(list)) return undefined;
  const inputs = list.map((item: unknown) => {
    const known: Results = each === undefined ? results : new Map([...results, ["item", { value: item }]]);
    return fill(given, known);
  });
  return inputs.every((input) => input !== undefined) ? inputs.map((input) => input.value as JsonObject) : undefined;
}

function fill(value: unknown, results: Results): { readonly value: unknown } | undefined {
  if (Array.isArray(value)) {
    const items = value.map((one) => fill(one, results));
    return items.every((item) => item !== undefined) ? { value: items.map((item) => item.value) } : undefined;
  }
  if (!isObject(value)) return { value };
  const { $result } = value;
  if (typeof $result === "string" && Object.keys(value).length === 1) return valueBehind($result, results);
  const members = Object.entries(value).map(([key, one]) => [key, fill(one, results)] as const);
  if (members.some(([, member]) => member === undefined)) return undefined;
  return { value: Object.fromEntries(members.map(([key, member]) => [key, member?.value])) };
}

function valueBehind(reference: string, results: Results): { readonly value: unknown } | undefined {
  const [id = "", pointer = ""] = reference.split("#");
  const result = results.get(id);
  const found = result && valueAtKeys(result.value, keysOf(pointer) ?? []);
  return found !== undefined && "value" in found ? found : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
