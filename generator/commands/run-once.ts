import { fileSystemError } from "../apply/file-system-error.js";
import { resolveOptions } from "../config/resolve-options.js";
import type { Config, Options } from "../config/settings.js";
import { type Mode, type Ran, runPipeline } from "../pipeline.js";

/** How a run ended, and what its options were. */
export type Outcome = Ran & {
  options: Options | undefined;
  /** Every file that the options depend on; absolute. */
  files: string[];
};

/** One run, from the options to the disk. What is wrong is in its diagnostics; it throws for a defect alone. */
export async function runOnce(config: Config, mode: Mode, cwd: string, force = false): Promise<Outcome> {
  const { options, files, diagnostics, sources } = await resolveOptions(config, cwd);
  const refused: Outcome = { exitCode: 2, tools: [], diagnostics, sources, plan: undefined, options, files };
  if (options === undefined) return refused;
  try {
    return { ...(await runPipeline(options, mode, force)), options, files };
  } catch (error) {
    const fault = fileSystemError(error, cwd) ?? (await import("./missing-package.js")).missingPackage(error);
    if (fault === undefined) throw error;
    return { ...refused, diagnostics: [fault] };
  }
}
