import type { Fault } from "../contract/dispatcher-types.js";
import { isObject, type JsonSchema } from "../json/values.js";
import { type Checker, runCheck, spend } from "./checker.js";

/** A fault with what it is about: a value, the name of a property, or a property that is absent. */
export type FoundFault = Fault & { about: About };
export type About = "value" | "name" | "absence";

/** One search for faults: it goes through the schema again, beside a value that does not fit. */
export type Search = {
  checker: Checker;
  /** How many faults have been found, repeated ones too. */
  found: number;
  /** @param about `value` where it is left out. */
  add: (pointer: string, message: string, about?: About) => void;
  visit: (part: unknown, value: unknown, pointer: string) => void;
  fits: (part: unknown, value: unknown) => boolean;
};

/** Finding words takes longer than checking. */
const STEPS_PER_VISIT = 5;

/**
 * @param explainPart Adds what is wrong with a value by one part of the schema.
 * @param tell Told of each fault.
 */
export function createSearch(
  checker: Checker,
  explainPart: (part: JsonSchema, value: unknown, pointer: string, search: Search) => void,
  tell: (pointer: string, message: string, about: About) => void,
): Search {
  const visited = new Map<JsonSchema, Set<string>>();
  /** References can lead to the same part in very many ways. */
  const isNew = (part: JsonSchema, pointer: string): boolean => {
    const pointers = visited.get(part) ?? new Set();
    visited.set(part, pointers);
    return pointers.size < pointers.add(pointer).size;
  };
  const search: Search = {
    checker,
    found: 0,
    fits: (part, held) => runCheck(checker.budget, checker.checkOf(part), held, undefined),
    add: (pointer, message, about = "value") => {
      search.found += 1;
      tell(pointer, message, about);
    },
    visit: (part, held, pointer) => {
      spend(checker.budget, STEPS_PER_VISIT);
      if (part === false) search.add(pointer, "is not allowed here");
      else if (isObject(part) && isNew(part, pointer)) explainPart(part, held, pointer, search);
    },
  };
  return search;
}
