import { posix, relative, resolve } from "node:path";
import type { Options } from "./config/resolve-options.js";
import type { ToolDefinition } from "./define/tool-definition.js";
import type { Diagnostic } from "./diagnostics/diagnostic.js";
import { sortByPlace } from "./diagnostics/sort.js";
import type { VirtualFile } from "./emit/context.js";
import { handlerPath, toPosix, typesFile } from "./emit/text.js";
import type { Source } from "./json/source.js";
import { realDisk } from "./plan/disk.js";
import { fingerprint } from "./plan/fingerprint.js";
import { hashText, normalizeEnds, type ReadManifest, readManifest, shortHash } from "./plan/manifest.js";
import { planUnchanged } from "./plan/plan-unchanged.js";
import type { Disk, Manifest, ManifestFile, Plan, RunKey } from "./plan/types.js";
import { type HandlerContext, readHandlerContext } from "./read/handler-context.js";
import { readFolder } from "./read/read-folder.js";

/** What a run starts from. */
export type Input = {
  options: Options;
  sources: Source[];
  diagnostics: Diagnostic[];
  context: HandlerContext;
  key: RunKey;
};

/** What the definitions call for. */
export type Emitted = {
  tools: string[];
  diagnostics: Diagnostic[] /** undefined with an error. */;
  output: Output | undefined;
};

/** Every file, and the manifest of them. */
export type Output = { files: VirtualFile[]; manifest: Manifest };

/** What one run found out before anything is written. */
export type Prepared = {
  tools: string[];
  diagnostics: Diagnostic[];
  /** What to do; undefined where an error is in the way. */
  plan: Plan | undefined;
};

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

/** Defines, emits and plans; writes nothing. Where nothing has changed, it finds that out from hashes alone. */
export async function prepare(input: Input): Promise<Prepared> {
  const disk = diskOf(input);
  const { fromManifest } = pathsOf(input.options);
  const last = readManifest(disk, outputPath(input.options));
  const isSound = !input.diagnostics.some(({ severity }) => severity === "error");
  const plan = isSound ? planUnchanged(input.key, last, disk, fromManifest) : undefined;
  if (plan !== undefined && last !== undefined) {
    const { tools, warnings } = last.manifest;
    const diagnostics = warnings === 0 ? [] : (await define(input)).diagnostics;
    return { tools, diagnostics: sortByPlace([...input.diagnostics, ...diagnostics]), plan };
  }
  const { tools, diagnostics, output } = await emit(input, (name, made) => reuse(name, made, input, last, disk));
  return { tools, diagnostics, plan: output === undefined ? undefined : await planOutput(input, output, disk) };
}

/**
 * Everything that the definitions call for.
 * @param known A file of the output folder as it stands there, where it is certain that it was made from the same.
 */
export async function emit(input: Input, known: Known = () => undefined): Promise<Emitted> {
  const { options, context: handlerContext } = input;
  const defined = await define(input);
  const diagnostics = sortByPlace([...input.diagnostics, ...defined.diagnostics]);
  const tools = defined.tools.map(({ name }) => name);
  if (diagnostics.some(({ severity }) => severity === "error")) return { tools, diagnostics, output: undefined };
  const { emitFiles } = await import("./emit/emit-files.js");
  const context = { ...options, tools: defined.tools, ...handlerContext };
  const files = await emitFiles(context, options.cwd, (tool) => known(typesFile(tool), hashText(JSON.stringify(tool))));
  const { toManifest } = pathsOf(options);
  const extras = new Map<string, Pick<ManifestFile, "tool" | "input">>();
  for (const tool of defined.tools) {
    extras.set(toPosix(relative(options.outDir, handlerPath(context, tool))), { tool: tool.name });
    extras.set(typesFile(tool), { input: hashText(JSON.stringify(tool)) });
  }
  const entries = files.map(({ path, content, owner }) => {
    const name = toManifest(path);
    return [name, { owner, hash: hashText(content), ...extras.get(name) }] as const;
  });
  const warnings = defined.diagnostics.length;
  const manifest = { version: 1, ...input.key, tools, warnings, files: Object.fromEntries(entries) } as const;
  return { tools, diagnostics, output: { files, manifest } };
}

type Known = (name: string, made: string) => string | undefined;

/** A file as the last run wrote it, if that made it from the same with the same batchgen and nobody has changed it since. */
function reuse(
  name: string,
  made: string,
  input: Input,
  last: ReadManifest | undefined,
  disk: Disk,
): string | undefined {
  const { isWhole, manifest } = last ?? { isWhole: false, manifest: undefined };
  if (!isWhole || manifest?.generator !== input.key.generator || manifest.options !== input.key.options)
    return undefined;
  const entry = manifest.files[name];
  if (entry?.input !== made) return undefined;
  const found = disk.look(pathsOf(input.options).fromManifest(name));
  return found?.kind === "file" && hashText(found.text) === entry.hash ? normalizeEnds(found.text) : undefined;
}

/** What becomes of every file. */
export async function planOutput(input: Input, { files, manifest }: Output, disk = diskOf(input)): Promise<Plan> {
  const { planActions } = await import("./plan/plan-actions.js");
  return planActions(
    { files, manifest, outDir: outputPath(input.options), fromManifest: pathsOf(input.options).fromManifest },
    disk,
  );
}

async function define(input: Input): Promise<{ tools: ToolDefinition[]; diagnostics: Diagnostic[] }> {
  const { defineTools } = await import("./define/define-tools.js");
  return defineTools(input.sources, { batchName: input.options.batchName });
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

/** The path of an action, as the manifest names it, and back: the manifest knows nothing of the working directory. */
function pathsOf({ cwd, outDir }: Options) {
  const folders = new Map<string, string>();
  // For thousands of files, working it out takes longer than reading them: their folders are few.
  const shown = (folder: string): string => {
    const known = folders.get(folder) ?? toPosix(relative(cwd, resolve(outDir, folder)));
    folders.set(folder, known);
    return known;
  };
  return {
    fromManifest: (path: string): string => posix.join(shown(posix.dirname(path)), posix.basename(path)),
    toManifest: (path: string): string => toPosix(relative(outDir, resolve(cwd, path))),
  };
}
