import { relative, resolve } from "node:path";
import type { Config } from "../../config/settings.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { count } from "../../diagnostics/show-value.js";
import type { Plan } from "../../plan/plan.js";
import { toPosix } from "../../read/files.js";
import {
  allActions,
  changes,
  deletedFiles,
  formatActions,
  formatResult,
  nameSome,
  newHandlers,
} from "../../report/format-actions.js";
import { formatDialects } from "../../report/format-dialects.js";
import { printDiagnostics } from "../print-diagnostics.js";
import { type Outcome, runOnce } from "../run-once.js";
import { singleFlight } from "./single-flight.js";
import { type Change, mergeChanges, type Watched, watchFolders } from "./watch-folders.js";

/** How long it has to be quiet before a run, in milliseconds: editors and checkouts write in bursts. */
const QUIET_MS = 100;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

type Noise = { quiet: boolean; verbose: boolean };

/**
 * `batchgen --watch`: generates, and again after every change of a definition, of the settings, or of a handler's being there, until a signal
 * ends it. One run at a time; what changes meanwhile is one more run. No error ends it, a wrong flag aside: no change can mend that.
 * Gives the exit code.
 */
export async function runWatch(config: Config, noise: Noise, cwd: string, force = false): Promise<number> {
  const signals = watchSignals();
  const pending = new Map<string, Change>();
  let last: Outcome | undefined;
  let watched: Watched | undefined;
  let watchedKey = "";

  const runs = singleFlight(() => run().catch(complain), QUIET_MS);
  const note = (change: Change): void => {
    if (!concerns(change, last, cwd)) return;
    const before = pending.get(change.path);
    pending.set(change.path, before === undefined ? change : mergeChanges(before, change));
    runs.ask();
  };

  /** Watches what the last run depended on. Gives whether those are other folders and files than before, be it under the same names. */
  const follow = async ({ options = last?.options, files }: Outcome): Promise<boolean> => {
    const toolsDir = options?.toolsDir ?? resolve(cwd, config.tools ?? "tools");
    const outDir = options?.outDir ?? resolve(cwd, config.out ?? "generated");
    const folders = { cwd, toolsDir, outDir, handlersDir: options?.handlersDir ?? toolsDir, files };
    const key = JSON.stringify(folders);
    const isStale = watched?.isStale() === true;
    if (key === watchedKey && !isStale) return false;
    const before = watched;
    // Two watchers share what they watch, by its path: only when the first one has let go of a folder does the second one look for it.
    if (isStale) await before?.close();
    watched = await watchFolders(folders, note, complain);
    watchedKey = key;
    await before?.close();
    return true;
  };

  const run = async (): Promise<void> => {
    const changed = [...pending.values()];
    pending.clear();
    const started = performance.now();
    const outcome = await signals.leftAlone(() => runOnce(config, "write", cwd, force));
    if (isNews(outcome, last, changed.length > 0)) {
      const what = last === undefined ? "batchgen" : describe(changed, cwd);
      await report(outcome, last, what, performance.now() - started, noise);
    }
    const isMoved = await follow(outcome);
    last = { ...outcome, options: outcome.options ?? last?.options };
    // Nobody has seen what changed while the watching began: hence a second look, which is silent where there was nothing.
    if (isMoved) await run();
  };

  await runs.now();
  // Only a defect ends the first run before anything is watched.
  if (watched === undefined) return 3;
  if (last?.diagnostics.some(({ code }) => code === "OPTION_INVALID")) {
    await watched?.close();
    return 2;
  }
  const shown = toPosix(relative(cwd, last?.options?.toolsDir ?? cwd)) || ".";
  if (!noise.quiet) process.stderr.write(`Watching ${shown}. Ctrl+C ends it.\n`);
  await signals.ended;
  await runs.end();
  await watched?.close();
  return 0;
}

