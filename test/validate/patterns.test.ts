import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { RegExpParser } from "@eslint-community/regexpp";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countSteps, TooComplex } from "../../generator/schema/count-steps.js";
import { MOST_STEPS, matcher } from "../../generator/schema/safe-length.js";
import { analyse, growthOf } from "../../generator/schema/slow-patterns.js";
import { findFaults } from "../../templates/runtime/validate/check-value.js";
import { decodeArguments } from "../../templates/runtime/validate/decode.js";
import { exampleOf } from "../../templates/runtime/validate/example.js";
import { CORPORA } from "../define/corpora.js";
import { verdict } from "./support.js";

/** Patterns that block a process with some fifty letters. */
const EVIL = [
  "^(a+)+$",
  "^(a|a)*$",
  "^(a|aa)+$",
  "^(a*)*$",
  "^(a*)+b$",
  "(x+x+)+y",
  "^(\\w+\\s?)*$",
  "^(\\d+)*x$",
  "^(?:(?:a*)*)*b$",
  "^(.*a){12}$",
  "^([\\p{L}]+-?)+$",
  "^(?=(a+)+b)a*$",
  "^(?!(a+)+b).*$",
  "(?<=(a+)+)b",
  "^(([a-z])+.)+[A-Z]([a-z])+$",
  "^(?:a?){30}a{30}$",
  "^(a+)+\\1$",
  "^(?<x>a+)+\\k<x>$",
  "^(a*)*\\b$",
  "^(.*a){3}$",
  "a*a*b",
  "^(?:(?:(?:a+)+)+)+$",
  "^(?:\\p{L}+|\\p{N}+)*$",
  "^.*.*.*.*.*.*.*.*=$",
  "^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$",
  "^(ab|a|b)*c$",
  "^(?:[a-z]+|[a-y]+)+!$",
  "^(\\s*\\w+\\s*)*;$",
  "^((ab)*)*c$",
  "^(a|b|ab)*c$",
];

/** Patterns that take long on fewer than 24 letters. */
const WORSE = [
  "^((a*)*)*$",
  "(a|a|a|a|a)*b",
  "(.*)*=(.*)*!",
  "((((a*)*)*)*)*b",
  "^((((((a*)*)*)*)*)*)*$",
  "^(?:x{5}(a+)+|y*y*)!",
  "((a{1,5}){1,5}){1,5}b",
  "^(?:(?:a|a)(?:a|a)(?:a|a)(?:a|a)){6}b*$",
  `^${"(?:a|a)".repeat(24)}b`,
  "^(?:(?:[a-z0-9]+\\.?)*)+@$",
  "^(?:ab(?:c|cd|d)*)+(?<!(?:a|ab|b)*)$",
];

/** Each is linear, and most are seen to be so without an analysis. */
const HARMLESS = [
  "^[A-Z]{3}$",
  "^\\d{4}-\\d{2}-\\d{2}$",
  "^https?://\\S+$",
  "^[a-z0-9]+(?:-[a-z0-9]+)*$",
  "^[0-9a-f]{24}$",
  "^\\w+$",
  "^[\\p{L}\\p{N}_-]{1,64}$",
  "^a+b$",
  "^v?\\d+(\\.\\d+){0,2}$",
  "^(?:\\d{1,3}\\.){3}\\d{1,3}$",
  "^(?:red|green|blue|black|white|cyan|pink|gold|grey|navy|teal|lime|plum|rose)$",
];

const isLong = process.env["BATCHGEN_LONG"] !== undefined;

/** How often the analysis, which is 3 MB, has been loaded into this process. */
function countLoads(): number {
  return Object.keys(createRequire(import.meta.url).cache).filter((file) => /recheck\.cjs|browser\.js$/.test(file))
    .length;
}

