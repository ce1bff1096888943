import { mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { ESLint } from "eslint";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";
import { beforeAll, describe, expect, it } from "vitest";
import { type GenerateOptions, generate, write as writeResult } from "../../generator/index.js";
import { batchgen, type Files, makeFolder, makeProject, read, root, run, tool, write } from "../support/project.js";

/**
 * Where the linters look: a project with fresh stubs in the forms that they can have, and every kind of generated file.
 */
const folder = makeFolder();

/** Long enough that the stub's declaration has to be broken in one way or another. */
const NAMES = [
  "a",
  "get_weather",
  "x".repeat(26),
  "x".repeat(32),
  "x".repeat(33),
  "x".repeat(40),
  "x".repeat(64),
  "9-b",
];

const STYLES = {
  awkward: { description: "Ends */ a comment.\n\n  * with `code`, $" + "{x} and\ttabs  \n<b>html</b> @see me" },
  long: { description: `One line that is far too long: ${"word ".repeat(60)}` },
  typed: {
    input_schema: {
      type: "object",
      properties: {
        kind: { enum: ["a", 1, null] },
        "needs-quotes": { type: "array", items: { anyOf: [{ type: "string" }, { type: "integer" }] } },
        tree: { $ref: "#/$defs/tree" },
        any: {},
      },
      $defs: { tree: { type: "object", properties: { left: { $ref: "#/$defs/tree" } } } },
      additionalProperties: { type: "string" },
    },
  },
};

/** Projects of other kinds, in folders of their own: their settings, files, and what their compiler is told. */
type Kind = { options: GenerateOptions; files?: Files; compilerOptions?: object };

const WORDS = { type: "object", properties: { words: { type: "array", items: { type: ["string", "null"] } } } };
const POLICY = { approval: true, serial: true, timeoutMs: 10 };

const KINDS: { [folder: string]: Kind } = {
  "as ts, imported": {
    options: { runtime: "import", importExtension: "ts", main: false, batchName: "many", maxInvocations: 2 },
    files: { "tools/handlers.context.ts": "export type Context = Record<string, string>;\n" },
    compilerOptions: { allowImportingTsExtensions: true },
  },
  "for a bundler": {
    options: { runtime: "import", importExtension: "none", tools: "src/my tools", handlers: "src/it's (mine)" },
    files: { "src/my tools/deep/er/other.json": tool("other_one") },
    compilerOptions: { module: "Preserve" },
  },
  "in CommonJS": {
    options: { runtime: "import", out: "agent [v1]/größe" },
    files: { "package.json": { type: "commonjs" } },
  },
};

/** One of each: an output schema, a policy, and names that need quotes, a hash, or another name for their type. */
function definitionsOf(kind: string): object[] {
  return [
    tool("con"),
    tool("get-it", { "x-batchgen": POLICY, description: kind }),
    tool("get_it", { description: `${"word ".repeat(30)}\n\n- a\n- b` }),
    { name: "Find", description: "Finds", inputSchema: WORDS, outputSchema: WORDS },
    tool("class", { input_schema: { type: "object", properties: {}, additionalProperties: false } }),
    tool("later", { defer_loading: true }),
  ];
}

beforeAll(async () => {
  const tools = [
    ...NAMES.map((name) => tool(name)),
    ...Object.entries(STYLES).map(([style, over]) => tool(`its_style_is_${style}`, over)),
  ];
  const compilerOptions = { strict: true, module: "NodeNext", target: "ES2023", types: ["node"], noEmit: true };
  write(folder, {
    "package.json": { type: "module" },
    "tsconfig.json": { compilerOptions, include: ["tools/**/*.ts", "generated/**/*.ts"] },
    "biome.json": { root: true, formatter: { indentStyle: "space" }, files: { includes: ["**", "!**/*.json"] } },
    ".prettierignore": "generated/\nkinds/*/generated/\nkinds/*/agent*/\n*.json\n",
    "tools/all.json": tools,
    "tools/a long name of a folder, which makes the import long/and/deep.json": tool("deep"),
  });
  await generateHere(folder);
  mkdirSync(join(folder, "node_modules"));
  // The package is this repository, as it was built.
  symlinkSync(root, join(folder, "node_modules/batchgen"), "junction");
  for (const [kind, { options, files, compilerOptions: over }] of Object.entries(KINDS)) {
    const cwd = join(folder, "kinds", kind);
    write(cwd, { "package.json": { type: "module" }, [`${options.tools ?? "tools"}/all.json`]: definitionsOf(kind) });
    write(cwd, { "tsconfig.json": { compilerOptions: { ...compilerOptions, ...over } }, ...files });
    await generateHere(cwd, options);
  }
});

async function generateHere(cwd: string, options: GenerateOptions = {}): Promise<void> {
  const result = await generate({ cwd, ...options });
  expect(result.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  await writeResult(result);
}

describe("linters and formatters have nothing to say of generated files and fresh stubs", () => {
  it("eslint with typescript-eslint's strict and stylistic presets", { timeout: 180_000 }, async () => {
    const eslint = strictEslint();
    const results = await eslint.lintFiles(["tools/**/*.ts", "generated/**/*.ts", "kinds/**/*.ts"]);
    const handlers = results.filter(({ filePath }) =>
      readFileSync(filePath, "utf8").includes("is not implemented yet"),
    );
    expect([handlers.length, results.length]).toEqual([
      expect.toSatisfy((count) => count > 25),
      expect.toSatisfy((count) => count > 75),
    ]);
    const found = results.flatMap(({ filePath, messages }) =>
      messages.map(({ ruleId, line, message }) => `${filePath.slice(folder.length)}:${line} ${ruleId} ${message}`),
    );
    expect(found).toEqual([]);
    // The presets are at work: they find a handler that is async without need.
    const [sinful] = await eslint.lintText("export const handler = async () => 1;\n", { filePath: "tools/a.ts" });
    expect(sinful?.messages.map(({ ruleId }) => ruleId)).toEqual(["@typescript-eslint/require-await"]);
  });

  it("prettier, the output in its ignore file", async () => {
    const prettier = createRequire(import.meta.url).resolve("prettier/bin/prettier.cjs");
    const { code, stdout, stderr } = await run(folder, process.execPath, [prettier, "--check", "."]);
    expect([stderr, code]).toEqual(["", 0]);
    expect(stdout).toContain("All matched files use Prettier code style!");
  });

  it("prettier, in a project that init has set up", async () => {
    const cwd = makeProject();
    // Many strings, so that its list does not fit on a line.
    const files = Array.from({ length: 9 }, (_, index) => `folder-number-${index}`);
    write(cwd, { "package.json": { type: "module", devDependencies: { prettier: "^3" }, files } });
    expect((await batchgen(cwd, "init")).code).toBe(0);
    expect((await batchgen(cwd)).code).toBe(0);
    const prettier = createRequire(import.meta.url).resolve("prettier/bin/prettier.cjs");
    const { code, stderr } = await run(cwd, process.execPath, [prettier, "--check", "."]);
    expect([stderr, code]).toEqual(["", 0]);
  });

  it("biome, where definitions are indented with spaces", async () => {
    await expectCleanForBiome();
  });

  it("biome as it comes, with definitions that are indented with tabs, as it wants them", async () => {
    write(folder, { "biome.json": { root: true, files: { includes: ["**", "!**/*.json"] } } });
    for (const home of ["tools", "kinds"]) {
      for (const name of readdirSync(join(folder, home), { recursive: true, encoding: "utf8" })) {
        if (!/\.json$/.test(name) || /(?:package|tsconfig|batchgen)\.json$/.test(name)) continue;
        const definitions: unknown = JSON.parse(read(folder, `${home}/${name}`));
        write(folder, { [`${home}/${name}`]: `${JSON.stringify(definitions, undefined, "\t")}\n` });
      }
    }
    for (const [kind, { options }] of Object.entries(KINDS)) await generateHere(join(folder, "kinds", kind), options);
    // Untouched stubs follow their definitions.
    const { actions } = await writeResult(await generate({ cwd: folder }));
    const updated = actions.filter(({ action }) => action === "update").map(({ path }) => path);
    expect(updated).toEqual(expect.arrayContaining(["generated/.batchgen.json", "tools/a.ts", "tools/get_weather.ts"]));
    await expectCleanForBiome();
  });
});

async function expectCleanForBiome(): Promise<void> {
  const biome = join(root, "node_modules/@biomejs/biome/bin/biome");
  const args = [biome, "check", "--error-on-warnings", "--max-diagnostics=none", "tools", "generated", "kinds"];
  const { code, stdout, stderr } = await run(folder, process.execPath, args);
  expect(`${stdout}${stderr}`).toMatch(/^Checked \d{2,} files in .*No fixes applied\.\n$/);
  expect(code).toBe(0);
}

function strictEslint(): ESLint {
  const { strictTypeChecked, stylisticTypeChecked } = tseslint.configs;
  const parserOptions = { projectService: true, tsconfigRootDir: folder };
  const config = defineConfig(strictTypeChecked, stylisticTypeChecked, { languageOptions: { parserOptions } });
  return new ESLint({ cwd: folder, overrideConfigFile: true, baseConfig: config });
}
