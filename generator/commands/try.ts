import { relative, resolve } from "node:path";
import { resolveOptions } from "../config/resolve-options.js";
import type { Config } from "../config/settings.js";
import { count, escapeInvisible } from "../diagnostics/show-value.js";
import { lastSettings } from "../plan/last-settings.js";
import { toPosix } from "../read/files.js";
import { allActions, changes, formatDeleted } from "../report/format-actions.js";
import { print, stderr } from "../report/sink.js";
import { printDiagnostics } from "./print-diagnostics.js";
import { runOnce } from "./run-once.js";

/** The flags of `batchgen try`, as the parser gives them. */
export type TryFlags = {
  out?: string;
  compare?: boolean;
  live?: boolean;
  model?: string;
  exposure?: string;
  references?: string;
  yes?: boolean;
};

/**
 * `batchgen try "<question>"`: brings the output up to date and holds the generated conversation. Gives the exit code.
 */
export async function runTryCommand(question: string, flags: TryFlags, cwd: string): Promise<number> {
  const { compare, live, model, exposure, references, yes } = flags;
  const out = flags.out === undefined ? {} : { out: flags.out };
  const plain = await resolveOptions(out, cwd);
  // What the last run was given on the command line holds for this one, too; what the configuration says has the last
  // word.
  const last = plain.options === undefined ? {} : lastSettings(plain.options.outDir);
  const settings = { ...last, ...plain.config, ...out };
  const { options, diagnostics, sources } = await resolveOptions(settings, cwd);
  if (options === undefined) {
    await printDiagnostics(diagnostics, sources);
    return 2;
  }
  const [{ runTry }, { addDotEnv, whyNoKey }, { approveAll, askAt, denyAll }] = await Promise.all([
    import("../try/run-try.js"),
    import("../try/environment.js"),
    import("../try/approvals.js"),
  ]);
  const { stdin, stdout } = process;
  const known = live === true ? addDotEnv(process.env, cwd) : undefined;
  const dotEnv = known === undefined ? "" : escapeInvisible(toPosix(relative(cwd, known.file)));
  if (known !== undefined && known.taken.length > 0) print(stderr, `${known.taken.join(" and ")}: from ${dotEnv}.\n`);
  const isTerminal = stdin.isTTY === true && stderr.isTTY === true;
  return runTry({
    question,
    out: options.outDir,
    handlersDir: options.handlersDir,
    compare: compare === true,
    live: live === true,
    model,
    exposure,
    references,
    approve: yes === true ? approveAll : isTerminal ? askAt({ input: stdin, output: process.stderr }) : denyAll(stderr),
    stdout,
    stderr,
    env: known?.env ?? process.env,
    whyNoKey: known && whyNoKey(known.file, dotEnv),
    update: () => bringUpToDate(settings, cwd),
  });
}

/** Generates, and says what was missing or out of date; gives whether there is something to run. */
async function bringUpToDate(settings: Config, cwd: string): Promise<boolean> {
  const { exitCode, plan, diagnostics, sources, options, deleted } = await runOnce(settings, "write", cwd);
  const changed = plan === undefined ? 0 : allActions(plan).filter(changes).length;
  if (exitCode !== 0 || changed > 0) await printDiagnostics(diagnostics, sources);
  print(stderr, formatDeleted(deleted));
  if (exitCode !== 0) return false;
  if (changed > 0) {
    const folder = escapeInvisible(toPosix(relative(cwd, resolve(options?.outDir ?? cwd))));
    const was = plan?.manifest.action === "create" ? "not there yet" : "out of date";
    print(stderr, `${folder} was ${was}: ${count(changed, "file")} written.\n`);
  }
  return true;
}
