import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { batchgen, exampleTools, type Files, makeProject, read, tool, write } from "../support/project.js";
import { put } from "./put.js";
import { expectRight, pause, runs, watching } from "./watching.js";

describe("--watch", () => {
  it("generates at once, says one line per change, is deaf to its own output, and ends with 0 on a signal", async () => {
    const watch = await watching();
    await expectRight(watch);
    write(watch.folder, { "tools/get_time.json": tool("get_time") });
    const edited = await watch.settle(/get_time/);
    expect(edited).toMatch(/^changed tools\/get_time\.json {2}2 tools · \d+ written · \d+ unchanged · \d+ ms\n$/);
    await expectRight(watch);
    write(watch.folder, { "tools/new.json": tool("new") });
    expect(await watch.settle(/new/)).toMatch(/^added tools\/new\.json {2}3 tools · .* · new tools\/new\.ts\n$/);
    // A handler is a person's: what it holds changes nothing. Neither does what lies in the output folder, or a file
    // that is none of ours.
    write(watch.folder, {
      "tools/new.ts": `${read(watch.folder, "tools/new.ts")}// mine\n`,
      "tools/readme.md": "x",
      "src/x.ts": "x",
    });
    write(watch.folder, { "generated/note.txt": "x" });
    rmSync(join(watch.folder, "generated/note.txt"));
    put(watch.folder, { "tools/new.json": tool("new", { description: "The one change that counts" }) });
    expect(await watch.settle(/new/)).toMatch(/^changed tools\/new\.json {2}3 tools · .*\n$/);
    // The same bytes again are no change.
    put(watch.folder, { "tools/new.json": tool("new", { description: "The one change that counts" }) });
    expect(await watch.idle()).toBe("");
    // A warning is said once, not with every change.
    write(watch.folder, { "generated/note.txt": "x" });
    put(watch.folder, { "tools/new.json": tool("new", { description: "First" }) });
    expect(await watch.settle(/changed tools/)).toContain("generated/note.txt:1:1 warning OUT_STRANGER");
    write(watch.folder, { "tools/new.json": tool("new", { description: "Second" }) });
    expect(await watch.settle(/changed tools/)).toMatch(/^changed tools\/new\.json .*\n$/);
    // A handler that is gone is made anew.
    rmSync(join(watch.folder, "tools/get_time.ts"));
    const anew = await watch.settle(/removed tools/);
    expect(anew).toMatch(/^removed tools\/get_time\.ts .* new tools\/get_time\.ts\n$/);
    await expectRight(watch);
    expect(await watch.end("SIGINT")).toBe(0);
  });

  it("survives a broken definition, says what is wrong, and that all is well again once it is fixed", async () => {
    const watch = await watching();
    const good = read(watch.folder, "tools/get_time.json");
    put(watch.folder, { "tools/get_time.json": "{ broken" });
    const broken = await watch.settle(/waiting/);
    expect(broken).toMatch(/tools\/get_time\.json:1:3 error/);
    expect(broken).toMatch(/changed tools\/get_time\.json {2}1 error, waiting for a change\n$/);
    expect(runs(broken)).toBe(1);
    put(watch.folder, { "tools/get_time.json": good });
    const fixed = await watch.settle(/nothing changed/);
    expect(fixed).toMatch(/^changed tools\/get_time\.json {2}2 tools · nothing changed/);
    await expectRight(watch);
    expect(await watch.end("SIGTERM")).toBe(0);
  });

  it("begins with what is broken, even where the folder is not there yet", async () => {
    const watch = await watching({});
    watch.held(() => write(watch.folder, exampleTools));
    const first = await watch.settle(/2 tools/);
    expect(runs(first)).toBeLessThanOrEqual(2);
    await expectRight(watch);
    expect(await watch.end()).toBe(0);
  });

  it("makes one run, two at most, of a burst of 200 changes", async () => {
    const watch = await watching();
    watch.held(() => {
      for (let index = 0; index < 200; index++) {
        const name = `burst_${index % 40}`;
        write(watch.folder, { [`tools/${name}.json`]: tool(name, { description: `The change number ${index}` }) });
      }
    });
    const burst = await watch.settle(/42 tools/);
    expect(runs(burst), burst).toBeLessThanOrEqual(2);
    expect(burst).toMatch(/^added tools\/burst_\S+, \S+ \S+, \S+ \S+ and \d+ more {2}42 tools · /m);
    // A line is a line, however many handlers are new.
    expect(burst).toMatch(/ · new tools\/burst_0\.ts, tools\/burst_1\.ts, tools\/burst_10\.ts and 37 more\n/);
    await expectRight(watch);
    watch.held(() => {
      for (let index = 0; index < 40; index++) rmSync(join(watch.folder, `tools/burst_${index}.json`));
    });
    const gone = await watch.settle(/ 2 tools/);
    expect(runs(gone), gone).toBeLessThanOrEqual(2);
    await expectRight(watch);
    expect(await watch.end()).toBe(0);
  });

  it("sees folders go and come back, sub-folders and the tools folder itself", async () => {
    const watch = await watching({ ...exampleTools, "tools/sub/deep/a.json": tool("a") });
    rmSync(join(watch.folder, "tools/sub"), { recursive: true });
    const sub = await watch.settle(/ 2 tools/);
    expect(runs(sub), sub).toBe(1);
    await expectRight(watch);
    mkdirSync(join(watch.folder, "aside/deep"), { recursive: true });
    write(watch.folder, { "aside/deep/b.json": tool("b") });
    renameSync(join(watch.folder, "aside"), join(watch.folder, "tools/again"));
    await watch.settle(/ 3 tools/);
    await expectRight(watch);
    renameSync(join(watch.folder, "tools"), join(watch.folder, "tools-away"));
    expect(await watch.settle(/waiting/)).toContain("FOLDER_MISSING");
    renameSync(join(watch.folder, "tools-away"), join(watch.folder, "tools"));
    await watch.settle(/ 3 tools/);
    write(watch.folder, { "tools/again/deep/b.json": tool("b", { description: "Seen after all that" }) });
    await watch.settle(/changed tools\/again\/deep\/b\.json/);
    await expectRight(watch);
    // The output folder and a definition at once.
    rmSync(join(watch.folder, "generated"), { recursive: true });
    write(watch.folder, { "tools/again/deep/b.json": tool("b") });
    await watch.settle(/ 3 tools/);
    await expectRight(watch);
    expect(await watch.end()).toBe(0);
  });

  it("sees what happens in a folder that took the place of another one at once, as copies and links do", async () => {
    const watch = await watching({ ...exampleTools, "tools/sub/deep/a.json": tool("a") });
    let times = 0;
    const change = (path: string): void => {
      put(watch.folder, { [path]: tool(basename(path, ".json"), { description: `Changed ${++times} times` }) });
    };
    /**
     * Replaces a folder, and waits until that is seen: something in the new one is another thing than in the old one.
     */
    const replace = async (folder: string, by: (old: string) => void, path: string): Promise<void> => {
      watch.held(() => {
        renameSync(join(watch.folder, folder), join(watch.folder, `old-${++times}`));
        by(`old-${times}`);
        change(path);
      });
      await watch.settle(/ · \d+ written/);
    };
    const see = async (...paths: string[]): Promise<void> => {
      for (const path of paths) {
        change(path);
        await watch.settle(new RegExp(`^changed ${path} `, "m"));
        await expectRight(watch);
      }
    };
    const copy = (to: string) => (old: string) =>
      cpSync(join(watch.folder, old), join(watch.folder, to), { recursive: true });
    const link = (old: string): void => symlinkSync(old, join(watch.folder, "tools"));
    const [top, deep] = ["tools/get_time.json", "tools/sub/deep/a.json"];
    await replace("tools/sub", copy("tools/sub"), deep);
    await see(deep, top);
    await replace("tools", copy("tools"), top);
    await see(top, deep);
    await replace("tools", link, top);
    await see(top, deep);
    cpSync(join(watch.folder, "tools/"), join(watch.folder, "other"), { recursive: true, dereference: true });
    await replace("tools", () => link("other"), deep);
    await see(deep, top);
    // A file, too, can take its place.
    watch.held(() => {
      rmSync(join(watch.folder, "tools"));
      write(watch.folder, { tools: "" });
    });
    expect(await watch.settle(/waiting/)).toContain("FOLDER_NOT_A_FOLDER");
    expect(await watch.end()).toBe(0);
  });

  it("follows its configuration and the tsconfig.json, with all that it extends, also while they are broken", async () => {
    const watch = await watching({
      ...exampleTools,
      "more/x.json": tool("x"),
      "base.json": { compilerOptions: { module: "NodeNext" } },
    });
    const settings = async (files: Files, text: RegExp): Promise<string> => {
      put(watch.folder, files);
      const said = await watch.settle(text);
      expect(runs(said), said).toBe(1);
      return said;
    };
    await settings(
      {
        "tsconfig.json": {
          extends: "./base.json",
          compilerOptions: { moduleResolution: "Bundler", module: "ESNext" },
        },
      },
      /added tsconfig/,
    );
    expect(read(watch.folder, "generated/index.ts")).toContain('"./runtime/index"');
    await settings({ "tsconfig.json": { extends: "./base.json" } }, /changed tsconfig/);
    await settings(
      { "base.json": { compilerOptions: { module: "NodeNext", allowImportingTsExtensions: true, noEmit: true } } },
      /changed base\.json/,
    );
    expect(read(watch.folder, "generated/index.ts")).toContain('"./runtime/index.ts"');
    const typo = await settings({ "batchgen.config.json": { outt: "x" } }, /waiting/);
    expect(typo).toMatch(/batchgen\.config\.json:2:3 error CONFIG_KEY_UNKNOWN[\s\S]*Did you mean "out"\?/);
    await settings({ "batchgen.config.json": { tools: "more", out: "src/agent" } }, /1 tool · /);
    await expectRight(watch);
    // The new folder is watched, the old one is not any more.
    write(watch.folder, { "tools/get_time.json": tool("get_time") });
    expect(await watch.idle()).toBe("");
    await settings({ "more/y.json": tool("y") }, /2 tools/);
    rmSync(join(watch.folder, "batchgen.config.json"));
    await watch.settle(/removed batchgen\.config\.json/);
    const module = (n: number) =>
      `import { defineConfig } from "batchgen";\nexport default { maxInvocations: ${n} };\n`;
    write(watch.folder, { "batchgen.config.mjs": module(4).split("\n").slice(1).join("\n") });
    await watch.settle(/added batchgen\.config\.mjs/);
    await pause(20);
    write(watch.folder, { "batchgen.config.mjs": module(5).split("\n").slice(1).join("\n") });
    await watch.settle(/changed batchgen\.config\.mjs/);
    expect(read(watch.folder, "generated/batch-tool.ts")).toContain("MAX_INVOCATIONS: number = 5");
    await expectRight(watch);
    // What concerns nobody is no run: package.json is full of other things.
    const before = readFileSync(join(watch.folder, "generated/index.ts"), "utf8");
    writeFileSync(join(watch.folder, "package.json"), '{ "type": "module", "scripts": {} }\n');
    expect(await watch.idle()).toBe("");
    expect(read(watch.folder, "generated/index.ts")).toBe(before);
    expect(await watch.end()).toBe(0);
  });

  it("ends where nobody can read any more what it says", async () => {
    const watch = await watching();
    watch.hangUp();
    put(watch.folder, { "tools/get_time.json": tool("get_time") });
    expect(await watch.exit).toBe(0);
    await expectRight(watch);
  });

  it("ends at once with 2 where a flag is wrong, which no change can fix", async () => {
    const folder = makeProject(exampleTools);
    expect(await batchgen(folder, "--watch", "--max-invocations", "0")).toMatchObject({ code: 2, stdout: "" });
    expect(await batchgen(folder, "--watch", "--check")).toMatchObject({ code: 2, stdout: "" });
  });
});
