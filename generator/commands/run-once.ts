import { type Cache, readCache } from "../cache/cache-file.js";
import { readMemory, recallExtension } from "../cache/memory.js";
import { isSettled, tickAgo } from "../cache/settle.js";
import { resolveOptions } from "../config/resolve-options.js";
import type { Config, Options } from "../config/settings.js";
import type { Mode, Ran } from "../pipeline.js";
import type { Action } from "../plan/plan.js";
import { stampOf } from "../read/stamps.js";

/** How a run ended, and what its options were. */
export type Outcome = Ran & {
  /** Every file that was deleted, also by a run that the file system refused in its middle. */
  deleted: readonly Action[];
  options: Options | undefined;
  /** Every file that the options depend on; absolute. */
  files: string[];
};

/**
 * One run, from the options to the disk. What is wrong is in its diagnostics; it throws for a defect alone. Where
 * nothing has changed since the last run, nothing is loaded but what finds that out: `check` and `dry-run` trust nobody
 * and always look.
 */
export async function runOnce(config: Config, mode: Mode, cwd: string, force = false): Promise<Outcome> {
  const startedAt = tickAgo();
  const deleted: Action[] = [];
  let cache: Cache | undefined;
  const resolved = await resolveOptions(config, cwd, undefined, (outDir) => {
    if (mode === "write") cache = readCache(outDir);
    return cache === undefined ? undefined : recallExtension(cache, cwd);
  });
  const { options, files, diagnostics, sources } = resolved;
  const refused: Outcome = {
    exitCode: 2,
    tools: [],
    dialects: [],
    diagnostics,
    sources,
    plan: undefined,
    deleted,
    options,
    files,
  };
  if (options === undefined) return refused;
  if (mode === "write") cache ??= readCache(options.outDir);
  if (cache !== undefined && cache.stamps.length > MANY_STAMPS) await deferOptimizing();
  const memory = readMemory(cache, options);
  if (memory?.isUnchanged() === true) return { exitCode: 0, ...memory.recall(), deleted, options, files };
  try {
    const settings = new Map(files.map((file) => [file, stampOf(file)]));
    await deferOptimizing();
    const { runPipeline } = await import("../pipeline.js");
    const known = isSettled(settings, startedAt) ? settings : undefined;
    const notes = { force, memory, settings: known, onDelete: (action: Action) => deleted.push(action) };
    return { ...(await runPipeline(options, mode, notes)), deleted, options, files };
  } catch (error) {
    const { fileSystemError } = await import("../apply/file-system-error.js");
    const fault = fileSystemError(error, cwd) ?? (await import("./missing-package.js")).missingPackage(error);
    if (fault === undefined) throw error;
    return { ...refused, diagnostics: [fault] };
  }
}

async function deferOptimizing(): Promise<void> {
  (await import("./defer-optimizing.js")).deferOptimizing();
}

/** To compare so many stamps, V8 would optimize; for fewer, loading the module that keeps it from that takes longer. */
const MANY_STAMPS = 1000;
