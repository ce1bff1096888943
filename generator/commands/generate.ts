import { refuseCwd } from "../config/refuse-folders.js";
import { resolveFolder } from "../config/resolve-options.js";
import type { Config } from "../config/settings.js";
import { type Diagnostic, diagnose, NOWHERE } from "../diagnostics/diagnostic.js";
import { count } from "../diagnostics/show-value.js";
import { jsonRecords } from "../report/diagnostics-as-data.js";
import {
  allActions,
  changes,
  formatActions,
  formatDeleted,
  formatOutlook,
  formatSummary,
  unfilledHandlers,
} from "../report/format-actions.js";
import { formatDialects } from "../report/format-dialects.js";
import { print, stderr } from "../report/sink.js";
import { annotateDrift, printDiagnostics } from "./print-diagnostics.js";
import { type Outcome, runOnce } from "./run-once.js";

/** The flags of the command itself, as the parser gives them. */
export type GenerateFlags = Omit<Config, "tools"> & {
  cwd?: string;
  failOnWarnings?: boolean;
  force?: boolean;
  check?: boolean;
  dryRun?: boolean;
  diff?: boolean;
  watch?: boolean;
  json?: boolean;
  quiet?: boolean;
  verbose?: boolean;
};

/** `batchgen [tools-dir]`: generates, checks, or prints what would be done. Gives the exit code. */
export async function runGenerate(toolsDir: string | undefined, flags: GenerateFlags, base: string): Promise<number> {
  const started = performance.now();
  const {
    cwd: folder,
    failOnWarnings,
    force,
    check,
    dryRun,
    diff: _,
    watch,
    json,
    quiet,
    verbose,
    main,
    ...settings
  } = flags;
  const config: Config = {
    ...settings,
    ...(toolsDir === undefined ? {} : { tools: toolsDir }),
    // The parser says true where --no-main is not given; then the configuration decides.
    ...(main === false ? { main } : {}),
  };
  const cwd = resolveFolder(base, folder ?? ".");
  const clash = [...refuseTogether(flags), ...refuseCwd(cwd, "--cwd")];
  if (clash.length > 0) {
    if (json === true) printReport({ exitCode: 2, tools: [], diagnostics: clash, plan: undefined });
    else await printDiagnostics(clash, []);
    return 2;
  }
  if (watch === true) {
    const { runWatch } = await import("./watch/watch.js");
    return runWatch(config, { quiet: quiet === true, verbose: verbose === true }, cwd, force === true);
  }
  const mode = check === true ? "check" : dryRun === true ? "dry-run" : "write";
  const run = await runOnce(config, mode, cwd, force === true);
  const told = { ...run, diagnostics: [...ignoredFlags(flags), ...run.diagnostics] };
  const outcome = failOnWarnings === true ? withoutWarnings(told) : told;
  if (json === true) printReport(outcome);
  else await printOutcome(outcome, run.exitCode === 2, flags, performance.now() - started);
  return outcome.exitCode;
}

/** The report of `--json`: one object on stdout. */
export function printReport({
  exitCode,
  tools,
  diagnostics,
  plan,
  deleted = [],
}: Pick<Outcome, "exitCode" | "tools" | "diagnostics" | "plan"> & Partial<Pick<Outcome, "deleted">>): void {
  const planned = plan === undefined ? [] : allActions(plan);
  const known = new Set(planned.map(({ path }) => path));
  const done = [...planned, ...deleted.filter(({ path }) => !known.has(path))];
  const actions = done.map(({ path, action, owner }) => ({ path, action, owner }));
  print(
    process.stdout,
    `${JSON.stringify({ version: 1, exitCode, tools, diagnostics: jsonRecords(diagnostics), actions }, undefined, 2)}\n`,
  );
}

/** @param isRefused Whether the run was refused: nothing was done, or the file system refused it in its middle. */
async function printOutcome(
  outcome: Outcome,
  isRefused: boolean,
  flags: GenerateFlags,
  milliseconds: number,
): Promise<void> {
  const { tools, dialects, diagnostics, sources, plan, deleted } = outcome;
  const { check, dryRun, diff, quiet, verbose } = flags;
  const isQuiet = quiet === true;
  await printDiagnostics(isQuiet ? diagnostics.filter(({ severity }) => severity === "error") : diagnostics, sources);
  if (!isQuiet) print(stderr, formatDeleted(deleted));
  if (plan === undefined || isRefused) return;
  const actions = allActions(plan);
  if (verbose === true && !isQuiet) print(stderr, formatDialects(dialects));
  if (check === true || dryRun === true) {
    if (diff === true) print(process.stdout, (await import("../report/format-diff.js")).formatDiff(actions));
    else if (!isQuiet) print(process.stdout, formatActions(actions, verbose === true));
    const drift = check === true ? actions.filter(changes).map(({ path }) => path) : [];
    if (drift.length > 0) {
      print(stderr, `${driftText(drift.length)}\n`);
      await annotateDrift(drift, driftText(drift.length));
    } else if (!isQuiet) print(stderr, formatOutlook(plan, tools.length, milliseconds));
    return;
  }
  if (isQuiet) return;
  if (verbose === true) print(stderr, formatActions(actions, true));
  print(stderr, formatSummary(plan, tools.length, milliseconds));
}

/**
 * Under `--fail-on-warnings` a run with a warning, or with a handler that is not filled in, is refused. What it wrote
 * is written.
 */
function withoutWarnings(outcome: Outcome): Outcome {
  const stubs = outcome.plan === undefined ? [] : unfilledHandlers(outcome.plan);
  if (outcome.exitCode === 2 || outcome.diagnostics.length + stubs.length === 0) return outcome;
  const text = `${count(stubs.length, "handler")} must be filled in, as --fail-on-warnings asks: ${stubs.join(", ")}.`;
  const hint = "Fill them in, or leave --fail-on-warnings out.";
  const unfilled = stubs.length === 0 ? [] : [diagnose("HANDLERS_UNFILLED", NOWHERE, text, hint)];
  return { ...outcome, exitCode: 2, diagnostics: [...outcome.diagnostics, ...unfilled] };
}

function driftText(count: number): string {
  const files = count === 1 ? "1 file is" : `${count} files are`;
  return `${files} not up to date. Run batchgen without --check, and commit what it changes.`;
}

/** What cannot be had together: watching never ends, and so has no exit code and no one report. */
function refuseTogether({ watch, check, dryRun, json }: GenerateFlags): Diagnostic[] {
  if (watch !== true) return [];
  const others = Object.entries({ "--check": check, "--dry-run": dryRun, "--json": json });
  return others.flatMap(([flag, isGiven]) => {
    if (isGiven !== true) return [];
    const text = `--watch and ${flag} were given, and they exclude each other: ${flag} looks once and ends.`;
    return [diagnose("OPTION_INVALID", NOWHERE, text, "Leave one of them out.")];
  });
}

function ignoredFlags({ diff, check, dryRun, json }: GenerateFlags): Diagnostic[] {
  if (diff !== true) return [];
  if (check !== true && dryRun !== true) {
    const text = "--diff has no effect here: it shows what --check or --dry-run found, and neither was given.";
    return [diagnose("FLAG_IGNORED", NOWHERE, text, "Add --dry-run, which writes nothing, or leave --diff out.")];
  }
  if (json !== true) return [];
  const text =
    "--diff has no effect with --json: the report names what would be done with each file, and holds no text.";
  return [diagnose("FLAG_IGNORED", NOWHERE, text, "Leave one of them out.")];
}
