import { join, relative } from "node:path";
import { cacheFile } from "./cache/cache-file.js";
import { knownFromLook, knownFromMemory } from "./cache/known-input.js";
import type { Memory } from "./cache/memory.js";
import { isAsStamped, isSettled, settle, tickAgo } from "./cache/settle.js";
import type { KnownSources } from "./cache/sources.js";
import { writeMemory } from "./cache/write-memory.js";
import type { Options } from "./config/settings.js";
import type { DefinedSource, Recall } from "./define/define-source.js";
import type { ReadDialect } from "./define/dialects/dialect.js";
import type { Diagnostic } from "./diagnostics/diagnostic.js";
import { sortByPlace } from "./diagnostics/sort.js";
import type { EmittedTool, VirtualFile } from "./emit/context.js";
import type { Source } from "./json/source.js";
import { realDisk } from "./plan/disk.js";
import { MANIFEST, readManifest } from "./plan/manifest.js";
import type { Action, Disk, Manifest, Plan } from "./plan/plan.js";
import { toPosix } from "./read/files.js";
import { CONTEXT_FILE, type HandlerContext, readHandlerContext } from "./read/handler-context.js";
import { type KnownFiles, readFolder } from "./read/read-folder.js";
import { noteStamp, type Stamps } from "./read/stamps.js";
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
  /** All that was read, as it was before. */
  stamps: Stamps;
  /** What has changed before this time, in milliseconds since 1970, shows every further change in its stamp. */
  settledAt: number;
};

/**
 * What the definitions call for: every file, and the manifest of them. `output` is undefined where there is an error.
 */
export type Emitted = {
  tools: string[];
  dialects: ReadDialect[];
  diagnostics: Diagnostic[];
  output: Output | undefined;
};
export type Output = { files: VirtualFile[]; manifest: Manifest; parts: DefinedSource[]; tools: EmittedTool[] };

/** How a run ended. */
export type Ran = {
  /** 0 done, 1 a check that found drift, 2 refused. */
  exitCode: 0 | 1 | 2;
  tools: string[];
  /** What was read from other dialects than Anthropic's. */
  dialects: ReadDialect[];
  diagnostics: Diagnostic[];
  /** The files that diagnostics are about, for code frames. */
  sources: Source[];
  /** What was done, or would be. undefined where an error was in the way of a plan. */
  plan: Plan | undefined;
};

/** What a run may be told beside its options. */
export type RunNotes = {
  force?: boolean;
  memory?: Memory | undefined;
  /** The stamps of all that the options were inferred from; undefined where they are not certain. */
  settings?: Stamps | undefined;
  /** Takes each file that is deleted, as soon as it is: also where the file system refuses what comes next. */
  onDelete?: (action: Action) => void;
};

/** How often a run is done again because the input changed while it wrote. */
const ATTEMPTS = 5;

/** A run, through all phases. Only the mode `write` changes the disk. Throws the file system's errors. */
export async function runPipeline(options: Options, mode: Mode, notes: RunNotes): Promise<Ran> {
  const { settings } = notes;
  for (let attempt = 1; ; attempt++) {
    const known = mode === "write" ? await openKnown(options, notes.memory) : undefined;
    const input = readInput(options, tickAgo(), known?.files);
    const { ran, stamps } = await runPhases(input, mode, notes, known?.sources);
    if (mode !== "write" || ran.exitCode !== 0 || ran.plan === undefined) return ran;
    // Two runs at once may have read different inputs; whoever wrote last has to have read the newest one.
    const now = lookAgain(input);
    if (attempt < ATTEMPTS && !isSameInput(input, now)) continue;
    const isCertain = isRepeated(ran.plan, ran.diagnostics) && isSettled(now.stamps, now.settledAt);
    if (stamps !== undefined && settings !== undefined && isCertain) {
      writeMemory(options, { ...ran, plan: ran.plan }, new Map([...stamps, ...now.stamps]), settings);
    }
    return ran;
  }
}

/**
 * Read → define → emit → plan → apply → report. Gives the stamps of all that stands there afterwards, where they are
 * certain.
 */
