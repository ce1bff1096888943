import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { fileSystemError } from "../apply/file-system-error.js";
import { type Config, type Options, resolveOptions } from "../config/resolve-options.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { sortByPlace } from "../diagnostics/sort.js";
import type { Source } from "../json/source.js";
import { hashText } from "../plan/manifest.js";
import type { Plan } from "../plan/types.js";
import { allActions, changes } from "../report/format-actions.js";
import { warnAboutPlan } from "../report/warn-about-plan.js";
import { type Input, isSameInput, prepare, readInput } from "../run.js";

/** What a run may do: put the plan on disk, say what it would do, or hold the handlers to their definitions as well. */
export type Mode = "write" | "dry-run" | "check";

/** How a run ended. */
export type Outcome = {
  /** 0 done, 1 a check that found drift, 2 refused. */
  exitCode: 0 | 1 | 2;
  tools: string[];
  diagnostics: Diagnostic[];
  /** The files that diagnostics are about, for code frames. */
  sources: Source[];
  /** undefined where an error was in the way of one. */
  plan: Plan | undefined;
  options: Options | undefined;
  /** Every file that the options depend on; absolute. */
  files: string[];
};

/** How often a run is done again because the input changed while it wrote. */
const ATTEMPTS = 5;

/** One run, from the options to the disk. What is wrong is in its diagnostics; it throws for a defect alone. */
export async function runOnce(config: Config, mode: Mode, cwd: string): Promise<Outcome> {
  const { options, files, diagnostics, sources } = await resolveOptions(config, cwd);
  if (options === undefined) return { exitCode: 2, tools: [], diagnostics, sources, plan: undefined, options, files };
  let outcome: Outcome = { exitCode: 2, tools: [], diagnostics, sources, plan: undefined, options, files };
  try {
    let input = readInput(options);
    for (let attempt = 1; ; attempt++) {
      outcome = { ...outcome, ...(await runWith(input, mode)) };
      const { plan } = outcome;
      if (mode !== "write" || outcome.exitCode !== 0 || plan === undefined || !allActions(plan).some(changes))
        return outcome;
      // Two runs at once may have read different inputs; whoever wrote last has to have read the newest one.
      const now = readInput(options);
      if (attempt === ATTEMPTS || isSameInput(input, now)) return outcome;
      input = now;
    }
  } catch (error) {
    const refused = fileSystemError(error, cwd) ?? (await import("./missing-package.js")).missingPackage(error);
    if (refused === undefined) throw error;
    return { ...outcome, exitCode: 2, diagnostics: [...outcome.diagnostics, refused] };
  }
}

async function runWith(
  input: Input,
  mode: Mode,
): Promise<Pick<Outcome, "exitCode" | "tools" | "diagnostics" | "sources" | "plan">> {
  const { cwd, outDir } = input.options;
  const { sources } = input;
  const { tools, plan, diagnostics: found } = await prepare(input);
  if (plan === undefined) return { exitCode: 2, tools, diagnostics: found, sources, plan };
  const handlers = mode === "check" ? await inspect(plan, cwd) : { diagnostics: [], sources: [] };
  const diagnostics = sortByPlace([...found, ...warnAboutPlan(plan), ...handlers.diagnostics]);
  if (diagnostics.some(({ severity }) => severity === "error")) {
    return { exitCode: 2, tools, diagnostics, sources: [...sources, ...handlers.sources], plan };
  }
  const hasChanges = allActions(plan).some(changes);
  if (mode === "write" && hasChanges) {
    const { applyPlan } = await import("../apply/apply-plan.js");
    applyPlan(plan, cwd, outDir);
  }
  return { exitCode: mode === "check" && hasChanges ? 1 : 0, tools, diagnostics, sources, plan };
}

/**
 * Looks at the handlers whose bytes are not those that batchgen last wrote there. What it has seen before it cannot remember: a check writes
 * nothing, and a run that noted every edit in the manifest would make each edit a change of generated/ to be committed.
 */
async function inspect({ actions, handlers }: Plan, cwd: string): Promise<Pick<Outcome, "diagnostics" | "sources">> {
  const edited = actions.flatMap(({ path, action, current }) => {
    const handler = handlers.get(path);
    if (action !== "keep" || handler === undefined) return [];
    const text = current ?? readIfThere(resolve(cwd, path));
    if (text === undefined || hashText(text) === handler.hash) return [];
    return [{ path, tool: handler.tool, text }];
  });
  if (edited.length === 0) return { diagnostics: [], sources: [] };
  const { inspectHandlers } = await import("../plan/inspect-handlers.js");
  const sources = edited.map(({ path, text }) => ({ path, file: path, bytes: Buffer.from(text), hash: "" }));
  return { diagnostics: inspectHandlers(edited), sources };
}

/** A link can lead nowhere. */
function readIfThere(file: string): string | undefined {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true ? readFileSync(file, "utf8") : undefined;
}
