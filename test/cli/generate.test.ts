import { chmodSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compileProject } from "../support/compile.js";
import { batchgen, exampleTools, makeProject, read, snapshot, tool, write } from "../support/project.js";

/** The paths whose text or time of change differs between two snapshots. */
function changed(before: ReturnType<typeof snapshot>, after: ReturnType<typeof snapshot>): string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => {
    const [old, now] = [before.get(path), after.get(path)];
    return old?.text !== now?.text || old?.changed !== now?.changed;
  });
}

describe("batchgen ./tools", () => {
  it("writes everything once; the second run writes nothing and says so", async () => {
    const folder = makeProject(exampleTools);
    const first = await batchgen(folder, "./tools");
    expect(first).toMatchObject({ code: 0, stdout: "" });
    expect(first.stderr).toContain("2 handlers to fill in: tools/get_time.ts, tools/get_weather.ts\n");
    expect(first.stderr).toMatch(/batchgen {2}2 tools · \d+ written · 0 unchanged · \d+ ms/);
    const before = snapshot(folder);
    for (const path of ["types/get_weather.ts", "definitions.ts", "batch-tool.ts", "tools.ts", "handlers.ts"]) {
      expect([...before.keys()]).toContain(`generated/${path}`);
    }
    for (const path of ["runtime/dispatcher.ts", "index.ts", "main.ts", ".batchgen.json"]) {
      expect([...before.keys()]).toContain(`generated/${path}`);
    }
    const second = await batchgen(folder, "./tools");
    expect(second.code).toBe(0);
    expect(second.stderr).toMatch(/nothing changed, \d+ files up to date/);
    expect(changed(before, snapshot(folder))).toEqual([]);
  });

  it("changes what one changed definition is about, and nothing else", async () => {
    const folder = makeProject(exampleTools);
    await batchgen(folder);
    const before = snapshot(folder);
    const schema = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
    write(folder, {
      "tools/get_time.json": { name: "get_time", description: "The time of a city", input_schema: schema },
    });
    expect((await batchgen(folder)).code).toBe(0);
    expect(changed(before, snapshot(folder)).sort()).toEqual([
      "generated/.batchgen.json",
      "generated/definitions.ts",
      "generated/tools.ts",
      "generated/types/get_time.ts",
      "tools/get_time.json",
      // The stub, which nobody has touched.
      "tools/get_time.ts",
    ]);
    expect(read(folder, "generated/types/get_time.ts")).toContain("city: string");
  });

  it("never touches a handler that was filled in", async () => {
    const folder = makeProject(exampleTools);
    await batchgen(folder);
    const mine = read(folder, "tools/get_time.ts").replace(/throw [^;]*;/, "return input.location;");
    write(folder, { "tools/get_time.ts": mine });
    write(folder, { "tools/get_time.json": tool("get_time", { description: "Another description" }) });
    await batchgen(folder);
    expect(read(folder, "tools/get_time.ts")).toBe(mine);
    // Not even when the definition is gone.
    rmSync(join(folder, "tools/get_time.json"));
    const gone = await batchgen(folder);
    expect(gone.code).toBe(0);
    expect(gone.stderr).toContain("HANDLER_ORPHANED");
    expect(read(folder, "tools/get_time.ts")).toBe(mine);
  });

  it("deletes what it wrote for a tool that is gone, the untouched stub with it", async () => {
    const folder = makeProject(exampleTools);
    await batchgen(folder);
    rmSync(join(folder, "tools/get_time.json"));
    const { stderr } = await batchgen(folder);
    expect(stderr).toContain("2 deleted");
    const left = [...snapshot(folder).keys()];
    expect(left).not.toContain("generated/types/get_time.ts");
    expect(left).not.toContain("tools/get_time.ts");
    expect(left).toContain("tools/get_weather.ts");
  });

  it("takes every option", async () => {
    const folder = makeProject({ "definitions/get_time.json": tool("get_time") });
    const args = [
      "./definitions",
      "--out",
      "src/agent",
      "--import-extension",
      "ts",
      "--batch-name",
      "many",
      "--max-invocations",
      "3",
    ];
    const { code, stderr } = await batchgen(folder, ...args, "--verbose");
    expect(code).toBe(0);
    expect(stderr).toContain("create   src/agent/index.ts\n");
    expect(read(folder, "src/agent/batch-tool.ts")).toContain('BATCH_NAME: string = "many"');
    expect(read(folder, "src/agent/batch-tool.ts")).toContain("MAX_INVOCATIONS: number = 3");
    expect(read(folder, "src/agent/handlers.ts")).toContain('from "../../definitions/get_time.ts"');
    expect(read(folder, "definitions/get_time.ts")).toContain('from "../src/agent/index.ts"');
    expect(read(folder, "src/agent/runtime/dispatcher.ts")).toContain('from "./foundation.ts"');
    const quiet = await batchgen(folder, ...args, "--quiet");
    expect(quiet).toEqual({ code: 0, stdout: "", stderr: "" });
  });
});

