// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
// @generated
/* eslint no-restricted-syntax: ["error", "Program > *"] */
/* eslint-disable */
// biome-ignore-all lint: generated
// biome-ignore-all format: generated
// biome-ignore-all assist: generated

import type { SlowPatterns } from "../contract/types.js";
import type { JsonSchema } from "../json/values.js";
import { spendText } from "./budget.js";
import { type Check, type Checker, Uncheckable } from "./checker.js";
import { FORMATS, type Format } from "./formats.js";

/** The longest text that is matched against a pattern which can take more than linear time, in UTF-16 units. */
const LONGEST_TEXT = { exponential: 24, polynomial: 5000 } as const;

/** Matches texts against patterns; each is compiled once. */
export function createMatcher(slowPatterns: SlowPatterns = {}): Checker["matches"] {
  const compiled = new Map<string, { regExp: RegExp; longest: number }>();
  return (pattern, text) => {
    let known = compiled.get(pattern);
    if (known === undefined) {
      const growth = Object.hasOwn(slowPatterns, pattern) ? slowPatterns[pattern] : undefined;
      const longest = growth === undefined ? Number.POSITIVE_INFINITY : LONGEST_TEXT[growth];
      known = { regExp: new RegExp(pattern, "u"), longest };
      compiled.set(pattern, known);
    }
    if (text.length <= known.longest) return known.regExp.test(text);
    throw new Uncheckable(`its schema has a pattern that is safe only up to ${known.longest} characters`);
  };
}

/** The keywords about texts. */
export function compileText(part: JsonSchema, checker: Checker): Check | undefined {
  const { minLength, maxLength, pattern } = part as { [keyword: string]: unknown };
  const tests: ((text: string) => boolean)[] = [];
  // A character takes one or two code units: they are counted only where that leaves it open.
  if (typeof minLength === "number") {
    tests.push((text) => text.length >= minLength && (text.length >= minLength * 2 || lengthOf(text) >= minLength));
  }
  if (typeof maxLength === "number") {
    tests.push((text) => text.length <= maxLength || (text.length <= maxLength * 2 && lengthOf(text) <= maxLength));
  }
  if (typeof pattern === "string") tests.push((text) => checker.matches(pattern, text));
  const format = formatOf(part, checker);
  if (format !== undefined && !format.isNumeric) tests.push(format.fits);
  if (tests.length === 0) return undefined;
  return (value) => {
    if (typeof value !== "string") return true;
    spendText(checker.budget, value);
    for (const test of tests) if (!test(value)) return false;
    return true;
  };
}

/** A schema's format; undefined where it says nothing that could be wrong, or a pattern beside it says better what is meant. */
export function formatOf({ format, pattern }: JsonSchema, { settings }: Checker): Format | undefined {
  if (typeof format !== "string" || typeof pattern === "string" || settings.ignoresFormats === true) return undefined;
  return FORMATS.get(format);
}

/** How many characters a text has, not how many code units. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/** The keywords about numbers. */
export function compileNumber(part: JsonSchema, checker: Checker): Check | undefined {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = part as { [keyword: string]: unknown };
  const tests: ((number: number) => boolean)[] = [];
  if (typeof minimum === "number") tests.push((number) => number >= minimum);
  if (typeof maximum === "number") tests.push((number) => number <= maximum);
  if (typeof exclusiveMinimum === "number") tests.push((number) => number > exclusiveMinimum);
  if (typeof exclusiveMaximum === "number") tests.push((number) => number < exclusiveMaximum);
  if (typeof multipleOf === "number") tests.push((number) => isMultiple(number, multipleOf));
  const format = formatOf(part, checker);
  if (format?.isNumeric === true) tests.push(format.fits);
  if (tests.length === 0) return undefined;
  return (value) => {
    if (typeof value !== "number") return true;
    for (const test of tests) if (!test(value)) return false;
    return true;
  };
}

/**
 * Whether a number is a multiple of another, as both are written in decimal: 19.99 is one of 0.01, though 19.99 / 0.01 is
 * 1998.9999999999998.
 */
export function isMultiple(value: number, step: number): boolean {
  if (Number.isSafeInteger(value) && Number.isSafeInteger(step)) return value % step === 0;
  if (!Number.isFinite(value)) return false;
  const [a, b] = [decimalOf(value), decimalOf(step)];
  const places = Math.max(a.places, b.places);
  return (a.digits * 10n ** BigInt(places - a.places)) % (b.digits * 10n ** BigInt(places - b.places)) === 0n;
}

/** A number's digits, and how many of them stand behind the point; a negative count where it ends in zeros. */
function decimalOf(number: number): { digits: bigint; places: number } {
  const [mantissa = "0", exponent = "0"] = String(number).split("e");
  const [before = "0", behind = ""] = mantissa.split(".");
  return { digits: BigInt(before + behind), places: behind.length - Number(exponent) };
}
