import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { SyntheticTool } from "./corpus.js";

/** This repository. */
export const root: string = join(import.meta.dirname, "..");

/** The built command, as npx starts it. */
export const cli: string = join(root, "dist/cli.cjs");

/** A project with these tools, in which nothing has been generated yet. Gives its folder. */
export function makeProject(folder: string, tools: readonly SyntheticTool[]): string {
  discard(folder);
  mkdirSync(join(folder, "tools"), { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
  const compilerOptions = { target: "ES2023", module: "NodeNext", strict: true, rootDir: ".", types: ["node"] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["generated", "tools"] }));
  const examples = Object.fromEntries(tools.map(({ name, example }) => [name, example]));
  writeFileSync(join(folder, "examples.json"), JSON.stringify(examples));
  for (const { example: _, ...definition } of tools) {
    writeFileSync(join(folder, "tools", `${definition.name}.json`), `${JSON.stringify(definition, undefined, 2)}\n`);
  }
  return folder;
}

/** Takes away all that was generated, and what is known of it. */
export function clean(folder: string): void {
  discard(join(folder, "../node_modules/.cache/batchgen"));
  discard(join(folder, "generated"));
  for (const name of readdirSync(join(folder, "tools"))) if (name.endsWith(".ts")) discard(join(folder, "tools", name));
}

let discarded = 0;

/**
 * Takes away a file or folder in the scratch folder by moving it aside. When ext4 looks for room, it passes over what
 * was deleted within the last minute, or the last six where that is not on the disk yet: so each new file costs the
 * system the more the more was deleted before, 0.7 ms where 360 files were, and 0.02 ms otherwise.
 */
export function discard(path: string): void {
  if (!existsSync(path)) return;
  const aside = join(root, "test/.tmp/bench-discarded");
  mkdirSync(aside, { recursive: true });
  renameSync(path, join(aside, `${process.pid}-${++discarded}`));
}

/** Deletes what was moved aside. */
export function deleteDiscarded(): void {
  rmSync(join(root, "test/.tmp/bench-discarded"), { recursive: true, force: true });
}

/** Runs node to its end. Gives the milliseconds from start to end, as a person waits for them. */
export function timeNode(cwd: string, args: readonly string[]): number {
  const started = process.hrtime.bigint();
  runNode(cwd, args);
  return Number(process.hrtime.bigint() - started) / 1e6;
}

/** Runs node to its end. Gives its standard output. A run that fails is no measurement: it throws. */
export function runNode(cwd: string, args: readonly string[]): string {
  const options = { cwd, encoding: "utf8", maxBuffer: 1 << 28, timeout: 300_000 } as const;
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, args, options);
  if (status !== 0) {
    throw new Error(`node ${args.slice(0, 3).join(" ")} … ended with ${status ?? signal}:\n${stderr}${stdout}`);
  }
  return stdout;
}

/** The most memory that a run of node held at a time, in MiB. */
export function peakMemory(cwd: string, args: readonly string[]): number {
  return usageOf(cwd, args, "maxRSS") / 1024;
}

/**
 * The processor time that a run of node took, in all its threads, in milliseconds: unlike the time a person waits, it
 * hardly depends on what else runs.
 */
export function cpuTime(cwd: string, args: readonly string[]): number {
  return usageOf(cwd, args, "userCPUTime + usage.systemCPUTime") / 1000;
}

function usageOf(cwd: string, args: readonly string[], field: string): number {
  const note = join(cwd, "resource-usage");
  const hook = join(cwd, "resource-usage.cjs");
  const code =
    `const usage = process.resourceUsage(); require("node:fs").writeFileSync(${JSON.stringify(note)}, ` +
    `String(usage.${field}));`;
  writeFileSync(hook, `process.on("exit", () => { ${code} });\n`);
  runNode(cwd, ["--require", hook, ...args]);
  return Number(readFileSync(note, "utf8"));
}

/** Compiles a generated project to JavaScript, in build/ of its folder. */
export function compile(folder: string): void {
  runNode(folder, [join(root, "node_modules/typescript-7/bin/tsc"), "-p", ".", "--noCheck", "--outDir", "build"]);
}

/**
 * Runs one of the programs in in-process/ inside a project, where packages and the project itself resolve. Gives its
 * JSON.
 */
export function runInProject(folder: string, program: string, ...args: string[]): unknown {
  copyFileSync(join(root, "bench/in-process", program), join(folder, program));
  return JSON.parse(runNode(folder, [program, ...args]));
}
