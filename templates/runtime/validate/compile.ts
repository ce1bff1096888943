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
import {
  ARRAY_KEYWORDS,
  compileArray,
  compileObject,
  isPresent,
  OBJECT_KEYWORDS,
  withUnevaluated,
} from "./compile-members.js";
import { compileNumber, compileText, NUMBER_KEYWORDS, oneOfValues, TEXT_KEYWORDS } from "./compile-scalar.js";
import { shapeOf } from "./possible.js";

const PASS: Check = () => true;
const FAIL: Check = () => false;

/**
 * Makes closures of a schema of draft 2020-12 in its normal form: no `$id`, no `$schema`, references within it alone.
 * The target of a reference is compiled when it is first reached.
 */
export function createChecker(root: JsonSchema, settings: CheckSettings): Checker {
  const checks = new Map<unknown, Check>();
  const checker: Checker = {
    root,
    budget: createBudget(),
    settings,
    matches: (pattern, text) => matchPattern(pattern, text, settings.slowPatterns),
    compile: (part) => (isObject(part) ? compilePart(part, checker) : part === false ? FAIL : PASS),
    checkOf: (part) => {
      let check = checks.get(part);
      if (check === undefined) {
        check = checker.compile(part);
        checks.set(part, check);
      }
      return check;
    },
  };
  return checker;
}

type Compile = (part: JsonSchema, checker: Checker) => Check | undefined;

type Group = { compile: Compile; keywords: readonly string[]; types?: readonly string[] };

/**
 * Keywords that are compiled together, the quickest to check first. A part has few of them: what is not there costs
 * nothing. The check of a group with `types` is also that of a `type` that is one of them.
 */
const GROUPS: readonly Group[] = [
  { compile: compileType, keywords: ["type"] },
  { compile: compileValues, keywords: ["enum", "const"] },
  { compile: compileText, keywords: TEXT_KEYWORDS, types: ["string"] },
  { compile: compileNumber, keywords: NUMBER_KEYWORDS, types: ["number", "integer"] },
  { compile: compileObject, keywords: OBJECT_KEYWORDS, types: ["object"] },
  { compile: compileArray, keywords: ARRAY_KEYWORDS, types: ["array"] },
  { compile: compileRef, keywords: ["$ref"] },
  { compile: compileAllOf, keywords: ["allOf"] },
  { compile: compileAnyOf, keywords: ["anyOf"] },
  { compile: compileOneOf, keywords: ["oneOf"] },
  { compile: compileNot, keywords: ["not"] },
  { compile: compileIf, keywords: ["if"] },
  { compile: compileDependents, keywords: ["dependentSchemas"] },
];

/** The groups that a keyword belongs to, and the one that a type belongs to: bit n stands for the n-th. */
const KEYWORD_BITS: ReadonlyMap<string, number> = /* @__PURE__ */ groupBits(({ keywords }) => keywords);
const TYPE_BITS: ReadonlyMap<string, number> = /* @__PURE__ */ groupBits(({ types = [] }) => types);

function groupBits(words: (group: Group) => readonly string[]): Map<string, number> {
  const bits = new Map<string, number>();
  for (const [at, group] of GROUPS.entries()) {
    for (const word of words(group)) bits.set(word, (bits.get(word) ?? 0) | (1 << at));
  }
  return bits;
}

function compilePart(part: JsonSchema, checker: Checker): Check {
  const { type } = part;
  // A value of another type fails before anything else about it is looked at.
  const first = typeof type === "string" ? (TYPE_BITS.get(type) ?? 0) : 0;
  const checks: Check[] = [];
  compileGroups(first, checks, part, checker);
  compileGroups(groupsOf(part, first) & ~first, checks, part, checker);
  return withUnevaluated(all(checks, checker), part, checker);
}

/** The groups of a part's keywords; that of its type is `first`, where it has one. */
function groupsOf(part: JsonSchema, first: number): number {
  let bits = 0;
  for (const keyword of Object.keys(part)) {
    if (keyword !== "type" || first === 0) bits |= KEYWORD_BITS.get(keyword) ?? 0;
  }
  return bits;
}

