import { FORMATS, type Format } from "../json/formats.js";
import { isObject, type JsonSchema } from "../json/values.js";
import { type Check, type Checker, type StepBudget, spend, spendText } from "./checker.js";

export const TEXT_KEYWORDS: readonly string[] = ["minLength", "maxLength", "pattern", "format"];

/** The keywords about texts; where no other type fits, the type as well. */
export function compileText(part: JsonSchema, checker: Checker): Check | undefined {
  const { type, minLength, maxLength, pattern } = part as { [keyword: string]: unknown };
  const { budget, matches } = checker;
  const least = typeof minLength === "number" ? minLength : 0;
  const most = typeof maxLength === "number" ? maxLength : Number.POSITIVE_INFINITY;
  const wanted = typeof pattern === "string" ? pattern : undefined;
  const format = formatOf(part, checker);
  const fits = format?.isNumeric === false ? format.fits : undefined;
  const others = type !== "string";
  if (least === 0 && most === Number.POSITIVE_INFINITY && (wanted ?? fits) === undefined && others) return undefined;
  return (value) => {
    if (typeof value !== "string") return others;
    spendText(budget, value);
    // A character takes one or two code units: they are counted only where that leaves it open.
    const units = value.length;
    if (units < least || (units < least * 2 && lengthOf(value) < least)) return false;
    if (units > most && (units > most * 2 || lengthOf(value) > most)) return false;
    return (wanted === undefined || matches(wanted, value)) && (fits === undefined || fits(value));
  };
}

/**
 * A schema's format; undefined where it says nothing that could be wrong, or a pattern beside it says better what is
 * meant.
 */
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

export const NUMBER_KEYWORDS: readonly string[] = [
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "format",
];

/** The keywords about numbers; where no other type fits, the type as well. */
export function compileNumber(part: JsonSchema, checker: Checker): Check | undefined {
  const { type, minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = part as {
    [keyword: string]: unknown;
  };
  const least = numberOr(minimum, Number.NEGATIVE_INFINITY);
  const most = numberOr(maximum, Number.POSITIVE_INFINITY);
  const above = numberOr(exclusiveMinimum, undefined);
  const below = numberOr(exclusiveMaximum, undefined);
  const step = numberOr(multipleOf, undefined);
  const format = formatOf(part, checker);
  const fits = format?.isNumeric === true ? format.fits : undefined;
  const isInteger = type === "integer";
  const others = !isInteger && type !== "number";
  return (value) => {
    if (typeof value !== "number") return others;
    if (isInteger ? !Number.isInteger(value) : !others && !Number.isFinite(value)) return false;
    if (value < least || value > most) return false;
    if (above !== undefined && value <= above) return false;
    if (below !== undefined && value >= below) return false;
    return (step === undefined || isMultiple(value, step)) && (fits === undefined || fits(value));
  };
}

function numberOr<T>(value: unknown, otherwise: T): number | T {
  return typeof value === "number" ? value : otherwise;
}

/**
 * Whether a number is a multiple of another, as both are written in decimal: 19.99 is one of 0.01, though 19.99 / 0.01
 * is 1998.9999999999998.
 */
export function isMultiple(value: number, step: number): boolean {
  if (Number.isSafeInteger(value) && Number.isSafeInteger(step)) return value % step === 0;
  if (!Number.isFinite(value)) return false;
  const [a, b] = [decimalOf(value), decimalOf(step)];
  const places = Math.max(a.places, b.places);
  return scale(a, places) % scale(b, places) === BigInt(0);
}

type Decimal = { digits: bigint; places: number };

/** The digits of a number with more places behind the point. Literals of bigints need a newer target than Next sets. */
function scale({ digits, places }: Decimal, to: number): bigint {
  return digits * BigInt(10) ** BigInt(to - places);
}

/** A number's digits, and how many of them stand behind the point; a negative count where it ends in zeros. */
function decimalOf(number: number): Decimal {
  const [mantissa = "0", exponent = "0"] = String(number).split("e");
  const [before = "0", behind = ""] = mantissa.split(".");
  return { digits: BigInt(before + behind), places: behind.length - Number(exponent) };
}

/** A test for being one of some values; quick where they are texts and numbers, as nearly always. */
export function oneOfValues(values: readonly unknown[], budget: StepBudget): (value: unknown) => boolean {
  const plain = new Set(values.filter((value) => !isStructured(value)));
  const structured = new Set(values.filter(isStructured).map((value) => canonical(value)));
  if (structured.size > 0) {
    return (value) => (isStructured(value) ? structured.has(canonical(value, budget)) : plain.has(value));
  }
  if (plain.size === 1) {
    const [only] = plain;
    return (value) => value === only;
  }
  return (value) => plain.has(value);
}

/** The indexes of the first two items that are equal; undefined where none are. Each item is looked at once. */
export function firstRepeat(list: readonly unknown[], budget: StepBudget): [number, number] | undefined {
  const plain = new Map<unknown, number>();
  const structured = new Map<string, number>();
  for (let index = 0; index < list.length; index += 1) {
    const value = list[index];
    spend(budget, 1);
    const key = isStructured(value) ? canonical(value, budget) : value;
    const known: Map<unknown, number> = isStructured(value) ? structured : plain;
    if (typeof key === "string") spendText(budget, key);
    const before = known.get(key);
    if (before !== undefined) return [before, index];
    known.set(key, index);
  }
  return undefined;
}

function isStructured(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** A value as JSON with its keys in order, so that equal values have the same text. */
function canonical(value: unknown, budget?: StepBudget): string {
  const text = canonicalText(value, budget);
  if (budget !== undefined) {
    spend(budget, 1);
    spendText(budget, text);
  }
  return text;
}

function canonicalText(value: unknown, budget: StepBudget | undefined): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, budget)).join()}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? String(value);
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  return `{${keys
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key], budget)}`)
    .join()}}`;
}
