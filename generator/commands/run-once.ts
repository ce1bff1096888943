import { fileSystemError } from "../apply/file-system-error.js";
import { resolveOptions } from "../config/resolve-options.js";
import type { Config, Options } from "../config/settings.js";
import { isSameInput, type Mode, type Ran, readInput, runPipeline } from "../pipeline.js";
import { allActions, changes } from "../report/format-actions.js";

/** How a run ended, and what its options were. */
export type Outcome = Ran & {
  options: Options | undefined;
  /** Every file that the options depend on; absolute. */
  files: string[];
};

/** How often a run is done again because the input changed while it wrote. */
const ATTEMPTS = 5;

/** One run, from the options to the disk. What is wrong is in its diagnostics; it throws for a defect alone. */
export async function runOnce(config: Config, mode: Mode, cwd: string): Promise<Outcome> {
  const { options, files, diagnostics, sources } = await resolveOptions(config, cwd);
  let outcome: Outcome = { exitCode: 2, tools: [], diagnostics, sources, plan: undefined, options, files };
  if (options === undefined) return outcome;
  try {
    let input = readInput(options);
    for (let attempt = 1; ; attempt++) {
      outcome = { ...outcome, ...(await runPipeline(input, mode)) };
      const { plan } = outcome;
      const hasWritten = mode === "write" && outcome.exitCode === 0 && plan !== undefined;
      if (!hasWritten || !allActions(plan).some(changes)) return outcome;
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
