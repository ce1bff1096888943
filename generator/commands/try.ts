import { resolve } from "node:path";

/** `batchgen try "<question>"`: holds the generated conversation. Gives the exit code. */
export async function runTryCommand(
  question: string,
  flags: { [name: string]: unknown },
  cwd: string,
): Promise<number> {
  const { runTry } = await import("../try/run-try.js");
  const { out, compare, live, model, exposure } = flags;
  return runTry({
    question,
    out: resolve(cwd, typeof out === "string" ? out : "generated"),
    compare: compare === true,
    live: live === true,
    ...(typeof model === "string" ? { model } : {}),
    ...(typeof exposure === "string" ? { exposure } : {}),
    stdout: process.stdout,
    stderr: process.stderr,
  });
}
