import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { generate } from "../../generator/index.js";
import { type CompileOptions, compileProject, withOneRuntime } from "../support/compile.js";
import { batchgen, makeProject } from "../support/project.js";
import { hasCorpora, parallelCases, toolCorpora, whenAbsent } from "./corpora.js";

/** In the suite each compiler takes part of the settings; the long version takes all with all. */
const RUNS: readonly CompileOptions[] =
  process.env["BATCHGEN_LONG"] === "1"
    ? [{}]
    : [
        { settings: ["esm"], versions: ["5.9"] },
        { settings: ["bundler"], versions: ["6"] },
        { settings: ["esm", "bundler", "cjs"], versions: ["7"] },
      ];

describe.skipIf(!hasCorpora)(`every corpus${whenAbsent}`, () => {
  it("generates in one command, and compiles under every flag", async () => {
    const project: { [path: string]: string } = {};
    for (const { file, tools } of toolCorpora()) {
      const cwd = makeProject({ "tools/all.json": tools });
      const ran = await batchgen(cwd, "./tools", "--dry-run", "--json");
      expect(ran.code, ran.stderr).toBe(0);
      const { files } = await generate({ cwd });
      for (const { path, content } of files) project[join(file, path)] = content;
    }
    // Every fourth case: the others differ in no kind.
    for (const { id, tools } of parallelCases().filter((_, index) => index % 4 === 0)) {
      const { files, diagnostics } = await generate({ cwd: makeProject({ "tools/all.json": tools }) });
      expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
      const own = files.filter(({ path }) => /generated\/(types\/.*|tools|definitions)\.ts$/.test(path));
      for (const { path, content } of own) project[join("bfcl", id, path)] = content;
    }
    const shared = withOneRuntime(project);
    for (const options of RUNS) expect(await compileProject(shared, options)).toEqual([]);
  }, 600_000);
});
