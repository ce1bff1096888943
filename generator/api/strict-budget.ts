import type { JsonObject } from "../json/values.js";
import { type CheckedRequest, type Lint, strictSchemas, type ToolListRule, toolListRule } from "./rule.js";
import { strictCost } from "./strict-rules.js";

/** What strict schemas may cost in one request, over all of them (platform documentation, structured outputs). */
export const STRICT_LIMITS = { tools: 20, optional: 24, unions: 16 } as const;

type Budget = keyof typeof STRICT_LIMITS;

const SIMPLIFY = 'Remove "strict" from the tools that need it least, or make parameters required and of one type.';

/** The rules on how much strict mode takes in one request. */
export const STRICT_BUDGET_RULES: readonly ToolListRule[] = [
  toolListRule({
    id: "strict-tools-count",
    checks: "at most 20 strict tools",
    wording:
      "Too many strict tools ({count}). The maximum number of strict tools supported is 20. Try reducing the " +
      "number of tools marked as strict.",
    lint: overBudget("strict tools", "tools", 'Remove "strict" from the tools that need it least.'),
    find: (request) => spentIn(request, "tools"),
    breaches: (tools) => spentOn(tools, "tools"),
  }),
  toolListRule({
    id: "strict-optional-count",
    checks: "at most 24 optional parameters over all strict schemas",
    wording:
      "Schemas contains too many optional parameters ({count}), which would make grammar compilation " +
      "inefficient. Reduce the number of optional parameters in your tool schemas (limit: 24).",
    lint: overBudget("optional parameters of strict tools", "optional", SIMPLIFY),
    find: (request) => spentIn(request, "optional"),
    breaches: (tools) => spentOn(tools, "optional"),
  }),
  toolListRule({
    id: "strict-union-count",
    checks: "at most 16 parameters with anyOf or a list of types over all strict schemas",
    wording:
      "Schemas contains too many parameters with union types ({count} parameters with type arrays or anyOf). " +
      "This would cause exponential compilation cost. Reduce the number of nullable or union-typed parameters " +
      "(limit: 16 parameters with unions).",
    lint: overBudget("parameters with anyOf or a list of types in strict tools", "unions", SIMPLIFY),
    find: (request) => spentIn(request, "unions"),
    breaches: (tools) => spentOn(tools, "unions"),
  }),
];

function overBudget(what: string, budget: Budget, hint: string): Lint {
  const limit = STRICT_LIMITS[budget];
  const message = `There are {count} ${what}; a request may hold ${limit}, and this tool goes beyond.`;
  return { code: "STRICT_BUDGET", message, hint };
}

function costOf(schema: JsonObject, budget: Budget): number {
  return budget === "tools" ? 1 : strictCost(schema)[budget];
}

/** What a request spends, where that is too much. An output format is no tool, but counts otherwise. */
function spentIn(request: CheckedRequest, budget: Budget): { count: number } | undefined {
  const schemas = strictSchemas(request).filter(({ at }) => budget !== "tools" || at.startsWith("tools."));
  const count = schemas.reduce((sum, { schema }) => sum + costOf(schema, budget), 0);
  return count > STRICT_LIMITS[budget] ? { count } : undefined;
}

/** What all tools spend, and the first with which it is too much. */
function spentOn(tools: readonly JsonObject[], budget: Budget): { index: number; fill: { count: number } } | undefined {
  let [count, index] = [0, -1];
  for (const [place, tool] of tools.entries()) {
    if (tool["strict"] !== true) continue;
    count += costOf(tool["input_schema"] as JsonObject, budget);
    if (count > STRICT_LIMITS[budget] && index < 0) index = place;
  }
  return index < 0 ? undefined : { index, fill: { count } };
}
