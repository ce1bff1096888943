import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { SlowPatterns } from "../../templates/runtime/contract/types.js";
import type { Report } from "../diagnostics/reporter.js";
import { showText } from "../diagnostics/show-value.js";
import { toSegment } from "../json/pointer.js";
import { isObject } from "../json/values.js";
import { packageRoot } from "../package-root.js";
import type { JsonSchema } from "./keywords.js";
import { eachSchema } from "./walk.js";

/**
 * How the time that a pattern takes grows with a string's length. What grows faster than its square counts as
 * exponential: a text of 5,000 characters would take practically forever. `attack` is a JavaScript expression of a text
 * on which it does.
 */
export type Growth = { class: "exponential" | "polynomial"; words: string; attack: string | undefined };

type Recheck = {
  checkSync(
    source: string,
    flags: string,
    parameters: object,
  ): {
    status: "safe" | "vulnerable" | "unknown";
    complexity?: { type: string; degree?: number };
    attack?: { pattern: string };
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

const known = new Map<string, Growth | undefined>();
let recheck: Recheck | undefined;

/**
 * Finds the patterns of a normal form that can take more than linear time, and warns of those that can block a process.
 */
export function findSlowPatterns(
  schema: JsonSchema,
  toFile: (pointer: string) => string,
  report: Report,
): SlowPatterns {
  const slow: { [pattern: string]: Growth["class"] } = {};
  const look = (pattern: string, pointer: string, part: "key" | "value"): void => {
    const growth = growthOf(pattern);
    if (growth === undefined) return;
    slow[pattern] = growth.class;
    if (growth.class !== "exponential") return;
    const attack = growth.attack === undefined ? "" : `, such as ${growth.attack}`;
    const message = `The pattern ${showText(pattern)} ${growth.words}${attack}. Texts of more than 24 characters are not matched against it: a call with one is refused.`;
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
  if (!known.has(pattern)) known.set(pattern, mayBeSlow(pattern) ? analyse(pattern) : undefined);
  return known.get(pattern);
}

/** Most patterns are seen at a glance to be linear, and need no analysis. */
function mayBeSlow(pattern: string): boolean {
  const bare = pattern.replace(/\\.|\[(?:\\.|[^\]\\])*\]/gs, "x");
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
  if (hasReference || pattern.length > LONGEST_PATTERN) return { class: "exponential", words, attack: undefined };
  recheck ??= loadRecheck();
  const { status, complexity, attack } = recheck.checkSync(pattern, "u", PARAMETERS);
  if (status === "safe") return undefined;
  if (status === "unknown") return { class: "exponential", words, attack: undefined };
  const text = attack?.pattern;
  if (complexity?.type === "exponential") {
    return { class: "exponential", words: "takes exponential time on some texts", attack: text };
  }
  const degree = complexity?.degree ?? 2;
  if (degree === 2) return { class: "polynomial", words: "takes quadratic time on some texts", attack: text };
  const power = `takes time that grows with a string's length to the power of ${degree}`;
  return { class: "exponential", words: power, attack: text };
}

/**
 * 3 MB, loaded for the first pattern that needs it. The build copies it, without the packages that recheck would bring.
 */
function loadRecheck(): Recheck {
  const root = packageRoot();
  const copy = join(root, "dist/recheck.cjs");
  const require = createRequire(join(root, "package.json"));
  return (existsSync(copy) ? require(copy) : require("recheck/lib/browser.js")) as Recheck;
}
