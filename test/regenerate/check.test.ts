import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runOnce } from "../../generator/commands/run-once.js";
import { formatDiagnostics } from "../../generator/report/format-diagnostics.js";
import { batchgen, cli, exampleTools, type Files, makeProject, read, tool, write } from "../support/project.js";

async function generatedProject(files: Files = exampleTools): Promise<string> {
  const folder = makeProject(files);
  expect((await batchgen(folder)).code).toBe(0);
  expect((await batchgen(folder, "--check")).code).toBe(0);
  return folder;
}

describe("--check", () => {
  it("finds a missing file, a stale one, an edited one and one too many, each alone, and a run repairs it", async () => {
    const folder = await generatedProject();
    const edited = (): string => `${read(folder, "generated/index.ts")}export const edited = 1;\n`;
    const faults: [string, () => void, RegExp][] = [
      [
        "missing",
        () => rmSync(join(folder, "generated/runtime/index.ts")),
        /^create {3}generated\/runtime\/index\.ts$/m,
      ],
      [
        "a whole folder missing",
        () => rmSync(join(folder, "generated"), { recursive: true }),
        /^create {3}generated\/index\.ts$/m,
      ],
      ["a missing handler", () => rmSync(join(folder, "tools/get_time.ts")), /^create {3}tools\/get_time\.ts$/m],
      ["edited", () => write(folder, { "generated/index.ts": edited() }), /^update {3}generated\/index\.ts$/m],
      [
        "stale",
        () => write(folder, { "tools/get_time.json": tool("get_time", { input_schema: { type: "object" } }) }),
        /^update {3}generated\/types\/get_time\.ts$/m,
      ],
      ["a new tool", () => write(folder, { "tools/new.json": tool("new") }), /^create {3}tools\/new\.ts$/m],
      ["a tool that is gone", () => rmSync(join(folder, "tools/new.json")), /^delete {3}generated\/types\/new\.ts$/m],
      [
        "a missing manifest",
        () => rmSync(join(folder, "generated/.batchgen.json")),
        /^create {3}generated\/\.batchgen\.json$/m,
      ],
    ];
    for (const [name, fault, text] of faults) {
      fault();
      const { code, stdout, stderr } = await batchgen(folder, "--check");
      expect(code, name).toBe(1);
      expect(stdout, name).toMatch(text);
      expect(stderr, name).toContain("Run batchgen without --check");
      expect((await batchgen(folder)).code, name).toBe(0);
      expect((await batchgen(folder, "--check")).code, name).toBe(0);
    }
  });

  it("warns of what a run keeps, and finds no drift in it", async () => {
    const folder = await generatedProject();
    write(folder, {
      "tools/get_time.ts": `${read(folder, "tools/get_time.ts")}// mine\n`,
      "generated/notes.md": "mine",
    });
    rmSync(join(folder, "tools/get_time.json"));
    await batchgen(folder);
    const { code, stderr } = await batchgen(folder, "--check");
    expect(code).toBe(0);
    expect(stderr).toMatch(/tools\/get_time\.ts.*HANDLER_ORPHANED/);
    expect(stderr).toMatch(/generated\/notes\.md.*OUT_STRANGER/);
    // Invalid input wins over drift.
    write(folder, {
      "tools/get_weather.json": "{",
      "generated/index.ts": `${read(folder, "generated/index.ts")}// edited\n`,
    });
    expect((await batchgen(folder, "--check")).code).toBe(2);
  });

  it("names a handler that no definition calls for, however it is written, and no other file", async () => {
    const folder = makeProject(exampleTools);
    const handlers = [
      'export const handler: Handler<"gone"> = async () => "x";',
      'export const handler = (async () => { const x = 1; return x; }) satisfies Handler<"gone">;',
      'const own: Handler<\n  "gone"\n> = async () => "x";\nexport { own as handler };',
    ];
    const others = [
      'export const handlers: Handler<"gone">[] = [];',
      "export const handler = async () => 1;",
      "// nothing",
    ];
    handlers.forEach((text, index) => void write(folder, { [`tools/a${index}.ts`]: text }));
    others.forEach((text, index) => void write(folder, { [`tools/b${index}.ts`]: text }));
    for (const mode of ["write", "check"] as const) {
      const { diagnostics } = await runOnce({}, mode, folder);
      expect(diagnostics.map(({ code, file }) => `${code} ${file}`)).toEqual(
        [0, 1, 2].map((index) => `HANDLER_ORPHANED tools/a${index}.ts`),
      );
    }
  });

  it("says of a manifest that it cannot read so, and changes nothing else for it", async () => {
    const folder = await generatedProject();
    const manifest = read(folder, "generated/.batchgen.json");
    write(folder, { "generated/.batchgen.json": manifest.replace('"version": 2', '"version": 0') });
    const { code, stdout, stderr } = await batchgen(folder, "--check");
    expect([code, stdout]).toEqual([1, "update   generated/.batchgen.json\n"]);
    expect(stderr).toContain("a merge damaged it, or another version of batchgen wrote it");
    expect((await batchgen(folder)).stderr).toMatch(/ 1 written · /);
    expect(read(folder, "generated/.batchgen.json")).toBe(manifest);
  });

  it("takes a file for its own whatever a merge has left in it and in the manifest", async () => {
    const folder = await generatedProject();
    const paths = ["generated/.batchgen.json", "generated/tools.ts", "generated/types/get_time.ts"];
    const texts = paths.map((path) => read(folder, path));
    paths.forEach((path, index) => {
      write(folder, { [path]: `<<<<<<< HEAD\n${texts[index]}=======\n${texts[index]}>>>>>>> other\n` });
    });
    const { code, stderr } = await batchgen(folder);
    expect([code, stderr.match(/(?:warning|error) [A-Z_]+/g)]).toEqual([0, ["warning MANIFEST_UNREADABLE"]]);
    expect(paths.map((path) => read(folder, path))).toEqual(texts);
  });

  it("takes a checkout with CRLF line ends for what it is", async () => {
    const folder = await generatedProject();
    const convert = (below: string): void => {
      for (const entry of readdirSync(join(folder, below), { recursive: true, withFileTypes: true })) {
        const file = join(entry.parentPath, entry.name);
        if (entry.isFile()) writeFileSync(file, readFileSync(file, "utf8").replaceAll("\n", "\r\n"));
      }
    };
    convert("tools");
    convert("generated");
    expect(readFileSync(join(folder, "generated/.batchgen.json"), "utf8")).toContain("\r\n");
    expect(await batchgen(folder, "--check")).toMatchObject({ code: 0, stdout: "" });
    expect((await batchgen(folder)).stderr).toContain("nothing changed");
    // An untouched stub is one with either line end.
    write(folder, { "tools/get_time.json": tool("get_time") });
    await batchgen(folder);
    expect(read(folder, "tools/get_time.ts")).toContain("Does get_time");
  });

  it("is right for several tool folders, in any order", async () => {
    const folder = makeProject({ "a/one.json": tool("one"), "b/two.json": tool("two") });
    const check = async (name: string): Promise<number> =>
      (await batchgen(folder, name, "--out", `out/${name}`, "--check")).code;
    for (const name of ["a", "b"]) expect((await batchgen(folder, name, "--out", `out/${name}`)).code).toBe(0);
    expect([await check("a"), await check("b")]).toEqual([0, 0]);
    write(folder, { "b/two.json": tool("two", { description: "stale" }) });
    expect([await check("a"), await check("b")]).toEqual([0, 1]);
    expect([await check("b"), await check("a")]).toEqual([1, 0]);
  });

  it("does not depend on where the project is or where it is called from", async () => {
    const folder = await generatedProject();
    const copy = makeProject();
    cpSync(folder, join(copy, "elsewhere"), { recursive: true });
    expect((await batchgen(join(copy, "elsewhere"), "--check")).code).toBe(0);
    expect((await batchgen(copy, "elsewhere/tools", "--out", "elsewhere/generated", "--check")).code).toBe(0);
    expect(read(folder, "generated/.batchgen.json")).not.toContain(folder);
    expect(read(folder, "generated/.batchgen.json")).not.toMatch(/\d{4}-\d\d-\d\d|\d\d:\d\d/);
  });

  it("--diff shows what a run would write, as a diff that git can apply", async () => {
    const folder = await generatedProject();
    write(folder, {
      "tools/get_time.json": tool("get_time", { description: "Another" }),
      "tools/new.json": tool("new"),
    });
    const { stdout, code } = await batchgen(folder, "--check", "--diff");
    expect(code).toBe(1);
    expect(stdout).toContain("--- /dev/null\n+++ b/tools/new.ts");
    expect(stdout).toMatch(/^-.*Get the current time/m);
    expect(stdout).toMatch(/^\+.*Another/m);
    execFileSync("git", ["apply", "--unsafe-paths", `--directory=${folder}`, "-"], { cwd: "/", input: stdout });
    expect((await batchgen(folder, "--check")).code).toBe(0);
    const alone = await batchgen(folder, "--diff");
    expect(alone.stderr).toContain("FLAG_IGNORED");
    const report = JSON.parse((await batchgen(folder, "--check", "--diff", "--json")).stdout);
    expect(report).toMatchObject({ exitCode: 0, diagnostics: [{ code: "FLAG_IGNORED", severity: "warning" }] });
    expect(report.diagnostics[0].message).toContain("--diff has no effect with --json");
  });

  it("whose reader goes away ends all the same, and with its own exit code", async () => {
    const folder = makeProject(exampleTools);
    const child = spawn(process.execPath, [cli, "--check", "--diff"], { cwd: folder });
    child.stdout.destroy();
    let said = "";
    child.stderr.on("data", (chunk) => {
      said += chunk;
    });
    expect(await new Promise((resolve) => child.on("close", resolve))).toBe(1);
    expect(said).toMatch(/^\d+ files are not up to date\. .*\n$/);
  });

  it("--dry-run speaks of what would be, and not of what was done", async () => {
    const folder = await generatedProject();
    write(folder, { "tools/new.json": tool("new") });
    rmSync(join(folder, "tools/get_time.json"));
    const { code, stdout, stderr } = await batchgen(folder, "--dry-run");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^delete {3}tools\/get_time\.ts\n[\s\S]*^create {3}tools\/new\.ts\n/m);
    expect(stderr).toMatch(/^batchgen {2}2 tools · \d+ to be written · \d+ unchanged · 2 to be deleted · \d+ ms\n$/);
  });

  it("--json holds the actions, and is one report also for a command line that is wrong", async () => {
    const folder = makeProject(exampleTools);
    const dry = JSON.parse((await batchgen(folder, "--dry-run", "--json")).stdout);
    expect(dry).toMatchObject({ version: 1, exitCode: 0, tools: ["get_time", "get_weather"], diagnostics: [] });
    expect(dry.actions).toContainEqual({ path: "tools/get_time.ts", action: "create", owner: "user" });
    expect(dry.actions).toContainEqual({ path: "generated/.batchgen.json", action: "create", owner: "machine" });
    expect(existsSync(join(folder, "generated"))).toBe(false);
    const wrong = await batchgen(folder, "--json", "--ouput", "x");
    expect(wrong.code).toBe(2);
    expect(JSON.parse(wrong.stdout)).toMatchObject({
      exitCode: 2,
      diagnostics: [{ code: "OPTION_UNKNOWN" }],
      actions: [],
    });
    const together = await batchgen(folder, "--json", "--watch");
    expect(JSON.parse(together.stdout)).toMatchObject({ exitCode: 2, diagnostics: [{ code: "OPTION_INVALID" }] });
  });
});

