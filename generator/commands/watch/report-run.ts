import { relative } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { count, escapeInvisible } from "../../diagnostics/show-value.js";
import type { Action } from "../../plan/plan.js";
import { toPosix } from "../../read/files.js";
import {
  allActions,
  changes,
  formatActions,
  formatResult,
  nameSome,
  newHandlers,
} from "../../report/format-actions.js";
import { formatDialects } from "../../report/format-dialects.js";
import { print, stderr } from "../../report/sink.js";
import { printDiagnostics } from "../print-diagnostics.js";
import type { Outcome } from "../run-once.js";
import type { Change } from "./watch-folders.js";

export type Noise = { quiet: boolean; verbose: boolean };

/** Whether there is something to say: what was written, what is wrong, or that all is well again. */
export function isNews(outcome: Outcome, last: Outcome | undefined, hasChanged: boolean): boolean {
  const { exitCode, plan, diagnostics, deleted } = outcome;
  if (last === undefined || exitCode !== last.exitCode || deleted.length > 0) return true;
  if (JSON.stringify(outcome.options ?? last.options) !== JSON.stringify(last.options)) return true;
  if (exitCode !== 0) return hasChanged || JSON.stringify(diagnostics) !== JSON.stringify(last.diagnostics);
  return (plan !== undefined && allActions(plan).some(changes)) || unread(diagnostics, last).length > 0;
}

/** Prints the diagnostics of a run that are new, and a line about what it did. `what` is why it ran. */
export async function reportRun(
  outcome: Outcome,
  last: Outcome | undefined,
  what: string,
  milliseconds: number,
  noise: Noise,
): Promise<void> {
  const { exitCode, diagnostics, plan, tools, dialects, sources, deleted } = outcome;
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  await printDiagnostics(noise.quiet ? errors : unread(diagnostics, last), sources);
  if (noise.quiet) return;
  if (noise.verbose && plan !== undefined) {
    print(stderr, formatDialects(dialects) + formatActions(allActions(plan), true));
  }
  const result =
    exitCode !== 0 || plan === undefined
      ? [`${count(errors.length, "error")}, waiting for a change`]
      : [formatResult(plan, tools.length, milliseconds), ...nameNew(newHandlers(plan))];
  print(stderr, `${what}  ${[...result, ...nameDeleted(deleted)].join(" · ")}\n`);
}

/** What changed, in a few words. */
export function describe(changed: readonly Change[], cwd: string): string {
  if (changed.length === 0) return "looked again";
  return nameSome(changed.map(({ event, path }) => `${event} ${toPosix(relative(cwd, path))}`));
}

/** A warning that everybody has read would bury the line that says what changed. */
function unread(diagnostics: readonly Diagnostic[], last: Outcome | undefined): Diagnostic[] {
  const read = new Set(last?.diagnostics.map((one) => JSON.stringify(one)));
  return diagnostics.filter((one) => one.severity === "error" || !read.has(JSON.stringify(one)));
}

/** Every one, however many: what is deleted has to be known. */
function nameDeleted(deleted: readonly Action[]): string[] {
  return deleted.length === 0 ? [] : [`deleted ${deleted.map(({ path }) => escapeInvisible(path)).join(", ")}`];
}

function nameNew(handlers: readonly string[]): string[] {
  return handlers.length === 0 ? [] : [`new ${nameSome(handlers)}`];
}
