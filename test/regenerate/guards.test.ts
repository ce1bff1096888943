import fs, { existsSync, lstatSync, mkdirSync, readdirSync, readlinkSync, rmSync, symlinkSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { runOnce } from "../../generator/commands/run-once.js";
import {
  batchgen,
  cli,
  exampleTools,
  makeProject,
  read,
  root,
  run,
  snapshot,
  tool,
  write,
} from "../support/project.js";
import { batchgenWith, CASE_INSENSITIVE } from "./preload.js";
import { put } from "./put.js";

describe("the output folder", () => {
  it.each([
    ["the root", "/", "is the root"],
    ["the tools folder", "./tools", "is the tools folder"],
    ["the tools folder, spelled otherwise", "./x/../tools/", "is the tools folder"],
    ["a parent of the tools folder", ".", "is the tools folder, or holds it"],
    ["a parent of the project", "..", "is the tools folder, or holds it"],
    ["a link to the tools folder", "./link-to-tools", "is the tools folder"],
    ["a link to the home folder", "./link-to-home", "is the home folder"],
    ["the home folder", "./home", "is the home folder"],
    ["a parent of the home folder", "./outer", "is the home folder, or holds it"],
  ])("cannot be %s", async (_, out, text) => {
    const folder = makeProject({ ...exampleTools, "home/.profile": "", "outer/home/.profile": "" });
    symlinkSync("tools", join(folder, "link-to-tools"));
    symlinkSync("home", join(folder, "link-to-home"));
    const home = join(folder, out === "./outer" ? "outer/home" : "home");
    const before = snapshot(folder);
    const { code, stderr } = await run(folder, process.execPath, [cli, "--out", out], {
      HOME: home,
      USERPROFILE: home,
    });
    expect(code).toBe(2);
    expect(stderr).toContain("OUT_REFUSED");
    expect(stderr).toContain(text);
    expect(snapshot(folder)).toEqual(before);
  });

  it("cannot hold the handlers, not even those of one sub-folder", async () => {
    const folder = makeProject({ "tools/generated/a.json": tool("a") });
    const inside = await batchgen(folder, "--handlers", "generated/handlers");
    expect([inside.code, inside.stderr]).toEqual([2, expect.stringContaining("HANDLERS_REFUSED")]);
    const one = await batchgen(folder, "--handlers", "src", "--out", "src/generated");
    expect([one.code, one.stderr]).toEqual([
      2,
      expect.stringContaining("src/generated/a.ts would be a handler in the output folder"),
    ]);
    expect(existsSync(join(folder, "src"))).toBe(false);
  });

  it("may be a link, and may lie in the tools folder or outside the project", async () => {
    const folder = makeProject({ "project/tools/a.json": tool("a"), "real/keep.txt": "" });
    symlinkSync("../real", join(folder, "project/generated"));
    const project = join(folder, "project");
    for (const out of ["generated", "tools/generated", "../outside"]) {
      expect((await batchgen(project, "--out", out)).code, out).toBe(0);
      expect((await batchgen(project, "--out", out)).stderr).toContain("nothing changed");
      expect(existsSync(join(project, out, "index.ts"))).toBe(true);
    }
  });
});

describe("links in the output folder", () => {
  it("that lead out of it are never written through: nothing at all is written", async () => {
    const folder = makeProject({ ...exampleTools, "elsewhere/get_weather.ts": "// batchgen: mine\n" });
    await batchgen(folder);
    rmSync(join(folder, "generated/types"), { recursive: true });
    symlinkSync("../elsewhere", join(folder, "generated/types"));
    write(folder, { "tools/get_time.json": tool("get_time") });
    for (const args of [[], ["--check"]]) {
      const { code, stderr } = await batchgen(folder, ...args);
      expect(code).toBe(2);
      expect(stderr).toMatch(/generated\/types\/get_time\.ts.*OUT_LINK/);
    }
    expect(readdirSync(join(folder, "elsewhere"))).toEqual(["get_weather.ts"]);
    expect(read(folder, "elsewhere/get_weather.ts")).toBe("// batchgen: mine\n");
  });

  it("that lead out of it are never deleted through, be the file ever so much like what was written", async () => {
    const folder = makeProject(exampleTools);
    await batchgen(folder);
    write(folder, { "elsewhere/get_time.ts": read(folder, "generated/types/get_time.ts") });
    rmSync(join(folder, "generated/types"), { recursive: true });
    symlinkSync("../elsewhere", join(folder, "generated/types"));
    rmSync(join(folder, "tools/get_time.json"));
    await batchgen(folder);
    expect(existsSync(join(folder, "elsewhere/get_time.ts"))).toBe(true);
  });

  it("that stand for a file are replaced, and what they lead to stays as it is", async () => {
    const folder = makeProject({ ...exampleTools, "mine.ts": "// batchgen: not really\n" });
    await batchgen(folder);
    rmSync(join(folder, "generated/index.ts"));
    symlinkSync("../mine.ts", join(folder, "generated/index.ts"));
    expect((await batchgen(folder)).code).toBe(0);
    expect(lstatSync(join(folder, "generated/index.ts")).isSymbolicLink()).toBe(false);
    expect(read(folder, "mine.ts")).toBe("// batchgen: not really\n");
    rmSync(join(folder, "generated/index.ts"));
    symlinkSync("../nowhere.ts", join(folder, "generated/index.ts"));
    expect((await batchgen(folder)).code).toBe(2);
    expect(existsSync(join(folder, "nowhere.ts"))).toBe(false);
  });

  it("a handler that is a link stays one, whatever it leads to", async () => {
    const folder = makeProject(exampleTools);
    await batchgen(folder);
    write(folder, { "shared/time.ts": read(folder, "tools/get_time.ts") });
    rmSync(join(folder, "tools/get_time.ts"));
    symlinkSync("../shared/time.ts", join(folder, "tools/get_time.ts"));
    write(folder, { "tools/get_time.json": tool("get_time") });
    const text = read(folder, "shared/time.ts");
    expect((await batchgen(folder)).code).toBe(0);
    expect(readlinkSync(join(folder, "tools/get_time.ts"))).toBe("../shared/time.ts");
    expect(read(folder, "shared/time.ts")).toBe(text);
    rmSync(join(folder, "tools/get_time.json"));
    expect((await batchgen(folder)).code).toBe(0);
    expect(readlinkSync(join(folder, "tools/get_time.ts"))).toBe("../shared/time.ts");
  });

  it("no folder is where a file belongs", async () => {
    const folder = makeProject(exampleTools);
    mkdirSync(join(folder, "tools/get_time.ts"));
    const { code, stderr } = await batchgen(folder);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/tools\/get_time\.ts.*OUT_CONFLICT/)]);
    expect(existsSync(join(folder, "generated"))).toBe(false);
  });
});

