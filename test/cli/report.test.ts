import { describe, expect, it } from "vitest";
import { formatCosts } from "../../generator/commands/report/format-costs.js";
import { EXPOSURES } from "../../templates/runtime/contract/limits.js";
import { generated } from "../support/generated.js";
import { batchgen, exampleTools, makeProject, tool } from "../support/project.js";

const tools = [
  tool("get_weather"),
  tool("get_map", { "x-batchgen": { batchable: false } }),
  tool("get_time", {
    input_schema: { type: "object", properties: { at: { type: ["string", "null"] }, zone: { type: "string" } } },
  }),
];
const files = Object.fromEntries(tools.map((definition, index) => [`tools/${index}.json`, definition]));

describe("batchgen report", () => {
  it("gives the very sizes of what the generated code sends, in every exposure", async () => {
    const { stdout, code } = await batchgen(makeProject(files), "report", "--json");
    expect(code).toBe(0);
    const report = JSON.parse(stdout);
    const { toolsFor } = await generated(tools);
    const sent = (exposure: string, references = "off"): number =>
      Buffer.byteLength(JSON.stringify(toolsFor(exposure, undefined, { references })));
    const sizes = report.exposures.map(({ exposure, bytes }: { exposure: string; bytes: number }) => [exposure, bytes]);
    expect(sizes).toEqual(EXPOSURES.map((name) => [name, sent(name)]));
    for (const { exposure, bytes, references, each } of report.exposures) {
      expect([exposure, bytes + references, bytes + each]).toEqual([
        exposure,
        sent(exposure, "on"),
        sent(exposure, "each"),
      ]);
      expect(references > 0 && each > references, exposure).toBe(!["native", "programmatic"].includes(exposure));
    }
    expect(report.tools.map(({ name, leftOut }: { name: string; leftOut?: string }) => [name, leftOut])).toEqual([
      ["get_weather", undefined],
      ["get_map", "x-batchgen.batchable is false"],
      ["get_time", undefined],
    ]);
    expect(report.strict).toEqual([
      { what: "tools", spent: 3, limit: 20 },
      { what: "optional parameters", spent: 2, limit: 24 },
      { what: "parameters of several types", spent: 1, limit: 16 },
    ]);
  });

  it("prints tables, and says of the tokens that they are an estimate", async () => {
    const { stdout } = await batchgen(makeProject(files), "report");
    expect(stdout).toMatch(/^get_map +\d+ +0 +0 +0 +0 +0 {2}not in the batch: x-batchgen\.batchable is false$/m);
    expect(stdout).toMatch(/^alongside +[\d,]+ +\+\d+ % +\d+ +\+\d+ +\+[\d,]+$/m);
    expect(stdout).toContain("Tokens are an estimate, one for each 3.5 bytes; the API's count_tokens knows.");
  });

  it("counts with each tool all that it brings into the batch tool, its $defs too", async () => {
    const point = { type: "object", properties: { x: { type: "number", description: "é" } } };
    const input_schema = { type: "object", properties: { at: { $ref: "#/$defs/Point" } }, $defs: { Point: point } };
    const all = [tool("get_weather"), tool("get_place", { input_schema }), tool("get_time")];
    const named = Object.fromEntries(all.map((definition, index) => [`tools/${index}.json`, definition]));
    const { stdout } = await batchgen(makeProject(named), "report", "--json");
    const report = JSON.parse(stdout);
    const { toolsFor } = await generated(all);
    for (const exposure of ["alongside", "batch-only"]) {
      const [{ input_schema: batch }] = toolsFor(exposure);
      const whole = Buffer.byteLength(JSON.stringify(batch));
      const { $defs, properties, ...rest } = batch;
      expect(Object.keys($defs)).toHaveLength(1);
      const { invocations } = properties;
      const none = { ...rest, properties: { invocations: { ...invocations, items: { anyOf: [] } } }, $defs: {} };
      const commas = 2;
      const frame = Buffer.byteLength(JSON.stringify(none)) + commas;
      const arms = report.tools.map(({ arm }: { arm: { [exposure: string]: number } }) => arm[exposure]);
      expect(arms.reduce((sum: number, one: number) => sum + one)).toBe(whole - frame);
    }
  });

  it("says +0 % of what is smaller by less than half a per cent", () => {
    const sizes = { alongside: 1000, "batch-only": 997, "by-name": 1000, native: 1000, programmatic: 1000 };
    const exposures = EXPOSURES.map((exposure) => ({
      exposure,
      bytes: sizes[exposure],
      tokens: 1,
      references: 0,
      each: 0,
    }));
    expect(formatCosts({ tools: [], exposures, strict: [] })).toMatch(/^batch-only +997 +\+0 %/m);
  });

  it("refuses what generating refuses", async () => {
    const folder = makeProject({ ...exampleTools, "tools/bad.json": tool("a b") });
    const { code, stdout, stderr } = await batchgen(folder, "report");
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("tools/bad.json:2:11");
    const asJson = await batchgen(folder, "report", "--json");
    expect([asJson.code, asJson.stderr]).toEqual([2, ""]);
    expect(JSON.parse(asJson.stdout)).toMatchObject({
      version: 1,
      exitCode: 2,
      diagnostics: [{ code: "TOOL_NAME_INVALID", file: "tools/bad.json", line: 2, column: 11 }],
    });
  });
});
