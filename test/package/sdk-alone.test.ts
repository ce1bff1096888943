import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { generate, write as writeResult } from "../../generator/index.js";
import { exampleTools, root, run, write } from "../support/project.js";

const PROGRAM = `import { createDispatcher, handlers, toolsFor } from "./generated/index.js";

const dispatcher = createDispatcher(handlers);
const use = { id: "toolu_1", name: "get_weather", input: { location: "Paris" } };
const wrong = await dispatcher.run({ ...use, input: { location: 5 } });
console.log(toolsFor("alongside").length, (await dispatcher.run(use)).is_error ?? false, wrong.content);
`;

/** The SDK with what it depends on itself, and nothing else. */
function installSdk(folder: string): void {
  const names = ["@anthropic-ai/sdk"];
  for (const name of names) {
    const home = join(root, "node_modules", name);
    cpSync(home, join(folder, "node_modules", name), { recursive: true });
    const manifest = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
    const { dependencies = {} }: { dependencies?: { [name: string]: string } } = manifest;
    for (const one of Object.keys(dependencies)) if (!names.includes(one)) names.push(one);
  }
}

it("the SDK is all that the generated code needs: it resolves, compiles and runs with nothing else installed", {
  timeout: 180_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), "batchgen-alone-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  write(folder, {
    ...exampleTools,
    "package.json": { type: "module" },
    "program.ts": PROGRAM,
    "tools/get_weather.ts":
      'import type { Handler } from "../generated/index.js";\n\nexport const handler: Handler<"get_weather"> = ' +
      '() => "sunny";\n',
    "tsconfig.json": {
      compilerOptions: {
        strict: true,
        module: "NodeNext",
        target: "ES2022",
        lib: ["ES2022", "WebWorker"],
        types: [],
        outDir: "out",
        rootDir: ".",
        skipLibCheck: true,
      },
      include: ["program.ts"],
    },
  });
  installSdk(folder);
  await writeResult(await generate({ cwd: folder }));
  const modules = readdirSync(join(folder, "node_modules"));
  expect(modules).not.toContain("ajv");
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  // The program has a console; a Worker's library declares it.
  expect(await run(folder, process.execPath, [tsc, "-p", "."])).toMatchObject({ code: 0, stdout: "" });
  const flags = ["--disallow-code-generation-from-strings"];
  const { code, stdout, stderr } = await run(folder, process.execPath, [...flags, "out/program.js"]);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/^3 false \{"error":\{"code":"INVALID_ARGUMENTS"/);
  expect(stdout).toContain("must be string, not integer");
});