async function runPhases(
  input: Input,
  mode: Mode,
  { force = false, memory, onDelete }: RunNotes,
  known: KnownSources | undefined,
): Promise<{ ran: Ran; stamps?: Stamps | undefined }> {
  const { options, sources } = input;
  const { tools, dialects, diagnostics: found, output } = await emit(input, known?.recall);
  if (output === undefined)
    return { ran: { exitCode: 2, tools, dialects, diagnostics: found, sources, plan: undefined } };

  const stamps: Stamps = new Map();
  const disk = realDisk(
    options,
    sources.map(({ file }) => file),
    {
      stamps,
      knownHash: (file) => memory?.knownHash(file, stamps),
    },
  );
  const refused = force ? [] : await refuse(options, disk);
  if (refused.length > 0) {
    return { ran: { exitCode: 2, tools, dialects, diagnostics: [...found, ...refused], sources, plan: undefined } };
  }
  const plan = await planOutput(input, output, disk);
  const faults = sortByPlace([...found, ...warnAboutPlan(plan)]);
  if (hasError(faults)) return { ran: { exitCode: 2, tools, dialects, diagnostics: faults, sources, plan } };

  const hasChanges = allActions(plan).some(changes);
  const done =
    mode === "write" && hasChanges ? await apply(plan, options, stamps, onDelete) : { plan, isCertain: true };

  const handlers = await inspect(done.plan, options, memory);
  const isCheck = mode === "check";
  const judged = isCheck ? handlers.diagnostics : handlers.diagnostics.map(toWarning);
  const diagnostics = sortByPlace([...(isCheck ? faults.map(judgeAsCheck) : faults), ...judged]);
  const exitCode = hasError(diagnostics) ? 2 : mode === "check" && hasChanges ? 1 : 0;
  known?.keep(sources, output.parts, output.tools);
  const ran: Ran = {
    exitCode,
    tools,
    dialects,
    diagnostics,
    sources: [...sources, ...handlers.sources],
    plan: done.plan,
  };
  return { ran, stamps: done.isCertain ? stamps : undefined };
}

/**
 * What the last run knew of each source, and by that of the files to read. A definition file whose stamp is as it was
 * is not read, and what was made of it is not made again.
 */
async function openKnown(
  options: Options,
  memory: Memory | undefined,
): Promise<{ sources: KnownSources; files: FindKnown | undefined }> {
  const { openSources } = await import("./cache/sources.js");
  const sources = openSources(options);
  const files = memory && ((now: Stamps) => knownFromMemory(memory, sources.hashOf, now));
  return { sources, files };
}

/** Gives what is known of files, by the stamps that are taken while they are looked at. */
type FindKnown = (now: Stamps) => KnownFiles;

/** Reads all that a run depends on, but for what is known of it. */
export function readInput(options: Options, settledAt = tickAgo(), known?: FindKnown): Input {
  const { cwd, toolsDir, outDir, handlersDir } = options;
  const stamps: Stamps = new Map();
  const { sources, diagnostics } = readFolder(toolsDir, {
    cwd,
    exclude: [outDir],
    onLook: (path) => noteStamp(stamps, path),
    known: known?.(stamps),
  });
  noteStamp(stamps, join(handlersDir, CONTEXT_FILE));
  return { options, sources, diagnostics, context: readHandlerContext(handlersDir), stamps, settledAt };
}

/** Everything that the definitions call for. */
export async function emit(input: Input, recall?: Recall): Promise<Emitted> {
  const { options, context, sources } = input;
  const { defineTools } = await import("./define/define-tools.js");
  const defined = defineTools(sources, { batchName: options.batchName, recall });
  const found = sortByPlace([...input.diagnostics, ...defined.diagnostics]);
  const diagnostics = options.allowEmpty ? found.filter(({ code }) => code !== "NO_DEFINITIONS") : found;
  const { dialects } = defined;
  const tools = defined.tools.map(({ name }) => name);
  if (hasError(diagnostics)) return { tools, dialects, diagnostics, output: undefined };
  const [{ emitFiles, emitTexts }, { refusePaths }, { makeManifest }] = await Promise.all([
    import("./emit/emit-files.js"),
    import("./emit/refuse-paths.js"),
    import("./plan/make-manifest.js"),
  ]);
  const known = { ...options, ...context, tools: emitTexts(defined.tools) };
  const refused = refusePaths(known);
  if (refused.length > 0) return { tools, dialects, diagnostics: [...diagnostics, ...refused], output: undefined };
  const files = emitFiles(known);
  const output = { files, manifest: makeManifest(known, files), parts: defined.parts, tools: known.tools };
  return { tools, dialects, diagnostics, output };
}