describe("a pattern", () => {
  it("is analysed only where it has an unbounded quantifier that could be slow", () => {
    for (const pattern of [
      "^[A-Z]{3}$",
      "^\\d{4}-\\d{2}-\\d{2}$",
      "^https?://\\S+$",
      "^\\w+$",
      "^(?:a|b)$",
      "a{2,5}",
    ]) {
      expect(growthOf(pattern)).toBeUndefined();
    }
    expect(countLoads()).toBe(0);
    for (const pattern of EVIL.slice(0, 2)) expect(growthOf(pattern)).toBeDefined();
    expect(countLoads()).toBe(1);
  });

  it.each(EVIL)("%s is found to be exponential", (pattern) => {
    expect(EVIL).toHaveLength(30);
    const growth = growthOf(pattern);
    expect(growth?.class).toBe("exponential");
    // The same again: no clock has a part in it.
    for (let run = 1; run < (isLong ? 10 : 2); run += 1) expect(analyse(pattern)).toEqual(growth);
  });

  it.each([
    ["^(a+)+$", 13],
    ["^(?:(?:a*)*)*b$", 8],
    ["((((a*)*)*)*)*b", 5],
    ["^(a+)+\\1$", 13],
    ["^(ab|a|b)*c$", 24],
    ["^(?:x{5}(a+)+|y*y*)!", 19],
  ])("%s is matched against at most %s letters", (pattern, longest) => {
    expect(growthOf(pattern)?.longest).toBe(longest);
  });

  it("takes at most 100,000 steps on every text of that length", () => {
    const random = fc.array(fc.constantFrom(..."aaabcxyA1 =!@._"), { minLength: 24, maxLength: 24 });
    const pumped = fc.array(fc.constantFrom(..."abcxyA1 =!"), { minLength: 1, maxLength: 3 });
    const texts = fc.oneof(
      random,
      fc.record({ pumped, random }).map(({ pumped, random }) => [...pumped, ...pumped, ...pumped, ...random]),
    );
    const parser = new RegExpParser();
    for (const pattern of [...EVIL, ...WORSE]) {
      const tree = parser.parsePattern(pattern, undefined, undefined, { unicode: true });
      const longest = growthOf(pattern)?.longest ?? 0;
      const matches = matcher();
      fc.assert(
        fc.property(texts, (text) => {
          const steps = countSteps(tree, text.slice(0, longest), matches, { left: Number.POSITIVE_INFINITY });
          expect(steps, pattern).toBeLessThanOrEqual(MOST_STEPS);
        }),
        { numRuns: isLong ? 5000 : 50 },
      );
    }
  });

  it("counts as many steps as are taken: twice for each letter more, three times with one loop more", () => {
    const stepsOf = (pattern: string, length: number): number => {
      const tree = new RegExpParser().parsePattern(pattern, undefined, undefined, { unicode: true });
      return countSteps(tree, Array(length).fill("a"), matcher(), { left: 1_000_000 });
    };
    expect(stepsOf("^(a+)+$", 16) / stepsOf("^(a+)+$", 15)).toBeCloseTo(2, 1);
    expect(stepsOf("^((a+)+)+$", 16) / stepsOf("^((a+)+)+$", 15)).toBeCloseTo(3, 1);
    expect(stepsOf("^a*$", 200)).toBeLessThan(1000);
    expect(stepsOf("^a{0,10}a{0,10}$", 20)).toBeLessThan(500);
    // What is counted does not grow with the count.
    expect(stepsOf("^((((a*)*)*)*)*b", 24)).toBeGreaterThan(1e15);
    // Neither the stack nor a clock ends it: the loops under way in each other are counted, too.
    expect(() => stepsOf("^(?:(?:a?){50}b?){50}$", 24)).toThrow(TooComplex);
  });

  it("blocks no process with a text of that length, as one finds out that may run for 20 s", async () => {
    const patterns = [...EVIL, ...WORSE].map((pattern) => [pattern, growthOf(pattern)?.longest ?? 0]);
    const program = `
      for (const [pattern, longest] of ${JSON.stringify(patterns)}) {
        for (const pump of ["a", "ab", "x", "y", "1", " ", "=", "A", "abc", "cd", "a1."]) {
          for (const end of ["!", "", "b", "\\u0001"]) {
            const text = pump.repeat(24).slice(0, Math.max(0, longest - end.length)) + end;
            new RegExp(pattern, "u").test(text.slice(0, longest));
          }
        }
      }`;
    const ran = await promisify(execFile)(process.execPath, ["-e", program], { timeout: 20_000 });
    expect(ran.stderr).toBe("");
  });

  it.each(HARMLESS)("%s is not", (pattern) => {
    expect(growthOf(pattern)).toBeUndefined();
  });

  it.each(WORSE)("%s is, too", (pattern) => {
    expect(growthOf(pattern)?.class).toBe("exponential");
  });

  it("is polynomial where its time grows with the square", () => {
    expect(growthOf("\\d+$")).toMatchObject({ class: "polynomial" });
    expect(growthOf("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$")).toMatchObject({ class: "polynomial" });
  });

  it("is not matched against more letters than are safe, whichever way a text comes in", () => {
    const long = `${"a".repeat(40)}!`;
    const unchecked = "cannot be checked: its schema has a pattern that is safe only up to 24 characters";
    for (const pattern of EVIL) {
      const slowPatterns = { [pattern]: 24 };
      const keys = { patternProperties: { [pattern]: { type: "number" } }, additionalProperties: { type: "number" } };
      for (const schema of [{ pattern }, keys, { propertyNames: { pattern } }]) {
        expect(verdict(schema, "pattern" in schema ? long : { [long]: 1 }, slowPatterns)).toBe(unchecked);
        expect(typeof verdict(schema, "pattern" in schema ? "aaaaaa!" : { "aaaaaa!": 1 }, slowPatterns)).toBe(
          "boolean",
        );
      }
      // Which schema the member has is unknown, so nothing in it is repaired.
      const repairs: string[] = [];
      const decoded = decodeArguments({ [long]: "1" }, keys, "", (path) => repairs.push(path), { slowPatterns });
      expect([decoded, repairs]).toEqual([{ [long]: "1" }, []]);
      expect(exampleOf({ type: "string", pattern, minLength: 40 }, { slowPatterns })).toHaveLength(40);
      // The explanation reaches the pattern after the verdict has fallen.
      const [fault] = findFaults({ type: "array", ...keys, allOf: [keys] }, { [long]: 1 }, { slowPatterns });
      expect(fault).toMatchObject({ pointer: "", message: "must be array, not object" });
    }
    const slow = { "\\d+$": growthOf("\\d+$")?.longest ?? 0 };
    expect(verdict({ pattern: "\\d+$" }, "1".repeat(5000), slow)).toBe(true);
    expect(verdict({ pattern: "\\d+$" }, "1".repeat(5001), slow)).toMatch(/up to 5000 characters/);
  });

  it("is made a RegExp of in one place of the runtime, which knows what is safe", () => {
    const base = join(import.meta.dirname, "../../templates/runtime");
    const files = readdirSync(base, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
    const found = files.flatMap((file) => {
      const calls = readFileSync(join(base, file), "utf8").match(/new RegExp\((?!`\^\[\+-\]\?P)[^)]*\)/g) ?? [];
      return calls.map((call) => `${file.replaceAll("\\", "/")}: ${call}`);
    });
    // The format `regex` compiles a text and matches nothing.
    expect(found.sort()).toEqual([
      'json/formats.ts: new RegExp(value, "u")',
      'validate/checker.ts: new RegExp(pattern, "u")',
    ]);
  });

  it("keeps the faults that were found before from being told no more than its verdict", () => {
    const schema = { properties: { a: { type: "string" }, b: { pattern: "^(a+)+$" } } };
    const faults = findFaults(schema, { a: 1, b: "a".repeat(30) }, { slowPatterns: { "^(a+)+$": 13 } });
    expect(faults).toMatchObject([{ pointer: "/a", message: "must be string, not integer" }]);
  });
});

describe.skipIf(CORPORA === undefined)("the corpora's patterns", () => {
  it("are none of them exponential", { timeout: 300_000 }, () => {
    const patterns = new Set<string>();
    const collect = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      for (const [key, inner] of Object.entries(value)) {
        if (key === "pattern" && typeof inner === "string") patterns.add(inner);
        collect(inner);
      }
    };
    for (const name of readdirSync(CORPORA ?? "").filter((file) => file.endsWith(".json"))) {
      collect(JSON.parse(readFileSync(join(CORPORA ?? "", name), "utf8")));
    }
    expect(patterns.size).toBeGreaterThan(10);
    expect([...patterns].filter((pattern) => growthOf(pattern)?.class === "exponential")).toEqual([]);
  });
});
