import { existsSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runOnce } from "../../generator/commands/run-once.js";
import { hashText } from "../../generator/read/hash.js";
import { batchgen, exampleTools, type Files, makeProject, read, tool, write } from "../support/project.js";
import { differences, snapshotOf } from "./project-model.js";

type Entry = { owner: "machine" | "user"; hash: string; tool?: string };

/** Puts entries into the manifest of a project; a merge, a script or an attacker can do the same. */
function forge(folder: string, entries: { [path: string]: Entry | undefined }): void {
  const manifest = JSON.parse(read(folder, "generated/.batchgen.json"));
  Object.assign(manifest.files, entries);
  write(folder, { "generated/.batchgen.json": manifest });
}

async function generatedProject(files: Files = {}): Promise<string> {
  const folder = join(makeProject({ "project/package.json": { type: "module" } }), "project");
  write(folder, { ...exampleTools, ...files });
  expect((await runOnce({}, "write", folder)).exitCode).toBe(0);
  return folder;
}

const FILLED = `import { type Handler, ToolError } from "../generated/index.js";

export const handler: Handler<"gone"> = async (input) => {
  return \`mine, \${JSON.stringify(input)}\`;
};
`;

describe("a forged manifest, its hashes right", () => {
  /** A stub of batchgen's own, of a tool that is not there. */
  const stub = (folder: string): string => read(folder, "tools/get_time.ts").replaceAll("get_time", "gone");
  const user = (text: string, name = "gone"): Entry => ({ owner: "user", hash: hashText(text), tool: name });
  const machine = (text: string): Entry => ({ owner: "machine", hash: hashText(text) });

  type Forgery = [what: string, path: string, text: (folder: string) => string, entry: (text: string) => Entry];
  const forgeries: Forgery[] = [
    ["a filled-in handler", "tools/gone.ts", () => FILLED, user],
    ["a filled-in handler as the machine's", "tools/gone.ts", () => FILLED, machine],
    ["a stub with a line added", "tools/gone.ts", (folder) => `${stub(folder)}// mine\n`, user],
    ["a stub with a line before it", "tools/gone.ts", (folder) => `// mine\n${stub(folder)}`, user],
    ["a stub with another import", "tools/gone.ts", (folder) => `import "./mine.js";\n${stub(folder)}`, user],
    [
      "a stub whose comment holds code",
      "tools/gone.ts",
      (f) => stub(f).replace("\nexport", "\n/** */ mine(); /** */\nexport"),
      user,
    ],
    ["a stub of another tool", "tools/gone.ts", (folder) => read(folder, "tools/get_weather.ts"), user],
    ["a stub of another output", "tools/gone.ts", (f) => stub(f).replace("../generated/", "../elsewhere/"), user],
    ["a stub whose name ends otherwise", "tools/gone.md", stub, user],
    ["a definition", "tools/notes/readme.md", () => "mine\n", user],
    ["a source file beside the tools", "src/app.ts", () => "export const mine = 1;\n", user],
    ["a source file as the machine's", "src/app.ts", () => "// batchgen: mine\n", machine],
    ["a stub outside the handlers' folder", "src/gone.ts", (f) => stub(f), user],
    ["the readme", "README.md", () => "mine\n", machine],
    ["package.json", "package.json", () => '{"type":"module"}\n', machine],
    ["a file above the project", "../mine.ts", () => FILLED, user],
    ["a handler above the project as the machine's", "../mine.ts", () => FILLED, machine],
    ["a file above the project with the banner", "../mine.ts", () => "// batchgen: mine\n", machine],
    ["a file in the output folder without the banner", "generated/notes.ts", () => "export const mine = 1;\n", machine],
    ["a note in the output folder", "generated/notes.md", () => "// batchgen: no code\n", machine],
    ["a file in the output folder as a handler", "generated/notes.ts", () => FILLED, user],
    ["a handler in a hidden folder", "tools/.git/gone.ts", () => FILLED, user],
    ["a handler in node_modules", "node_modules/x/gone.ts", () => FILLED, user],
  ];
  it.each(forgeries)("deletes and overwrites nothing: %s", async (_, path, text, entry) => {
    const folder = await generatedProject();
    const content = text(folder);
    write(folder, { [path]: content });
    forge(folder, { [`../${path}`]: entry(content), [path.replace(/^generated\//, "")]: entry(content) });
    for (let run = 0; run < 2; run++) {
      const { exitCode, plan } = await runOnce({}, "write", folder);
      expect(exitCode).toBe(0);
      expect(plan?.actions.filter(({ action }) => action === "delete")).toEqual([]);
      expect(read(folder, path)).toBe(content);
    }
  });

  it("of a definition that is there overwrites no filled-in handler", async () => {
    const folder = await generatedProject();
    const mine = FILLED.replaceAll("gone", "get_time");
    write(folder, { "tools/get_time.ts": mine, "tools/get_time.json": tool("get_time") });
    forge(folder, { "../tools/get_time.ts": user(mine, "get_time") });
    expect((await runOnce({}, "write", folder)).exitCode).toBe(0);
    expect(read(folder, "tools/get_time.ts")).toBe(mine);
  });

  it("at a path that batchgen wants, without the banner, is a conflict", async () => {
    const folder = await generatedProject();
    const mine = "export const mine = 1;\n";
    write(folder, { "generated/types/get_time.ts": mine });
    forge(folder, { "types/get_time.ts": machine(mine) });
    for (const mode of ["write", "check"] as const) {
      const { exitCode, diagnostics } = await runOnce({}, mode, folder);
      expect([exitCode, diagnostics.map(({ code }) => code)]).toEqual([2, ["OUT_CONFLICT"]]);
    }
    expect(read(folder, "generated/types/get_time.ts")).toBe(mine);
  });

  it("deletes what is batchgen's own: the tests above can fail", async () => {
    const folder = await generatedProject();
    const types = read(folder, "generated/types/get_time.ts");
    write(folder, { "tools/gone.ts": stub(folder), "generated/types/gone.ts": types });
    forge(folder, { "../tools/gone.ts": user(stub(folder)), "types/gone.ts": machine(types) });
    const { stderr } = await batchgen(folder);
    expect(stderr).toContain("  deleted: generated/types/gone.ts\n  deleted: tools/gone.ts\n");
    expect([existsSync(join(folder, "tools/gone.ts")), existsSync(join(folder, "generated/types/gone.ts"))]).toEqual([
      false,
      false,
    ]);
  });
});

describe("a generated file and the manifest, altered together", () => {
  it("fail --check, and a run repairs them", async () => {
    const folder = await generatedProject();
    const before = snapshotOf(folder);
    const edited = `${read(folder, "generated/tools.ts")}export const edited = 1;\n`;
    write(folder, { "generated/tools.ts": edited });
    forge(folder, { "tools.ts": { owner: "machine", hash: hashText(edited) } });
    expect((await runOnce({}, "check", folder)).exitCode).toBe(1);
    expect((await runOnce({}, "write", folder)).exitCode).toBe(0);
    for (const [path, { bytes }] of before) expect(snapshotOf(folder).get(path)?.bytes, path).toBe(bytes);
  });
});

describe("output that is not this run's to replace", () => {
  it("that a newer batchgen wrote: refused, by --check as well, and replaced with --force", async () => {
    const folder = await generatedProject();
    for (const change of [{ batchgen: "99.1.0" }, { version: 99 }, { batchgen: "99.0.0-beta.1" }]) {
      const manifest = JSON.parse(read(folder, "generated/.batchgen.json"));
      write(folder, { "generated/.batchgen.json": { ...manifest, ...change }, "tools/new.json": tool("new") });
      const before = snapshotOf(folder);
      for (const args of [[], ["--check"], ["--dry-run"]]) {
        const { code, stderr } = await batchgen(folder, ...args);
        expect([code, stderr.match(/error [A-Z_]+/g)]).toEqual([2, ["error OUT_NEWER"]]);
        expect(stderr).toMatch(
          /generated by batchgen \S+, and this is \S+: nothing was written\.[\s\S]*batchgen --force/,
        );
      }
      expect(differences(before, snapshotOf(folder))).toEqual([]);
      expect((await batchgen(folder, "--force")).code).toBe(0);
      expect((await batchgen(folder, "--check")).code).toBe(0);
      rmSync(join(folder, "tools/new.json"));
      await batchgen(folder);
    }
  });

  it("that an older one wrote, or one whose version is none, is replaced", async () => {
    const folder = await generatedProject();
    for (const batchgenVersion of ["0.0.9", "no version", ""]) {
      const manifest = JSON.parse(read(folder, "generated/.batchgen.json"));
      write(folder, { "generated/.batchgen.json": { ...manifest, batchgen: batchgenVersion } });
      const { exitCode, diagnostics } = await runOnce({}, "write", folder);
      expect([exitCode, diagnostics]).toEqual([0, []]);
    }
  });

  it("that another tools folder wrote, which still holds definitions: refused; renamed, it is the same folder", async () => {
    const folder = await generatedProject({ "other/x.json": tool("x") });
    const before = snapshotOf(folder);
    const { exitCode, diagnostics } = await runOnce({ tools: "other" }, "write", folder);
    expect([exitCode, diagnostics.map(({ code }) => code)]).toEqual([2, ["OUT_OF_OTHER_TOOLS"]]);
    expect(diagnostics[0]?.message).toContain(
      "generated from tools, which still holds definitions, and this run reads other",
    );
    expect((await runOnce({ tools: "other" }, "check", folder)).exitCode).toBe(2);
    expect(differences(before, snapshotOf(folder))).toEqual([]);
    // With --force the output changes hands, and the stubs of the other folder stay.
    expect((await runOnce({ tools: "other" }, "write", folder, true)).exitCode).toBe(0);
    expect(existsSync(join(folder, "tools/get_time.ts"))).toBe(true);
    expect(existsSync(join(folder, "generated/types/get_time.ts"))).toBe(false);
    renameSync(join(folder, "other"), join(folder, "renamed"));
    expect((await runOnce({ tools: "renamed" }, "write", folder)).exitCode).toBe(0);
  });
});

describe("what is behind a link in the handlers' folder", () => {
  it("is not deleted, be the stub ever so untouched", async () => {
    const folder = await generatedProject({ "tools/sub/a.json": tool("a") });
    rmSync(join(folder, "tools/sub/a.json"));
    renameSync(join(folder, "tools/sub"), join(folder, "elsewhere"));
    symlinkSync("../elsewhere", join(folder, "tools/sub"));
    expect((await runOnce({}, "write", folder)).exitCode).toBe(0);
    expect(existsSync(join(folder, "elsewhere/a.ts"))).toBe(true);
  });
});

it(
  "an upgrade from an output with small runtime files leaves none of them, says nothing of it and touches no " +
    "handler",
  async () => {
    const filled = FILLED.replace('"gone"', '"get_time"');
    const folder = await generatedProject({ "tools/get_time.ts": filled });
    const fresh = snapshotOf(folder);
    const { diagnostics } = await runOnce({}, "write", folder);
    const small = Object.keys(JSON.parse(read(folder, "generated/.batchgen.json")).files).filter((path) =>
      /^runtime\/(?!index)/.test(path),
    );
    expect(small.length).toBeGreaterThan(1);
    const names = small.map((path) => path.replace(/\/(\w+)\.ts$/, "/$1/$1.ts"));
    const texts = names.map(() => "// batchgen: runtime, copied as it is. Do not edit.\n\nexport {};\n");
    for (const path of small) rmSync(join(folder, "generated", path));
    write(folder, Object.fromEntries(names.map((name, at) => [`generated/${name}`, texts[at] ?? ""])));
    forge(folder, Object.fromEntries(small.map((path) => [path, undefined])));
    forge(
      folder,
      Object.fromEntries(names.map((name, at) => [name, { owner: "machine", hash: hashText(texts[at] ?? "") }])),
    );
    const upgraded = await runOnce({}, "write", folder);
    expect(upgraded.exitCode).toBe(0);
    expect(upgraded.diagnostics).toEqual(diagnostics);
    const written = [".batchgen.json", ...small].map((path) => `generated/${path}`);
    const now = snapshotOf(folder);
    expect(differences(fresh, now)).toEqual(written);
    for (const path of written) expect(now.get(path)?.bytes).toBe(fresh.get(path)?.bytes);
    expect(existsSync(join(folder, "generated/runtime/dispatcher"))).toBe(false);
  },
);