function compileGroups(bits: number, checks: Check[], part: JsonSchema, checker: Checker): void {
  for (let left = bits; left !== 0; left &= left - 1) {
    const check = GROUPS[31 - Math.clz32(left & -left)]?.compile(part, checker);
    if (check !== undefined) checks.push(check);
  }
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

function compileType({ type }: JsonSchema): Check | undefined {
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

function compileRef({ $ref: reference }: JsonSchema, { root, budget, checkOf }: Checker): Check | undefined {
  if (typeof reference !== "string") return undefined;
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

function compileAllOf({ allOf }: JsonSchema, checker: Checker): Check | undefined {
  return Array.isArray(allOf) ? all(allOf.map(checker.checkOf), checker) : undefined;
}

function compileAnyOf({ anyOf }: JsonSchema, checker: Checker): Check | undefined {
  return Array.isArray(anyOf) ? compileUnion(anyOf, 1, checker) : undefined;
}

function compileOneOf({ oneOf }: JsonSchema, checker: Checker): Check | undefined {
  return Array.isArray(oneOf) ? compileUnion(oneOf, 2, checker) : undefined;
}

function compileNot({ not }: JsonSchema, { budget, checkOf }: Checker): Check | undefined {
  if (not === undefined) return undefined;
  const check = checkOf(not);
  return (value) => !runCheck(budget, check, value, undefined);
}

function compileIf(part: JsonSchema, { budget, checkOf }: Checker): Check | undefined {
  if (part["if"] === undefined) return undefined;
  const [condition, yes, no] = [checkOf(part["if"]), checkOf(part["then"]), checkOf(part["else"])];
  return (value, seen) => {
    const noted = seen && createSeen();
    if (!runCheck(budget, condition, value, noted)) return no(value, seen);
    if (seen !== undefined && noted !== undefined) addSeen(seen, noted);
    return yes(value, seen);
  };
}

function compileDependents({ dependentSchemas }: JsonSchema, { budget, checkOf }: Checker): Check | undefined {
  if (!isObject(dependentSchemas)) return undefined;
  const checks = Object.entries(dependentSchemas).map(([key, schema]) => ({ key, check: checkOf(schema) }));
  return (value, seen) => {
    if (!isObject(value)) return true;
    spend(budget, checks.length);
    return checks.every(({ key, check }) => !isPresent(value, key) || check(value, seen));
  };
}

/** `anyOf`, and `oneOf`, where a second branch must not fit. */
export function compileUnion(branches: readonly unknown[], wrongFrom: 1 | 2, checker: Checker): Check {
  const { budget, checkOf } = checker;
  let choose: ((value: unknown) => readonly unknown[]) | undefined;
  return (value, seen) => {
    choose ??= createChooser(branches, checker.root);
    let fitting = 0;
    for (const branch of choose(value)) {
      const noted = seen && createSeen();
      // A branch is compiled when a value first reaches it.
      if (!runCheck(budget, checkOf(branch), value, noted)) continue;
      fitting += 1;
      if (seen !== undefined && noted !== undefined) addSeen(seen, noted);
      else if (wrongFrom === 1) return true;
      if (wrongFrom === 2 && fitting === 2) return false;
    }
    return fitting > 0;
  };
}

/**
 * Chooses the branches that can fit a value: where all want texts under one key, those that want the text that is
 * there.
 */
function createChooser(branches: readonly unknown[], root: JsonSchema): (value: unknown) => readonly unknown[] {
  const [first, ...others] = branches.map((branch) => shapeOf(branch, root).choices);
  if (first === undefined || others.length === 0) return () => branches;
  const all = [first, ...others];
  const key = [...first.keys()].find((name) => all.every((choices) => choices.get(name)?.every(isText)));
  if (key === undefined) return () => branches;
  const byText = new Map<unknown, unknown[]>();
  for (const [index, choices] of all.entries()) {
    for (const text of new Set(choices.get(key))) {
      const known = byText.get(text) ?? [];
      byText.set(text, known);
      known.push(branches[index]);
    }
  }
  return (value) => (isObject(value) && isPresent(value, key) ? (byText.get(value[key]) ?? []) : branches);
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}
