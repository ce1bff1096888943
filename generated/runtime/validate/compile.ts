// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
// @generated
/* eslint no-restricted-syntax: ["error", "Program > *"] */
/* eslint-disable */
// biome-ignore-all lint: generated
// biome-ignore-all format: generated
// biome-ignore-all assist: generated

import { isObject, type JsonSchema, resolvePointer } from "../json/values.js";
import {
  addSeen,
  type Check,
  type Checker,
  type CheckSettings,
  createBudget,
  createSeen,
  matchPattern,
  runCheck,
  spend,
} from "./checker.js";
import { compileArray, compileObject, isPresent, withUnevaluated } from "./compile-members.js";
import { compileNumber, compileText, oneOfValues } from "./compile-scalar.js";
import { shapeOf } from "./possible.js";

const PASS: Check = () => true;
const FAIL: Check = () => false;

/**
 * Makes closures of a schema of draft 2020-12 in its normal form: no `$id`, no `$schema`, references within it alone. The
 * target of a reference is compiled when it is first reached.
 */
export function createChecker(root: JsonSchema, settings: CheckSettings): Checker {
  const checks = new Map<unknown, Check>();
  const checker: Checker = {
    root,
    budget: createBudget(),
    settings,
    matches: (pattern, text) => matchPattern(pattern, text, settings.slowPatterns),
    checkOf: (part) => {
      if (!isObject(part)) return part === false ? FAIL : PASS;
      let check = checks.get(part);
      if (check === undefined) {
        check = compilePart(part, checker);
        checks.set(part, check);
      }
      return check;
    },
  };
  return checker;
}

function compilePart(part: JsonSchema, checker: Checker): Check {
  const own = [
    compileType(part["type"]),
    compileValues(part, checker),
    compileText(part, checker),
    compileNumber(part, checker),
    compileObject(part, checker),
    compileArray(part, checker),
    ...compileInPlace(part, checker),
  ];
  const checks = own.filter((check) => check !== undefined);
  return withUnevaluated(all(checks, checker), part, checker);
}

/** All of some checks, in their order. */
function all(checks: readonly Check[], { budget }: Checker): Check {
  const [a, b, c, ...rest] = checks;
  if (a === undefined) return PASS;
  if (b === undefined) return a;
  if (c === undefined) return (value, seen) => a(value, seen) && b(value, seen);
  if (rest.length === 0) return (value, seen) => a(value, seen) && b(value, seen) && c(value, seen);
  return (value, seen) => {
    spend(budget, checks.length >> 2);
    for (const check of checks) if (!check(value, seen)) return false;
    return true;
  };
}

const TYPES: ReadonlyMap<unknown, (value: unknown) => boolean> = new Map([
  ["string", (value: unknown) => typeof value === "string"],
  ["number", (value: unknown) => typeof value === "number" && Number.isFinite(value)],
  ["integer", Number.isInteger],
  ["boolean", (value: unknown) => typeof value === "boolean"],
  ["null", (value: unknown) => value === null],
  ["object", isObject],
  ["array", Array.isArray],
]);

/** Whether a value is of one of the types that `type` names. */
export function isOfType(value: unknown, type: unknown): boolean {
  if (Array.isArray(type)) return type.some((name) => isOfType(value, name));
  return TYPES.get(type)?.(value) === true;
}

function compileType(type: unknown): Check | undefined {
  if (type === undefined) return undefined;
  const [a, b, ...more] = [type].flat().map((name) => TYPES.get(name) ?? FAIL);
  if (a === undefined) return FAIL;
  if (b === undefined) return (value) => a(value, undefined);
  if (more.length === 0) return (value) => a(value, undefined) || b(value, undefined);
  return (value) => isOfType(value, type);
}

function compileValues(part: JsonSchema, checker: Checker): Check | undefined {
  const tests = [
    ...(Array.isArray(part["enum"]) ? [oneOfValues(part["enum"], checker.budget)] : []),
    ...(Object.hasOwn(part, "const") ? [oneOfValues([part["const"]], checker.budget)] : []),
  ];
  return tests.length === 0 ? undefined : all(tests, checker);
}

/** The keywords whose schemas apply to the same value as the schema that they stand in. */
function compileInPlace(part: JsonSchema, checker: Checker): (Check | undefined)[] {
  const { $ref, allOf, anyOf, oneOf, not } = part as { [keyword: string]: unknown };
  return [
    typeof $ref === "string" ? compileRef($ref, checker) : undefined,
    ...(Array.isArray(allOf) ? allOf.map(checker.checkOf) : []),
    Array.isArray(anyOf) ? compileUnion(anyOf, 1, checker) : undefined,
    Array.isArray(oneOf) ? compileUnion(oneOf, 2, checker) : undefined,
    not === undefined ? undefined : compileNot(not, checker),
    part["if"] === undefined ? undefined : compileIf(part, checker),
    isObject(part["dependentSchemas"]) ? compileDependents(part["dependentSchemas"], checker) : undefined,
  ];
}

function compileRef(reference: string, { root, budget, checkOf }: Checker): Check {
  let target: Check | undefined;
  return (value, seen) => {
    if (target === undefined) {
      const part = /^#(?:\/|$)/.test(reference) ? resolvePointer(root, reference) : undefined;
      if (part === undefined) throw new TypeError(`${reference} leads nowhere.`);
      target = checkOf(part);
    }
    return runCheck(budget, target, value, seen);
  };
}

function compileNot(schema: unknown, { budget, checkOf }: Checker): Check {
  const check = checkOf(schema);
  return (value) => !runCheck(budget, check, value, undefined);
}

function compileIf(part: JsonSchema, { budget, checkOf }: Checker): Check {
  const [condition, yes, no] = [checkOf(part["if"]), checkOf(part["then"]), checkOf(part["else"])];
  return (value, seen) => {
    const noted = seen && createSeen();
    if (!runCheck(budget, condition, value, noted)) return no(value, seen);
    if (seen !== undefined && noted !== undefined) addSeen(seen, noted);
    return yes(value, seen);
  };
}

function compileDependents(schemas: JsonSchema, { budget, checkOf }: Checker): Check {
  const checks = Object.entries(schemas).map(([key, schema]) => ({ key, check: checkOf(schema) }));
  return (value, seen) => {
    if (!isObject(value)) return true;
    spend(budget, checks.length);
    return checks.every(({ key, check }) => !isPresent(value, key) || check(value, seen));
  };
}

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
  const [first, ...others] = branches.map((branch) => shapeOf(branch, root).choices);
  if (first === undefined || others.length === 0) return () => checks;
  const all = [first, ...others];
  const key = [...first.keys()].find((name) => all.every((choices) => choices.get(name)?.every(isText)));
  if (key === undefined) return () => checks;
  const byText = new Map<unknown, Check[]>();
  for (const [index, choices] of all.entries()) {
    for (const text of new Set(choices.get(key))) {
      const known = byText.get(text) ?? [];
      byText.set(text, known);
      known.push(...checks.slice(index, index + 1));
    }
  }
  return (value) => (isObject(value) && isPresent(value, key) ? (byText.get(value[key]) ?? []) : checks);
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}
