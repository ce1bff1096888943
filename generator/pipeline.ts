import { relative } from "node:path";
import type { Options } from "./config/settings.js";
import type { ToolDefinition } from "./define/tool-definition.js";
import type { Diagnostic } from "./diagnostics/diagnostic.js";
import { sortByPlace } from "./diagnostics/sort.js";
import type { VirtualFile } from "./emit/context.js";
import { handlerPath, typesFile } from "./emit/modules.js";
import type { Source } from "./json/source.js";
import { realDisk } from "./plan/disk.js";
import { fingerprint } from "./plan/fingerprint.js";
import { hashText, readManifest, shortHash } from "./plan/manifest.js";
import { manifestPaths } from "./plan/manifest-paths.js";
import type { Disk, Manifest, ManifestFile, Plan, RunKey } from "./plan/plan.js";
import { planUnchanged } from "./plan/plan-unchanged.js";
import { findReusable, type Reusable } from "./plan/reuse.js";
import { toPosix } from "./read/files.js";
import { type HandlerContext, readHandlerContext } from "./read/handler-context.js";
import { readFolder } from "./read/read-folder.js";
import { allActions, changes } from "./report/format-actions.js";
import { warnAboutPlan } from "./report/warn-about-plan.js";

/** What a run may do: put the plan on disk, say what it would do, or hold the handlers to their definitions as well. */
export type Mode = "write" | "dry-run" | "check";

/** What a run starts from. */
export type Input = {
  options: Options;
  sources: Source[];
  diagnostics: Diagnostic[];
  context: HandlerContext;
  key: RunKey;
};

/** What the definitions call for: every file, and the manifest of them. `output` is undefined where there is an error. */
export type Emitted = { tools: string[]; diagnostics: Diagnostic[]; output: Output | undefined };
export type Output = { files: VirtualFile[]; manifest: Manifest };

/** How a run ended. */
export type Ran = {
  /** 0 done, 1 a check that found drift, 2 refused. */
  exitCode: 0 | 1 | 2;
  tools: string[];
  diagnostics: Diagnostic[];
  /** The files that diagnostics are about, for code frames. */
  sources: Source[];
  /** undefined where an error was in the way of one. */
  plan: Plan | undefined;
};

/** A run, phase by phase. `write` is the only mode that changes the disk. Throws the file system's errors. */
export async function runPipeline(input: Input, mode: Mode): Promise<Ran> {
  const disk = diskOf(input);
  const planned = (await planFromManifest(input, disk)) ?? (await planFromScratch(input, disk));
  const { tools, plan } = planned;
  if (plan === undefined) return { exitCode: 2, ...planned, sources: input.sources };

  const handlers = mode === "check" ? await inspect(plan, disk) : { diagnostics: [], sources: [] };
  const diagnostics = sortByPlace([...planned.diagnostics, ...warnAboutPlan(plan), ...handlers.diagnostics]);
  const ran = { tools, diagnostics, sources: [...input.sources, ...handlers.sources], plan };
  if (hasError(diagnostics)) return { exitCode: 2, ...ran };
  if (!allActions(plan).some(changes)) return { exitCode: 0, ...ran };
  if (mode === "write") await apply(plan, input.options);
  return { exitCode: mode === "check" ? 1 : 0, ...ran };
}

/** Reads all that a run depends on. */
export function readInput(options: Options): Input {
  const { cwd, toolsDir, outDir, handlersDir, ...settings } = options;
  const { sources, diagnostics } = readFolder(toolsDir, { cwd, exclude: [outDir] });
  const context = readHandlerContext(handlersDir);
  const folders = [toolsDir, handlersDir].map((folder) => toPosix(relative(outDir, folder)));
  const key = {
    generator: fingerprint(),
    options: hashText(JSON.stringify({ ...settings, folders, ...context })),
    sources: Object.fromEntries(sources.map(({ file, hash }) => [file, shortHash(hash)])),
  };
  return { options, sources, diagnostics, context, key };
}

/** Whether two inputs give the same output. */
export function isSameInput(a: Input, b: Input): boolean {
  return JSON.stringify(a.key) === JSON.stringify(b.key);
}

