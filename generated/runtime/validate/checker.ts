// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
// @generated
/* eslint no-restricted-syntax: ["error", "Program > *"] */
/* eslint-disable */
// biome-ignore-all lint: generated
// biome-ignore-all format: generated
// biome-ignore-all assist: generated

import type { SlowPatterns } from "../contract/types.js";
import type { JsonSchema } from "../json/values.js";
import type { Budget } from "./budget.js";

/**
 * Whether a value fits a part of a schema. Where `seen` is given, the check notes in it what the part has evaluated, for
 * `unevaluated*`; after `false` its content means nothing.
 */
export type Check = (value: unknown, seen: Seen | undefined) => boolean;

/** A schema made ready, with what its parts share. */
export type Checker = {
  readonly root: JsonSchema;
  readonly budget: Budget;
  readonly settings: CheckSettings;
  /** The check of a part of the schema, which is known by identity; made once. */
  readonly checkOf: (part: unknown) => Check;
  /** Whether a pattern matches a text; made once for each pattern. It throws {@link Uncheckable} where that could take too long. */
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
