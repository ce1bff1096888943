// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
// @generated
/* eslint no-restricted-syntax: ["error", "Program > *"] */
/* eslint-disable */
// biome-ignore-all lint: generated
// biome-ignore-all format: generated
// biome-ignore-all assist: generated

import { isObject, type JsonSchema, resolvePointer } from "../json/values.js";
import { runCheck } from "./budget.js";
import { addSeen, type Check, type Checker, createSeen } from "./checker.js";
import { isPresent } from "./compile-object.js";

/** `anyOf`, and `oneOf`, where a second branch must not fit. */
export function compileUnion(branches: readonly unknown[], wrongFrom: 1 | 2, checker: Checker): Check {
  const { budget, checkOf } = checker;
  const checks = branches.map(checkOf);
  let choose: ((value: unknown) => readonly Check[]) | undefined;
  return (value, seen) => {
    choose ??= createChooser(branches, checks, checker.root);
    let fitting = 0;
    for (const check of choose(value)) {
      const noted = seen && createSeen();
      if (!runCheck(budget, check, value, noted)) continue;
      fitting += 1;
      if (seen !== undefined && noted !== undefined) addSeen(seen, noted);
      else if (wrongFrom === 1) return true;
      if (wrongFrom === 2 && fitting === 2) return false;
    }
    return fitting > 0;
  };
}

/** Chooses the branches that can fit a value: where all want texts under one key, those that want the text that is there. */
function createChooser(
  branches: readonly unknown[],
  checks: readonly Check[],
  root: JsonSchema,
): (value: unknown) => readonly Check[] {
  const [first, ...others] = branches.map((branch) => textsOf(branch, root));
  if (first === undefined || others.length === 0) return () => checks;
  const key = [...first.keys()].find((name) => others.every((texts) => texts.has(name)));
  if (key === undefined) return () => checks;
  const byText = new Map<unknown, Check[]>();
  for (const [index, texts] of [first, ...others].entries()) {
    for (const text of texts.get(key) ?? []) {
      const known = byText.get(text) ?? [];
      byText.set(text, known);
      known.push(...checks.slice(index, index + 1));
    }
  }
  return (value) => (isObject(value) && isPresent(value, key) ? (byText.get(value[key]) ?? []) : checks);
}

/** The texts that a branch wants under its keys, where it takes nothing but constants there. */
function textsOf(branch: unknown, root: JsonSchema): Map<string, Set<string>> {
  const texts = new Map<string, Set<string>>();
  let part = branch;
  // References to references are followed a few steps; a normal form has no circles of them.
  for (let step = 0; step < 8 && isObject(part); step += 1) {
    for (const [key, member] of Object.entries(isObject(part["properties"]) ? part["properties"] : {})) {
      const values = isObject(member) ? constantsOf(member) : undefined;
      if (values?.every((value) => typeof value === "string") && !texts.has(key)) texts.set(key, new Set(values));
    }
    part = typeof part["$ref"] === "string" ? resolvePointer(root, part["$ref"]) : undefined;
  }
  return texts;
}

/** The constants that a schema wants, by `const` or `enum`. */
export function constantsOf(schema: JsonSchema): unknown[] | undefined {
  if (Object.hasOwn(schema, "const")) return [schema["const"]];
  return Array.isArray(schema["enum"]) ? schema["enum"] : undefined;
}
