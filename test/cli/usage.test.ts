import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { batchgen, cli, exampleTools, makeProject, root, run, tool, write } from "../support/project.js";

describe("the file system", () => {
  it("that takes no folder where the output is to be, not from root either: it says so and ends", async () => {
    if (process.platform !== "linux") return;
    const { code, stderr } = await batchgen(makeProject({ "tools/a.json": tool("a") }), "--out", "/proc/batchgen");
    expect(code).toBe(2);
    expect(stderr).toContain("The file system refused /proc/batchgen");
  });
});

describe("try", () => {
  it("shows of what a handler threw the lines that are the handler's, and none of what called it", async () => {
    const folder = makeProject(exampleTools);
    expect((await batchgen(folder)).code).toBe(0);
    const { code, stderr } = await batchgen(folder, "try", "What time is it?");
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /^get_time: ToolError: get_time is not implemented yet.*\n +at .*tools.get_time\.ts:\d+:\d+\)?\n$/,
    );
  });

  it("without a network says so in one line, and ends with 2", async () => {
    const folder = makeProject(exampleTools);
    expect((await batchgen(folder)).code).toBe(0);
    const env = { ANTHROPIC_API_KEY: "none", ANTHROPIC_BASE_URL: "http://127.0.0.1:1" };
    const { code, stderr } = await run(folder, process.execPath, [cli, "try", "What time is it?", "--live"], env);
    expect([code, stderr]).toEqual([2, "The conversation ended as error: Connection error.\n"]);
  });
});

describe("a package that is not installed", () => {
  it("is named, with the command that installs it; with --json in the report", async () => {
    // A copy outside this repository, beside which nothing is installed.
    const folder = mkdtempSync(join(tmpdir(), "batchgen-usage-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    for (const part of ["dist", "templates", "package.json"]) {
      cpSync(join(root, part), join(folder, "batchgen", part), { recursive: true });
    }
    // A handler that a person wrote is inspected, which takes a package.
    write(folder, { ...exampleTools, "tools/get_time.ts": "export const handler = () => 1;\n" });
    const copy = join(folder, "batchgen/dist/cli.cjs");
    const { code, stdout, stderr } = await run(folder, process.execPath, [copy, "--check"]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(
      "error PACKAGE_MISSING\n  The package ts-morph is not installed where batchgen can find it.\n",
    );
    expect(stderr).toContain("npm install ts-morph");
    expect(stderr).not.toMatch(/\n\s+at |defect/);
    const json = JSON.parse((await run(folder, process.execPath, [copy, "--check", "--json"])).stdout);
    expect(json).toMatchObject({ exitCode: 2, diagnostics: [{ code: "PACKAGE_MISSING" }] });
  });
});

describe("help", () => {
  it("is printed by help, help <command> and <command> --help alike", async () => {
    const folder = makeProject();
    const main = await batchgen(folder, "--help");
    expect(main.code).toBe(0);
    expect(await batchgen(folder, "help")).toEqual(main);
    for (const name of ["init", "try", "trace", "report", "explain"]) {
      const help = await batchgen(folder, "help", name);
      expect(help).toMatchObject({ code: 0, stdout: expect.stringContaining(`Usage: batchgen ${name}`) });
      expect(await batchgen(folder, name, "--help")).toEqual(help);
    }
  });

  it("names no code that explain does not know", async () => {
    const folder = makeProject();
    const [code = ""] = /[A-Z]+(?:_[A-Z]+)+/.exec((await batchgen(folder, "explain", "--help")).stdout) ?? [];
    expect((await batchgen(folder, "explain", code)).code).toBe(0);
  });
});