describe("a file where a folder belongs", () => {
  it.each([
    ["the output folder", "generated", []],
    ["a folder in it", "generated/types", []],
    ["the handlers' folder", "src/handlers", ["--handlers", "src/handlers"]],
    ["a folder above it", "src", ["--handlers", "src/handlers"]],
    ["a link to nowhere", "generated", []],
  ])("%s: it is named once, and nothing at all is written; --check agrees", async (what, path, args) => {
    const folder = makeProject(exampleTools);
    if (what === "a link to nowhere") symlinkSync("nowhere", join(folder, path));
    else write(folder, { [path]: "mine\n" });
    const before = snapshot(folder);
    for (const more of [[], ["--check"]]) {
      const { code, stderr } = await batchgen(folder, ...args, ...more);
      expect([code, stderr.match(/OUT_\w+/g)]).toEqual([2, ["OUT_CONFLICT", "OUT_CONFLICT"]]);
      expect(stderr).toContain(`${path} is no folder, and batchgen wants to write into a folder of that name`);
      expect(snapshot(folder)).toEqual(before);
    }
  });

  it("and a folder where handlers.context.ts could be is no context", async () => {
    const folder = makeProject({ ...exampleTools, "tools/handlers.context.ts/x": "" });
    expect((await batchgen(folder)).code).toBe(0);
    expect(read(folder, "generated/tools.ts")).toContain("type Context = undefined");
  });
});

