import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { fullFormats } from "ajv-formats/dist/formats.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CORPORA, runFiles, runFolder } from "./corpora.js";

/** The definitions that cannot be part of a run, with the reason. Everything else must be taken. */
const REFUSED: Record<string, { name: string; code: string }[]> = {
  "anthropic-cookbooks.json": [
    { name: "calculator", code: "TOOL_NAME_DUPLICATE" },
    { name: "calculator", code: "TOOL_NAME_DUPLICATE" },
    { name: "get_customer_info", code: "TOOL_NAME_DUPLICATE" },
    { name: "print_sentiment_scores", code: "TOOL_NAME_DUPLICATE" },
    { name: "batch_tool", code: "TOOL_NAME_OF_BATCH" },
  ],
};

/** The warnings that real definitions earn, each once. */
const WARNED: Record<string, string[]> = {
  "anthropic-cookbooks.json": [
    "SCHEMA_KEYWORD_MISSPELT",
    "SCHEMA_REQUIRED_UNKNOWN",
    "SCHEMA_TYPE_MISSING",
    "TOOL_DESCRIPTION_MISSING",
  ],
};

describe.skipIf(CORPORA === undefined)(
  `real tools${CORPORA === undefined ? " (SKIPPED: ../shared/corpora is absent)" : ""}`,
  () => {
    const files = CORPORA === undefined ? [] : readdirSync(CORPORA).filter((file) => file.endsWith(".json"));
    let folder = "";
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), "batchgen-corpora-"));
    });
    afterAll(() => {
      rmSync(folder, { recursive: true });
    });

    it.each(files)("%s: every tool is taken, but for those listed", (file) => {
      const text = readFileSync(join(CORPORA ?? "", file), "utf8");
      writeFileSync(join(folder, "tools.json"), text);
      const run = runFolder(folder);
      const list = JSON.parse(text) as { name: string }[];
      const refused = REFUSED[file] ?? [];
      const found = run.errors.map(({ code, pointer }) => ({
        code,
        name: list[Number(pointer.split("/")[1])]?.name ?? "",
      }));
      const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);
      expect(found.sort(byName), run.text).toEqual([...refused].sort(byName));
      expect(run.tools).toHaveLength(list.length - refused.length);
      const warnings = run.diagnostics.filter(({ severity }) => severity === "warning").map(({ code }) => code);
      expect([...new Set(warnings)].sort()).toEqual(WARNED[file] ?? []);
      for (const { inputSchema, outputSchema, sent } of run.tools) {
        const ajv = new Ajv2020({ strict: false, logger: false, formats: fullFormats });
        expect(() => ajv.compile(inputSchema)).not.toThrow();
        if (outputSchema !== undefined) expect(() => ajv.compile(outputSchema)).not.toThrow();
        expect(sent.input_schema === inputSchema).toBe(!["oneOf", "anyOf", "allOf"].some((key) => key in inputSchema));
      }
      expect(new Set(run.tools.map(({ typeName }) => typeName)).size).toBe(run.tools.length);
      expect(new Set(run.tools.map(({ stem }) => stem.toLowerCase())).size).toBe(run.tools.length);
    });

    const cases = CORPORA === undefined ? [] : ["bfcl-parallel.jsonl", "bfcl-parallel_multiple.jsonl"];
    it.each(cases)("%s: every tool of every case is taken, and takes the calls of its case", (file) => {
      const lines = readFileSync(join(CORPORA ?? "", file), "utf8")
        .trim()
        .split("\n");
      expect(lines.length).toBeGreaterThan(90);
      for (const line of lines) {
        const { id, tools, calls } = JSON.parse(line) as BfclCase;
        const run = runFiles({ "tools.json": JSON.stringify(tools) });
        expect(run.errors, `${id}\n${run.text}`).toEqual([]);
        for (const call of calls) {
          const schema = run.tools.find(({ name }) => name === call.name)?.inputSchema ?? false;
          const validate = new Ajv2020({ strict: false, logger: false, formats: fullFormats }).compile(schema);
          expect(validate(call.arguments), `${id} ${JSON.stringify([call, validate.errors])}`).toBe(true);
        }
      }
    });
  },
);

type BfclCase = { id: string; tools: unknown[]; calls: { name: string; arguments: unknown }[] };
