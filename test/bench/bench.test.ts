import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { makeTools } from "../../bench/corpus.js";
import { formatRows } from "../../bench/format-rows.js";
import { race } from "../../bench/race.js";
import { isMet, type Row, ratioRow, valueRow } from "../../bench/row.js";
import { compare, quantile } from "../../bench/statistics.js";
import { root, run } from "../support/project.js";

describe("the arithmetic of the measurements", () => {
  it("finds medians and quarters, between two values in proportion", () => {
    expect([0, 0.25, 0.5, 0.75, 1].map((share) => quantile([9, 1, 5, 3, 7], share))).toEqual([1, 3, 5, 7, 9]);
    expect(quantile([1, 2], 0.5)).toBe(1.5);
    expect(quantile([10, 20, 30, 40], 0.25)).toBe(17.5);
    expect(quantile([], 0.5)).toBeNaN();
  });

  it("compares within each round: a slow one is slow for both and leaves the ratio alone", () => {
    const found = compare([10, 100, 12], [20, 200, 20]);
    expect(found).toEqual({ ours: 12, peer: 20, ratio: 0.5, spread: [0.5, 0.55], rounds: 3 });
    expect(() => compare([1], [1, 2])).toThrow("Both need a value from each round.");
    expect(() => compare([], [])).toThrow("Both need a value from each round.");
  });

  it(
    "runs all contenders in every round, each first in its turn, prepared each time, after a round that does not " +
      "count",
    () => {
      const order: string[] = [];
      let value = 0;
      const contender = (name: string) => ({
        prepare: () => order.push(`prepare ${name}`),
        run: () => {
          order.push(name);
          return value++;
        },
      });
      const found = race({ a: contender("a"), b: contender("b") }, 2);
      const both = (first: string, second: string) => [`prepare ${first}`, first, `prepare ${second}`, second];
      expect(order).toEqual([...both("a", "b"), ...both("b", "a"), ...both("a", "b")]);
      expect(found).toEqual({ a: [3, 4], b: [2, 5] });
      expect(race({ a: contender("a"), b: contender("b") }, 1)).toEqual({ a: [7], b: [6] });
    },
  );

  it("says of a row whether it meets its goal, and prints those that do not as they are", () => {
    const slow = ratioRow("slow", "peer", "ms", [1.35, 1.1], compare([20, 30], [10, 10]));
    const even = ratioRow("even", "peer", "ms", [1], compare([10], [10]));
    const open = ratioRow("open", "peer", "ms", [], compare([10], [10]));
    const large = valueRow("large", "MiB", 160.5, 160);
    expect([slow, even, open, large].map(isMet)).toEqual([false, true, undefined, false]);
    expect(formatRows([slow, even, open, large])).toBe(
      `| what  | batchgen | against |       | ratio |      goal | far goal | met | rounds | middle half |
| ----- | -------: | ------- | ----: | ----: | --------: | -------: | --: | -----: | ----------: |
| slow  |    25 ms | peer    | 10 ms | 2.50x |   ≤ 1.35x |  ≤ 1.10x |  NO |      2 |  2.25-2.75x |
| even  |    10 ms | peer    | 10 ms | 1.00x |   ≤ 1.00x |          | yes |      1 |  1.00-1.00x |
| open  |    10 ms | peer    | 10 ms | 1.00x |           |          |     |      1 |  1.00-1.00x |
| large |  161 MiB |         |       |       | ≤ 160 MiB |          |  NO |      1 |             |
`,
    );
  });
});

describe("the corpus of the measurements", () => {
  it("is the same every time, and a larger one begins with a smaller one", () => {
    expect(makeTools(30)).toEqual(makeTools(30));
    expect(makeTools(30).slice(0, 10)).toEqual(makeTools(10));
    expect(new Set(makeTools(1000).map(({ name }) => name)).size).toBe(1000);
  });

  it("is what it says: the size, a oneOf in every 5th, a $ref in every 10th, and examples that fit", () => {
    const tools = makeTools(100);
    const files = tools.map(({ example: _, ...definition }) => JSON.stringify(definition, undefined, 2));
    const bytes = files.join("").length / files.length;
    expect(bytes).toBeGreaterThan(3000);
    expect(bytes).toBeLessThan(3700);
    expect(files.filter((file) => file.includes('"oneOf"'))).toHaveLength(20);
    expect(files.filter((file) => file.includes('"$ref"'))).toHaveLength(10);
    const ajv = new Ajv2020();
    for (const { name, input_schema, example } of tools) {
      expect(ajv.validate(input_schema, example), `${name}: ${ajv.errorsText()}`).toBe(true);
      expect(Object.keys(example)[2], "the field that is made wrong").toMatch(/^priority_2$/);
      expect(Object.keys(example).length).toBeGreaterThanOrEqual(6);
    }
  });
});

describe("the short run of all measurements", () => {
  it("gives every row, with a number in each, and keeps the goals that are counts", { timeout: 600_000 }, async () => {
    const jiti = join(root, "node_modules/jiti/lib/jiti-cli.mjs");
    const args = [jiti, "bench/run.ts", "--short", "--json"];
    const { code, stdout, stderr } = await run(root, process.execPath, args);
    expect(code, stderr).toBe(0);
    const rows = JSON.parse(stdout) as Row[];
    expect(rows.map(({ what, peer }) => (peer ? `${what} / ${peer.name}` : what))).toEqual([
      "nothing changed, 4 tools / node -e 0",
      "nothing changed, 8 tools / node -e 0",
      "one of 4 tools changed / node -e 0",
      "cold, 8 tools, less node -e 0 / 4 tools",
      "cold, 8 tools, peak memory",
      "one wrong field in a batch of 20, 4 tools: errors / ajv, whole batch",
      "one wrong field in a batch of 20, 4 tools: told / ajv, whole batch",
      "a call of 4 in a conversation / SDK, betaTool: unchecked",
      "a call of 4 in a message / SDK, betaTool: unchecked",
      "TypeScript 7: instantiations a tool, 8 tools",
      "TypeScript 7: check, 8 tools / 4 tools",
      "importing generated/, 4 tools / the SDK alone",
      "importing generated/ and the SDK / the SDK alone",
      "bundle of a Worker with 1 tool, minified, the SDK aside",
    ]);
    for (const { what, ours, ratio } of rows) {
      expect(Number.isFinite(ours), what).toBe(true);
      expect(ratio === undefined || Number.isFinite(ratio), what).toBe(true);
    }
    const counts = rows.filter(({ what }) => /errors|told|instantiations/.test(what));
    expect(counts.map((row) => [row.what, isMet(row)])).toEqual(counts.map(({ what }) => [what, true]));
    expect(stderr).toContain("Peers are left out: the short version needs no network");
  });

  it("names the measurements where an unknown one is asked for", async () => {
    const jiti = join(root, "node_modules/jiti/lib/jiti-cli.mjs");
    const { code, stderr } = await run(root, process.execPath, [jiti, "bench/run.ts", "--short", "--only", "speed"]);
    expect(code).toBe(1);
    expect(stderr).toContain("There is no measurement speed: no-op, one-changed, cold,");
  });
});
