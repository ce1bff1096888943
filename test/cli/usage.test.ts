import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { batchgen, cli, exampleTools, makeProject, root, run, snapshot, tool, write } from "../support/project.js";

describe("what a beginner gets wrong", () => {
  it.each<[string, string[], RegExp[]]>([
    ["a misspelt command", ["innit"], [/There is no folder innit/, /^Did you mean batchgen init\?$/m]],
    ["a command with two letters swapped", ["iint"], [/^Did you mean batchgen init\?$/m]],
    ["help, misspelt", ["hlep"], [/^Did you mean batchgen help\?$/m]],
    ["a misspelt command with words behind it", ["tri", "What time is it?"], [/^Did you mean batchgen try\?$/m]],
    ["a folder misspelt", ["./tool"], [/There is no folder tool\./, /Did you mean tools\? Name the folder/]],
    ["a letter that is no option", ["-v"], [/unknown option '-v'/, /^Did you mean --version or --verbose\? Run/m]],
    ["an option without its dashes", ["watch"], [/^Did you mean batchgen --watch\?$/m]],
    ["a command that there never was", ["generate"], [/There is no folder generate/, /`batchgen <folder>`/]],
    ["help about nothing", ["help", "bogus"], [/there is no such command/, /Run batchgen --help/]],
    ["no question", ["try"], [/missing required argument 'question'/, /Usage: batchgen try .*<question/]],
    ["an empty question", ["try", " "], [/There is no question. Ask one: batchgen try "…"/]],
    ["a question before there are definitions", ["try", "x", "--out", "."], [/The output folder cannot be \./]],
    ["an option of try misspelt", ["try", "x", "--modle", "y"], [/Did you mean --model\?/, /Run batchgen try --help/]],
    ["a code that is none", ["explain", "TOOL_NAME_INVALD"], [/no code "TOOL_NAME_INVALD"/, /TOOL_NAME_INVALID: /]],
    ["no trace", ["trace", "chat.jsonl"], [/There is no file chat\.jsonl/]],
    ["a folder for init", ["init", "tools"], [/too many arguments for 'init'/, /Run batchgen init --help/]],
    [
      "a file for a folder",
      ["tools/get_time.json"],
      [/is a file; it must be a folder/, /Name the folder that the file is in/],
    ],
    [
      "an option before a command",
      ["--out", "x", "try", "hi"],
      [/'-o, --out <dir>' stands before try/, /batchgen try -o/],
    ],
    ["an option that no command has", ["--dry-run", "init"], [/'--dry-run' stands before init.* no such option/]],
    ["a file for the output", ["--out", "package.json"], [/OUT_CONFLICT/, /package\.json is no folder/]],
    ["a folder above for the output", ["--out", "/"], [/cannot be \/: it is the root/, /--out \.\/generated/]],
  ])("%s: exit 2, one clear message, no file touched", async (_, args, texts) => {
    const folder = makeProject(exampleTools);
    const before = snapshot(folder);
    const { code, stdout, stderr } = await batchgen(folder, ...args);
    expect([code, stdout]).toEqual([2, ""]);
    for (const text of texts) expect(stderr).toMatch(text);
    expect(stderr).not.toMatch(/\n\s+at |defect/);
    expect(snapshot(folder)).toEqual(before);
  });

  it.each<[string, unknown, RegExp[]]>([
    ["tsconfig.json", { compilerOptions: {} }, [/holds no \.json file that can be a tool definition/]],
    ["package.json", { name: "mine", version: "1.0.0" }, [/holds no \.json file/, /`batchgen init` makes a/]],
    ["a.json", '{\n  // the weather\n  "name": "a"\n}', [/a\.json:2:3 error JSON_COMMENT/, /Remove it/]],
    ["a.json", "", [/The file is empty/, /delete it/]],
    ["a.ts", "export {};\n", [/tools holds no \.json file/, /`batchgen init` makes a sample/]],
  ])("a tools folder with nothing but a %s that is no definition", async (name, content, texts) => {
    const folder = makeProject({ [`tools/${name}`]: content });
    const before = snapshot(folder);
    const { code, stderr } = await batchgen(folder);
    expect(code).toBe(2);
    for (const text of texts) expect(stderr).toMatch(text);
    expect(snapshot(folder)).toEqual(before);
  });

  it("a run in a folder of the project: the folder above is named, and works", async () => {
    const folder = makeProject({ ...exampleTools, "src/deep/main.ts": "" });
    const { code, stderr } = await batchgen(join(folder, "src/deep"));
    expect(code).toBe(2);
    expect(stderr).toContain(
      "hint: There is ../../tools, so run batchgen there: cd ../.., or --cwd ../.. on the command line. Name",
    );
    expect((await batchgen(join(folder, "src/deep"), "--cwd", "../..", "--dry-run")).code).toBe(0);
    const outside = await batchgen(join(folder, "src/deep"), "elsewhere");
    expect(outside.stderr).toContain("hint: Name the folder with your definitions");
  });

  it("an output folder in a place that takes no folder, for root neither: it says so and ends", async () => {
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

  it("names a file of the user's where one cannot be loaded, and none of batchgen's", async () => {
    const folder = makeProject(exampleTools);
    write(folder, { "tools/get_time.ts": 'import "./clock.js";\nexport const handler = () => 1;\n' });
    expect((await batchgen(folder)).code).toBe(0);
    const { code, stderr } = await batchgen(folder, "try", "What time is it?");
    expect(code).toBe(2);
    expect(stderr).toMatch(/^tools\/get_time\.ts cannot be loaded: Cannot find module '\.\/clock\.js'\n/);
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
