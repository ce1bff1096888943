import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { batchgen, cli, exampleTools, makeProject, read, root, tool, write } from "../support/project.js";
import { put } from "./put.js";
import { expectRight, pause, runs, type Watch, watchIn, watching } from "./watching.js";

/** Whether this system gives a process limits of its own, so that they can be reached. */
const hasNamespaces = canLimit();

function canLimit(): boolean {
  try {
    execFileSync("unshare", ["-Ur", "sh", "-c", "echo 0 > /proc/sys/user/max_inotify_instances"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function change(watch: Watch, description: string): void {
  put(watch.folder, { "tools/get_time.json": tool("get_time", { description }) });
}

describe("--watch endures", () => {
  it("the folder that it runs in going and coming back, as a branch without it does", async () => {
    const outer = makeProject();
    const folder = join(outer, "agent");
    write(folder, exampleTools);
    const watch = await watchIn(folder, process.execPath, [cli, "--watch"]);
    renameSync(folder, join(outer, "away"));
    expect(await watch.settle(/waiting/)).toContain("FOLDER_MISSING");
    cpSync(join(outer, "away"), folder, { recursive: true });
    await watch.settle(/2 tools/);
    change(watch, "Seen in the new folder");
    await watch.settle(/changed tools\/get_time\.json/);
    await expectRight(watch);
    expect(await watch.end()).toBe(0);
  });

  it.skipIf(!hasNamespaces).each([
    ["no watcher at all", "max_inotify_instances", 0, "EMFILE"],
    ["two folders watched and no more", "max_inotify_watches", 2, "ENOSPC"],
  ])("a system that allows %s: it says so once, and looks itself", async (_, limit, value, code) => {
    const folder = makeProject({ ...exampleTools, "tools/sub/deep/a.json": tool("a") });
    const script = `echo ${value} > /proc/sys/user/${limit}; exec "$0" "$@"`;
    const limited = ["-Ur", "sh", "-c", script, process.execPath, cli, "--watch"];
    const watch = await watchIn(folder, "unshare", limited);
    expect(watch.start.match(/The system can watch no more files/g)).toHaveLength(1);
    expect(watch.start).toContain(`(${code})`);
    change(watch, "Seen without the system's help");
    await watch.settle(/changed tools\/get_time\.json/);
    write(watch.folder, { "tools/sub/deep/b.json": tool("b") });
    expect(await watch.settle(/4 tools/)).not.toContain("The system");
    await expectRight(watch);
    expect(await watch.end()).toBe(0);
  });

  it("100 saves in 2 seconds", async () => {
    const watch = await watching();
    let pauses = 0;
    let saved = performance.now();
    for (let index = 1; index <= 100; index++) {
      writeFileSync(
        join(watch.folder, "tools/get_time.json"),
        JSON.stringify(tool("get_time", { description: `Save ${index}` })),
      );
      await pause(20);
      // On a busy machine the saves have pauses, after which a run is due.
      if (performance.now() - saved > 50) pauses++;
      saved = performance.now();
    }
    const said = await watch.settle(/changed tools\/get_time\.json/);
    expect(runs(said), said).toBeLessThanOrEqual(5 + pauses);
    expect(read(watch.folder, "generated/types/get_time.ts")).toBeTruthy();
    expect(read(watch.folder, "generated/definitions.ts")).toContain("Save 100");
    await expectRight(watch);
    expect(await watch.end()).toBe(0);
  });

  it("its output deleted: it is made anew", async () => {
    const watch = await watching();
    rmSync(join(watch.folder, "generated"), { recursive: true });
    expect(await watch.settle(/2 tools/)).toMatch(/^removed generated/);
    await expectRight(watch);
    rmSync(join(watch.folder, "generated/runtime"), { recursive: true });
    await watch.settle(/removed generated\/runtime/);
    await expectRight(watch);
    expect(await watch.idle(), "its own writing is no change").toBe("");
    expect(await watch.end()).toBe(0);
  });

  it("its package replaced and removed: what a run needs it has", async () => {
    const outer = makeProject();
    const own = join(outer, "node_modules/batchgen");
    for (const part of ["dist", "package.json"]) cpSync(join(root, part), join(own, part), { recursive: true });
    write(outer, exampleTools);
    const watch = await watchIn(outer, process.execPath, [join(own, "dist/cli.cjs"), "--watch"]);
    const manifest = join(own, "package.json");
    writeFileSync(manifest, readFileSync(manifest, "utf8").replace(/"version": "[^"]+"/, '"version": "99.0.0"'));
    rmSync(join(own, "dist"), { recursive: true });
    const pattern = { type: "string", pattern: "^(a+)+$" };
    write(watch.folder, {
      "tools/slow.json": tool("slow", { input_schema: { type: "object", properties: { pattern } } }),
    });
    const said = await watch.settle(/3 tools/);
    expect(said).toContain("batchgen was updated. This is still the old one: end it and start it again.");
    expect(JSON.parse(read(watch.folder, "generated/.batchgen.json"))).not.toMatchObject({ batchgen: "99.0.0" });
    write(watch.folder, { "tools/slow.json": "{ broken" });
    expect(await watch.settle(/waiting/)).toMatch(/slow\.json:1:3 error/);
    write(watch.folder, { "tools/slow.ts": "export const handler = 1 +;" });
    write(watch.folder, { "tools/slow.json": tool("slow") });
    expect(await watch.settle(/3 tools/)).toContain("HANDLER_SYNTAX");
    write(watch.folder, { "batchgen.config.mjs": "export default { maxInvocation: 3 };" });
    expect(await watch.settle(/waiting/)).toContain('Did you mean "maxInvocations"?');
    write(watch.folder, { "batchgen.config.mjs": "export default { maxInvocations: 3 };", "tsconfig.json": {} });
    expect(await watch.settle(/3 tools/)).not.toContain("updated");
    expect(read(watch.folder, "generated/batch-tool.ts")).toContain("MAX_INVOCATIONS: number = 3");
    rmSync(own, { recursive: true });
    rmSync(join(watch.folder, "tools/slow.ts"));
    await watch.settle(/new tools\/slow\.ts/);
    change(watch, "Seen without a package");
    await watch.settle(/3 tools/);
    await expectRight(watch);
    expect(await watch.end()).toBe(0);
  });

  it("a change of what its configuration imports", async () => {
    const watch = await watching({
      ...exampleTools,
      "batchgen.config.mjs":
        'import { limit } from "./settings/limit.mjs";\nexport default { maxInvocations: limit };\n',
      "settings/limit.mjs":
        'import value from "./value.json" with { type: "json" };\nexport const limit = value.limit;\n',
      "settings/value.json": { limit: 4 },
    });
    const cap = (): string | undefined =>
      /MAX_INVOCATIONS: number = (\d+)/.exec(read(watch.folder, "generated/batch-tool.ts"))?.[1];
    expect(cap()).toBe("4");
    put(watch.folder, { "settings/value.json": { limit: 5 } });
    await watch.settle(/changed settings\/value\.json/);
    expect(cap()).toBe("5");
    put(watch.folder, { "settings/limit.mjs": "export const limit = 6;\n" });
    await watch.settle(/changed settings\/limit\.mjs/);
    expect(cap()).toBe("6");
    put(watch.folder, { "settings/limit.mjs": "export const limit = ;\n" });
    expect(await watch.settle(/waiting/)).toContain("CONFIG_UNREADABLE");
    put(watch.folder, { "settings/limit.mjs": "export const limit = 7;\n" });
    await watch.settle(/changed settings\/limit\.mjs/);
    expect(cap()).toBe("7");
    await expectRight(watch);
    expect(await watch.end()).toBe(0);
  });

  it("a disk that refuses a write for a while: it tries again without being asked", async () => {
    const folder = makeProject(exampleTools);
    const preload = `
      const fs = require("node:fs");
      const { renameSync, existsSync } = fs;
      fs.renameSync = (from, to) => {
        if (existsSync("refuse")) throw Object.assign(new Error("EROFS: read-only file system, rename"), { code: "EROFS", syscall: "rename", path: to });
        renameSync(from, to);
      };
      require("node:module").syncBuiltinESMExports();`;
    const file = join(folder, "preload.cjs");
    writeFileSync(file, preload);
    const watch = await watchIn(folder, process.execPath, ["--require", file, cli, "--watch"]);
    writeFileSync(join(folder, "refuse"), "");
    change(watch, "Refused at first");
    expect(await watch.settle(/waiting/)).toContain("WRITE_FAILED");
    rmSync(join(folder, "refuse"));
    expect(await watch.settle(/2 tools/)).toMatch(/looked again {2}2 tools · \d+ written/);
    await expectRight(watch);
    expect(await watch.end()).toBe(0);
  });
});

describe("--watch ends", () => {
  it("by a signal: 0 while idle, and during a run by the signal itself, which the next run repairs", async () => {
    const idle = await watching();
    expect(await idle.end("SIGHUP")).toBe(0);
    const folder = makeProject(exampleTools);
    const file = join(folder, "preload.cjs");
    // A run that takes forever once it has written its fifth file.
    writeFileSync(
      file,
      `const fs = require("node:fs");
      const { renameSync, existsSync, writeSync } = fs;
      let count = 0;
      fs.renameSync = (from, to) => {
        renameSync(from, to);
        if (!existsSync("slow") || ++count !== 3) return;
        writeSync(2, "in the middle\\n");
        for (;;);
      };
      require("node:module").syncBuiltinESMExports();`,
    );
    const watch = await watchIn(folder, process.execPath, ["--require", file, cli, "--watch"]);
    writeFileSync(join(folder, "slow"), "");
    put(folder, { "tools/get_time.json": tool("get_time"), "tools/a.json": tool("a") });
    await watch.settle(/in the middle/);
    expect(await watch.endedBy("SIGINT")).toBe("SIGINT");
    expect((await batchgen(folder, "--check")).code).toBe(1);
    expect((await batchgen(folder)).code).toBe(0);
    await expectRight(watch);
  });

  it("with 2 at once where a flag names a folder that is refused, which no change can fix", async () => {
    const folder = makeProject(exampleTools);
    for (const args of [
      ["--out", "."],
      ["--out", "tools"],
      ["--handlers", "generated/x"],
    ]) {
      expect(await batchgen(folder, "--watch", ...args), args.join(" ")).toMatchObject({ code: 2 });
    }
    // What the configuration says can be changed.
    const watch = await watching({ ...exampleTools, "batchgen.config.json": { out: "." } });
    put(watch.folder, { "batchgen.config.json": { out: "x" } });
    await watch.settle(/2 tools/);
    expect(await watch.end()).toBe(0);
  });
});
