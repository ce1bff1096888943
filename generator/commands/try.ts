import { resolve } from "node:path";
import { resolveOptions } from "../config/resolve-options.js";
import { printDiagnostics } from "./print-diagnostics.js";

/** `batchgen try "<question>"`: holds the generated conversation. Gives the exit code. */
export async function runTryCommand(
  question: string,
  flags: { [name: string]: unknown },
  cwd: string,
): Promise<number> {
  const { out: given, compare, live, model, exposure } = flags;
  const { options, diagnostics, sources } = await resolveOptions({}, cwd);
  const out = typeof given === "string" ? resolve(cwd, given) : options?.outDir;
  if (out === undefined) {
    await printDiagnostics(diagnostics, sources);
    return 2;
  }
  const { runTry } = await import("../try/run-try.js");
  return runTry({
    question,
    out,
    // Another folder's handlers are not known.
    ...(out === options?.outDir ? { handlersDir: options.handlersDir } : {}),
    compare: compare === true,
    live: live === true,
    ...(typeof model === "string" ? { model } : {}),
    ...(typeof exposure === "string" ? { exposure } : {}),
    stdout: process.stdout,
    stderr: process.stderr,
  });
}
