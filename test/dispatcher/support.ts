import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import Anthropic from "@anthropic-ai/sdk";
import { afterAll } from "vitest";
import { defineTools } from "../../generator/define/define-tools.js";
import { emitFiles } from "../../generator/emit/emit-files.js";
import { type OfflineClaude, type OfflineOptions, startOfflineClaude } from "../../generator/offline/index.js";
import { readFolder } from "../../generator/read/read-folder.js";
import { type Files, root, tool, write } from "../support/project.js";

// The tools of a test are not known to the compiler: their names and inputs are any.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Loose = any;

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Generates code from definitions, once for all tests of a file, and imports it. */
export async function world(
  tools: readonly object[],
  files: Files = {},
  options: { batchName?: string; maxInvocations?: number } = {},
): Promise<Loose> {
  mkdirSync(join(root, "test/.tmp"), { recursive: true });
  const cwd = mkdtempSync(join(root, "test/.tmp/dispatcher-"));
  folders.push(cwd);
  const definitions = Object.fromEntries(
    tools.map((one, index) => [`tools/${String(index).padStart(3, "0")}.json`, one]),
  );
  write(cwd, { "package.json": { type: "module" }, ...definitions, ...files });
  await emitInto(cwd, options);
  return import(/* @vite-ignore */ pathToFileURL(join(cwd, "generated/index.ts")).href);
}

/** Generates into a folder that has a folder `tools`. A handler that is there already is left alone. */
export async function emitInto(
  cwd: string,
  options: { batchName?: string; maxInvocations?: number } = {},
): Promise<void> {
  const { batchName = "batch_tool", maxInvocations = 25 } = options;
  const toolsDir = join(cwd, "tools");
  const outDir = join(cwd, "generated");
  const { sources } = readFolder(toolsDir, { cwd, exclude: [outDir] });
  const { tools, diagnostics } = defineTools(sources, { batchName });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
  const hasContext = existsSync(join(toolsDir, "handlers.context.ts"));
  const paths = { toolsDir, outDir, handlersDir: toolsDir };
  const emitted = await emitFiles(
    { ...paths, tools, extension: "js", batchName, maxInvocations, hasContext, createsContext: false },
    cwd,
  );
  for (const { path, content } of emitted) if (!existsSync(join(cwd, path))) write(cwd, { [path]: content });
}

/** A tool whose input is these properties, those named required. */
export function taking(
  name: string,
  properties: object,
  required: readonly string[] = [],
  over: { [key: string]: unknown } = {},
): { [key: string]: unknown } {
  return tool(name, { input_schema: { type: "object", properties, required }, ...over });
}

export const paris = { location: "Paris" };

/** A batch as Claude sends it. */
export function batch(...invocations: unknown[]): { id: string; name: string; input: unknown } {
  return { id: "toolu_1", name: "batch_tool", input: { invocations } };
}

/** One invocation. */
export function invoke(name: string, input: unknown = paris): { name: string; arguments: unknown } {
  return { name, arguments: input };
}

export type Entry = {
  index: number;
  name: string;
  status: string;
  result?: unknown;
  truncated?: { bytes: number; of: number };
  error?: { code: string; message: string; issues?: { path: string; message: string }[] };
};
export type Envelope = {
  results: Entry[];
  ok: number;
  failed: number;
  failedIndexes: number[];
  error?: Entry["error"];
};

/** The envelope of a batch's tool result. */
export function envelopeOf(result: { content?: unknown }): Envelope {
  const { content } = result;
  return JSON.parse(String(Array.isArray(content) ? content[0].text : content));
}

/** The error of a single call's tool result. */
export function errorOf(result: { content?: unknown }): NonNullable<Entry["error"]> {
  return JSON.parse(String(result.content)).error;
}

/** A promise that a test settles when it wants to. */
export function gate<T = void>(): { promise: Promise<T>; open: (value: T) => void } {
  let open = (_: T): void => {};
  const promise = new Promise<T>((resolve) => {
    open = resolve;
  });
  return { promise, open };
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Lets everything that is due happen. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Runs a test against an offline Claude of its own. */
export async function withClaude<T>(
  options: OfflineOptions,
  run: (client: Anthropic, claude: OfflineClaude) => Promise<T>,
): Promise<T> {
  const claude = await startOfflineClaude(options);
  try {
    const client = new Anthropic({ apiKey: "offline", baseURL: claude.baseURL, maxRetries: 0, openTelemetry: false });
    return await run(client, claude);
  } finally {
    await claude.close();
  }
}
