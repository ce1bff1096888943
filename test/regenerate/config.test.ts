import { mkdirSync, statSync, symlinkSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runOnce } from "../../generator/commands/run-once.js";
import { resolveOptions } from "../../generator/config/resolve-options.js";
import type { Config } from "../../generator/config/settings.js";
import { batchgen, type Files, makeProject, read, root, tool, write } from "../support/project.js";

/** The faults of a configuration, as `file:line:column CODE message`. */
async function faultsOf(files: Files, flags: Config = {}): Promise<string[]> {
  const { diagnostics, options } = await resolveOptions(flags, makeProject(files));
  expect(options === undefined).toBe(diagnostics.length > 0);
  return diagnostics.map(({ file, line, column, code, message }) => `${file}:${line}:${column} ${code} ${message}`);
}

describe("a configuration", () => {
  it("is read from package.json, batchgen.config.json or batchgen.config.mjs; flags win", async () => {
    const config = {
      tools: "defs",
      out: "src/agent",
      handlers: "src/handlers",
      importExtension: "ts",
      batchName: "many",
      maxInvocations: 3,
      runtime: "import",
      main: false,
    };
    const places: Files[] = [
      { "package.json": { batchgen: config } },
      { "package.json": `\ufeff${JSON.stringify({ batchgen: config })}` },
      { "batchgen.config.json": config },
      { "batchgen.config.mjs": `export default ${JSON.stringify({ ...config })};` },
      {
        "batchgen.config.mjs": `export default { ...${JSON.stringify(config)}, tools: "defs", out: undefined ?? "src/agent" };`,
      },
    ];
    for (const files of places) {
      const folder = makeProject(files);
      const { options } = await resolveOptions({ batchName: "other" }, folder);
      expect(options).toEqual({
        cwd: folder,
        toolsDir: join(folder, "defs"),
        outDir: join(folder, "src/agent"),
        handlersDir: join(folder, "src/handlers"),
        extension: "ts",
        batchName: "other",
        maxInvocations: 3,
        runtime: "import",
        main: false,
        settings: {
          handlers: join(folder, "src/handlers"),
          importExtension: "ts",
          batchName: "other",
          maxInvocations: 3,
          runtime: "import",
          main: false,
        },
      });
    }
  });

  it("is not needed, and a package.json that says nothing is none", async () => {
    for (const files of [{}, { "package.json": "[]" }, { "package.json": { name: "batchgen" } }]) {
      expect(await faultsOf(files)).toEqual([]);
    }
  });

  it("may be hidden in a package.json that is broken, so a run does not go on without it", async () => {
    const text = '{\n<<<<<<< ours\n  "batchgen": { "out": "src/agent" }\n';
    expect(await faultsOf({ "package.json": text })).toEqual([
      expect.stringMatching(/^package\.json:2:1 CONFIG_UNREADABLE package\.json cannot be read: /),
    ]);
    const { diagnostics, sources } = await resolveOptions({}, makeProject({ "package.json": text }));
    expect(diagnostics[0]?.hint).toBe("Fix the file.");
    expect(sources.map(({ file }) => file)).toEqual(["package.json"]);
  });

  it("is not passed over where its name is one that batchgen does not read", async () => {
    for (const file of ["batchgen.config.js", "batchgen.config.cjs", "batchgen.config.mts"]) {
      expect(await faultsOf({ [file]: "export default { out: 'x' };" })).toEqual([
        `${file}:1:1 CONFIG_UNREADABLE ${file} is not read; a configuration must be in package.json or in ` +
          "batchgen.config.json, .mjs or .ts.",
      ]);
    }
  });

  it("may be TypeScript, with what it imports, and is loaded again each time", async () => {
    const folder = makeProject({
      "batchgen.config.ts":
        'import { n, type Cap } from "./caps.js";\nenum Kind { A = "src/agent" }\nexport default { ' +
        "maxInvocations: n satisfies Cap, out: Kind.A as string };\n",
      "caps.ts": "export type Cap = number;\nexport const n: Cap = 3;\n",
    });
    const first = await resolveOptions({}, folder);
    expect(first.diagnostics).toEqual([]);
    expect(first.options).toMatchObject({ maxInvocations: 3, outDir: join(folder, "src/agent") });
    expect(first.files).toContain(join(folder, "caps.ts"));
    write(folder, { "caps.ts": "export type Cap = number;\nexport const n: Cap = 4;\n" });
    expect((await resolveOptions({}, folder)).options?.maxInvocations).toBe(4);
    const broken = await faultsOf({ "batchgen.config.ts": "export default { out: ;\n" });
    expect(broken).toEqual([
      expect.stringMatching(/^batchgen\.config\.ts:1:1 CONFIG_UNREADABLE batchgen\.config\.ts cannot be read: /),
    ]);
    const typo = await faultsOf({ "batchgen.config.ts": "export default { outt: 'x' as const };\n" });
    expect(typo).toEqual([expect.stringContaining('There is no setting "outt". Did you mean "out"?')]);
  });

  it("that is TypeScript is read by the built command, too", async () => {
    const folder = makeProject({ "defs/a.json": tool("a") });
    write(folder, { "batchgen.config.ts": 'const tools: string = "defs";\nexport default { tools };\n' });
    expect(await batchgen(folder, "--dry-run")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("defs/a.ts"),
    });
  });

  it("may name its JSON Schema, which is a string", async () => {
    expect(await faultsOf({ "batchgen.config.json": { $schema: "./schema.json", out: "x" } })).toEqual([]);
    expect(await faultsOf({ "package.json": { batchgen: { $schema: 1 } } })).toEqual([
      expect.stringContaining('CONFIG_KEY_UNKNOWN There is no setting "$schema"'),
    ]);
  });

  it("that is code is loaded again each time, with all that it imports", async () => {
    const folder = makeProject({
      "batchgen.config.mjs": 'import { n } from "./n.mjs";\nexport default { maxInvocations: n };\n',
      "n.mjs": 'export { n } from "./deep/n.mjs";\n',
      "deep/n.mjs": "export const n = 3;\n",
    });
    expect((await resolveOptions({}, folder)).options?.maxInvocations).toBe(3);
    const times = statSync(join(folder, "deep/n.mjs"));
    write(folder, { "deep/n.mjs": "export const n = 4;\n" });
    // The same size and time as before.
    utimesSync(join(folder, "deep/n.mjs"), times.atime, times.mtime);
    const { options, files } = await resolveOptions({}, folder);
    expect(options?.maxInvocations).toBe(4);
    expect(files).toEqual(expect.arrayContaining([join(folder, "n.mjs"), join(folder, "deep/n.mjs")]));
  });

  it("that is code and gives no settings is refused", async () => {
    const found: [string, RegExp][] = [
      ["export default { out: () => 'x' };", /cannot be read: a setting is no plain value/],
      ["await new Promise(() => {});", /cannot be read: it ended before it exported anything/],
      ["process.exit(0);", /cannot be read: it ended before it exported anything/],
      ["throw 'text';", /cannot be read: text/],
    ];
    for (const [text, message] of found) {
      expect(await faultsOf({ "batchgen.config.mjs": text })).toEqual([expect.stringMatching(message)]);
    }
  });

  it("may be promised, and is an object: what only looks empty is refused", async () => {
    const promised = makeProject({ "batchgen.config.mjs": "export default (async () => ({ maxInvocations: 3 }))();" });
    expect((await resolveOptions({}, promised)).options?.maxInvocations).toBe(3);
    const found: [string, string][] = [
      ["() => ({})", "a function"],
      ["new Map([['out', 'x']])", "a Map"],
      ["null", "null"],
      ["Promise.resolve([])", "[]"],
    ];
    for (const [value, shown] of found) {
      expect(await faultsOf({ "batchgen.config.mjs": `export default ${value};` })).toEqual([
        `batchgen.config.mjs:1:1 CONFIG_INVALID The configuration is ${shown}; it must be an object.`,
      ]);
    }
  });

  it("with an unknown key or a wrong value is refused, with its place and the nearest key", async () => {
    expect(await faultsOf({ "batchgen.config.json": '{\n  "maxInvocation": 3,\n  "out": 7\n}' })).toEqual([
      'batchgen.config.json:2:3 CONFIG_KEY_UNKNOWN There is no setting "maxInvocation". Did you mean "maxInvocations"?',
      "batchgen.config.json:3:10 CONFIG_INVALID out is 7; it must be a folder.",
    ]);
    expect(await faultsOf({ "package.json": '{\n "name": "x",\n "batchgen": { "zzz": 1, "a/b~c": 2 }\n}' })).toEqual([
      'package.json:3:16 CONFIG_KEY_UNKNOWN There is no setting "zzz".',
      'package.json:3:26 CONFIG_KEY_UNKNOWN There is no setting "a/b~c".',
    ]);
    expect(await faultsOf({ "batchgen.config.mjs": "export default { importExtention: 'js' };" })).toEqual([
      'batchgen.config.mjs:1:1 CONFIG_KEY_UNKNOWN There is no setting "importExtention". Did you mean ' +
        '"importExtension"?',
    ]);
    expect(await faultsOf({ "batchgen.config.json": '{"__proto__": 1, "importExtension": ["js"]}' })).toEqual([
      'batchgen.config.json:1:2 CONFIG_KEY_UNKNOWN There is no setting "__proto__".',
      "batchgen.config.json:1:37 CONFIG_INVALID importExtension is an array of 1 element; it must be js, ts or none.",
    ]);
  });

  it("that cannot be read is refused, with the place", async () => {
    expect(await faultsOf({ "batchgen.config.json": '{\n  "out": "x",\n}' })).toEqual([
      expect.stringMatching(
        /^batchgen\.config\.json:[23]:\d+ CONFIG_UNREADABLE batchgen\.config\.json cannot be read: /,
      ),
    ]);
    expect(await faultsOf({ "batchgen.config.json": "\n" })).toEqual([
      "batchgen.config.json:1:1 CONFIG_UNREADABLE batchgen.config.json cannot be read: it is empty; it must be a " +
        "JSON object.",
    ]);
    expect(await faultsOf({ "batchgen.config.json": "[1]" })).toEqual([
      "batchgen.config.json:1:1 CONFIG_INVALID The configuration is an array of 1 element; it must be an object.",
    ]);
    expect(await faultsOf({ "package.json": '{\n"batchgen": "src"}' })).toEqual([
      'package.json:2:13 CONFIG_INVALID The configuration is "src"; it must be an object.',
    ]);
    for (const text of [
      "export default {",
      "throw new Error('boom');",
      "throw undefined;",
      "export default Promise.reject('no');",
      "import './nowhere.mjs';",
    ]) {
      const [fault] = await faultsOf({ "batchgen.config.mjs": text });
      expect(fault).toMatch(/^batchgen\.config\.mjs:1:1 CONFIG_UNREADABLE /);
    }
    expect((await faultsOf({ "batchgen.config.mjs": "export const config = {};" }))[0]).toContain(
      "has no default export",
    );
  });

  it("in two places is refused", async () => {
    const both = { "package.json": { batchgen: {} }, "batchgen.config.json": {} };
    expect(await faultsOf(both)).toEqual([
      "batchgen.config.json:1:1 CONFIG_SEVERAL There are configurations in package.json and in " +
        "batchgen.config.json; there must be one.",
    ]);
  });

  it("is shown with a code frame, and stops the command with 2", async () => {
    const folder = makeProject({ "batchgen.config.json": '{\n  "outt": "x"\n}\n', "tools/a.json": tool("a") });
    const { code, stderr } = await batchgen(folder);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /batchgen\.config\.json:2:3 error CONFIG_KEY_UNKNOWN[\s\S]*> 2 \|[\s\S]*Did you mean "out"\?|Did you mean "out"\?[\s\S]*> 2 \|/,
    );
    expect(stderr).toContain(
      "The settings are tools, out, handlers, importExtension, batchName, maxInvocations, runtime, main, allowEmpty.",
    );
  });

  it("can import defineConfig from the package", async () => {
    const folder = makeProject({
      "tools/a.json": tool("a"),
      "batchgen.config.mjs":
        'import { defineConfig } from "batchgen";\nexport default defineConfig({ maxInvocations: 9 });\n',
    });
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(root, join(folder, "node_modules/batchgen"));
    expect((await batchgen(folder)).code).toBe(0);
    expect(read(folder, "generated/batch-tool.ts")).toContain("MAX_INVOCATIONS: number = 9");
  });
});

