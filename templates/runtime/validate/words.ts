import { show } from "../json/text.js";
import { type JsonSchema, jsonType } from "../json/values.js";
import type { Checker } from "./checker.js";
import { containsLimits } from "./compile-members.js";
import { firstRepeat, formatOf, isMultiple, lengthOf } from "./compile-scalar.js";

/** A value is cut here, in bytes, so that an error with one fault stays small. */
export const SHOWN_BYTES = 60;

const BOUNDS: readonly (readonly [string, string, (value: number, limit: number) => boolean])[] = [
  ["minimum", ">=", (value, limit) => value >= limit],
  ["maximum", "<=", (value, limit) => value <= limit],
  ["exclusiveMinimum", ">", (value, limit) => value > limit],
  ["exclusiveMaximum", "<", (value, limit) => value < limit],
  ["multipleOf", "multiple of", isMultiple],
];

export function typeName(value: unknown): string {
  return Number.isInteger(value) ? "integer" : jsonType(value);
}

export function mustBeOneOf(constants: readonly unknown[], value: unknown): string {
  const wanted = constants.length === 1 ? show(constants[0], SHOWN_BYTES) : `one of ${show(constants, SHOWN_BYTES)}`;
  return `must be ${wanted}, not ${show(value, SHOWN_BYTES / 2)}`;
}

/** What is wrong with a text or a number. */
export function scalarFaults(part: JsonSchema, value: unknown, checker: Checker): readonly string[] {
  if (typeof value === "string") return textFaults(part, value, checker);
  if (typeof value !== "number") return [];
  const broken = BOUNDS.flatMap(([keyword, words, holds]) => {
    const limit = part[keyword];
    if (typeof limit !== "number" || holds(value, limit)) return [];
    return [`must be ${words} ${limit}, not ${show(value, SHOWN_BYTES / 2)}`];
  });
  return [...broken, ...formatFaults(part, value, checker)];
}

function textFaults(part: JsonSchema, text: string, checker: Checker): string[] {
  const { pattern } = part as { [keyword: string]: unknown };
  const isWrong = typeof pattern === "string" && !checker.matches(pattern, text);
  return [
    ...countFaults(part, "Length", "characters", () => lengthOf(text)),
    ...(isWrong ? [`must match pattern ${show(pattern, SHOWN_BYTES)}, not ${show(text, SHOWN_BYTES / 2)}`] : []),
    ...formatFaults(part, text, checker),
  ];
}

function formatFaults(part: JsonSchema, value: string | number, checker: Checker): string[] {
  const format = formatOf(part, checker);
  if (format === undefined || format.isNumeric !== (typeof value === "number")) return [];
  if (format.fits(value as never)) return [];
  const form = `${show(part["format"], SHOWN_BYTES)}, such as ${JSON.stringify(format.example)}`;
  return [`must match format ${form}, not ${show(value, SHOWN_BYTES / 2)}`];
}

/** What is wrong with how many properties an object has. */
export function objectFaults(part: JsonSchema, value: JsonSchema): string[] {
  const count = (): number => Object.values(value).filter((held) => held !== undefined).length;
  return countFaults(part, "Properties", "properties", count);
}

/** What is wrong with an array as a whole. @param matches How many items fit `contains`. */
export function arrayFaults(
  part: JsonSchema,
  value: readonly unknown[],
  matches: number,
  { budget }: Checker,
): string[] {
  const { uniqueItems, contains } = part as { [keyword: string]: unknown };
  const faults = countFaults(part, "Items", "items", () => value.length);
  const repeat = uniqueItems === true ? firstRepeat(value, budget) : undefined;
  if (repeat !== undefined) faults.push(`must NOT have duplicate items: ${repeat.join(" and ")} are the same`);
  if (contains === undefined) return faults;
  const { least, most } = containsLimits(part);
  const kind = show(contains, SHOWN_BYTES);
  if (matches < least) faults.push(`must contain at least ${least} valid item(s): ${kind}`);
  if (matches > most) faults.push(`must contain at most ${most} valid item(s), not ${matches}: ${kind}`);
  return faults;
}

function countFaults(part: JsonSchema, suffix: string, unit: string, count: () => number): string[] {
  const [least, most] = [part[`min${suffix}`], part[`max${suffix}`]];
  if (typeof least !== "number" && typeof most !== "number") return [];
  const found = count();
  return [
    ...(typeof least === "number" && found < least ? [`must NOT have fewer than ${least} ${unit}, not ${found}`] : []),
    ...(typeof most === "number" && found > most ? [`must NOT have more than ${most} ${unit}, not ${found}`] : []),
  ];
}
