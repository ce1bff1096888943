import type { Config } from "../config/settings.js";
import { type Diagnostic, diagnose, NOWHERE } from "../diagnostics/diagnostic.js";
import { jsonRecords } from "../report/diagnostics-as-data.js";
import { allActions, changes, formatActions, formatOutlook, formatSummary } from "../report/format-actions.js";
import { printDiagnostics } from "./print-diagnostics.js";
import { type Outcome, runOnce } from "./run-once.js";

/** The flags of the command itself, as the parser gives them. */
export type GenerateFlags = Omit<Config, "tools"> & {
  check?: boolean;
  dryRun?: boolean;
  diff?: boolean;
  watch?: boolean;
  json?: boolean;
  quiet?: boolean;
  verbose?: boolean;
};

/** `batchgen [tools-dir]`: generates, checks, or prints what would be done. Gives the exit code. */
export async function runGenerate(toolsDir: string | undefined, flags: GenerateFlags, cwd: string): Promise<number> {
  const started = performance.now();
  const { check, dryRun, diff: _, watch, json, quiet, verbose, main, ...settings } = flags;
  const config: Config = {
    ...settings,
    ...(toolsDir === undefined ? {} : { tools: toolsDir }),
    // The parser says true where --no-main is not given; then the configuration decides.
    ...(main === false ? { main } : {}),
  };
  const clash = refuseTogether(flags);
  if (clash.length > 0) {
    if (json === true) printReport({ exitCode: 2, tools: [], diagnostics: clash, plan: undefined });
    else await printDiagnostics(clash, []);
    return 2;
  }
  if (watch === true) {
    const { runWatch } = await import("./watch/watch.js");
    return runWatch(config, { quiet: quiet === true, verbose: verbose === true }, cwd);
  }
  const run = await runOnce(config, check === true ? "check" : dryRun === true ? "dry-run" : "write", cwd);
  const outcome = { ...run, diagnostics: [...ignoredFlags(flags), ...run.diagnostics] };
  if (json === true) printReport(outcome);
  else await printOutcome(outcome, flags, performance.now() - started);
  return outcome.exitCode;
}

/** The report of `--json`: one object on stdout. */
export function printReport({
  exitCode,
  tools,
  diagnostics,
  plan,
}: Pick<Outcome, "exitCode" | "tools" | "diagnostics" | "plan">): void {
  const actions =
    plan === undefined ? [] : allActions(plan).map(({ path, action, owner }) => ({ path, action, owner }));
  process.stdout.write(
    `${JSON.stringify({ version: 1, exitCode, tools, diagnostics: jsonRecords(diagnostics), actions }, undefined, 2)}\n`,
  );
}

async function printOutcome(outcome: Outcome, flags: GenerateFlags, milliseconds: number): Promise<void> {
  const { exitCode, tools, diagnostics, sources, plan } = outcome;
  const { check, dryRun, diff, quiet, verbose } = flags;
  const isQuiet = quiet === true;
  await printDiagnostics(isQuiet ? diagnostics.filter(({ severity }) => severity === "error") : diagnostics, sources);
  if (plan === undefined || exitCode === 2) return;
  const actions = allActions(plan);
  if (check === true || dryRun === true) {
    if (diff === true) process.stdout.write((await import("../report/format-diff.js")).formatDiff(actions));
    else if (!isQuiet) process.stdout.write(formatActions(actions, verbose === true));
    if (exitCode === 1) process.stderr.write(driftText(actions.filter(changes).length));
    else if (!isQuiet) process.stderr.write(formatOutlook(plan, tools.length, milliseconds));
    return;
  }
  if (isQuiet) return;
  if (verbose === true) process.stderr.write(formatActions(actions, true));
  process.stderr.write(formatSummary(plan, tools.length, milliseconds));
}

function driftText(count: number): string {
  const files = count === 1 ? "1 file is" : `${count} files are`;
  return `${files} not up to date. Run batchgen without --check, and commit what it changes.\n`;
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
