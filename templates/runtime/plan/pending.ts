import type { CanBePresent, PointerInto, Reference, ValueAt } from "../contract/plan-types.js";
import { toSegment } from "../json/values.js";
import { keysOf } from "../references/places.js";

/** What a pending value stands for. */
export type PendingPlace = {
  /** The plan that it belongs to; an element of a list belongs to one `step.each` of it, too. */
  readonly plan: ReadonlyMap<unknown, number>;
  readonly scope?: object | undefined;
  /** The tool whose result it is in, for what is said of it. */
  readonly tool: string;
  readonly id: string;
  readonly pointer: string;
  /** Whether the result has a member at these keys. What else is read of it, `at` and `all`, is of a list. */
  readonly has: (keys: readonly string[]) => boolean;
};

const places = new WeakMap<object, PendingPlace>();

/** The place that a value stands for; undefined where it is no pending one. */
export function placeOfPending(value: unknown): PendingPlace | undefined {
  return typeof value === "function" ? places.get(value) : undefined;
}

/** A value that is not there yet. Its members are such values themselves. */
export function pendingAt(place: PendingPlace): object {
  const { pointer, has } = place;
  const inside = (segment: string): object => pendingAt({ ...place, pointer: `${pointer}/${segment}` });
  const isMember = (key: string): boolean => has([...(keysOf(pointer) ?? []), key]);
  // A function, since `at` is called. What is called, and what was meant with it, is known from the pointer then.
  const pending = new Proxy(() => {}, {
    get: (_, key) => {
      if (typeof key === "symbol") {
        if (UNREADABLE.has(key)) throw notThere(place);
        return undefined;
      }
      if (key === "toJSON") throw notThere(place);
      // What is awaited or given by an async function is asked for its `then`.
      if (key === "then" && !isMember(key)) return undefined;
      return key === "all" && !isMember(key) ? inside("*") : inside(toSegment(key));
    },
    apply: (_target, _self, [index]) => {
      const keys = keysOf(pointer) ?? [];
      if (keys.at(-1) !== "at" || has(keys)) throw notThere(place);
      if (!Number.isInteger(index)) throw new TypeError(`at() takes an integer, not ${String(index)}.`);
      return pendingAt({ ...place, pointer: `${pointer.slice(0, -"/at".length)}/${index}` });
    },
    ownKeys: () => {
      throw notThere(place);
    },
  });
  places.set(pending, place);
  return pending;
}

/** What asks for the value itself: text, a number, a loop. */
const UNREADABLE: ReadonlySet<symbol> = new Set([Symbol.toPrimitive, Symbol.iterator, Symbol.asyncIterator]);

function notThere({ tool, pointer }: PendingPlace): TypeError {
  const where = pointer === "" ? "" : ` at ${pointer}`;
  return new TypeError(
    `The result of ${tool}${where} is not there while the plan is built. Pass it on as an argument, or use ` +
      "step.each for each element of a list.",
  );
}

/**
 * The value at a JSON pointer of a step's result: the same as `step.result` with its members, for pointers that are
 * written by hand.
 *
 * @throws TypeError for anything but a step of a plan.
 */
export function from<T, N extends string, const P extends string>(
  step: { readonly name: N; readonly result: Reference<T, N> },
  pointer: PointerInto<T, N, P>,
): Reference<ValueAt<T, P>, N> {
  const place = placeOfPending(step?.result);
  if (place === undefined) throw new TypeError("from() takes a step of a plan, and a JSON pointer into its result.");
  return pendingAt({ ...place, pointer: String(pointer) }) as Reference<ValueAt<T, P>, N>;
}

/** Says that a value that may be absent or null is there. Where it is not, the call that needs it fails. */
export function present<P>(reference: CanBePresent<P>): P;
export function present<T, N extends string>(reference: Reference<T, N>): Reference<NonNullable<T>, N>;
export function present(reference: object): object {
  return reference;
}
