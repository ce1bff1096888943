import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { rolldown } from "rolldown";
import { generate, write as writeResult } from "../../generator/index.js";
import type { Loose } from "./loose.js";
import { type Files, makeProject } from "./project.js";

/** Generates code from definitions into a folder of the test's own, and imports its public surface. */
export async function generated(tools: readonly object[], files: Files = {}, options: object = {}): Promise<Loose> {
  const named = tools.map((tool, index) => [`tools/${String(index).padStart(4, "0")}.json`, tool]);
  return generatedIn(makeProject({ ...Object.fromEntries(named), ...files }), options);
}

/** Generates code in a folder that holds its definitions, and imports its public surface. */
export async function generatedIn(cwd: string, options: object = {}): Promise<Loose> {
  await generateInto(cwd, options);
  return importGenerated(join(cwd, "generated"));
}

/** Generates code in a folder that holds its definitions. */
export async function generateInto(cwd: string, options: object = {}): Promise<void> {
  const result = await generate({ cwd, ...options });
  const errors = result.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
  await writeResult(result);
}

/** Imports a generated folder's index.ts. It is bundled first: loading it file by file takes twenty times as long. */
export async function importGenerated(folder: string): Promise<Loose> {
  const bundle = await rolldown({
    input: join(folder, "index.ts"),
    external: /^@anthropic-ai\/sdk(\/|$)/,
    platform: "node",
    logLevel: "silent",
  });
  const file = join(folder, "..", "bundle.mjs");
  await bundle.write({ file, format: "esm", codeSplitting: false });
  await bundle.close();
  return import(/* @vite-ignore */ pathToFileURL(file).href);
}
