import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { basename, join, relative } from "node:path";
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
    expect(stderr).toMatch(
      /^ {2}2 handlers to fill in: .*\nbatchgen {2}2 tools · nothing changed, \d+ files up to date · \d+ ms\n$/,
    );
    expect(code).toBe(0);
    expect(differences(before, snapshotOf(folder))).toEqual([]);
  });

  it("loads no heavy package, and four files of batchgen, less than 110 kB; a full run loads three more", async () => {
    const folder = project();
    const ofBatchgen = (files: readonly string[]): string[] =>
      [...new Set(files)].filter((one) => /[\\/]dist[\\/]/.test(one)).sort();
    const first = ofBatchgen(await modulesOf(folder));
    const idle = await modulesOf(folder);
    expect(packagesIn(idle)).toEqual([]);
    const own = ofBatchgen(idle);
    const names = (files: readonly string[]): string[] => files.map((file) => basename(file));
    expect(names(own)).toEqual(["cli.cjs", "main.cjs", "rolldown-runtime.cjs", "start.cjs"]);
    expect(names(first.filter((file) => !own.includes(file)))).toEqual([
      "defer-optimizing.cjs",
      "run.cjs",
      "tsconfig.cjs",
    ]);
    expect(own.reduce((sum, file) => sum + readFileSync(file).length, 0)).toBeLessThan(110_000);
  });

  it("reads no definition, handler or generated file and lists no folder, and loads nothing that starts processes", async () => {
    const folder = project();
    await batchgen(folder);
    const file = join(folder, "../reads.json");
    const readsOf = async (...args: string[]): Promise<{ own: string[]; parts: string[] }> => {
      expect((await batchgenWith(recordReads(file), folder, ...args)).code).toBe(0);
      const { reads, parts } = JSON.parse(readFileSync(file, "utf8")) as { reads: string[]; parts: string[] };
      const below = reads.filter((path) => path.startsWith(folder)).map((path) => relative(folder, path));
      return { own: below.map((path) => path.replaceAll("\\", "/")).sort(), parts };
    };
    const idle = await readsOf();
    expect(idle.own).toEqual([]);
    expect(idle.parts).toContain("fs");
    expect(idle.parts).not.toContain("crypto");
    expect(idle.parts).not.toContain("child_process");
    // --check trusts no memory.
    const checked = await readsOf("--check");
    const wanted = [...snapshotOf(folder).keys()].filter((path) => /^generated\/|^tools\//.test(path));
    expect(checked.own).toEqual(expect.arrayContaining(wanted));
  });

  it("looks into a handler once after each edit, and says again what it found", async () => {
    const folder = project();
    await batchgen(folder);
    write(folder, { "tools/get_time.ts": `${read(folder, "tools/get_time.ts")}// filled in\n` });
    expect(packagesIn(await modulesOf(folder))).toContain("ts-morph");
    expect(packagesIn(await modulesOf(folder))).toEqual([]);
    write(folder, { "tools/get_weather.ts": "export const handler: = 1;\n" });
    const first = await batchgen(folder);
    expect([first.code, first.stderr]).toEqual([
      0,
      expect.stringMatching(/get_weather\.ts:1:23 warning HANDLER_SYNTAX/),
    ]);
    expect(packagesIn(await modulesOf(folder))).toEqual([]);
    expect((await batchgen(folder)).stderr.replace(/\d+ ms/, "")).toBe(first.stderr.replace(/\d+ ms/, ""));
    // Another file's change makes no new look into the handlers necessary.
    write(folder, { "tools/get_time.json": tool("get_time") });
    expect(packagesIn(await modulesOf(folder))).not.toContain("ts-morph");
    const untouched = project();
    await batchgen(untouched);
    expect(packagesIn(await modulesOf(untouched, "--check"))).not.toContain("ts-morph");
  });

  it("is none where a file differs in any way but its name", async () => {
    const folder = project({ ...exampleTools, "tools/sub/a.json": tool("a") });
    const isIdle = async (): Promise<boolean> => (await modulesOf(folder)).every((one) => !/run\.cjs/.test(one));
    await batchgen(folder);
    const [index, handler, definition] = ["generated/index.ts", "tools/get_time.ts", "tools/get_time.json"];
    const same = (path: string): void => {
      // Restored by git, or copied: another inode, the same bytes and, with some tools, the same time.
      const { atime, mtime } = statSync(join(folder, path));
      const text = read(folder, path);
      rmSync(join(folder, path));
      write(folder, { [path]: text });
      utimesSync(join(folder, path), atime, mtime);
    };
    const changes: [string, () => void][] = [
      ["a definition touched", () => utimesSync(join(folder, definition), 1, 1)],
      ["a definition restored", () => same(definition)],
      ["a generated file restored", () => same(index)],
      ["a handler restored", () => same(handler)],
      [
        "a generated file, of the same size and time",
        () => {
          const { atime, mtime } = statSync(join(folder, index));
          write(folder, { [index]: read(folder, index).replace("batchTool", "batchTOOL") });
          utimesSync(join(folder, index), atime, mtime);
        },
      ],
      ["a generated file gone", () => rmSync(join(folder, index))],
      ["a handler gone", () => rmSync(join(folder, handler))],
      ["a file more in the output folder", () => write(folder, { "generated/runtime/x.md": "" })],
      ["a file more beside the definitions", () => write(folder, { "tools/sub/x.md": "" })],
      ["a context", () => write(folder, { "tools/handlers.context.ts": "export type Context = 1;\n" })],
      [
        "a tsconfig.json",
        () => write(folder, { "tsconfig.json": { compilerOptions: { moduleResolution: "Bundler" } } }),
      ],
      ["a configuration", () => write(folder, { "batchgen.config.json": { maxInvocations: 3 } })],
      [
        "the cache damaged",
        () => {
          const cache = join(folder, "../../node_modules/.cache/batchgen");
          for (const name of readdirSync(cache)) writeFileSync(join(cache, name), "{");
        },
      ],
    ];
    for (const [what, change] of changes) {
      // A run right after a change keeps nothing: what is written in the same tick has the same time.
      expect((await isIdle()) || (await isIdle()), `before ${what}`).toBe(true);
      change();
      expect(await isIdle(), what).toBe(false);
      expect(await batchgen(folder, "--check"), what).toMatchObject({ code: 0, stdout: "" });
    }
  });

  it.each([
    ["1970", 1],
    ["2096", 4e9],
  ])("is none where content differs, by a clock that says %s as well", async (_, time) => {
    const folder = project();
    const [index, definition] = ["generated/index.ts", "tools/get_time.json"];
    const dated = (path: string, text: string): void => {
      write(folder, { [path]: text });
      utimesSync(join(folder, path), time, time);
    };
    await batchgen(folder);
    const made = read(folder, index);
    for (const path of [index, definition]) dated(path, read(folder, path));
    await batchgen(folder);
    // The same size and the same time: only what the system itself notes of a change is another.
    dated(definition, read(folder, definition).replace("Get the", "Set the"));
    dated(index, made.replace("batchTool", "batchTOOL"));
    await batchgen(folder);
    expect(read(folder, "generated/definitions.ts")).toContain("Set the current time");
    expect(read(folder, index)).toBe(made);
  });

  it("is none in a project that was copied with its cache, or moved", async () => {
    const folder = project();
    await batchgen(folder);
    const copy = join(folder, "../copy");
    cpSync(folder, copy, { recursive: true, preserveTimestamps: true });
    expect((await modulesOf(copy)).join("\n")).toMatch(/run\.cjs/);
    rmSync(folder, { recursive: true });
    renameSync(copy, folder);
    expect((await modulesOf(folder)).join("\n")).toMatch(/run\.cjs/);
  });

  it("says warnings again, and loads no emitter for it", async () => {
    const folder = project({ "tools/a.json": tool("a", { unheard: 1 }) });
    const first = await batchgen(folder);
    expect(first.stderr).toMatch(/warning/);
    const modules = await modulesOf(folder);
    expect(modules.join("\n")).not.toMatch(/run\.cjs|ts-morph/);
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
      "generated/index.ts": `${read(folder, "generated/index.ts")}// edited\n`,
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