/** Whether a change can make a difference. Handlers are a person's: only one that is gone has to be made anew. */
function concerns({ path, event, kind }: Change, last: Outcome | undefined, cwd: string): boolean {
  if (kind !== "handler") return true;
  if (event !== "removed") return false;
  const shown = toPosix(relative(cwd, path));
  return last?.plan?.actions.some((action) => action.path === shown && action.tool !== undefined) === true;
}

/** Whether there is something to say: what was written, what is wrong, or that all is well again. */
function isNews(outcome: Outcome, last: Outcome | undefined, hasChanged: boolean): boolean {
  const { exitCode, plan, diagnostics } = outcome;
  if (last === undefined || exitCode !== last.exitCode) return true;
  if (JSON.stringify(outcome.options ?? last.options) !== JSON.stringify(last.options)) return true;
  if (exitCode !== 0) return hasChanged || JSON.stringify(diagnostics) !== JSON.stringify(last.diagnostics);
  return (plan !== undefined && allActions(plan).some(changes)) || unread(diagnostics, last).length > 0;
}

/** A warning that everybody has read would bury the line that says what changed. */
function unread(diagnostics: readonly Diagnostic[], last: Outcome | undefined): Diagnostic[] {
  const read = new Set(last?.diagnostics.map((one) => JSON.stringify(one)));
  return diagnostics.filter((one) => one.severity === "error" || !read.has(JSON.stringify(one)));
}

async function report(
  outcome: Outcome,
  last: Outcome | undefined,
  what: string,
  milliseconds: number,
  noise: Noise,
): Promise<void> {
  const { exitCode, diagnostics, plan, tools, dialects, sources } = outcome;
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  await printDiagnostics(noise.quiet ? errors : unread(diagnostics, last), sources);
  if (noise.quiet) return;
  if (noise.verbose && plan !== undefined) {
    process.stderr.write(formatDialects(dialects) + formatActions(allActions(plan), true));
  }
  const result =
    exitCode !== 0 || plan === undefined
      ? `${count(errors.length, "error")}, waiting for a change`
      : [formatResult(plan, tools.length, milliseconds), ...nameNew(newHandlers(plan)), ...nameDeleted(plan)].join(
          " · ",
        );
  process.stderr.write(`${what}  ${result}\n`);
}

/** What changed, in a few words. */
function describe(changes: readonly Change[], cwd: string): string {
  if (changes.length === 0) return "looked again";
  return nameSome(changes.map(({ event, path }) => `${event} ${toPosix(relative(cwd, path))}`));
}

/** Every one, however many: what is deleted has to be known. */
function nameDeleted(plan: Plan): string[] {
  const deleted = deletedFiles(plan);
  return deleted.length === 0 ? [] : [`deleted ${deleted.join(", ")}`];
}

function nameNew(handlers: readonly string[]): string[] {
  return handlers.length === 0 ? [] : [`new ${nameSome(handlers)}`];
}

/** What goes wrong outside a run, and defects: said, and survived. */
function complain(error: unknown): void {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ENOSPC" || code === "EMFILE") {
    const text = `The system watches no more files (${code}): ${message}. Raise its limit, or watch a smaller folder.\n`;
    process.stderr.write(text);
    return;
  }
  const text = error instanceof Error ? (error.stack ?? message) : String(error);
  process.stderr.write(
    `This is a defect in batchgen, not in your input. Please report it with what follows.\n${text}\n`,
  );
}

type Signals = {
  /** Resolves with a signal, and where nobody can read any more what the watching says: the terminal is gone. */
  ended: Promise<void>;
  /** Does something during which a signal ends the process, however long it takes. What was half written, the next run repairs. */
  leftAlone<T>(work: () => Promise<T>): Promise<T>;
};

function watchSignals(): Signals {
  let end = (): void => undefined;
  const ended = new Promise<void>((done) => {
    end = done;
  });
  const listen = (): void => {
    for (const signal of SIGNALS) process.once(signal, end);
  };
  listen();
  process.stderr.once("error", () => end());
  return {
    ended,
    leftAlone: async (work) => {
      for (const signal of SIGNALS) process.off(signal, end);
      try {
        return await work();
      } finally {
        listen();
      }
    },
  };
}
