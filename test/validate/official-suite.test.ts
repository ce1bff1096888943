import { describe, expect, it } from "vitest";
import { type Draft, groupsOf, SUITE, writtenSchema } from "../support/official-suite.js";
import { normalForm, verdict } from "./support.js";

// The suite is not in the repository: it lies in ../shared/corpora, and these tests are skipped without it.

/**
 * Why the normal form refuses a schema: references to other documents, and those that depend on the way they are
 * reached.
 */
const REFUSED = ["REF_EXTERNAL", "REF_DYNAMIC"];
/** Asserted on purpose, or (a vocabulary without validation) said in a warning to be ignored. */
const BY_DESIGN = /^(?:format: .* is only an annotation by default|vocabulary: .*no validation: invalid number)/;

/**
 * The groups that the normal form refuses, each with its codes, and the tests whose verdict is another than the
 * suite's.
 */
function run(draft: Draft, folder: string = draft): { refused: [string, string[]][]; wrong: string[]; tests: number } {
  const refused: [string, string[]][] = [];
  const wrong: string[] = [];
  let tests = 0;
  for (const { file, group } of groupsOf(folder)) {
    const { schema, slowPatterns, codes } = normalForm(writtenSchema(group, draft));
    if (schema === undefined) {
      refused.push([`${file}: ${group.description}`, codes]);
      continue;
    }
    for (const { description, data, valid } of group.tests) {
      tests += 1;
      const found = verdict(schema, data, slowPatterns);
      if (found !== valid) wrong.push(`${file}: ${group.description}: ${description}: ${found}`);
    }
  }
  return { refused, wrong, tests };
}

describe.skipIf(SUITE === undefined)("the official suite", () => {
  it.each<[Draft, number]>([
    ["draft4", 590],
    ["draft7", 890],
    ["draft2019-09", 1190],
    ["draft2020-12", 1200],
  ])("has the same verdicts in %s, but for what the normal form refuses", (draft, atLeast) => {
    const { refused, wrong, tests } = run(draft);
    expect(wrong.filter((one) => !BY_DESIGN.test(one))).toEqual([]);
    // An empty enum stands in the suite of 2019-09 and later; a definition with one is a mistake.
    const others = refused.filter(([name, codes]) => name !== "enum: empty enum" && !REFUSED.includes(codes[0] ?? ""));
    expect(others).toEqual([]);
    expect(tests).toBeGreaterThan(atLeast);
  });

  it("has no format that refuses a valid value", () => {
    const { wrong, tests } = run("draft2020-12", "draft2020-12/optional/format");
    expect(wrong.filter((one) => !one.endsWith(": true"))).toEqual([]);
    expect(tests).toBeGreaterThan(750);
  });
});
