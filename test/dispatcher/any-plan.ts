import fc from "fast-check";
import type { Planned } from "./plan-model.js";
import { integer, ref } from "./shop.js";

/** What one invocation is to be, in numbers: which earlier ones it refers to and how depends on what these are. */
type Draft = {
  tool: number;
  parents: [who: number, how: number][];
  each: [who: number, how: number] | undefined;
  isWrong: boolean;
};

const PLAIN = ["/value", "/items/0/n", "/items/-1/n", "/items/*/n", "/items", ""];
const LISTED = ["/0/value", "/-1/value", "/1/items/0/n", "/*/value", "/*/items/*/n", ""];
const LISTS = ["/items", "/items/*/n"];
const LISTS_OF_LISTED = ["", "/*/value", "/0/items", "/*/items", "/*/items/*/n"];

function planOf(drafts: readonly Draft[], names: readonly string[]): Planned[] {
  const isListed = (at: number): boolean => drafts[at]?.each !== undefined && at > 0;
  const pick = (choices: readonly string[], how: number): string => choices[how % choices.length] as string;
  return drafts.map(({ tool, parents, each, isWrong }, at) => {
    const name = pick(names, tool);
    const id = `n${at}`;
    if (at === 0) return { id, name, arguments: { take: isWrong ? [ref("nobody#/value")] : [] } };
    const references = parents.map(([who, how]) => {
      const parent = who % at;
      return ref(`n${parent}#${pick(isListed(parent) ? LISTED : PLAIN, how)}`);
    });
    // Deep in lists and objects, too.
    const [first, second, ...others] = references;
    const args: unknown[] = [...others, ...(first ? [[first]] : []), ...(second ? [{ deep: { er: second } }] : [])];
    if (isWrong) args.push(ref(`n${at}#/value`));
    if (each === undefined) return { id, name, arguments: { take: args } };
    const [who, how] = each;
    const parent = who % at;
    const list = pick(isListed(parent) ? LISTS_OF_LISTED : LISTS, how);
    // What an element is depends on the list: its whole fits all of them.
    return {
      id,
      name,
      each: ref(`n${parent}#${list}`),
      arguments: { take: [...args, ...(how % 2 === 0 ? [ref("item")] : [])] },
    };
  });
}

const draft: fc.Arbitrary<Draft> = fc.record({
  tool: fc.nat(19),
  parents: fc.array(fc.tuple(fc.nat(11), fc.nat(5)), { maxLength: 3 }),
  each: fc.option(fc.tuple(fc.nat(11), fc.nat(9)), { nil: undefined, freq: 2 }),
  isWrong: fc.nat(19).map((n) => n === 0),
});
/** Any plan of calls of these tools, each of which takes a list and gives what {@link planOutput} says. */
export function anyPlan(names: readonly string[]): fc.Arbitrary<Planned[]> {
  return fc.array(draft, { minLength: 1, maxLength: 10 }).map((drafts) => planOf(drafts, names));
}

/** What the tools of a plan give. */
export const planOutput = {
  properties: { value: integer, items: { type: "array", items: { type: "object", properties: { n: integer } } } },
  required: ["value", "items"],
};

/** A result of such a tool, told apart from all others by its call. */
export function planResult(at: number, item: number, length: number): { value: number; items: { n: number }[] } {
  return { value: at * 100 + item, items: Array.from({ length }, (_, n) => ({ n: at * 1000 + item * 10 + n })) };
}
