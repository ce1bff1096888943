import { relative } from "node:path";
import { setImmediate } from "node:timers/promises";
import { refuseFolders } from "../../config/refuse-folders.js";
import { resolveFolder } from "../../config/resolve-options.js";
import type { Config } from "../../config/settings.js";
import { escapeInvisible } from "../../diagnostics/show-value.js";
import { toPosix } from "../../read/files.js";
import { print, stderr } from "../../report/sink.js";
import { type Outcome, runOnce } from "../run-once.js";
import { endOfWatch } from "./end-of-watch.js";
import { loadAhead, watchPackage } from "./load-ahead.js";
import { describe, isNews, type Noise, reportRun } from "./report-run.js";
import { singleFlight } from "./single-flight.js";
import { type Change, mergeChanges, type Watched, watchFolders } from "./watch-folders.js";

/** How long it has to be quiet before a run, in milliseconds: editors and checkouts write in bursts. */
const QUIET_MS = 100;
/** How often the folders are looked at, in milliseconds: of one that went and came back, the system says nothing. */
const LOOK_MS = 1000;
/** How long to wait before the first and the last repetition of what the file system refused, in milliseconds. */
const RETRY_MS = { first: 1000, last: 60_000 };
const RETRIED = ["WRITE_FAILED", "PACKAGE_MISSING"];
const LIMITS = ["ENOSPC", "EMFILE", "ENFILE"];

/**
 * `batchgen --watch`: generates, and again after every change of a definition, of the settings, or of a handler's or
 * the output's being there, until a signal ends it. One run at a time; what changes meanwhile is one more run. No error
 * ends it but a wrong flag, which no change can fix. Gives the exit code.
 */
