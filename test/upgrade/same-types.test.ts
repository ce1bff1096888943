import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { generate } from "../../generator/index.js";
import type { JsonObject } from "../../generator/json/values.js";
import { toolCorpora } from "../corpora/corpora.js";
import { makeProject } from "../support/project.js";
import { plainToolSchema } from "../types/oracle/plain-schemas.js";

/**
 * Holds the types of the tools against those of another built batchgen, 0.1.0 say, whose folder BATCHGEN_PACKAGE names.
 * Not part of the suite: `BATCHGEN_PACKAGE=../batchgen-0.1.0 npx vitest run test/upgrade/same-types.test.ts`; FUZZ_RUNS
 * says how many random tools there are.
 */
const other = process.env["BATCHGEN_PACKAGE"];
const numRuns = Number(process.env["FUZZ_RUNS"] ?? 1_000);

/** What CHANGELOG.md says that the types differ in, by how it looks in a definition. */
const ON_PURPOSE: readonly RegExp[] = [
  /"(?:anyOf|oneOf)":\[\{"required":/,
  /"not":(?:\{\}|true)/,
  /"enum":\[\]/,
  /"patternProperties"/,
];

/** 0.1.0 wrote a type twice in some unions. */
const WRITTEN_TWICE = /\bboolean \|[^;]*\| boolean\b/;

type Generate = (options: { cwd: string }) => Promise<{ files: { path: string; content: string }[] }>;

/** The files of types by their paths, without the lines before the first import or export. */
async function typesOf(generateWith: Generate, cwd: string): Promise<Map<string, string>> {
  const { files } = await generateWith({ cwd });
  const types = files.filter(({ path }) => path.startsWith("generated/types/"));
  return new Map(
    types.map(({ path, content }) => [path, content.slice(content.search(/^(?:import|export|\/\*\*\n)/m))]),
  );
}

it.skipIf(other === undefined)("the types of tools are those of another version", { timeout: 1_800_000 }, async () => {
  const path = pathToFileURL(join(other ?? "", "dist/index.js")).href;
  const { generate: generateBefore } = (await import(path)) as { generate: Generate };
  const random = fc.sample(plainToolSchema, { numRuns, seed: 20_261_129 });
  const made = random.map(
    (input_schema, index): JsonObject => ({ name: `random_${index}`, description: "d", input_schema }),
  );
  const differing: string[] = [];
  let compared = 0;
  for (const { file, tools } of [...toolCorpora(), { file: "random", tools: made }]) {
    const cwd = makeProject({ "tools/all.json": tools });
    const [before, now] = [await typesOf(generateBefore, cwd), await typesOf(generate, cwd)];
    compared += before.size;
    for (const tool of tools) {
      const name = `generated/types/${String(tool["name"])}.ts`;
      if (before.get(name) === now.get(name) || ON_PURPOSE.some((one) => one.test(JSON.stringify(tool)))) continue;
      if (WRITTEN_TWICE.test(before.get(name) ?? "")) continue;
      differing.push(`${file}: ${JSON.stringify(tool)}\n${before.get(name)}\n${now.get(name)}`);
    }
  }
  expect(compared).toBeGreaterThan(numRuns);
  expect(differing.length, differing.sort((a, b) => a.length - b.length)[0]).toBe(0);
});
