import { spawn } from "node:child_process";
import { expect, it } from "vitest";
import { cli, makeProject, tool } from "../support/project.js";

/** A definition that takes some seconds: what is between two signals is one long step without a pause. */
function longDefinition(): { [key: string]: unknown } {
  const entries = Array.from({ length: 150_000 }, (_, at) => [
    `key_${at}`,
    { type: "string", description: `The ${at}th` },
  ]);
  return tool("long", { input_schema: { type: "object", properties: Object.fromEntries(entries) } });
}

it.each([
  ["SIGINT", []],
  ["SIGTERM", []],
  ["SIGINT", ["--watch"]],
  ["SIGTERM", ["--watch"]],
] as const)("%s ends a long generation at once: batchgen %j", { timeout: 60_000 }, async (signal, flags) => {
  const cwd = makeProject({ "tools/long.json": longDefinition() });
  const child = spawn(process.execPath, [cli, ...flags], { cwd, stdio: ["ignore", "ignore", "pipe"] });
  let text = "";
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  const ended = new Promise<NodeJS.Signals | null>((done) => child.on("exit", (_, by) => done(by)));
  await new Promise((done) => setTimeout(done, 1_000));
  child.kill(signal);
  expect(await ended).toBe(signal);
  expect(text).toBe("");
});
