import { resolve } from "node:path";
import { applyPlan } from "./apply/apply-plan.js";
import { refuseCwd } from "./config/refuse-folders.js";
import { resolveOptions } from "./config/resolve-options.js";
import type { Config } from "./config/settings.js";
import type { Diagnostic } from "./diagnostics/diagnostic.js";
import type { VirtualFile } from "./emit/context.js";
import { emit, type Input, type Output, planOutput, readInput, refuse } from "./pipeline.js";
import type { Action } from "./plan/plan.js";
import { allActions, changes } from "./report/format-actions.js";
import { warnAboutPlan } from "./report/warn-about-plan.js";

export type { Config, ImportExtension } from "./config/settings.js";
export type { Diagnostic, DiagnosticCode } from "./diagnostics/diagnostic.js";
export type { VirtualFile } from "./emit/context.js";

/** The settings of `generate`: those of a configuration, and where to look for it. */
export type GenerateOptions = Config & {
  /** The working directory, in which relative folders lie. Default: the process's. */
  cwd?: string;
};

/**
 * What a run would write, and what there is to say of the input. With an error among the diagnostics there are no
 * files.
 */
export type GenerateResult = {
  /** Every file, wanted as it stands, with a POSIX path relative to the working directory. */
  files: VirtualFile[];
  diagnostics: Diagnostic[];
  /** The names of the tools. */
  tools: string[];
};

/** What was done with each file, and what there is to say of it. Where a conflict stands, nothing was done. */
export type WriteResult = {
  actions: Pick<Action, "path" | "action" | "owner">[];
  diagnostics: Diagnostic[];
};

export type WriteOptions = {
  /** Replace the output also where a newer batchgen wrote it, or it was generated from another tools folder. */
  force?: boolean;
};

const outputs = new WeakMap<GenerateResult, { input: Input; output: Output }>();

/**
 * A configuration, checked by the type; for batchgen.config.ts or batchgen.config.mjs. `$schema` is for editors, and
 * counts for nothing.
 */
export function defineConfig(config: Config & { $schema?: string }): Config {
  return config;
}

/**
 * Reads the definitions and gives every file that they call for. Writes nothing. What is wrong with the input stands in
 * `diagnostics`; it is not thrown.
 */
export async function generate(options: GenerateOptions = {}): Promise<GenerateResult> {
  const { cwd = ".", ...flags } = options;
  const missing = refuseCwd(resolve(cwd), "cwd");
  if (missing.length > 0) return { files: [], diagnostics: missing, tools: [] };
  const resolved = await resolveOptions(flags, resolve(cwd), (key) => key);
  if (resolved.options === undefined) return { files: [], diagnostics: resolved.diagnostics, tools: [] };
  const input = readInput(resolved.options);
  const { tools, diagnostics, output } = await emit(input);
  const result = { files: output?.files ?? [], diagnostics, tools };
  if (output !== undefined) outputs.set(result, { input, output });
  return result;
}

/**
 * Puts on disk what `generate` gave: what is the same is not written, what a person has edited is not touched, and
 * where a file that batchgen did not write stands in the way nothing is written at all.
 *
 * @throws TypeError for anything but a result of `generate` without errors; the file system's errors.
 */
export async function write(result: GenerateResult, options: WriteOptions = {}): Promise<WriteResult> {
  const prepared = outputs.get(result);
  if (prepared === undefined) {
    throw new TypeError("write() takes a result of generate() whose diagnostics hold no error.");
  }
  const { input, output } = prepared;
  const { cwd, outDir } = input.options;
  const plan = await planOutput(input, output);
  const refused = options.force === true ? [] : await refuse(input.options);
  const diagnostics = [...refused, ...warnAboutPlan(plan)];
  const isClear = !diagnostics.some(({ severity }) => severity === "error");
  const isNeeded = isClear && allActions(plan).some(changes);
  const done = allActions(isNeeded ? applyPlan(plan, cwd, outDir).plan : plan);
  // Of a plan that was not carried out only what needed nothing is true.
  const actions = done.filter((action) => isClear || !changes(action));
  return { actions: actions.map(({ path, action, owner }) => ({ path, action, owner })), diagnostics };
}
