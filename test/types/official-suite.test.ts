import { expect, test } from "vitest";
import { compileProject } from "../support/compile.js";
import { DRAFTS, type Draft, groupsOf, SUITE, writtenSchema } from "../support/official-suite.js";
import { normalForm } from "../validate/support.js";
import { toolOf } from "./support.js";
import { withValues } from "./value-lines.js";

const name = "every value that the official suite calls valid is of the type of its schema, in four drafts";

test.skipIf(SUITE === undefined)(
  SUITE === undefined ? `SKIPPED, the suite is absent: ${name}` : name,
  { timeout: 300_000 },
  async () => {
    const files: { [path: string]: string } = {};
    const about = new Map<string, string>();
    let count = 0;
    for (const draft of Object.keys(DRAFTS) as Draft[]) {
      for (const [index, { file, group }] of groupsOf(draft).entries()) {
        const { schema } = normalForm(writtenSchema(group, draft));
        if (schema === undefined) continue;
        const tests = group.tests.filter(({ valid, data }) => valid && !JSON.stringify(data).includes("__proto__"));
        count += tests.length;
        const path = `${draft}/${index}.ts`;
        const values = tests.map(({ data }) => data);
        files[path] = withValues(toolOf("suite", { type: "object" }, schema), [], values);
        about.set(path, `${draft}/${file}: ${group.description}: ${JSON.stringify(group.schema)}`);
      }
    }
    expect(count).toBeGreaterThan(2_000);
    const diagnostics = await compileProject(files, { types: [], versions: ["6"], settings: ["esm"] });
    const shown = diagnostics.map((line) => {
      const [, path = "", row = ""] = /(draft[^/]*\/\d+\.ts)\((\d+)/.exec(line) ?? [];
      return [line, about.get(path), files[path]?.split("\n")[Number(row) - 1]].join("\n");
    });
    expect(shown).toEqual([]);
  },
);