describe("a manifest from elsewhere", () => {
  it("never deletes a file outside the output and the handlers, be its hash right", async () => {
    const folder = makeProject({
      "project/tools/a.json": tool("a"),
      "mine.ts": "mine\n",
      "project/README.md": "mine\n",
    });
    const project = join(folder, "project");
    await batchgen(project);
    const manifest = JSON.parse(read(project, "generated/.batchgen.json"));
    const { createHash } = await import("node:crypto");
    const hash = createHash("sha256").update("mine\n").digest("hex").slice(0, 32);
    manifest.files["../../mine.ts"] = { owner: "user", hash, tool: "x" };
    manifest.files["../../project/README.md"] = { owner: "user", hash, tool: "x" };
    manifest.files["../README.md"] = { owner: "machine", hash };
    write(project, { "generated/.batchgen.json": manifest });
    expect((await batchgen(project)).code).toBe(0);
    expect(read(folder, "mine.ts")).toBe("mine\n");
    expect(read(project, "README.md")).toBe("mine\n");
  });
});

describe("names that differ by case alone", () => {
  it.each(["a disk where case counts", "a disk where case does not count"])("are renamed on %s", async (disk) => {
    const folder = join(
      makeProject({ "project/tools/t.json": tool("get_time"), "project/tools/u.json": tool("other") }),
      "project",
    );
    const generate = (...args: string[]) =>
      disk.includes("not") ? batchgenWith(CASE_INSENSITIVE, folder, ...args) : batchgen(folder, ...args);
    expect((await generate()).code).toBe(0);
    write(folder, { "tools/t.json": tool("Get_Time") });
    expect((await generate()).code).toBe(0);
    const types = readdirSync(join(folder, "generated/types")).sort();
    expect(types).toEqual(["Get_Time.ts", "other.ts"]);
    expect(readdirSync(join(folder, "tools")).sort()).toEqual(["Get_Time.ts", "other.ts", "t.json", "u.json"]);
    expect(await generate("--check")).toMatchObject({ code: 0, stdout: "" });
    // A handler that was filled in keeps its name where both are one file, and is never lost.
    const mine = `${read(folder, "tools/Get_Time.ts")}// mine\n`;
    write(folder, { "tools/Get_Time.ts": mine, "tools/t.json": tool("get_time") });
    expect((await generate()).code).toBe(0);
    expect(read(folder, "tools/Get_Time.ts")).toBe(mine);
    expect((await generate("--check")).stderr).toMatch(/tools\/Get_Time\.ts.*HANDLER_ORPHANED/);
  });
});

describe("two runs at once", () => {
  it("end with a correct output, round after round, the definitions changing between them", async () => {
    const folder = makeProject();
    for (let round = 0; round < 3; round++) {
      for (let index = 0; index < 6; index++) {
        write(folder, {
          [`tools/t${index}.json`]: tool(`t${(index + round) % 7}`, { description: `In round ${round}` }),
        });
      }
      const first = batchgen(folder);
      const second = batchgen(folder);
      await new Promise((resolve) => setTimeout(resolve, 60 * round));
      put(folder, { "tools/t0.json": tool(`late${round}`) });
      const all = await Promise.all([first, second, batchgen(folder), batchgen(folder)]);
      expect(all.map(({ code, stderr }) => (code === 0 ? "" : stderr))).toEqual(["", "", "", ""]);
      expect(await batchgen(folder, "--check")).toMatchObject({ code: 0, stdout: "" });
      expect(read(folder, "generated/tools.ts")).toContain(`late${round}`);
      const names = readdirSync(folder, { recursive: true }).map(String);
      expect(names.filter((name) => name.endsWith(".tmp"))).toEqual([]);
    }
  });
});

describe("a file that another run deletes", () => {
  it("while this one looks at it is one that is not there", async () => {
    const folder = makeProject(exampleTools);
    expect((await runOnce({}, "write", folder)).exitCode).toBe(0);
    const path = "generated/types/get_time.ts";
    const { readFileSync } = fs;
    onTestFinished(() => {
      fs.readFileSync = readFileSync;
      syncBuiltinESMExports();
    });
    fs.readFileSync = ((file: string, ...rest: []) => {
      if (file === join(folder, path)) rmSync(file, { force: true });
      return readFileSync(file, ...rest);
    }) as typeof readFileSync;
    syncBuiltinESMExports();
    const { exitCode, diagnostics, plan } = await runOnce({}, "check", folder);
    expect([exitCode, diagnostics]).toEqual([1, []]);
    expect(plan?.actions.find((action) => action.path === path)?.action).toBe("create");
  });
});

describe("this repository", () => {
  it("holds its own generated/ to --check before its tests run", () => {
    const { scripts } = JSON.parse(read(root, "package.json"));
    expect(scripts.test).toMatch(/node dist\/cli\.cjs \.\/tools --check && vitest run/);
  });
});
