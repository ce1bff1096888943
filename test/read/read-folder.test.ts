import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { compareCodePoints } from "../../generator/diagnostics/sort.js";
import { readFolder } from "../../generator/read/read-folder.js";

describe("reading a folder of definitions", () => {
  let root = "";
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "batchgen-read-"));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });
  const write = (path: string, text = "{}"): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const read = (folder = "tools", exclude: string[] = []) => readFolder(folder, { cwd: root, exclude });

  it("takes every .json file in the folder and below, in code-point order of the path", () => {
    for (const path of ["b.json", "a.json", "a/x.json", "B.json", "é.json", "a-b.json", "sub/deep/er.json"])
      write(`tools/${path}`);
    expect(read().sources.map(({ file }) => file)).toEqual([
      ...["B.json", "a-b.json", "a.json", "a/x.json", "b.json", "sub/deep/er.json", "é.json"],
    ]);
  });

  it("passes over hidden files and folders, node_modules, the excluded folder and files of other kinds", () => {
    for (const path of [
      ".a.json",
      ".git/b.json",
      "node_modules/c/package.json",
      "out/d.json",
      "e.ts",
      "f.json.bak",
      "g.JSON",
    ])
      write(`tools/${path}`);
    write("tools/keep.json");
    mkdirSync(join(root, "tools/folder.json"));
    expect(read("tools", [join(root, "tools/out")]).sources.map(({ file }) => file)).toEqual(["keep.json"]);
  });

  it("takes the settings of a package for none", () => {
    for (const path of [
      "package.json",
      "sub/package.json",
      "tsconfig.json",
      "sub/tsconfig.build.json",
      "packages.json",
    ])
      write(`tools/${path}`);
    expect(read().sources.map(({ file }) => file)).toEqual(["packages.json"]);
  });

  it("names files of other kinds that look like definitions, and no others", () => {
    write("tools/a.json");
    write("tools/b.yaml", "name: get_weather\ninput_schema:\n  type: object\n");
    write("tools/c.yml", "- name: a\n  parameters: {}\n");
    write("tools/d.jsonc", '{ // a comment\n "name": "x", "inputSchema": {} }');
    write("tools/e.json5", "{ name: 'x', input_schema: {} }");
    write("tools/f.ts", 'export const tool = { name: "x", input_schema: { type: "object" } };');
    write("tools/g.JSON", '{"name":"x","input_schema":{}}');
    write("tools/get_weather.ts", 'export const handler: Handler<"x"> = () => ({ name: "x", inputSchema: 1 });');
    write("tools/h.ts", "export const name: string = parameters.a;");
    write("tools/i.yaml", "name: a workflow\non: push\n");
    write("tools/j.md", '{ "name": "x", "input_schema": {} }');
    const { diagnostics } = read();
    expect(diagnostics.map(({ code, file, severity }) => [code, file, severity])).toEqual(
      ["b.yaml", "c.yml", "d.jsonc", "e.json5", "f.ts", "g.JSON"].map((file) => [
        "FILE_NOT_READ",
        `tools/${file}`,
        "warning",
      ]),
    );
    expect(diagnostics[0]).toMatchObject({
      message: "tools/b.yaml looks like a tool definition (YAML), and only files that end in .json are read.",
      hint: "Write the definition as JSON, in a file that ends in .json.",
    });
  });

  it("gives paths as people see them, bytes and their SHA-256", () => {
    write("tools/sub/a.json", "[]");
    const [source] = read().sources;
    expect(source).toMatchObject({ path: "tools/sub/a.json", file: "sub/a.json" });
    expect(source?.hash).toBe("4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945");
    const [outside] = readFolder(join(root, "tools"), { cwd: join(root, "tools/sub"), exclude: [] }).sources;
    expect(outside?.path).toBe("a.json");
    const [other] = readFolder(join(root, "tools"), { cwd: join(root, "elsewhere"), exclude: [] }).sources;
    expect(other?.path).toBe(join(root, "tools/sub/a.json"));
  });

  it("does not follow links, and says so where a definition may have been meant", () => {
    write("tools/a.json");
    write("secret/b.json");
    symlinkSync(join(root, "secret/b.json"), join(root, "tools/b.json"));
    symlinkSync(join(root, "secret"), join(root, "tools/linked"));
    symlinkSync(join(root, "tools"), join(root, "tools/circle"));
    symlinkSync(join(root, "nowhere.txt"), join(root, "tools/note.txt"));
    const { sources, diagnostics } = read();
    expect(sources.map(({ file }) => file)).toEqual(["a.json"]);
    expect(diagnostics.map(({ code, file, severity }) => [code, file, severity])).toEqual([
      ["LINK_SKIPPED", "tools/b.json", "warning"],
      ["LINK_SKIPPED", "tools/circle", "warning"],
      ["LINK_SKIPPED", "tools/linked", "warning"],
    ]);
  });

  it("may itself be given as a link", () => {
    write("real/a.json");
    symlinkSync(join(root, "real"), join(root, "tools"));
    expect(read().sources.map(({ path }) => path)).toEqual(["tools/a.json"]);
  });

  it("says what is wrong with the folder itself", () => {
    write("file.json");
    mkdirSync(join(root, "empty"));
    const said = (folder: string): unknown =>
      read(folder).diagnostics.map(({ code, file, message }) => [code, file, message]);
    expect(said("tols")).toEqual([
      ["FOLDER_MISSING", "tols", "There is no folder tols. It must be the folder of your tool definitions."],
    ]);
    expect(said("file.json/x")).toEqual([
      [
        "FOLDER_MISSING",
        "file.json/x",
        "There is no folder file.json/x. It must be the folder of your tool definitions.",
      ],
    ]);
    expect(said("file.json")).toEqual([
      ["FOLDER_NOT_A_FOLDER", "file.json", "file.json is a file; it must be a folder of tool definitions."],
    ]);
    expect(said("empty")).toEqual([
      [
        "NO_DEFINITIONS",
        "empty",
        "empty holds no .json file that can be a tool definition; there must be at least one.",
      ],
    ]);
  });

  // Root may read everything, whatever the mode says.
  it.skipIf(process.getuid?.() === 0)("says which file or folder cannot be read, and why (SKIPPED as root)", () => {
    write("tools/a.json");
    write("tools/locked/b.json");
    chmodSync(join(root, "tools/a.json"), 0);
    chmodSync(join(root, "tools/locked"), 0);
    const { diagnostics } = read();
    chmodSync(join(root, "tools/locked"), 0o700);
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ["FILE_UNREADABLE", "tools/a.json cannot be read: permission denied."],
      ["FOLDER_UNREADABLE", "The folder tools/locked cannot be read: permission denied."],
    ]);
  });
});

describe("code-point order", () => {
  it("puts characters past U+FFFF last, other than the order of UTF-16", () => {
    const sorted = ["🌤", "\uffee", "a", "", "ab", "B"].sort(compareCodePoints);
    expect(sorted).toEqual(["", "B", "a", "ab", "\uffee", "🌤"]);
  });
});
