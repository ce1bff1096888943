import { join } from "node:path";
import { expect, test } from "vitest";
import { type OfflineOptions, startOfflineClaude } from "../../generator/offline/index.js";
import { root, run } from "../support/project.js";

const script = join(root, "bench/live.mjs");
const none = { ANTHROPIC_API_KEY: "", ANTHROPIC_AUTH_TOKEN: "", ANTHROPIC_MODEL: "" };

async function live(offline: OfflineOptions, ...args: string[]) {
  const claude = await startOfflineClaude(offline);
  const env = { ...none, ANTHROPIC_API_KEY: "offline", ANTHROPIC_BASE_URL: claude.baseURL };
  const ran = await run(root, process.execPath, [script, ...args], env).finally(() => claude.close());
  return { ...ran, claude };
}

/** The numbers of the table's rows, by way: requests, calls, those not done, seconds, tokens in and out, errors. */
const rowsOf = (stdout: string): { [way: string]: number[] } =>
  Object.fromEntries(
    [...stdout.matchAll(/^\| (native|batch|references|programmatic) +\| (.*) \|$/gm)].map(
      ([, way = "", cells = ""]) => [way, cells.split(" | ").map((cell) => Number.parseFloat(cell))],
    ),
  );

test("without a key the live check says so and holds twelve tasks with the offline Claude, in each way", async () => {
  const { code, stdout } = await run(root, process.execPath, [script], none);
  expect(code, stdout).toBe(0);
  expect(stdout).toMatch(
    /^There is no key, so this is the offline Claude, 12 tasks: it carries out the plan of each task/,
  );
  const rows = rowsOf(stdout);
  expect(Object.keys(rows)).toEqual(["native", "batch", "references", "programmatic"]);
  // The same calls in every way, in two requests a task with references.
  expect(rows["references"]?.[0]).toBe(24);
  for (const way of ["native", "batch", "programmatic"]) expect(rows[way]?.[0], way).toBeGreaterThan(40);
  // What needs the customer that does not exist is an entry of the batch, and elsewhere no call.
  expect(Object.values(rows).map((row) => (row[1] ?? 0) - (row[2] ?? 0))).toEqual(Array(4).fill(49));
  expect(Object.values(rows).map(([, , failed]) => failed)).toEqual([1, 1, 3, 1]);
  for (const [, , , , input, output, errors] of Object.values(rows)) {
    expect(errors).toBe(0);
    expect(input).toBeGreaterThan(1000);
    expect(output).toBeGreaterThan(100);
  }
});

test("with a key it asks Claude, and what goes wrong is counted and told, and the exit code says so", async () => {
  const faults: OfflineOptions["faults"] = (_, n) => (n === 1 ? { kind: "refuse" } : undefined);
  const { code, stdout, claude } = await live({ faults }, "--model", "claude-opus-5-5", "--tasks", "1");
  expect(code).toBe(1);
  expect(stdout).toContain("claude-opus-5-5, 1 tasks.");
  expect(rowsOf(stdout)["native"]?.at(-1), stdout).toBe(1);
  expect(stdout).toContain("native: How many orders does ada@x.org have? ended as refused");
  expect(claude.requests.length).toBeGreaterThan(3);
  expect(claude.requests.every(({ body }) => body["model"] === "claude-opus-5-5")).toBe(true);
});
