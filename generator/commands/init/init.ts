import { existsSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { replaceFile } from "../../apply/write-file.js";
import { realPath } from "../../config/refuse-folders.js";
import { resolveOptions } from "../../config/resolve-options.js";
import type { Options } from "../../config/settings.js";
import { escapeInvisible } from "../../diagnostics/show-value.js";
import { toPosix } from "../../read/files.js";
import { findManager, type PackageManager } from "../../read/package-manager.js";
import { readFolder } from "../../read/read-folder.js";
import { print, stderr } from "../../report/sink.js";
import { printDiagnostics } from "../print-diagnostics.js";
import { adviseSetup } from "./advise-setup.js";
import { formatJson, type Package, readPackage } from "./json-files.js";
import { markOutput } from "./mark-output.js";
import { writeSample } from "./write-sample.js";

const QUESTION = "What's the weather and time in San Francisco?";

/** `batchgen init`: makes what a new project needs and does not have. Overwrites nothing. Gives the exit code. */
export async function runInit(cwd: string): Promise<number> {
  const { options, diagnostics, sources } = await resolveOptions({}, cwd);
  if (options === undefined) {
    await printDiagnostics(diagnostics, sources);
    return 2;
  }
  const found = readPackage(cwd);
  const manager = findManager(cwd);
  const generate = options.toolsDir === join(cwd, "tools") ? "batchgen ./tools" : "batchgen";
  const done = [
    ...(hasDefinitions(options) ? [] : writeSample(options)),
    ...writeTsconfig(options, found),
    ...addScripts(cwd, found, generate, manager),
    ...markOutput(options, found),
  ];
  print(stderr, done.length === 0 ? "Nothing to do: all is there.\n" : `${done.map(escapeInvisible).join("\n")}\n`);
  for (const advice of adviseSetup(options, found)) print(stderr, `\n${advice}\n`);
  const steps = [
    [manager.run(generate), "generate, and get a stub for each new handler"],
    [manager.run("tsc --noEmit"), "check it"],
    [manager.run(`batchgen try "${QUESTION}"`), ""],
  ] as const;
  const width = Math.max(...steps.map(([command, what]) => (what === "" ? 0 : command.length)));
  const lines = steps.map(([command, what]) => `  ${command.padEnd(width)}  ${what}`.trimEnd());
  print(stderr, `\nNext:\n${lines.join("\n")}\n`);
  return 0;
}

/** Whether a run would find any: where it finds none, it says that init makes a sample. */
function hasDefinitions({ cwd, toolsDir, outDir }: Options): boolean {
  return readFolder(toolsDir, { cwd, exclude: [outDir] }).sources.length > 0;
}

function writeTsconfig({ cwd, toolsDir, outDir }: Options, found: Package | undefined): string[] {
  if (existsSync(join(cwd, "tsconfig.json"))) return [];
  const folders = new Set([toolsDir, outDir, join(cwd, "src")].map((folder) => toPosix(relative(cwd, folder))));
  const config = {
    compilerOptions: {
      target: "ES2023",
      module: "NodeNext",
      types: ["node"],
      strict: true,
      // TypeScript does not allow it where imports become require().
      ...(found?.value["type"] === "module" ? { verbatimModuleSyntax: true } : {}),
      skipLibCheck: true,
      rootDir: ".",
      outDir: "dist",
    },
    // A program beside the tools as well, such as that of the README.
    include: ["*.ts", ...[...folders].map((folder) => `${folder}/**/*.ts`)],
  };
  writeFileSync(join(cwd, "tsconfig.json"), formatJson(config), { flag: "wx" });
  return ["made     tsconfig.json"];
}

function addScripts(cwd: string, found: Package | undefined, generate: string, manager: PackageManager): string[] {
  const file = join(cwd, "package.json");
  if (found === undefined) {
    return existsSync(file)
      ? ["package.json is not a JSON object: no scripts were put into it."]
      : [`There is no package.json to put scripts into: \`${manager.init}\` makes one.`];
  }
  const { value, text } = found;
  const scripts = value["scripts"] ?? {};
  const wanted = Object.entries({ generate, "generate:check": `${generate} --check` });
  const missing = wanted.filter(([name]) => !Object.hasOwn(scripts, name));
  if (missing.length === 0) return [];
  const changed = { ...value, scripts: { ...scripts, ...Object.fromEntries(missing) } };
  const indent = /^([ \t]+)"/m.exec(text)?.[1] ?? "  ";
  const written = `${JSON.stringify(changed, undefined, indent)}\n`;
  // A link stays one: what it leads to is the package.json.
  replaceFile(realPath(file), text.includes("\r\n") ? written.replaceAll("\n", "\r\n") : written);
  return missing.map(([name]) => `added    the script ${name} to package.json`);
}
