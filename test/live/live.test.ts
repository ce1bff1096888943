import { existsSync } from "node:fs";
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

/** The numbers of the table's rows, by exposure. */
const rowsOf = (stdout: string): { [exposure: string]: number[] } =>
  Object.fromEntries(
    [...stdout.matchAll(/^(alongside|batch-only|by-name|native) +(.*)$/gm)].map(([, exposure = "", cells = ""]) => [
      exposure,
      cells.replace(" ms", "").trim().split(/ +/).map(Number),
    ]),
  );

test("without a key the live check says what it would do, asks nothing, and exits with 0", async () => {
  const { code, stdout, stderr } = await run(root, process.execPath, [script], none);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/There is no key, so nothing was asked\. With ANTHROPIC_API_KEY set/);
  expect(stdout).toContain("alongside, batch-only, by-name, native");
});

test("with a key it holds the conversation in each exposure and shows calls per turn, requests, tokens and errors", async () => {
  expect(existsSync(join(root, "generated/index.ts"))).toBe(true);
  const question = "What's the weather and time in San Francisco?";
  const { code, stdout, claude } = await live({}, "--model", "claude-opus-5-5", "--question", question);
  expect(code, stdout).toBe(0);
  const rows = rowsOf(stdout);
  expect(Object.keys(rows)).toEqual(["alongside", "batch-only", "by-name", "native"]);
  for (const [requests, calls, perTurn, input, output, , errors] of Object.values(rows)) {
    expect([requests, calls, perTurn, errors]).toEqual([2, 2, 2, 0]);
    expect(input).toBeGreaterThan(100);
    expect(output).toBeGreaterThan(10);
  }
  expect(claude.requests).toHaveLength(8);
  expect(claude.requests.every(({ body }) => body["model"] === "claude-opus-5-5")).toBe(true);
});

test("what goes wrong is counted and told, and the exit code says so", async () => {
  const { code, stdout } = await live({ faults: (_, n) => (n === 1 ? { kind: "refuse" } : undefined) });
  expect(code).toBe(1);
  expect(rowsOf(stdout)["alongside"]?.at(-1), stdout).toBe(1);
  expect(stdout).toContain("alongside: ended as refused");
});