/** Everything that the definitions call for. Without `reusable` every file is made, whatever stands on disk. */
export async function emit(input: Input, reusable: Reusable = () => undefined): Promise<Emitted> {
  const defined = await define(input);
  const diagnostics = sortByPlace([...input.diagnostics, ...defined.diagnostics]);
  const tools = defined.tools.map(({ name }) => name);
  if (hasError(diagnostics)) return { tools, diagnostics, output: undefined };
  const { emitFiles } = await import("./emit/emit-files.js");
  const context = { ...input.options, tools: defined.tools, ...input.context };
  const files = await emitFiles(context, (tool) => reusable(typesFile(tool), hashOf(tool)));
  const manifest = manifestOf(input, defined, files);
  return { tools, diagnostics, output: { files, manifest } };
}

/** What becomes of every file. */
export async function planOutput(input: Input, { files, manifest }: Output, disk = diskOf(input)): Promise<Plan> {
  const { planActions } = await import("./plan/plan-actions.js");
  const { fromManifest } = manifestPaths(input.options);
  return planActions({ files, manifest, outDir: outputPath(input.options), fromManifest }, disk);
}

type Planned = Pick<Ran, "tools" | "diagnostics" | "plan">;

/** The plan of a run that has nothing to do, from hashes alone; undefined where a full run has to look. */
async function planFromManifest(input: Input, disk: Disk): Promise<Planned | undefined> {
  if (hasError(input.diagnostics)) return undefined;
  const last = readManifest(disk, outputPath(input.options));
  const plan = planUnchanged(input.key, last, disk, manifestPaths(input.options).fromManifest);
  if (plan === undefined || last === undefined) return undefined;
  const { tools, warnings } = last.manifest;
  const diagnostics = warnings === 0 ? [] : (await define(input)).diagnostics;
  return { tools, diagnostics: sortByPlace([...input.diagnostics, ...diagnostics]), plan };
}

async function planFromScratch(input: Input, disk: Disk): Promise<Planned> {
  const last = readManifest(disk, outputPath(input.options));
  const reusable = findReusable(input.key, last, disk, manifestPaths(input.options).fromManifest);
  const { tools, diagnostics, output } = await emit(input, reusable);
  return { tools, diagnostics, plan: output === undefined ? undefined : await planOutput(input, output, disk) };
}

async function define(input: Input): Promise<{ tools: ToolDefinition[]; diagnostics: Diagnostic[] }> {
  const { defineTools } = await import("./define/define-tools.js");
  return defineTools(input.sources, { batchName: input.options.batchName });
}

function manifestOf(
  { options, key }: Input,
  { tools, diagnostics }: { tools: ToolDefinition[]; diagnostics: Diagnostic[] },
  files: readonly VirtualFile[],
): Manifest {
  const { toManifest } = manifestPaths(options);
  const extras = new Map<string, Pick<ManifestFile, "tool" | "input">>();
  for (const tool of tools) {
    extras.set(toPosix(relative(options.outDir, handlerPath(options, tool))), { tool: tool.name });
    extras.set(typesFile(tool), { input: hashOf(tool) });
  }
  const entries = files.map(({ path, content, owner }) => {
    const name = toManifest(path);
    return [name, { owner, hash: hashText(content), ...extras.get(name) }] as const;
  });
  const names = tools.map(({ name }) => name);
  return { version: 1, ...key, tools: names, warnings: diagnostics.length, files: Object.fromEntries(entries) };
}

async function inspect(plan: Plan, disk: Disk): Promise<Pick<Ran, "diagnostics" | "sources">> {
  const { editedHandlers } = await import("./plan/edited-handlers.js");
  const edited = editedHandlers(plan, disk);
  if (edited.length === 0) return { diagnostics: [], sources: [] };
  const { inspectHandlers } = await import("./plan/inspect-handlers.js");
  const sources = edited.map(({ path, text }) => ({ path, file: path, bytes: Buffer.from(text), hash: "" }));
  return { diagnostics: inspectHandlers(edited), sources };
}

async function apply(plan: Plan, { cwd, outDir }: Options): Promise<void> {
  const { applyPlan } = await import("./apply/apply-plan.js");
  applyPlan(plan, cwd, outDir);
}

function diskOf({ options, sources }: Input): Disk {
  return realDisk(
    options,
    sources.map(({ file }) => file),
  );
}

function outputPath({ cwd, outDir }: Options): string {
  return toPosix(relative(cwd, outDir));
}

function hashOf(tool: ToolDefinition): string {
  return hashText(JSON.stringify(tool));
}

function hasError(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}
