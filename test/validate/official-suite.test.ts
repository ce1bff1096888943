import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../generator/json/values.js";
import { normalForm, SUITE, verdict } from "./support.js";

// The suite is not in the repository: it lies in ../shared/corpora, and these tests are skipped without it.

type Group = {
  description: string;
  schema: JsonObject | boolean;
  tests: { description: string; data: unknown; valid: boolean }[];
};

const DRAFTS = {
  draft4: "http://json-schema.org/draft-04/schema#",
  draft7: "http://json-schema.org/draft-07/schema#",
  "draft2019-09": "https://json-schema.org/draft/2019-09/schema",
  "draft2020-12": "https://json-schema.org/draft/2020-12/schema",
};
type Draft = keyof typeof DRAFTS;

/** Why the normal form refuses a schema: references to other documents, and those that depend on the way they are reached. */
const REFUSED = ["REF_EXTERNAL", "REF_DYNAMIC"];
/** Asserted on purpose, or (a vocabulary without validation) said in a warning to be ignored. */
const BY_DESIGN = /^(?:format: .* is only an annotation by default|vocabulary: .*no validation: invalid number)/;

function groupsOf(folder: string): { file: string; group: Group }[] {
  const files = readdirSync(join(SUITE ?? "", folder), { withFileTypes: true }).filter((entry) => entry.isFile());
  return files.flatMap(({ name }) => {
    const groups: Group[] = JSON.parse(readFileSync(join(SUITE ?? "", folder, name), "utf8"));
    return groups.map((group) => ({ file: name.replace(".json", ""), group }));
  });
}

/** The groups that the normal form refuses, each with its codes, and the tests whose verdict is another than the suite's. */
function run(draft: Draft, folder: string = draft): { refused: [string, string[]][]; wrong: string[]; tests: number } {
  const refused: [string, string[]][] = [];
  const wrong: string[] = [];
  let tests = 0;
  for (const { file, group } of groupsOf(folder)) {
    const written = typeof group.schema === "boolean" ? { allOf: [group.schema] } : group.schema;
    const { schema, slowPatterns, codes } = normalForm({ $schema: DRAFTS[draft], ...written });
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
