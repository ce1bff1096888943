import { symlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { inProcess } from "../support/in-process.js";
import { batchgen, cli, exampleTools, makeProject, run, snapshot, tool, write } from "../support/project.js";

/** A folder with problems of every phase, in an order of its own. */
function faultyProject(): string {
  const folder = makeProject({
    ...exampleTools,
    "part/tools/b.json": tool("b c", { foo: 1 }),
    "part/tools/Z.json": '{"name": "z",\n',
    "part/tools/\u{ff5e}.json": [],
    "part/tools/\u{1f324}.json": [],
    "part/tools/sub/c.json": {
      ...tool("c"),
      input_schema: { type: "object", properties: { a: { type: "\u001b[2J" } } },
    },
    "part/package.json": { type: "module" },
  });
  symlinkSync("b.json", join(folder, "part/tools/a.json"));
  return join(folder, "part");
}

const PLACES = [
  "tools/Z.json:1:14 error JSON_SYNTAX",
  "tools/a.json:1:1 warning LINK_SKIPPED",
  "tools/b.json:2:11 error TOOL_NAME_INVALID",
  "tools/b.json:16:3 warning TOOL_FIELD_UNKNOWN",
  "tools/sub/c.json:8:17 error SCHEMA_TYPE_UNKNOWN",
  "tools/\u{ff5e}.json:1:1 warning TOOL_LIST_EMPTY",
  "tools/\u{1f324}.json:1:1 warning TOOL_LIST_EMPTY",
];

describe("a folder with many problems", () => {
  it("has them told in one run, in the order of path and place, with a sum, and nothing is written", async () => {
    const folder = faultyProject();
    const before = snapshot(folder);
    const { code, stdout, stderr } = await batchgen(folder);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr.match(/^\S+:\d+:\d+ (?:error|warning) \w+/gm)).toEqual(PLACES);
    expect(stderr).toContain("3 errors, 4 warnings in 6 files. More about one: batchgen explain JSON_SYNTAX");
    expect(stderr).not.toContain("\u001b");
    expect(snapshot(folder)).toEqual(before);
  });

  it("has the same told as records", async () => {
    const { code, stdout, stderr } = await batchgen(faultyProject(), "--json");
    expect([code, stderr]).toEqual([2, ""]);
    const { exitCode, diagnostics, actions } = JSON.parse(stdout);
    type Record = { file: string; line: number; column: number; severity: string; code: string };
    const shown = diagnostics.map((one: Record) => `${one.file}:${one.line}:${one.column} ${one.severity} ${one.code}`);
    expect({ exitCode, shown, actions }).toEqual({ exitCode: 2, shown: PLACES, actions: [] });
  });

  it("has annotations in GitHub Actions, with paths from the root of the repository", async () => {
    const folder = faultyProject();
    const env = { GITHUB_ACTIONS: "true", GITHUB_WORKSPACE: join(folder, "..") };
    const { stderr } = await run(folder, process.execPath, [cli], env);
    expect(stderr).toContain(
      "::error file=part/tools/Z.json,line=1,col=14,title=JSON_SYNTAX::The file ends too early: the { that " +
        "begins at 1:1 is not ended.%0A",
    );
    expect(stderr.match(/^::/gm)).toHaveLength(PLACES.length);
  });
});

describe("drift", () => {
  it("is one annotation in GitHub Actions, at the first file that is not up to date", async () => {
    const folder = makeProject(exampleTools);
    expect((await inProcess(folder, [])).code).toBe(0);
    write(folder, { "tools/get_time.json": tool("get_time") });
    const env = { GITHUB_ACTIONS: "true", GITHUB_WORKSPACE: join(folder, "..") };
    const { code, stderr } = await inProcess(folder, ["--check"], env);
    const text = "4 files are not up to date. Run batchgen without --check, and commit what it changes.";
    const named = "generated/definitions.ts, generated/tools.ts, tools/get_time.ts and 1 more";
    const place = `file=${basename(folder)}/generated/definitions.ts,line=1,col=1,title=batchgen --check`;
    expect([code, stderr.match(/^::.*$/gm)]).toEqual([1, [`::error ${place}::${text}%0ANot up to date: ${named}`]]);
    expect((await inProcess(folder, ["--check"])).stderr).not.toContain("::");
    expect((await inProcess(folder, [], env)).stderr).not.toContain("::");
  });
});

describe("batchgen explain", () => {
  it("explains a code, lists all without one, and refuses one that does not exist", async () => {
    const folder = makeProject();
    const one = await batchgen(folder, "explain", "TOOL_NAME_INVALID");
    expect([one.code, one.stderr]).toEqual([0, ""]);
    expect(one.stdout).toMatch(/^TOOL_NAME_INVALID \(error\): /);
    const all = await batchgen(folder, "explain");
    expect([all.code, all.stdout.split("\n").length > 60]).toEqual([0, true]);
    const none = await batchgen(folder, "explain", "NAME_WRONG");
    expect([none.code, none.stdout]).toEqual([2, ""]);
    expect(none.stderr).toContain('There is no code "NAME_WRONG".');
  });
});
