import type { Report } from "../diagnostics/reporter.js";
import { showText } from "../diagnostics/show-value.js";
import { SAME_VALUE } from "./keywords.js";
import type { RefKeyword, Resolved } from "./resolve-refs.js";
import { childSchemas } from "./walk.js";

type Edge = { to: string; keyword: RefKeyword | undefined };

/**
 * Reports references that lead back to themselves without going into a property or an item: to check a value against them would never
 * end, and TypeScript refuses the type. Each loop is reported once, at the reference that closes it.
 */
export function reportRefLoops(resolved: Resolved, pointer: string, report: Report): void {
  const state = new Map<string, "open" | "done">();
  const path: { at: string; edge: Edge }[] = [];
  const visit = (at: string): void => {
    state.set(at, "open");
    for (const edge of edgesOf(resolved, at)) {
      path.push({ at, edge });
      if (state.get(edge.to) === "open") reportLoop(resolved, path, edge.to, pointer, report);
      else if (!state.has(edge.to)) visit(edge.to);
      path.pop();
    }
    state.set(at, "done");
  };
  for (const at of resolved.schemas.keys()) if (!state.has(at)) visit(at);
}

/** What the same value is checked against as well. */
function edgesOf(resolved: Resolved, at: string): Edge[] {
  const schema = resolved.schemas.get(at);
  if (schema === undefined) return [];
  const children = childSchemas(schema)
    .filter(({ keyword }) => SAME_VALUE.has(keyword))
    .map(({ pointer }) => ({ to: at + pointer, keyword: undefined }));
  const refs = [...(resolved.targets.get(at) ?? [])].map(([keyword, to]) => ({ to, keyword }));
  return [...refs, ...children];
}

function reportLoop(
  resolved: Resolved,
  path: readonly { at: string; edge: Edge }[],
  start: string,
  pointer: string,
  report: Report,
): void {
  const loop = path.slice(path.findLastIndex(({ at }) => at === start));
  const closing = loop.findLast(({ edge }) => edge.keyword !== undefined);
  const keyword = closing?.edge.keyword;
  if (closing === undefined || keyword === undefined) return;
  const ref = showText(String(resolved.schemas.get(closing.at)?.[keyword]));
  const message = `"${keyword}" is ${ref}, which leads back to itself for the same value; to check a value would never end. Expected was a property or an item on the way.`;
  const hint = `Remove this "${keyword}", or put it under "properties" or "items".`;
  report("REF_LOOP", `${pointer}${closing.at}/${keyword}`, message, hint);
}
