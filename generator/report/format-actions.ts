import { count } from "../diagnostics/show-value.js";
import type { Action, Plan } from "../plan/plan.js";

/** So many new handlers are named one by one. */
const LISTED = 20;

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
  return shown.map(({ path, action }) => `${action.padEnd(8)} ${path}\n`).join("");
}

/** What a run did, in a line, and which handlers are new and wait to be filled in. */
export function formatSummary(plan: Plan, tools: number, milliseconds: number): string {
  const handlers = newHandlers(plan);
  const news = handlers.slice(0, LISTED).map((path) => `  new handler to fill in: ${path}\n`);
  if (handlers.length > LISTED) news.push(`  and ${handlers.length - LISTED} more\n`);
  return `${news.join("")}batchgen  ${formatResult(plan, tools, milliseconds)}\n`;
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
