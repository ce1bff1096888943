import { lstatSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { batchgen, cli, makeProject, read, run, snapshot, write } from "../support/project.js";

describe("batchgen init", () => {
  it("makes a sample, a tsconfig.json and scripts, and leaves all that is there", async () => {
    const folder = makeProject({
      "package.json": '{\n    "type": "module",\n    "scripts": { "generate": "mine" }\n}\n',
    });
    const { code, stderr } = await batchgen(folder, "init");
    expect(code).toBe(0);
    expect(stderr).toContain("made     tools/get_weather.json\nmade     tools/get_weather.ts\n");
    expect(read(folder, "tools/get_weather.ts")).toBe(`import type { Handler } from "../generated/index.js";

/** An example: put in its place what finds the weather out. */
export const handler: Handler<"get_weather"> = ({ location }) =>
  \`The weather in \${location} is 72 degrees and sunny.\`;
`);
    expect(stderr).toContain("npx batchgen ./tools");
    const { compilerOptions } = JSON.parse(read(folder, "tsconfig.json"));
    expect(compilerOptions).toMatchObject({
      module: "NodeNext",
      types: ["node"],
      verbatimModuleSyntax: true,
      strict: true,
    });
    expect(read(folder, "package.json")).toBe(`{
    "type": "module",
    "scripts": {
        "generate": "mine",
        "generate:check": "batchgen ./tools --check"
    }
}
`);
    expect(JSON.parse(read(folder, "tools/get_weather.json")).$schema).toBe(
      "../node_modules/batchgen/tool.schema.json",
    );
    const before = snapshot(folder);
    const again = await batchgen(folder, "init");
    expect(again.code).toBe(0);
    expect(again.stderr).toContain("Nothing to do: all is there.");
    expect(snapshot(folder)).toEqual(before);
  });

  it("makes the sample also where the tools folder is there and holds no definition", async () => {
    const folder = makeProject({ "tools/.gitkeep": "" });
    expect((await batchgen(folder, "init")).stderr).toContain("made     tools/get_weather.json");
    expect((await batchgen(folder, "./tools")).code).toBe(0);
  });

  it("makes the sample where a run would find no definition, be there ever so much JSON", async () => {
    const folder = makeProject({ "tools/.eslintrc.json": "{}", "tools/node_modules/x/package.json": "{}" });
    expect((await batchgen(folder)).stderr).toContain("`batchgen init` makes a sample");
    expect((await batchgen(folder, "init")).stderr).toContain("made     tools/get_weather.json");
    expect((await batchgen(folder)).code).toBe(0);
  });

  it("puts the scripts where a package.json leads that is a link", async () => {
    const folder = makeProject({ "shared.json": { name: "mine" } });
    rmSync(join(folder, "package.json"));
    symlinkSync("shared.json", join(folder, "package.json"));
    expect((await batchgen(folder, "init")).code).toBe(0);
    expect(lstatSync(join(folder, "package.json")).isSymbolicLink()).toBe(true);
    expect(JSON.parse(read(folder, "shared.json")).scripts).toHaveProperty("generate");
  });

  it("says what the file system refuses, with exit 2", async () => {
    const folder = makeProject({ tools: "a file, and no folder" });
    const { code, stderr } = await batchgen(folder, "init");
    expect(code).toBe(2);
    expect(stderr).toContain("The file system refused");
    expect(stderr).toContain("Fix that and run batchgen again");
    expect(stderr).not.toContain("defect");
  });

  it("leaves out of a CommonJS package's tsconfig.json what TypeScript does not allow there", async () => {
    const folder = makeProject({ "package.json": { name: "mine" } });
    await batchgen(folder, "init");
    expect(JSON.parse(read(folder, "tsconfig.json")).compilerOptions).not.toHaveProperty("verbatimModuleSyntax");
  });
});

describe("batchgen init in a project that is there already", () => {
  const shipped = { "@anthropic-ai/sdk": "^1" };

  it("makes what it makes where the configuration says", async () => {
    const folder = makeProject({
      "package.json": { type: "module", batchgen: { tools: "src/definitions", out: "src/generated" } },
    });
    const { code, stderr } = await batchgen(folder, "init");
    expect(code).toBe(0);
    expect(stderr).toContain("made     src/definitions/get_weather.json");
    expect(stderr).toMatch(/^ {2}npx batchgen +generate/m);
    expect(JSON.parse(read(folder, "package.json")).scripts).toEqual({
      generate: "batchgen",
      "generate:check": "batchgen --check",
    });
    expect(JSON.parse(read(folder, "tsconfig.json")).include).toContain("src/definitions/**/*.ts");
    expect((await batchgen(folder)).code).toBe(0);
    expect((await batchgen(folder, "try", "What", "time", "is it?")).stdout).toContain("is 12:32 PM.");
  });

  it.each<[string, object, RegExp | undefined]>([
    [
      "a copied runtime",
      { dependencies: { batchgen: "*" } },
      /batchgen is in "dependencies".*\n {2}npm install --save-dev batchgen/,
    ],
    ["an imported runtime", { dependencies: { batchgen: "*" }, batchgen: { runtime: "import" } }, undefined],
    [
      "an imported runtime of a development dependency",
      { devDependencies: { batchgen: "*" }, batchgen: { runtime: "import" } },
      /batchgen is in "devDependencies", and with "runtime": "import".*\n {2}npm install batchgen/,
    ],
    ["a copied runtime of a development dependency", { devDependencies: { batchgen: "*" } }, undefined],
  ])("says where batchgen is the wrong kind of dependency: %s", async (_, own, text) => {
    const { code, stderr } = await batchgen(makeProject({ "package.json": { type: "module", ...own } }), "init");
    expect(code).toBe(0);
    if (text === undefined) expect(stderr).not.toContain("batchgen is in");
    else expect(stderr).toMatch(text);
  });

  it("refuses a configuration that is wrong", async () => {
    const folder = makeProject({ "batchgen.config.json": { outt: "x" } });
    const { code, stderr } = await batchgen(folder, "init");
    expect([code, stderr]).toEqual([2, expect.stringContaining('Did you mean "out"?')]);
    expect(await batchgen(folder, "try", "x")).toEqual({ code: 2, stdout: "", stderr });
    expect([...snapshot(folder).keys()]).toEqual(["batchgen.config.json", "package.json"]);
  });

  it.each<[string, object, object, RegExp | undefined]>([
    [
      "rootDir",
      { module: "NodeNext", rootDir: "src" },
      {},
      /tsconfig\.json has the rootDir .*src, and tools\/ and generated\/ are not in it\. .*"tools": "src\/tools", "out": "src\/generated"/,
    ],
    ["include", { module: "NodeNext" }, { include: ["src"] }, /does not take in tools\/ and generated\/.*"include"/],
    [
      "verbatimModuleSyntax",
      { module: "NodeNext", verbatimModuleSyntax: true },
      {},
      /verbatimModuleSyntax.*npm pkg set type=module/,
    ],
    ["a CommonJS package", { module: "NodeNext" }, {}, /is CommonJS, where "await" .*npm pkg set type=module/],
    [
      "lib",
      { module: "ESNext", lib: ["ES2020", "DOM"] },
      {},
      /lib es2020, dom, and the .* needs ES2022 .*"lib": \["ES2022"\]/,
    ],
    ["target", { module: "ESNext", target: "es2019" }, {}, /has the target es2019.*"target": "ES2022"/],
    [
      "nothing",
      { module: "ESNext", moduleResolution: "Bundler", verbatimModuleSyntax: true, target: "ES2015", lib: ["ESNext"] },
      {},
      undefined,
    ],
  ])("says what in its tsconfig.json is in the way: %s", async (_, compilerOptions, more, advice) => {
    const folder = makeProject({
      "package.json": { dependencies: shipped },
      "tsconfig.json": { compilerOptions, ...more },
    });
    const { code, stderr } = await batchgen(folder, "init");
    expect(code).toBe(0);
    if (advice === undefined) expect(stderr).toMatch(/to \.gitattributes\n\nNext:\n/);
    else expect(stderr).toMatch(advice);
  });

  it("says what production wants, and what is not installed at all", async () => {
    expect((await batchgen(makeProject(), "init")).stderr).toMatch(
      /Before you ship.*\n {2}npm install @anthropic-ai\/sdk\n\nNext/,
    );
    const folder = mkdtempSync(join(tmpdir(), "batchgen-init-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    write(folder, { "package.json": {} });
    const { stderr } = await run(folder, process.execPath, [cli, "init"], {
      npm_config_user_agent: "pnpm/10.1.0 npm/? node/v20",
    });
    expect(stderr).toContain(
      "Not installed here:\n  pnpm add @anthropic-ai/sdk\n  pnpm add -D typescript @types/node\n",
    );
  });

  it("keeps the line ends of package.json, and says where there is none or it is broken", async () => {
    const folder = makeProject({ "package.json": '\ufeff{\r\n\t"name": "mine"\r\n}\r\n' });
    await batchgen(folder, "init");
    expect(read(folder, "package.json")).toBe(
      '{\r\n\t"name": "mine",\r\n\t"scripts": {\r\n\t\t"generate": "batchgen ./tools",\r\n\t\t"generate:check": ' +
        '"batchgen ./tools --check"\r\n\t}\r\n}\r\n',
    );
    const broken = makeProject({ "package.json": "[]" });
    expect((await batchgen(broken, "init")).stderr).toContain("package.json is not a JSON object");
    expect(read(broken, "package.json")).toBe("[]");
    write(broken, { "package.json": "{" });
    expect((await batchgen(broken, "init")).stderr).toMatch(/package\.json:1:2 error CONFIG_UNREADABLE/);
    expect(read(broken, "package.json")).toBe("{");
    rmSync(join(broken, "package.json"));
    expect((await batchgen(broken, "init")).stderr).toContain("`npm init -y` makes one");
  });

  it("names what is installed and too old, with the command of the package manager", async () => {
    const folder = makeProject({
      "yarn.lock": "",
      "node_modules/typescript/package.json": { version: "5.8.3" },
      "node_modules/@anthropic-ai/sdk/package.json": { version: "0.71.0" },
    });
    const env = { npm_config_user_agent: "" };
    const { stderr } = await run(folder, process.execPath, [cli, "init"], env);
    expect(stderr).toContain("typescript is 5.8.3, and must be 5.9 or later:\n  yarn add -D typescript@latest\n");
    expect(stderr).toContain(
      "@anthropic-ai/sdk is 0.71.0, and must be 1.0 or later:\n  yarn add @anthropic-ai/sdk@1\n",
    );
    expect(stderr).toMatch(
      /^Next:\n {2}yarn batchgen \.\/tools +generate.*\n {2}yarn tsc --noEmit +check it\n {2}yarn batchgen try /m,
    );
    expect(stderr).not.toMatch(/npm|npx/);
  });

  it("names the output to prettier and to GitHub, where the project uses them, once and with its line ends", async () => {
    const folder = makeProject({
      "package.json": { type: "module", devDependencies: { prettier: "^3" }, batchgen: { out: "src/made here" } },
      ".gitattributes": "*.png binary\r\n* text=auto",
      ".git/HEAD": "",
    });
    const { stderr } = await batchgen(folder, "init");
    expect(stderr).toContain("added    src/made here/ to .prettierignore\n");
    expect(read(folder, ".prettierignore")).toBe("src/made here/\n");
    expect(read(folder, ".gitattributes")).toBe(
      '*.png binary\r\n* text=auto\r\n"src/made here/**" linguist-generated\r\n',
    );
    const before = snapshot(folder);
    expect((await batchgen(folder, "init")).stderr).toContain("Nothing to do");
    expect(snapshot(folder)).toEqual(before);
    const own = makeProject({ ".prettierrc": "{}", ".prettierignore": "dist\ngenerated\n" });
    await batchgen(own, "init");
    expect(read(own, ".prettierignore")).toBe("dist\ngenerated\n");
  });
});
