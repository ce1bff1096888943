import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { fullFormats } from "ajv-formats/dist/formats.js";
import { generate as fake } from "json-schema-faker";
import { expect, test } from "vitest";
import { defineTools } from "../../generator/define/define-tools.js";
import { defineBatchTool } from "../../templates/runtime/batch/batch-tool.js";
import type { Loose } from "../support/loose.js";

const corpora = fileURLToPath(new URL("../../../shared/corpora/", import.meta.url));
const haveCorpora = existsSync(corpora);
const servers = haveCorpora ? readdirSync(corpora).filter((file) => file.endsWith(".mcp.json")) : [];
const long = process.env["BATCHGEN_LONG"] === "1";
/** Of the largest server, so many tools: all of its 2.8 MB with BATCHGEN_LONG=1. */
const MOST_TOOLS = long ? Number.POSITIVE_INFINITY : 40;
const name = "takes exactly what each tool of a real server takes";

test.skipIf(!haveCorpora)(
  haveCorpora ? `the batch tool ${name}` : `SKIPPED, the corpora are absent: the batch tool ${name}`,
  async () => {
    let compared = 0;
    let fitting = 0;
    for (const file of servers) {
      const bytes = readFileSync(`${corpora}${file}`);
      const defined = defineTools([{ path: file, file, bytes, hash: "" }], { batchName: "batch_tool" }).tools;
      const all = defined.map(({ sent, inputSchema }) => ({ tool: sent, inputSchema })) as Loose[];
      all.splice(MOST_TOOLS);
      for (const exposure of ["alongside", "batch-only"] as const) {
        const batchOf = compile(
          defineBatchTool({ name: "batch_tool", maxInvocations: 25, definitions: all, exposure }).input_schema,
        );
        for (const one of all) {
          const alone = compile(one.inputSchema);
          for (const input of await samples(one.inputSchema)) {
            const fits = alone(input);
            expect([
              file,
              one.tool.name,
              input,
              batchOf({ invocations: [{ name: one.tool.name, arguments: input }] }),
            ]).toEqual([file, one.tool.name, input, fits]);
            compared += 1;
            fitting += fits ? 1 : 0;
          }
        }
      }
    }
    expect(compared).toBeGreaterThan(1000);
    expect(fitting).toBeGreaterThan(compared / 10);
    expect(fitting).toBeLessThan(compared);
  },
);

function compile(schema: Loose): (value: unknown) => boolean {
  const check = new Ajv2020({ strict: false, logger: false, ownProperties: true, formats: fullFormats }).compile(
    schema,
  );
  return (value) => check(value) === true;
}

/** Some values for a schema: one that should fit, the same with each member of a wrong type, and nothing. */
async function samples(schema: Loose): Promise<unknown[]> {
  const made: Loose = await Promise.resolve(fake(schema, { seed: 7, maxItems: 2 } as never)).catch(() => ({}));
  const wrong = Object.keys(made ?? {}).map((key) => ({ ...made, [key]: { not: ["what", "was", "asked"] } }));
  return [made, {}, ...wrong.slice(0, 4)];
}
