import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { startOfflineClaude } from "../../generator/offline/index.js";
import { batchgen, exampleTools, read, root, run, write } from "../support/project.js";

const npm = process.platform === "win32" ? "npm.cmd" : "npm";
/** A Node that strips types, from the registry: the floor that these tests run on does not. */
const newerNode = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;

it("with .ts extensions, the generated main.ts runs unbuilt on a Node that strips types", async () => {
  const folder = mkdtempSync(join(tmpdir(), "batchgen-unbuilt-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  write(folder, { "package.json": { type: "module" }, ...exampleTools });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
  expect((await batchgen(folder, "--import-extension", "ts")).code).toBe(0);
  for (const name of ["get_weather", "get_time"]) {
    const path = `tools/${name}.ts`;
    write(folder, { [path]: read(folder, path).replace(/throw [^;]*;/, 'return input.location.concat(" is fine");') });
  }
  const other = join(folder, "other");
  mkdirSync(other);
  write(other, { "package.json": {} });
  const installed = await run(other, npm, ["install", "--prefer-offline", `${newerNode}@24`]);
  expect(installed.code, installed.stderr).toBe(0);

  const claude = await startOfflineClaude();
  onTestFinished(() => claude.close());
  const node = join(other, "node_modules", newerNode, "bin", "node");
  const env = { ANTHROPIC_API_KEY: "offline", ANTHROPIC_BASE_URL: claude.baseURL };
  const ran = await run(folder, node, ["generated/main.ts", "What's the weather and time in Rome?"], env);
  expect(ran.code, ran.stderr).toBe(0);
  expect(ran.stdout).toContain("get_weather(Rome): Rome is fine");
  expect(claude.requests).toHaveLength(2);
});
