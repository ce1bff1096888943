import type { SlowPatterns } from "../contract/project.js";
import type { JsonSchema } from "../json/values.js";

/**
 * Whether a value fits a part of a schema. Where `seen` is given, the check notes in it what the part has evaluated,
 * for `unevaluated*`; after `false` its content means nothing.
 */
export type Check = (value: unknown, seen: Seen | undefined) => boolean;

/** A schema made ready, with what its parts share. */
export type Checker = {
  readonly root: JsonSchema;
  readonly budget: StepBudget;
  readonly settings: CheckSettings;
  /** Makes the check of a part of the schema: for who keeps it, and is the only one to need it. */
  readonly compile: (part: unknown) => Check;
  /** The check of a part of the schema, which is known by identity; made once. */
  readonly checkOf: (part: unknown) => Check;
  /**
   * Whether a pattern matches a text; made once for each pattern. It throws {@link Uncheckable} where that could take
   * too long.
   */
  readonly matches: (pattern: string, text: string) => boolean;
};

export type CheckSettings = {
  /** The patterns of the schema that can take more than linear time. */
  readonly slowPatterns?: SlowPatterns | undefined;
  /** A result is never wrong for its format. */
  readonly ignoresFormats?: boolean;
};

/** Thrown where a value can be said neither to fit nor not to fit. The message goes on after "cannot be checked: ". */
export class Uncheckable extends Error {}

/** The properties and items that the keywords of a schema have evaluated; the others are left to `unevaluated*`. */
export type Seen = {
  readonly keys: Set<string>;
  /** All items before this index; Infinity means all. */
  itemsBefore: number;
  readonly items: Set<number>;
};

export function createSeen(): Seen {
  return { keys: new Set(), itemsBefore: 0, items: new Set() };
}

/** Adds to `seen` what `more` holds. */
export function addSeen(seen: Seen, more: Seen): void {
  for (const key of more.keys) seen.keys.add(key);
  for (const index of more.items) seen.items.add(index);
  seen.itemsBefore = Math.max(seen.itemsBefore, more.itemsBefore);
}

export function hasSeenItem(seen: Seen, index: number): boolean {
  return index < seen.itemsBefore || seen.items.has(index);
}

/** The steps of one check, and as many again to explain what it found: together about 100 ms on a slow machine. */
export const MAX_CHECK_STEPS = 250_000;

/** Verdicts are remembered after so many steps: small values are checked faster without. */
const STEPS_BEFORE_MEMORY = 5000;

/** A large value gets so many further steps for each value in it. */
const STEPS_PER_PART = 4;
const MAX_PARTS = 2_000_000;

/**
 * How much work one check may still do. A recursive union checks the same value against the same schema again and
 * again, k times on each of d levels: k^d. Once that shows, each verdict is remembered until the check ends.
 */
export type StepBudget = {
  left: number;
  /** What is checked, until the steps for its size have been added. */
  value: unknown;
  remembersBelow: number;
  verdicts: Map<Check, Map<unknown, boolean>> | undefined;
};

export function createBudget(): StepBudget {
  return { left: 0, value: undefined, remembersBelow: 0, verdicts: undefined };
}

/** Begins the check of a value. */
export function startBudget(budget: StepBudget, value: unknown): void {
  budget.left = MAX_CHECK_STEPS;
  budget.value = value;
  budget.remembersBelow = MAX_CHECK_STEPS - STEPS_BEFORE_MEMORY;
  budget.verdicts = undefined;
}

/** Begins the explanation of the same value: new steps, and the verdicts that are known already. */
export function renewBudget(budget: StepBudget, value: unknown): void {
  budget.left = MAX_CHECK_STEPS;
  budget.value = value;
  budget.remembersBelow = MAX_CHECK_STEPS;
}

/** Lets go of the value and of what is known about it. */
export function endBudget(budget: StepBudget): void {
  budget.value = undefined;
  budget.verdicts = undefined;
}

/** Takes steps off the budget. */
export function spend(budget: StepBudget, steps: number): void {
  budget.left -= steps;
  if (budget.left < 0) refill(budget);
}

/** Takes the steps off the budget that reading a text costs. */
export function spendText(budget: StepBudget, text: string): void {
  if (text.length > 63) spend(budget, text.length >> 6);
}

function refill(budget: StepBudget): void {
  // Undefined: the steps for its size have been added before.
  if (budget.value !== undefined) budget.left += STEPS_PER_PART * countParts(budget.value);
  budget.value = undefined;
  if (budget.left < 0) throw new Uncheckable("its schema takes too many steps for this value");
}

/** The verdict of a check, remembered where many steps were taken before. */
export function runCheck(budget: StepBudget, check: Check, value: unknown, seen: Seen | undefined): boolean {
  spend(budget, 1);
  if (budget.left >= budget.remembersBelow || seen !== undefined) return check(value, seen);
  budget.verdicts ??= new Map();
  let verdicts = budget.verdicts.get(check);
  if (verdicts === undefined) {
    verdicts = new Map();
    budget.verdicts.set(check, verdicts);
  }
  const known = verdicts.get(value);
  if (known !== undefined) return known;
  const verdict = check(value, undefined);
  verdicts.set(value, verdict);
  return verdict;
}

/** How many values a value holds, itself included; a long text counts as several. */
function countParts(value: unknown): number {
  const open = [value];
  let count = 0;
  // A value that holds itself, which only code can make, has no end.
  while (open.length > 0 && count < MAX_PARTS) {
    const part = open.pop();
    count += 1;
    if (typeof part === "string") count += part.length >> 6;
    else if (typeof part === "object" && part !== null) for (const inner of Object.values(part)) open.push(inner);
  }
  return count;
}

const compiled = new Map<string, RegExp>();

/**
 * Whether a pattern of a schema matches a text. Every pattern goes through here: a definition must not block the
 * process.
 *
 * @throws Uncheckable where that could take too long, SyntaxError where it is no pattern.
 */
export function matchPattern(pattern: string, text: string, slowPatterns: SlowPatterns | undefined): boolean {
  const longest =
    slowPatterns !== undefined && Object.hasOwn(slowPatterns, pattern) ? slowPatterns[pattern] : undefined;
  if (longest !== undefined && text.length > longest) {
    throw new Uncheckable(`its schema has a pattern that is safe only up to ${longest} characters`);
  }
  let regExp = compiled.get(pattern);
  if (regExp === undefined) {
    regExp = new RegExp(pattern, "u");
    compiled.set(pattern, regExp);
  }
  return regExp.test(text);
}

/** The same, undefined where it cannot be told. */
export function tryPattern(pattern: string, text: string, slowPatterns: SlowPatterns | undefined): boolean | undefined {
  try {
    return matchPattern(pattern, text, slowPatterns);
  } catch {
    return undefined;
  }
}
