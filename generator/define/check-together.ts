import { CACHE_RULES } from "../api/cache-rules.js";
import { STRICT_BUDGET_RULES } from "../api/strict-budget.js";
import { ALL_DEFERRED } from "../api/tool-rules.js";
import { type Diagnostic, diagnose, type Place } from "../diagnostics/diagnostic.js";
import { wordsOf } from "./report-breaches.js";
import type { UnnamedTool } from "./tool-definition.js";

type Named = { place: () => Place; tool: UnnamedTool | undefined };

/** The API's rules about all tools of a request together. */
export function checkTogether(tools: readonly Named[]): Diagnostic[] {
  const sound = tools.flatMap(({ tool, place }) => (tool === undefined ? [] : [{ tool, place }]));
  const sent = sound.map(({ tool }) => tool.sent);
  // Of the tools that are left out for an error, one may be loaded.
  const ofAll = sound.length === tools.length ? [ALL_DEFERRED] : [];
  return [...CACHE_RULES, ...ofAll, ...STRICT_BUDGET_RULES].flatMap(({ lint, breaches }) => {
    const breach = breaches(sent);
    const place = breach && sound[breach.index]?.place();
    if (place === undefined) return [];
    const { message, hint } = wordsOf(lint, breach?.fill);
    return [diagnose(lint.code, place, message, hint)];
  });
}
