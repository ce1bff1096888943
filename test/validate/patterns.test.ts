import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
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

  it.each(HARMLESS)("%s is not", (pattern) => {
    expect(growthOf(pattern)).toBeUndefined();
  });

  it("is polynomial where its time grows with the square", () => {
    expect(growthOf("\\d+$")).toMatchObject({ class: "polynomial" });
    expect(growthOf("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$")).toMatchObject({ class: "polynomial" });
  });

  it("is not matched against more letters than are safe, whichever way a text comes in", () => {
    const long = `${"a".repeat(40)}!`;
    const unchecked = "cannot be checked: its schema has a pattern that is safe only up to 24 characters";
    for (const pattern of EVIL) {
      const slowPatterns = { [pattern]: "exponential" } as const;
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
    const slow = { "\\d+$": "polynomial" } as const;
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
    const faults = findFaults(schema, { a: 1, b: "a".repeat(30) }, { slowPatterns: { "^(a+)+$": "exponential" } });
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