export async function runWatch(config: Config, noise: Noise, cwd: string, force = false): Promise<number> {
  const end = endOfWatch();
  const isUpdated = watchPackage();
  const pending = new Map<string, Change>();
  let last: Outcome | undefined;
  let watched: Watched | undefined;
  let watchedKey = "";
  let isPolling = false;
  let isToldOfUpdate = false;
  let retryMs = RETRY_MS.first;
  let retry: NodeJS.Timeout | undefined;

  const runs = singleFlight(task, QUIET_MS);

  function note(change: Change): void {
    if (!concerns(change, last, cwd)) return;
    const before = pending.get(change.path);
    pending.set(change.path, before === undefined ? change : mergeChanges(before, change));
    runs.ask();
  }

  /** What goes wrong outside a run, and defects: said, and survived. */
  function complain(error: unknown): void {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!LIMITS.includes(String(code))) {
      const text = error instanceof Error ? (error.stack ?? message) : String(error);
      const head = "This is a defect in batchgen, not in your input. Please report it with what follows.";
      print(stderr, `${head}\n${text}\n`);
      return;
    }
    // Each file is complained of.
    if (isPolling) return;
    isPolling = true;
    const text =
      `The system can watch no more files (${code}), so batchgen looks at them ` +
      "itself, which takes processor time.";
    const hint =
      "To avoid that raise the system's limit; on Linux: sysctl fs.inotify.max_user_watches, max_user_instances.";
    print(stderr, `${text}\n${hint}\n`);
    runs.ask();
  }

  /**
   * Watches what the last run depended on. Gives whether those are other folders and files than before, be it under the
   * same names.
   */
  async function follow({ options = last?.options, files }: Outcome): Promise<boolean> {
    const toolsDir = options?.toolsDir ?? resolveFolder(cwd, config.tools ?? "tools");
    const outDir = options?.outDir ?? resolveFolder(cwd, config.out ?? "generated");
    const folders = { cwd, toolsDir, outDir, handlersDir: options?.handlersDir ?? toolsDir, files };
    const key = JSON.stringify({ ...folders, isPolling });
    const isStale = watched?.isStale() === true;
    if (key === watchedKey && !isStale) return false;
    const before = watched;
    // Two watchers share what they watch, by its path: only when the first one has let go of a folder does the second
    // one look for it.
    if (isStale) await before?.close();
    watched = await watchFolders(folders, isPolling, note, complain);
    watchedKey = key;
    await before?.close();
    return true;
  }

  async function run(): Promise<void> {
    const changed = [...pending.values()];
    pending.clear();
    const started = performance.now();
    const outcome = await runOnce(config, "write", cwd, force);
    if (isNews(outcome, last, changed.length > 0)) {
      const what = last === undefined ? "batchgen" : describe(changed, cwd);
      await reportRun(outcome, last, what, performance.now() - started, noise);
    }
    const isMoved = await follow(outcome);
    last = { ...outcome, options: outcome.options ?? last?.options };
    repeatLater(outcome);
    // Nobody has seen what changed while the watching began: hence a second look, which is silent where there was
    // nothing.
    if (isMoved) await run();
  }

  /** What the file system or a package that is being installed refuses for a moment changes no file that is watched. */
  function repeatLater({ diagnostics }: Outcome): void {
    clearTimeout(retry);
    if (!diagnostics.some(({ code }) => RETRIED.includes(code))) {
      retryMs = RETRY_MS.first;
      return;
    }
    retry = setTimeout(runs.ask, retryMs);
    retryMs = Math.min(retryMs * 2, RETRY_MS.last);
  }

  function tellOfUpdate(): void {
    if (isToldOfUpdate || !isUpdated()) return;
    isToldOfUpdate = true;
    print(stderr, "batchgen was updated. This is still the old one: end it and start it again.\n");
  }

  async function task(): Promise<void> {
    // A signal that has arrived is heard first.
    await setImmediate();
    if (end.hasEnded()) return;
    end.busy();
    try {
      await run();
    } catch (error) {
      complain(error);
    } finally {
      tellOfUpdate();
      end.idle();
    }
  }

  await runs.now();
  // Only a defect ends the first run before anything is watched.
  if (watched === undefined) return 3;
  if (last !== undefined && isWrongForever(last, config, cwd)) {
    await (watched as Watched).close();
    return 2;
  }
  await loadAhead();
  const shown = escapeInvisible(toPosix(relative(cwd, last?.options?.toolsDir ?? cwd))) || ".";
  if (!noise.quiet) print(stderr, `Watching ${shown}. Ctrl+C ends it.\n`);
  // It also keeps the process alive where nothing can be watched.
  const look = setInterval(() => {
    if (watched?.hasMoved() === true || watched?.isStale() === true) runs.ask();
  }, LOOK_MS);
  await end.ended;
  clearInterval(look);
  clearTimeout(retry);
  await runs.end();
  await watched?.close();
  return 0;
}

/** Whether the command line itself is wrong, which no change of a file can fix. */
function isWrongForever({ diagnostics }: Outcome, { tools, out, handlers }: Config, cwd: string): boolean {
  const codes = diagnostics.map(({ code }) => code);
  if (codes.includes("OPTION_INVALID")) return true;
  if (!codes.includes("OUT_REFUSED") && !codes.includes("HANDLERS_REFUSED")) return false;
  const toolsDir = resolveFolder(cwd, tools ?? "tools");
  const handlersDir = handlers === undefined ? toolsDir : resolveFolder(cwd, handlers);
  return refuseFolders({ cwd, toolsDir, outDir: resolveFolder(cwd, out ?? "generated"), handlersDir }).length > 0;
}

/**
 * Whether a change can make a difference. Handlers are a person's, and the output is watched by others: only what is
 * gone has to be made anew.
 */
function concerns({ path, event, kind }: Change, last: Outcome | undefined, cwd: string): boolean {
  if (kind === "definition" || kind === "setting") return true;
  if (event !== "removed") return false;
  if (kind === "output") return true;
  const shown = toPosix(relative(cwd, path));
  return last?.plan?.actions.some((action) => action.path === shown && action.tool !== undefined) === true;
}
