import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runOnce } from "../../generator/commands/run-once.js";
import { root, write } from "../support/project.js";
import { commands } from "./operations.js";
import { definition, newModel, writeAs } from "./project-model.js";

const isLong = process.env["BATCHGEN_LONG"] === "1";
const sequences = Number(process.env["BATCHGEN_SEQUENCES"] ?? (isLong ? 10_000 : 100));

describe("whatever a person does between two runs", () => {
  it(`${sequences} random sequences: their bytes stay, the output is that of a clean run, the second run is idle, ` +
    "--check agrees", {
    timeout: isLong ? 4 * 3_600_000 : 240_000,
  }, async () => {
    mkdirSync(join(root, "test/.tmp/regenerate"), { recursive: true });
    const property = fc.asyncProperty(fc.commands(commands, { maxCommands: 6, size: "max" }), async (sequence) => {
      const home = mkdtempSync(join(root, "test/.tmp/regenerate/model-"));
      const folder = join(home, "project");
      // The local cache lies beside the project, and goes with it.
      mkdirSync(join(home, "node_modules"));
      try {
        const model = newModel({ runtime: "import" });
        write(folder, { "package.json": { type: "module" }, "biome.json": { root: true } });
        writeAs(model, { folder }, "tools/get_weather.json", definition("get_weather", 0));
        writeAs(model, { folder }, "tools/get_time.json", definition("get_time", 1));
        writeAs(model, { folder }, "more/get_zone.json", definition("get_zone", 2));
        expect((await runOnce(model.settings, "write", folder)).exitCode).toBe(0);
        await fc.asyncModelRun(() => ({ model, real: { folder } }), sequence);
      } finally {
        rmSync(home, { recursive: true, force: true });
      }
    });
    await fc.assert(property, { numRuns: sequences });
  });
});
