import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, it } from "vitest";
import { runOnce } from "../../generator/commands/run-once.js";
import { root } from "../support/project.js";
import { commands } from "./operations.js";
import { definition, type Model, writeAs } from "./project-model.js";

const isLong = process.env["BATCHGEN_LONG"] === "1";
const sequences = Number(process.env["BATCHGEN_SEQUENCES"] ?? (isLong ? 10_000 : 100));

describe("whatever a person does between two runs", () => {
  it(`${sequences} random sequences: their bytes stay, the output is that of a clean run, the second run is idle, --check agrees`, {
    timeout: isLong ? 4 * 3_600_000 : 240_000,
  }, async () => {
    const scratch = join(root, "test/.tmp/regenerate");
    mkdirSync(scratch, { recursive: true });
    mkdirSync(join(root, "test/.tmp/node_modules"), { recursive: true });
    const property = fc.asyncProperty(fc.commands(commands, { maxCommands: 6, size: "max" }), async (sequence) => {
      const folder = mkdtempSync(join(scratch, "model-"));
      try {
        const model: Model = { settings: {}, persons: new Set(), steps: 0 };
        writeAs(model, { folder }, "tools/get_weather.json", definition("get_weather", 0));
        writeAs(model, { folder }, "tools/get_time.json", definition("get_time", 1));
        writeAs(model, { folder }, "more/get_zone.json", definition("get_zone", 2));
        await runOnce({}, "write", folder);
        await fc.asyncModelRun(() => ({ model, real: { folder } }), sequence);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
    await fc.assert(property, { numRuns: sequences });
  });
});
