// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
// @generated
/* eslint no-restricted-syntax: ["error", "Program > *"] */
/* eslint-disable */
// biome-ignore-all lint: generated
// biome-ignore-all format: generated
// biome-ignore-all assist: generated

import { isObject } from "../json/values.js";
import { type Budget, spend, spendText } from "./budget.js";

/** A test for being one of some values; quick where they are texts and numbers, as nearly always. */
export function oneOfValues(values: readonly unknown[], budget: Budget): (value: unknown) => boolean {
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
export function firstRepeat(list: readonly unknown[], budget: Budget): [number, number] | undefined {
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
function canonical(value: unknown, budget?: Budget): string {
  const text = canonicalText(value, budget);
  if (budget !== undefined) {
    spend(budget, 1);
    spendText(budget, text);
  }
  return text;
}

function canonicalText(value: unknown, budget: Budget | undefined): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, budget)).join()}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? String(value);
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  return `{${keys
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key], budget)}`)
    .join()}}`;
}
