import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { runOnce } from "../../generator/commands/run-once.js";
import type { Config } from "../../generator/config/settings.js";
import type { Mode } from "../../generator/pipeline.js";
import { makeProject, tool, write } from "../support/project.js";

function handler(from: string): string {
  return `import type { Handler } from "${from}";\nexport const handler: Handler<"a"> = async () => "x";\n`;
}

async function warnings(folder: string, config: Config, mode: Mode = "write"): Promise<string[]> {
  const { diagnostics, exitCode } = await runOnce(config, mode, folder);
  expect(exitCode).toBe(0);
  return diagnostics
    .filter(({ code }) => code === "HANDLER_IMPORT_OLD")
    .map(
      ({ file, line, column, severity, message, hint }) => `${file}:${line}:${column} ${severity} ${message} ${hint}`,
    );
}

it("a handler that imports from the output folder of before is named, with what to import, until it is fixed", async () => {
  const folder = makeProject({
    "tools/sub/a.json": tool("a"),
    "tools/sub/a.ts": handler("../../generated/index.js"),
  });
  const moved: Config = { out: "src/agent", importExtension: "ts" };
  const said =
    "tools/sub/a.ts:1:30 warning tools/sub/a.ts imports Handler from generated/, and the output folder is " +
    'src/agent/ now. Import it from "../../src/agent/index.ts". When no handler imports generated/ any more, ' +
    "delete that folder.";
  expect(await warnings(folder, {})).toEqual([]);
  expect(await warnings(folder, moved)).toEqual([said]);
  // Also where it is remembered, checked, or gone.
  expect(await warnings(folder, moved)).toEqual([said]);
  expect(await warnings(folder, moved, "check")).toEqual([said]);
  rmSync(join(folder, "generated"), { recursive: true });
  expect(await warnings(folder, moved, "check")).toEqual([said]);
  write(folder, { "tools/sub/a.ts": handler("../../src/agent/index.ts") });
  expect(await warnings(folder, moved)).toEqual([]);
});

it("a handler whose Handler comes from a module of the project's own is not named", async () => {
  const folder = makeProject({ "tools/a.json": tool("a"), "lib/types.ts": "", "own/index.ts": "" });
  for (const from of ["../lib/types.js", "../own/index.js", "../own", "#types", "../generated"]) {
    write(folder, { "tools/a.ts": handler(from) });
    expect(await warnings(folder, {})).toEqual([]);
  }
  renameSync(join(folder, "generated"), join(folder, "old"));
  write(folder, { "tools/a.ts": handler("../old") });
  expect(await warnings(folder, {})).toHaveLength(1);
});
