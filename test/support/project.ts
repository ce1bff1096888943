import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, onTestFinished } from "vitest";

/** This repository. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** The built command. */
export const cli = join(root, "dist/cli.cjs");

/** A tool definition that is right, with what `over` says otherwise. */
export function tool(name: string, over: { [key: string]: unknown } = {}): { [key: string]: unknown } {
  const location = { type: "string", description: "The city and state, e.g. San Francisco, CA" };
  const input_schema = { type: "object", properties: { location }, required: ["location"] };
  return { name, description: `Does ${name} for a location`, input_schema, ...over };
}

/** The two tools of the example. */
export const exampleTools: Files = {
  "tools/get_weather.json": readFileSync(join(root, "tools/get_weather.json"), "utf8"),
  "tools/get_time.json": readFileSync(join(root, "tools/get_time.json"), "utf8"),
};

/** Files by their paths; what is no text is written as JSON. */
export type Files = { readonly [path: string]: unknown };

/** A folder for a whole test file, below this repository so that its packages resolve; removed when its tests end. */
export function makeFolder(): string {
  const folder = newFolder();
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function newFolder(): string {
  // What batchgen remembers of a run lies in the nearest node_modules.
  mkdirSync(join(root, "test/.tmp/node_modules"), { recursive: true });
  return mkdtempSync(join(root, "test/.tmp/project-"));
}

/** The same for one test, with files; removed when the test ends. */
export function makeProject(files: Files = {}): string {
  const folder = newFolder();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  write(folder, { "package.json": { type: "module" }, ...files });
  return folder;
}

/** Writes files into a folder. */
export function write(folder: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === "string" ? content : `${JSON.stringify(content, undefined, 2)}\n`);
  }
}

/** A file's text. */
export function read(folder: string, path: string): string {
  return readFileSync(join(folder, path), "utf8");
}

/** Every file in a folder, with its text and the time of its last change. */
export function snapshot(folder: string): Map<string, { text: string; changed: number }> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/")).sort();
  return new Map(
    paths.map((path) => [path, { text: read(folder, path), changed: statSync(join(folder, path)).mtimeMs }]),
  );
}

/** How a command ended. */
export type Ran = { code: number; stdout: string; stderr: string };

/** Runs the built batchgen in a folder. */
export function batchgen(folder: string, ...args: string[]): Promise<Ran> {
  return run(folder, process.execPath, [cli, ...args]);
}

/** Runs a command in a folder; an exit code above 0 is an answer, too. */
export function run(
  folder: string,
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const options = {
      cwd: folder,
      env: { ...process.env, NO_COLOR: "1", GITHUB_ACTIONS: "", ...env },
      maxBuffer: 1 << 28,
      // One that never ends must not outlive the tests.
      timeout: 200_000,
    };
    const child = execFile(command, args, options, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== "number") reject(error);
      else resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
    });
    child.stdin?.end();
  });
}
