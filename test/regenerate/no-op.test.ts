import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { batchgen, exampleTools, makeProject, read, tool, write } from "../support/project.js";
import { batchgenWith, READ_ONLY, recordModules, recordReads } from "./preload.js";
import { differences, snapshotOf } from "./project-model.js";

const HEAVY = /[\\/]node_modules[\\/](ts-morph|chokidar|jiti|ajv|@anthropic-ai[\\/]sdk|prettier|typescript)[\\/]/;

async function modulesOf(folder: string, ...args: string[]): Promise<string[]> {
  const file = join(folder, "../", `modules-${Math.random().toString(36).slice(2)}.txt`);
  const { code } = await batchgenWith(recordModules(file), folder, ...args);
  expect(code).toBe(0);
  return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
}

function packagesIn(modules: readonly string[]): string[] {
  return [...new Set(modules.flatMap((one) => HEAVY.exec(one)?.[1] ?? []))].sort();
}

function project(files: { [path: string]: unknown } = exampleTools): string {
  return join(
    makeProject(Object.fromEntries(Object.entries(files).map(([path, text]) => [`project/${path}`, text]))),
    "project",
  );
}

describe("a run with nothing to do", () => {
  it("writes nothing at all, not even on a disk that cannot be written, and every file keeps its time", async () => {
    const folder = project();
    await batchgen(folder);
    const before = snapshotOf(folder);
    const { code, stderr } = await batchgenWith(READ_ONLY, folder);
    expect(stderr).toMatch(/^batchgen {2}2 tools · nothing changed, \d+ files up to date · \d+ ms\n$/);
    expect(code).toBe(0);
    expect(differences(before, snapshotOf(folder))).toEqual([]);
  });

  it("loads no heavy package, and less than 300 kB of batchgen; a full run, to compare, loads the emitters", async () => {
    const folder = project();
    expect((await modulesOf(folder)).join("\n")).toMatch(/emit-files/);
    const idle = await modulesOf(folder);
    expect(packagesIn(idle)).toEqual([]);
    const own = [...new Set(idle.filter((one) => /[\\/]dist[\\/]/.test(one)))];
    expect(own.length).toBeGreaterThan(2);
    expect(own.reduce((sum, file) => sum + readFileSync(file).length, 0)).toBeLessThan(300_000);
    expect(own.join("\n")).not.toMatch(/define-tools|emit-files|plan-actions|apply-plan|format-diagnostics/);
  });

  it("reads every definition and every generated file once, no handler, and loads nothing of Node that starts processes", async () => {
    const folder = project();
    await batchgen(folder);
    const file = join(folder, "../reads.json");
    expect((await batchgenWith(recordReads(file), folder)).code).toBe(0);
    const { reads, parts } = JSON.parse(readFileSync(file, "utf8")) as { reads: string[]; parts: string[] };
    const own = reads
      .filter((path) => path.startsWith(folder))
      .map((path) => relative(folder, path).replaceAll("\\", "/"));
    const wanted = [...snapshotOf(folder).keys()].filter((path) => /^generated\/|^tools\/.*\.json$/.test(path));
    expect(own.filter((path) => /^(generated|tools)\//.test(path)).sort()).toEqual(wanted.sort());
    expect(parts).toContain("crypto");
    expect(parts).not.toContain("child_process");
  });

  it("is one with edited handlers, too, and --check alone looks into them", async () => {
    const folder = project();
    await batchgen(folder);
    write(folder, { "tools/get_time.ts": `${read(folder, "tools/get_time.ts")}// filled in\n` });
    expect(packagesIn(await modulesOf(folder))).toEqual([]);
    expect(packagesIn(await modulesOf(folder, "--check"))).toContain("ts-morph");
    const untouched = project();
    await batchgen(untouched);
    expect(packagesIn(await modulesOf(untouched, "--check"))).toEqual([]);
  });

  it("says warnings again, and loads no emitter for it", async () => {
    const folder = project({ "tools/a.json": tool("a", { unheard: 1 }) });
    const first = await batchgen(folder);
    expect(first.stderr).toMatch(/warning/);
    const modules = await modulesOf(folder);
    expect(modules.join("\n")).not.toMatch(/emit-files|ts-morph/);
    expect((await batchgen(folder)).stderr).toContain(first.stderr.slice(0, first.stderr.indexOf("\n")));
  });

  it("in a file that changed, keeps the times of all that did not", async () => {
    const folder = project();
    await batchgen(folder);
    const before = snapshotOf(folder);
    const text = read(folder, "tools/get_time.json").replace("the current time", "the exact time");
    writeFileSync(join(folder, "tools/get_time.json"), text);
    await batchgen(folder);
    expect(differences(before, snapshotOf(folder))).toEqual([
      "generated/.batchgen.json",
      "generated/definitions.ts",
      "generated/tools.ts",
      "tools/get_time.json",
      "tools/get_time.ts",
    ]);
  });
});

describe("--check and --dry-run", () => {
  const flags = ["--check", "--dry-run", "--check --diff", "--dry-run --diff --json", "--check --verbose"];
  it.each(flags)("%s never tries to write, whatever there is to do", async (line) => {
    const args = line.split(" ");
    const empty = project();
    const first = await batchgenWith(READ_ONLY, empty, ...args);
    expect(first.stderr).not.toContain("TRIED TO WRITE");
    expect(first.code).toBe(args.includes("--check") ? 1 : 0);
    const folder = project();
    await batchgen(folder);
    write(folder, {
      "tools/get_time.json": tool("get_time"),
      "tools/new.json": tool("new"),
      "generated/index.ts": "edited",
    });
    const before = snapshotOf(folder);
    const second = await batchgenWith(READ_ONLY, folder, ...args);
    expect(second.stderr).not.toContain("TRIED TO WRITE");
    expect(second.code).toBe(args.includes("--check") ? 1 : 0);
    expect(differences(before, snapshotOf(folder))).toEqual([]);
  });

  it("a run that would write finds out that it cannot: the test above can fail", async () => {
    const folder = project();
    const { code, stderr } = await batchgenWith(READ_ONLY, folder);
    expect(code).toBe(2);
    expect(stderr).toContain("TRIED TO WRITE");
    expect(stderr).toContain("WRITE_FAILED");
    expect(stderr).toContain("read-only file system (EROFS");
    expect(existsSync(join(folder, "generated"))).toBe(false);
  });
});
