import { cpSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { makeProject, root, run } from "../support/project.js";

/**
 * `project/` was written for 0.1.0 and uses every option, event, type and method of its docs. It compiles and runs with
 * every later version; what it has to change for that stands in CHANGELOG.md under *Breaking*. BATCHGEN_PACKAGE names
 * the folder of another built batchgen to hold it against.
 */
const batchgen = process.env["BATCHGEN_PACKAGE"] ?? root;

it("compiles and runs a project that was written for 0.1.0", async () => {
  const folder = makeProject();
  cpSync(join(root, "test/upgrade/project"), folder, { recursive: true });
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(batchgen, join(folder, "node_modules/batchgen"), "junction");
  const steps = {
    "node_modules/batchgen/dist/cli.cjs": "",
    [join(root, "node_modules/typescript/bin/tsc")]: "",
    "dist/src/main.js": "as with 0.1.0\n",
  };
  for (const [script, said] of Object.entries(steps)) {
    const { code, stdout, stderr } = await run(folder, process.execPath, [script]);
    expect({ script, code, stdout, stderr: code === 0 ? "" : stderr }).toEqual({
      script,
      code: 0,
      stdout: said,
      stderr: "",
    });
  }
});
