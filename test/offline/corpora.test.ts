import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { isValidSchema, schemaFaults } from "../../generator/api/schemas.js";
import { buildArguments } from "../../generator/offline/answer/build-arguments.js";
import { factsOf } from "../../generator/offline/answer/facts.js";
import { planTurn } from "../../generator/offline/answer/plan-turn.js";

const folder = fileURLToPath(new URL("../../../shared/corpora", import.meta.url));
const present = existsSync(folder);
const title = present
  ? "the planner, on real tools"
  : "the planner, on real tools (SKIPPED: ../shared/corpora is absent)";

type McpTool = { name: string; inputSchema: Record<string, unknown> };
type Case = {
  question: [[{ content: string }]];
  tools: { name: string }[];
  calls: { name: string }[];
};

/** Less than this share of the benchmark's questions with exactly the right tools, and the planner has become worse. */
const RIGHT_TOOLS = 0.8;

describe.skipIf(!present)(title, () => {
  test("makes arguments that fit the schema of every real tool", () => {
    const faults: string[] = [];
    let tools = 0;
    for (const file of readdirSync(folder).filter((name) => name.endsWith(".mcp.json"))) {
      for (const { name, inputSchema } of JSON.parse(readFileSync(`${folder}/${file}`, "utf8")) as McpTool[]) {
        if (!isValidSchema(inputSchema)) continue;
        tools += 1;
        const facts = factsOf(`Use ${name} for "something" in San Francisco, 5 of them`);
        for (const input of buildArguments({ schema: inputSchema, root: inputSchema }, facts, ["San Francisco"])) {
          const fault = schemaFaults(inputSchema, input);
          if (fault !== undefined) faults.push(`${file} ${name}: ${fault}`);
        }
      }
    }
    expect(tools).toBeGreaterThan(500);
    expect(faults).toEqual([]);
  });

  test("calls the right tools for most questions of the parallel benchmarks", () => {
    const cases = ["bfcl-parallel.jsonl", "bfcl-parallel_multiple.jsonl"].flatMap((file) =>
      readFileSync(`${folder}/${file}`, "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as Case),
    );
    const right = cases.filter(({ question, tools, calls }) => {
      const turn = planTurn({ messages: [{ role: "user", content: question[0][0].content }], tools }, "parallel");
      const got = new Set(turn.content.flatMap((piece) => (piece.type === "tool_use" ? [piece.name] : [])));
      const wanted = new Set(calls.map(({ name }) => name));
      return got.size === wanted.size && [...wanted].every((name) => got.has(name));
    });
    expect(right.length / cases.length).toBeGreaterThan(RIGHT_TOOLS);
  });
});
