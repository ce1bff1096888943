import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CORPORA, runFolder } from "./corpora.js";

type Case = { case: string; expect: "ACCEPT" | "REJECT" | "EITHER"; why: string; message_should_mention?: string[] };

/** The choice made for each case that may go either way. */
const CHOICES: Record<string, "ACCEPT" | "REJECT"> = {
  "json/top-level-array": "ACCEPT",
  "shape/gemini-upper-case-types": "REJECT",
  "shape/two-schemas-same": "ACCEPT",
  "inject/pattern": "ACCEPT",
  "inject/property-key-lone-surrogate": "REJECT",
  "inject/property-keys-api-pattern": "REJECT",
  "schema/root-anyOf-no-type": "ACCEPT",
  "schema/root-ref": "ACCEPT",
  "schema/enum-dup": "ACCEPT",
  "schema/pattern-python-Z": "ACCEPT",
  "schema/pattern-unicode-property": "ACCEPT",
  "schema/pattern-slash": "ACCEPT",
  "schema/pattern-escape-dash": "ACCEPT",
  "schema/dialect-draft07-https": "ACCEPT",
  "schema/dialect-garbage": "ACCEPT",
  "schema/ref-dynamic": "ACCEPT",
};

/** Cases that the corpus has refused, and that are taken since reports of real definitions came in. */
const DECIDED_SINCE: Record<string, "ACCEPT"> = { "schema/exclusive-minimum-bool-2020": "ACCEPT" };

describe.skipIf(CORPORA === undefined)(
  `the nasty corpus${CORPORA === undefined ? " (SKIPPED: ../shared/corpora is absent)" : ""}`,
  () => {
    const folder = join(CORPORA ?? "", "nasty");
    const cases = CORPORA === undefined ? [] : readCases(join(folder, "expect.jsonl"));

    it("lists a choice for each case that may go either way, and no other", () => {
      const either = cases.filter((one) => one.expect === "EITHER").map((one) => one.case);
      expect(Object.keys(CHOICES).sort()).toEqual(either.sort());
    });

    it.each(cases.map((one) => [one.case, one] as const))("%s ends as expected", (name, one) => {
      const run = runFolder(join(folder, name));
      const verdict = one.expect === "EITHER" ? CHOICES[name] : (DECIDED_SINCE[name] ?? one.expect);
      expect(run.errors.length > 0 ? "REJECT" : "ACCEPT", `${one.why}\n${run.text}`).toBe(verdict);
      if (verdict === "ACCEPT") expect(run.tools.length).toBeGreaterThan(0);
      const mustMention = verdict === "ACCEPT" ? [] : (one.message_should_mention ?? []);
      for (const mention of verdict === "REJECT" ? mustMention : []) {
        if (mention === ":<line>:<column>") expect(run.text).toMatch(/:\d+:\d+/);
        else expect(run.text).toContain(mention);
      }
      expect(run.text.length).toBeLessThan(20_000);
    });

    it("warns of a misspelt keyword by name, though it is accepted", () => {
      expect(runFolder(join(folder, "schema/keyword-typo-types")).text).toContain('Did you mean "type"?');
    });
  },
);

function readCases(file: string): Case[] {
  return readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Case);
}
