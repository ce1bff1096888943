import { expect, test } from "vitest";
import { emitTypes } from "../../generator/emit/types/emit-types.js";
import { compileProject } from "../support/compile.js";
import { corpusTools, haveCorpora } from "./support.js";

const name = "the types of every real tool compile under every flag on all compilers in all settings";

test.skipIf(!haveCorpora)(
  haveCorpora ? name : `SKIPPED, the corpora are absent: ${name}`,
  { timeout: 300_000 },
  async () => {
    const files = Object.fromEntries(Object.entries(corpusTools()).map(([id, tool]) => [`${id}.ts`, emitTypes(tool)]));
    expect(Object.keys(files).length).toBeGreaterThan(900);
    expect(await compileProject(files, { types: [] })).toEqual([]);
  },
);