/** What becomes of every file. */
export async function planOutput(input: Input, { files, manifest }: Output, disk = diskOf(input)): Promise<Plan> {
  const [{ planActions }, { manifestPaths }] = await Promise.all([
    import("./plan/plan-actions.js"),
    import("./plan/manifest-paths.js"),
  ]);
  const { cwd } = input.options;
  const { fromManifest } = manifestPaths(input.options);
  return planActions({ files, manifest, cwd, outDir: outputPath(input.options), fromManifest }, disk);
}

/** What an output folder that is not this run's says against being replaced. */
export async function refuse(options: Options, disk: Disk = realDisk(options, [])): Promise<Diagnostic[]> {
  const last = readManifest(disk, outputPath(options));
  if (last === undefined) return [];
  const { refuseOutput } = await import("./plan/refuse-output.js");
  return refuseOutput(last, `${outputPath(options)}/${MANIFEST}`, options);
}

async function apply(
  plan: Plan,
  { cwd, outDir }: Options,
  stamps: Stamps,
  onDelete: RunNotes["onDelete"],
): Promise<{ plan: Plan; isCertain: boolean }> {
  const { applyPlan } = await import("./apply/apply-plan.js");
  const applied = applyPlan(plan, cwd, outDir, onDelete);
  for (const [path, stamp] of applied.stamps) if (stamp !== undefined) stamps.set(path, stamp);
  return { plan: applied.plan, isCertain: ![...applied.stamps.values()].includes(undefined) };
}

/** What is wrong with the handlers that people have edited, by their syntax alone. */
async function inspect(
  plan: Plan,
  options: Options,
  memory: Memory | undefined,
): Promise<Pick<Ran, "diagnostics" | "sources">> {
  const { editedHandlers } = await import("./plan/edited-handlers.js");
  const edited = editedHandlers(plan);
  const known = edited.map((handler) => memory?.inspection(handler.path));
  const unknown = edited.filter((_, index) => known[index] === undefined);
  const sources = edited.map(({ path, text }) => ({ path, file: path, bytes: Buffer.from(text), hash: "" }));
  if (unknown.length === 0) return { diagnostics: known.flatMap((found) => found ?? []), sources };
  const { inspectHandlers } = await import("./plan/inspect-handlers.js");
  return { diagnostics: [...known.flatMap((found) => found ?? []), ...inspectHandlers(unknown, options)], sources };
}

/** Whether a second run would say the same: what only the last manifest knew is said once. */
function isRepeated(plan: Plan, diagnostics: readonly Diagnostic[]): boolean {
  if (diagnostics.some(({ code }) => code === "OUT_FORMATTED")) return false;
  return plan.manifest.because !== "lost" && !plan.actions.some(({ isSaidOnce }) => isSaidOnce === true);
}

/** The input as it is now: read again where it was touched, or could change unnoticed. */
function lookAgain(input: Input): Input {
  const { options, stamps, settledAt } = input;
  if (isSettled(stamps, settledAt) && isAsStamped(stamps)) return input;
  const look = { ...input, toolsDir: options.toolsDir };
  const settled = settle(stamps, cacheFile(options.outDir, "sources"));
  return readInput(options, settled, (now) => knownFromLook(look, now));
}

function isSameInput(a: Input, b: Input): boolean {
  const [one, other] = [a, b].map(({ sources, context }) =>
    JSON.stringify([context, sources.map(({ file, hash }) => [file, hash])]),
  );
  return one === other;
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

/** A run goes on without a handler that was left behind; a check must not. */
function judgeAsCheck(fault: Diagnostic): Diagnostic {
  return fault.code === "HANDLER_LEFT_BEHIND" ? { ...fault, severity: "error" } : fault;
}

function toWarning(fault: Diagnostic): Diagnostic {
  return { ...fault, severity: "warning" };
}

function hasError(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}
