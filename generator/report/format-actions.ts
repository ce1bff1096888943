import { count, escapeInvisible } from "../diagnostics/show-value.js";
import type { Action, Plan } from "../plan/plan.js";

/** So many handlers that wait to be filled in are named. */
const NAMED = 3;

/** All actions of a plan, the manifest's with them. */
export function allActions(plan: Plan): Action[] {
  return [...plan.actions, plan.manifest];
}

/** Whether a plan changes anything on disk. */
export function changes({ action }: Action): boolean {
  return action === "create" || action === "update" || action === "delete";
}

/** One line per file that changes, or per file at all. */
export function formatActions(actions: readonly Action[], all: boolean): string {
  const shown = actions.filter((action) => all || changes(action));
  return shown.map(({ path, action }) => `${action.padEnd(8)} ${escapeInvisible(path)}\n`).join("");
}

/** Every file that was deleted, a line each. */
export function formatDeleted(deleted: readonly Action[]): string {
  return deleted.map(({ path }) => `  deleted: ${escapeInvisible(path)}\n`).join("");
}

/** What a run did, in a line; before it which handlers wait to be filled in. */
export function formatSummary(plan: Plan, tools: number, milliseconds: number): string {
  const stubs = unfilledHandlers(plan);
  const named = stubs.length === 0 ? "" : `  ${count(stubs.length, "handler")} to fill in: ${nameSome(stubs)}\n`;
  return `${named}batchgen  ${formatResult(plan, tools, milliseconds)}\n`;
}

/** The handlers that are stubs after a run. */
export function unfilledHandlers({ actions }: Plan): string[] {
  return actions.flatMap(({ path, isStub }) => (isStub === true ? [path] : []));
}

/** The first few names, and how many more there are. */
export function nameSome(names: readonly string[]): string {
  const more = names.length - NAMED;
  return `${names.slice(0, NAMED).map(escapeInvisible).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** What a run would do, in a line. */
export function formatOutlook(plan: Plan, tools: number, milliseconds: number): string {
  return `batchgen  ${formatResult(plan, tools, milliseconds, "to be ")}\n`;
}

/** What a run did, in a few words. */
export function formatResult(plan: Plan, tools: number, milliseconds: number, tense = ""): string {
  const actions = allActions(plan);
  const sum = (...wanted: Action["action"][]): number => actions.filter(({ action }) => wanted.includes(action)).length;
  const head = count(tools, "tool");
  const time = `${Math.round(milliseconds)} ms`;
  if (!actions.some(changes)) return `${head} · nothing changed, ${count(sum("keep"), "file")} up to date · ${time}`;
  const deleted = sum("delete");
  const parts = [`${sum("create", "update")} ${tense}written`, `${sum("keep", "orphan")} unchanged`];
  return [head, ...parts, ...(deleted === 0 ? [] : [`${deleted} ${tense}deleted`]), time].join(" · ");
}

/** The handlers that a run created. */
export function newHandlers({ actions }: Plan): string[] {
  return actions.flatMap(({ path, action, owner }) => (action === "create" && owner === "user" ? [path] : []));
}