describe("relative imports end as the nearest tsconfig.json asks for", () => {
  const compiler = (options: object): object => ({ compilerOptions: options });
  const cases: [string, Files, string][] = [
    ["none there", {}, "js"],
    ["NodeNext", { "tsconfig.json": compiler({ module: "NodeNext" }) }, "js"],
    ["a bundler", { "tsconfig.json": compiler({ module: "ESNext", moduleResolution: "Bundler" }) }, "none"],
    ["preserve", { "tsconfig.json": compiler({ module: "Preserve" }) }, "none"],
    ["the old Node", { "tsconfig.json": compiler({ module: "CommonJS", moduleResolution: "node" }) }, "none"],
    [
      "rewritten extensions",
      { "tsconfig.json": compiler({ module: "NodeNext", rewriteRelativeImportExtensions: true }) },
      "ts",
    ],
    [
      "allowed extensions",
      { "tsconfig.json": compiler({ moduleResolution: "Bundler", allowImportingTsExtensions: true }) },
      "ts",
    ],
    [
      "with comments",
      { "tsconfig.json": '{ // why\n "compilerOptions": { "moduleResolution": "bundler", }, }' },
      "none",
    ],
    [
      "what it extends, twice over, the last one winning",
      {
        "tsconfig.json": { extends: ["./a.json", "./b.json"] },
        "a.json": compiler({ moduleResolution: "NodeNext" }),
        "b.json": { extends: "./deep/c.json" },
        "deep/c.json": compiler({ moduleResolution: "Bundler" }),
      },
      "none",
    ],
    [
      "what it extends from a package",
      {
        "tsconfig.json": { extends: "base/tsconfig.json" },
        "node_modules/base/package.json": { name: "base" },
        "node_modules/base/tsconfig.json": compiler({ moduleResolution: "Bundler" }),
      },
      "none",
    ],
    [
      "a nearer one",
      {
        "tsconfig.json": compiler({ moduleResolution: "Bundler" }),
        "src/tsconfig.json": compiler({ module: "NodeNext" }),
      },
      "js",
    ],
    [
      "the project that it refers to",
      {
        "tsconfig.json": { files: [], references: [{ path: "./tsconfig.node.json" }, { path: "./tsconfig.app.json" }] },
        "tsconfig.node.json": { ...compiler({ module: "NodeNext" }), include: ["vite.config.ts"] },
        "tsconfig.app.json": { ...compiler({ moduleResolution: "Bundler" }), include: ["src"] },
      },
      "none",
    ],
    ["one that is broken", { "tsconfig.json": "{ broken" }, "js"],
    ["one whose base is missing", { "tsconfig.json": { extends: "./nowhere.json" } }, "js"],
  ];
  it.each(cases)("%s", async (_, files, extension) => {
    // A tsconfig.json of the test's own, lest the one of this repository be the nearest.
    const folder = makeProject({ "tsconfig.json": {}, ...files });
    const { options } = await resolveOptions({ out: "src/agent" }, folder);
    expect(options?.extension).toBe(extension);
    expect((await resolveOptions({ out: "src/agent", importExtension: "ts" }, folder)).options?.extension).toBe("ts");
  });

  it("also right after a run that was told otherwise", async () => {
    const folder = makeProject({ "tsconfig.json": {}, "tools/a.json": tool("a") });
    const runs: [Config, ending: string][] = [
      [{ importExtension: "none" }, ""],
      [{}, ".js"],
      [{ importExtension: "ts" }, ".ts"],
      [{}, ".js"],
    ];
    for (const [config, ending] of runs) {
      await runOnce(config, "write", folder);
      expect(read(folder, "generated/index.ts")).toContain(`from "./tools${ending}";`);
    }
  });
});
