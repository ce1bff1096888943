import fs, { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { describe, expect, it } from "vitest";
import { runOnce } from "../../generator/commands/run-once.js";
import { compileProject } from "../support/compile.js";
import { batchgen, cli, exampleTools, makeProject, read, run, tool, write } from "../support/project.js";

async function generatedProject(): Promise<string> {
  const folder = makeProject(exampleTools);
  expect((await runOnce({}, "write", folder)).exitCode).toBe(0);
  return folder;
}

function fill(folder: string, name: string): void {
  const text = read(folder, `tools/${name}.ts`).replace(/ {2}throw[^;]*;/, '  return "filled in";');
  write(folder, { [`tools/${name}.ts`]: text });
}

describe("a tool whose definition was moved", () => {
  it("leaves its handler behind, of which a run warns and which --check refuses", async () => {
    const folder = await generatedProject();
    fill(folder, "get_time");
    mkdirSync(join(folder, "tools/clock"));
    fs.renameSync(join(folder, "tools/get_time.json"), join(folder, "tools/clock/get_time.json"));
    const run = await runOnce({}, "write", folder);
    const text =
      'tools/get_time.ts is the handler of "get_time", which is called from tools/clock/get_time.ts now; nobody ' +
      "has filled that in, so Claude is told that the tool is not implemented.";
    const told = (severity: string) => [{ code: "HANDLER_LEFT_BEHIND", severity, message: text }];
    expect([run.exitCode, run.diagnostics]).toMatchObject([0, told("warning")]);
    const check = await runOnce({}, "check", folder);
    expect([check.exitCode, check.diagnostics]).toMatchObject([2, told("error")]);
    fs.renameSync(join(folder, "tools/get_time.ts"), join(folder, "tools/clock/get_time.ts"));
    expect((await runOnce({}, "check", folder)).exitCode).toBe(0);
  });

  it("or renamed names the stub that waits for the handler", async () => {
    const folder = await generatedProject();
    fill(folder, "get_time");
    fill(folder, "get_weather");
    write(folder, { "tools/get_time.json": tool("tell_time") });
    const { diagnostics } = await runOnce({}, "write", folder);
    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'HANDLER_ORPHANED tools/get_time.ts is a handler of "get_time", which no definition calls for, so it is ' +
        "kept. tools/tell_time.ts waits to be filled in.",
    ]);
  });
});

describe("an output inside another one", () => {
  it("is not warned about, and stays", async () => {
    const folder = await generatedProject();
    write(folder, { "more/get_zone.json": tool("get_zone") });
    expect((await runOnce({ tools: "more", out: "generated/more" }, "write", folder)).exitCode).toBe(0);
    expect(await runOnce({}, "check", folder)).toMatchObject({ exitCode: 0, diagnostics: [] });
    expect((await runOnce({ tools: "more", out: "generated/more" }, "check", folder)).exitCode).toBe(0);
  });
});

describe("settings", () => {
  it("name folders with backslashes, too, on every system", async () => {
    const folder = makeProject();
    write(folder, { "agent/tools/a.json": tool("a") });
    const config = { tools: "agent\\tools", out: ".\\src\\agent", handlers: "src\\handlers" };
    expect((await runOnce(config, "write", folder)).exitCode).toBe(0);
    expect(existsSync(join(folder, "src/agent/index.ts"))).toBe(true);
    expect(existsSync(join(folder, "src/handlers/a.ts"))).toBe(true);
  });

  it("allow a folder without definitions", async () => {
    const folder = makeProject({ "tools/readme.md": "" });
    expect((await runOnce({}, "write", folder)).diagnostics.map(({ code }) => code)).toEqual(["NO_DEFINITIONS"]);
    expect(await batchgen(folder, "--allow-empty")).toMatchObject({ code: 0 });
    expect(await compileProject(folder, { versions: ["7"], settings: ["esm"] })).toEqual([]);
    write(folder, { "tools/none.json": [] });
    expect((await runOnce({ allowEmpty: true }, "check", folder)).exitCode).toBe(0);
  });
});

describe("the environment", () => {
  it.skipIf(process.platform === "win32")("without a working directory is named, and is no defect", async () => {
    const folder = makeProject({ "gone/x": "" });
    const command = `cd gone && rm -r ../gone && "${process.execPath}" "${cli}"`;
    const { code, stderr } = await run(folder, "/bin/sh", ["-c", command]);
    expect([code, stderr]).toEqual([2, expect.stringContaining("The working directory does not exist any more")]);
  });

  it("may forbid code from strings", async () => {
    const pattern = { type: "string", pattern: "^(a+)+$" };
    const input_schema = { type: "object", properties: { pattern }, required: ["pattern"] };
    const folder = makeProject({
      ...exampleTools,
      "tools/slow.json": tool("slow", { input_schema, input_examples: [{ pattern: "aa" }] }),
      "batchgen.config.mjs": "export default { maxInvocations: 3 };",
    });
    const flag = "--disallow-code-generation-from-strings";
    expect(await run(folder, process.execPath, [flag, cli])).toMatchObject({ code: 0 });
    expect(await run(folder, process.execPath, [flag, cli, "--check"])).toMatchObject({ code: 0 });
  });
});

describe("an output that a formatter changed", () => {
  it("is told as formatting only, with the way out, and once", async () => {
    const folder = await generatedProject();
    const names = fs.readdirSync(join(folder, "generated"), { recursive: true, encoding: "utf8" });
    const files = names.map((name) => join("generated", name)).filter((name) => /\.(ts|json)$/.test(name));
    for (const file of files) {
      const text = await format(read(folder, file), { filepath: file, singleQuote: true, semi: false, tabWidth: 4 });
      write(folder, { [file]: text });
    }
    const check = await runOnce({}, "check", folder);
    const changed = check.plan?.actions.filter(({ action }) => action === "update") ?? [];
    expect(changed.length).toBeGreaterThan(10);
    expect([check.exitCode, check.diagnostics.map(({ code }) => code)]).toEqual([1, ["OUT_FORMATTED"]]);
    expect(check.diagnostics[0]?.hint).toContain("add it to .prettierignore");
    const [first] = check.diagnostics;
    const named = /and (\d+) more differ from what batchgen writes in formatting only/.exec(first?.message ?? "");
    expect(Number(named?.[1]) + 3, "and with them the manifest").toBe(changed.length + 1);
    expect((await runOnce({}, "write", folder)).diagnostics.map(({ code }) => code)).toEqual(["OUT_FORMATTED"]);
    expect((await runOnce({}, "write", folder)).diagnostics).toEqual([]);
    // A change of content is none of formatting.
    write(folder, { "generated/tools.ts": read(folder, "generated/tools.ts").replace("ToolName", "AnyName") });
    write(folder, {
      "generated/types/get_time.ts": read(folder, "generated/types/get_time.ts").replace("string", "number"),
    });
    const edited = (await runOnce({}, "check", folder)).diagnostics.map(({ code, message }) => `${code} ${message}`);
    const text = "generated/tools.ts, generated/types/get_time.ts were edited since batchgen wrote them";
    expect(edited).toEqual([`OUT_REPLACED ${text}: a run writes them anew, without the edit.`]);
  });
});