describe("an edited handler, under --check", () => {
  const right: [string, string][] = [
    ["as it was written, with a body", 'export const handler: Handler<"get_time"> = async () => "x";'],
    ["with single quotes, over several lines", "export const handler: Handler<\n  'get_time'\n> = async () => 'x';"],
    ["with satisfies", 'export const handler = (async () => "x") satisfies Handler<"get_time">;'],
    ["as a function without a type", 'export async function handler() { return "x"; }'],
    ["exported below", 'const handler: Handler<"get_time"> = async () => "x";\nexport { handler };'],
    ["exported under that name", 'const own: Handler<"get_time"> = async () => "x";\nexport { own as handler };'],
    ["from elsewhere", 'export { handler } from "../src/time.js";'],
    ["from everywhere", 'export * from "../src/time.js";'],
    ["destructured", "export const { handler } = make();"],
    [
      "with an imported name",
      'import type { Handler as H } from "../generated/index.js";\nexport const handler: H<"get_time"> = async ' +
        '() => "x";',
    ],
    [
      "with another's type of that name for itself",
      'type Name = "get_time";\nexport const handler: Handler<Name> = async () => "x";',
    ],
    ["exported under that name as a string", 'const own = async () => "x";\nexport { own as "handler" };'],
    ["imported, then exported", 'import own from "../src/time.js";\nexport { own as handler };'],
    ["as one of many", 'export const a = 1,\n  handler: Handler<"get_time"> = async () => a;'],
    ["in parentheses", 'export const handler = ((async () => "x") satisfies (Handler<"get_time">));'],
    [
      "with the type where it is used",
      'export const handler: import("../generated").Handler<"get_time"> = async () => "x";',
    ],
    ["wrapped", 'export const handler = logged("get_weather", async () => "x");'],
    [
      "with a type of one's own of that name",
      'type Handler<T> = () => T;\nexport const handler: Handler<"12:00"> = () => "12:00";',
    ],
    ["with a default export beside it", 'export const handler = async () => "x";\nexport default handler;'],
    [
      "with a byte order mark and CRLF",
      '\ufeffimport x from "x";\r\nexport const handler: Handler<"get_time"> = async () =>\r\n  x;',
    ],
    [
      "with syntax of this year",
      'import d from "./d.json" with { type: "json" };\nexport const handler = async () => { using x = d(); ' +
        "return x; };",
    ],
  ];
  const wrong: [string, string, RegExp][] = [
    [
      "no export at all",
      "const x = 1;\n",
      /tools\/get_time\.ts:1:1 .*HANDLER_EXPORT_MISSING[\s\S]*Add `export const handler: Handler<"get_time">/,
    ],
    [
      "declared, not exported",
      '\nconst handler: Handler<"get_time"> = async () => "x";',
      /tools\/get_time\.ts:2:7 .*HANDLER_EXPORT_MISSING[\s\S]*does not export/,
    ],
    ["in a comment", '/*\nexport const handler: Handler<"get_time"> = 1;\n*/', /HANDLER_EXPORT_MISSING/],
    ["as a type alone", "type handler = 1;\nexport type { handler };", /HANDLER_EXPORT_MISSING/],
    ["empty", "", /tools\/get_time\.ts:1:1 .*HANDLER_EXPORT_MISSING/],
    [
      "as default",
      'const x = 1;\nexport default async function handler() { return "x"; }',
      /get_time\.ts:2:1 .*HANDLER_EXPORT_MISSING[\s\S]*has a default export[\s\S]*Export it under that name/,
    ],
    [
      "as default, without a name",
      'export default async () => "x";',
      /get_time\.ts:1:1 .*MISSING[\s\S]*has a default export/,
    ],
    ["imported alone", 'import { handler } from "../src/time.js";', /HANDLER_EXPORT_MISSING/],
    ["in a namespace", "namespace N { export const handler = 1; }", /HANDLER_EXPORT_MISSING/],
    [
      "with both sides of a merge",
      "<<<<<<< ours\nexport const handler = 1;\n=======\n",
      /HANDLER_SYNTAX[\s\S]*Merge conflict marker/,
    ],
    [
      "of another tool, in parentheses",
      '\r\nexport const handler = ((async () => "x") satisfies (Handler<"get_weather">));',
      /get_time\.ts:2:62 .*HANDLER_TOOL_WRONG/,
    ],
    [
      "of another tool, with the type where it is used",
      'export const handler: import("../generated").Handler<"get_weather"> = async () => "x";',
      /get_time\.ts:1:54 .*HANDLER_TOOL_WRONG/,
    ],
    [
      "of another tool, through a namespace, exported below",
      'import type * as g from "../generated";\nconst own: g.Handler<"get_weather"> = async () => "x";\nexport { ' +
        "own as handler };",
      /get_time\.ts:2:22 .*HANDLER_TOOL_WRONG/,
    ],
    [
      "of another tool",
      '\n  export const handler: Handler<"get_weather"> = 1;',
      /tools\/get_time\.ts:2:33 .*HANDLER_TOOL_WRONG[\s\S]*Write `Handler<"get_time">`/,
    ],
    [
      "of another tool, with satisfies",
      'export const handler = 1 satisfies Handler<"get_weather">;',
      /HANDLER_TOOL_WRONG/,
    ],
    [
      "of another tool, under another name",
      'import type { Handler as H } from "x";\nexport const handler: H<"get_weather"> = 1;',
      /get_time\.ts:2:25 .*HANDLER_TOOL_WRONG/,
    ],
    ["no TypeScript", "export const handler: = 1;", /tools\/get_time\.ts:1:23 .*HANDLER_SYNTAX/],
  ];

  it("passes in every way to write it, and fails with file, line, column and the fix where it is wrong", async () => {
    const folder = makeProject(exampleTools);
    await runOnce({}, "write", folder);
    for (const [name, text] of right) {
      write(folder, { "tools/get_time.ts": `${text}\n` });
      const { exitCode, diagnostics } = await runOnce({}, "check", folder);
      expect({ name, exitCode, diagnostics }).toEqual({ name, exitCode: 0, diagnostics: [] });
    }
    for (const [name, text, message] of wrong) {
      write(folder, { "tools/get_time.ts": `${text}\n` });
      const { exitCode, diagnostics } = await runOnce({}, "check", folder);
      expect(exitCode, name).toBe(2);
      expect(formatDiagnostics(diagnostics, { sources: [], color: false }), name).toMatch(message);
      // An ordinary run leaves it to the compiler.
      expect((await runOnce({}, "write", folder)).exitCode, name).toBe(0);
    }
    expect(await batchgen(folder, "--check")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("HANDLER_SYNTAX"),
    });
  });
});
