import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { SlowPatterns } from "../../templates/runtime/contract/project.js";
import type { Report } from "../diagnostics/reporter.js";
import { count, showText } from "../diagnostics/show-value.js";
import { toSegment } from "../json/pointer.js";
import { isObject } from "../json/values.js";
import { packageRoot } from "../package-root.js";
import type { JsonSchema } from "./keywords.js";
import { LONGEST, safeLength } from "./safe-length.js";
import { eachSchema } from "./walk.js";

/**
 * How the time that a pattern takes grows with a string's length. What grows faster than its square counts as
 * exponential: a text of 5,000 characters would take practically forever. `longest` is the length up to which texts are
 * matched against it; `attack` is a JavaScript expression of a text on which it takes long.
 */
export type Growth = {
  class: "exponential" | "polynomial";
  longest: number;
  words: string;
  attack: string | undefined;
};

type Recheck = {
  checkSync(
    source: string,
    flags: string,
    parameters: object,
  ): {
    status: "safe" | "vulnerable" | "unknown";
    complexity?: { type: string; degree?: number };
    attack?: { pattern: string; string: string };
  };
};

/** Steps, and no time limits: with those, the output would depend on the machine's speed. */
const PARAMETERS = {
  timeout: null,
  incubationTimeout: null,
  attackTimeout: null,
  randomSeed: 7,
  maxIteration: 10,
};
/** A longer pattern is not analysed, in UTF-16 units. */
const LONGEST_PATTERN = 2000;
/** The longest text that is matched against a pattern of quadratic time: it takes some 100 ms. */
const LONGEST_IN_SQUARE = 5000;

const known = new Map<string, Growth | undefined>();
let recheck: Recheck | undefined;
let regexpp: typeof import("@eslint-community/regexpp") | undefined;

/**
 * Finds the patterns of a normal form that can take more than linear time, and warns of those that can block a process.
 */
export function findSlowPatterns(
  schema: JsonSchema,
  toFile: (pointer: string) => string,
  report: Report,
): SlowPatterns {
  const slow: { [pattern: string]: number } = {};
  const look = (pattern: string, pointer: string, part: "key" | "value"): void => {
    const growth = growthOf(pattern);
    if (growth === undefined) return;
    slow[pattern] = growth.longest;
    if (growth.class !== "exponential") return;
    const attack = growth.attack === undefined ? "" : `, such as ${growth.attack}`;
    const message =
      `The pattern ${showText(pattern)} ${growth.words}${attack}. Texts of more than ` +
      `${count(growth.longest, "character")} are not matched against it: a call with one is refused.`;
    const hint = 'Write it so that it can match a string in one way only: "^a+$" for "^(a+)+$".';
    report("SCHEMA_PATTERN_SLOW", toFile(pointer), message, hint, part);
  };
  eachSchema(schema, ({ pattern, patternProperties }, pointer) => {
    if (typeof pattern === "string") look(pattern, `${pointer}/pattern`, "value");
    for (const key of Object.keys(isObject(patternProperties) ? patternProperties : {})) {
      look(key, `${pointer}/patternProperties/${toSegment(key)}`, "key");
    }
  });
  return slow;
}

/** How the time of a pattern grows; undefined where it is linear. The same on every machine. */
export function growthOf(pattern: string): Growth | undefined {
  if (!known.has(pattern)) {
    const bare = pattern.replace(/\\.|\[(?:\\.|[^\]\\])*\]/gs, "x");
    const growth = mayBeSlow(bare) ? analyse(pattern) : undefined;
    known.set(
      pattern,
      growth?.class !== "exponential" && repeatsChoices(bare) ? (slowByCount(pattern) ?? growth) : growth,
    );
  }
  return known.get(pattern);
}

/**
 * Whether a pattern leaves choices, and repeats them a limited number of times: linear in the end, and slow long
 * before.
 */
function repeatsChoices(bare: string): boolean {
  return /\)\{/.test(bare) || (bare.match(/[?|{]/g)?.length ?? 0) > 12;
}

function slowByCount(pattern: string): Growth | undefined {
  const growth = exponential(pattern, "takes too many steps on some texts");
  return growth.longest < LONGEST ? growth : undefined;
}

/** Most patterns are seen at a glance to be linear, and need no analysis. */
function mayBeSlow(bare: string): boolean {
  const unbounded = bare.match(/[*+]|\{\d+,\}/g)?.length ?? 0;
  const repeatsGroups = /\)\{(?:\d*,)?\d{2,}\}/.test(bare);
  const hasManyChoices = (bare.match(/[^(]\?|\{\d+,\d+\}/g)?.length ?? 0) > 12;
  if (unbounded === 0) return repeatsGroups || hasManyChoices;
  return unbounded > 1 || hasManyChoices || !isAnchored(bare) || /\)(?:[*+]|\{)|\(\?[^:]/.test(bare);
}

/** Whether every alternative of a pattern begins at the start of the text. */
function isAnchored(bare: string): boolean {
  let depth = 0;
  for (const unit of bare) {
    if (unit === "(") depth += 1;
    else if (unit === ")") depth -= 1;
    else if (unit === "|" && depth === 0) return false;
  }
  return bare.startsWith("^");
}

/** The analysis itself, which takes up to a second. */
export function analyse(pattern: string): Growth | undefined {
  // What a back-reference matches cannot be foreseen, and the analysis would never end.
  const hasReference = /\\(?:[1-9]|k<)/.test(pattern.replaceAll("\\\\", ""));
  const words = "cannot be analysed, and may take exponential time on some texts";
  if (hasReference || pattern.length > LONGEST_PATTERN) return exponential(pattern, words);
  recheck ??= load("recheck.cjs", (require) => require("recheck/lib/browser.js")) as Recheck;
  const { status, complexity, attack } = recheck.checkSync(pattern, "u", PARAMETERS);
  if (status === "safe") return undefined;
  if (status === "unknown") return exponential(pattern, words);
  if (complexity?.type === "exponential") return exponential(pattern, "takes exponential time on some texts", attack);
  const degree = complexity?.degree ?? 2;
  if (degree > 2) {
    return exponential(pattern, `takes time that grows with a string's length to the power of ${degree}`, attack);
  }
  const square = "takes quadratic time on some texts";
  return { class: "polynomial", longest: LONGEST_IN_SQUARE, words: square, attack: attack?.pattern };
}

function exponential(pattern: string, words: string, attack?: { pattern: string; string: string }): Growth {
  regexpp ??= load("regexpp.cjs", (require) => require("@eslint-community/regexpp")) as typeof regexpp & object;
  const longest = safeLength(pattern, regexpp, attack === undefined ? [] : [attack.string]);
  return { class: "exponential", longest, words, attack: attack?.pattern };
}

/**
 * A package that is loaded for the first pattern that needs it: recheck is 3 MB. The build copies it, without the
 * packages that it would bring.
 */
function load(copy: string, fromPackage: (require: NodeJS.Require) => unknown): unknown {
  const root = packageRoot();
  const file = join(root, "dist", copy);
  const require = createRequire(join(root, "package.json"));
  return existsSync(file) ? require(file) : fromPackage(require);
}