describe("--verbose", () => {
  it("says what was read from another dialect than Anthropic's, also where nothing has changed", async () => {
    const { name, description, input_schema: schema } = tool("one");
    const openai = { type: "function", function: { name: "two", description, parameters: schema } };
    const flat = { name: "three", description, parameters: schema };
    const folder = makeProject({
      "tools/a.json": tool("zero"),
      "tools/list.json": { tools: [{ name, description, inputSchema: schema }, openai, flat] },
      "tools/map.json": { four: { description, inputSchema: schema } },
    });
    const said =
      "  tools/list.json: 1 tool read from the dialect of MCP\n" +
      "  tools/list.json: 2 tools read from the dialect of OpenAI\n" +
      "  tools/map.json: 1 tool read from the dialect of MCP\n";
    for (const args of [[], [], ["--check"]]) {
      const { code, stderr } = await batchgen(folder, ...args, "--verbose");
      expect(code).toBe(0);
      expect(stderr.startsWith(said), stderr).toBe(true);
    }
    expect((await batchgen(folder)).stderr).not.toContain("dialect");
    expect((await batchgen(folder, "--verbose", "--quiet")).stderr).toBe("");
  });
});

describe("a disk that refuses", () => {
  it("an output folder that cannot be written: exit 2, and what there was is intact", async () => {
    // A file where the folder belongs refuses everybody, root too, who may write to a read-only folder.
    const folder = makeProject({ ...exampleTools, taken: "a file" });
    const { code, stderr } = await batchgen(folder, "--out", "taken/generated");
    expect(code).toBe(2);
    expect(stderr).toContain("taken:1:1 error OUT_CONFLICT");
    expect(stderr).toContain("taken is no folder, and batchgen wants to write into a folder of that name");
    expect(read(folder, "taken")).toBe("a file");
    if (process.getuid?.() === 0) return;
    const closed = makeProject({ ...exampleTools, "closed/keep": "" });
    chmodSync(join(closed, "closed"), 0o555);
    const refused = await batchgen(closed, "--out", "closed/generated");
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining("Fix that and run batchgen again")]);
    chmodSync(join(closed, "closed"), 0o755);
  });
});

describe("folders", () => {
  it.each([
    ["whose names would end a string, a comment or a line", 'a"b */ `c', "generated"],
    ["whose names begin with a dot", ".", "tools/.generated"],
  ])("%s give code that compiles", async (_, sub, out) => {
    if (process.platform === "win32") return;
    const files = {
      [`tools/${sub}/a.json`]: tool("a"),
      "tools/handlers.context.ts": "export type Context = string;\n",
    };
    const folder = makeProject(files);
    expect((await batchgen(folder, "--out", out)).code).toBe(0);
    const sources = [...snapshot(folder)].filter(([path]) => path.endsWith(".ts"));
    const project = Object.fromEntries(sources.map(([path, { text }]) => [path, text]));
    expect(await compileProject(project, { versions: ["7"], settings: ["esm"] })).toEqual([]);
  });
});

describe("--help and --version", () => {
  it("name every option and command, on stdout", async () => {
    const folder = makeProject();
    const { code, stdout } = await batchgen(folder, "--help");
    expect(code).toBe(0);
    for (const word of ["--out", "--import-extension", "--batch-name", "--max-invocations", "--quiet", "--verbose"]) {
      expect(stdout).toContain(word);
    }
    for (const word of ["init", "try", "explain", "Exit codes"]) expect(stdout).toContain(word);
    expect(await batchgen(folder, "--version")).toMatchObject({ code: 0, stdout: "0.2.0\n" });
  });
});
