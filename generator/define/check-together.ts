import { type Diagnostic, diagnose, type Place } from "../diagnostics/diagnostic.js";
import { showText } from "../diagnostics/show-value.js";
import { isObject } from "../json/values.js";
import type { Defined } from "./define-tool.js";
import { STRICT_LIMITS, strictCost } from "./strict-mode.js";

type Named = { place: () => Place; defined: Defined | undefined };

/** The most `cache_control` that a request may hold. */
const BREAKPOINTS = 4;

/** The rules of the API about all tools of a request together. */
export function checkRequest(tools: readonly Named[]): Diagnostic[] {
  const sound = tools.flatMap(({ defined, place }) => (defined === undefined ? [] : [{ tool: defined.tool, place }]));
  return [...breakpoints(sound), ...lifetimes(sound), ...deferred(sound, tools.length), ...strict(sound)];
}

type Sound = { tool: Defined["tool"]; place: () => Place };

function breakpoints(tools: readonly Sound[]): Diagnostic[] {
  const marked = tools.filter(({ tool }) => Object.hasOwn(tool.sent, "cache_control"));
  const fifth = marked[BREAKPOINTS];
  if (fifth === undefined) return [];
  const message = `"cache_control" stands on ${marked.length} tools, this one the fifth; a request may hold ${BREAKPOINTS}.`;
  const hint = "Keep it on the last tool only: that covers all the tools before it.";
  return [diagnose("CACHE_BREAKPOINTS", fifth.place(), message, hint)];
}

/** What is kept for an hour must stand before what is kept for five minutes. */
function lifetimes(tools: readonly Sound[]): Diagnostic[] {
  const marked = tools.filter(({ tool }) => Object.hasOwn(tool.sent, "cache_control"));
  const isLong = ({ tool }: Sound): boolean =>
    isObject(tool.sent["cache_control"]) && tool.sent["cache_control"]["ttl"] === "1h";
  const short = marked.findIndex((one) => !isLong(one));
  const wrong = short < 0 ? undefined : marked.slice(short).find(isLong);
  if (wrong === undefined) return [];
  const before = showText(marked[short]?.tool.name ?? "");
  const message = `"cache_control" has the "ttl" "1h" here, after ${before} with "5m", which is also what it is without one; expected was the longer before the shorter.`;
  const hint =
    'Give both the same "ttl", or keep "cache_control" on the last tool only: that covers all the tools before it.';
  return [diagnose("CACHE_TTL_ORDER", wrong.place(), message, hint)];
}

function deferred(tools: readonly Sound[], all: number): Diagnostic[] {
  const [first] = tools;
  if (first === undefined || tools.length < all) return [];
  if (tools.some(({ tool }) => tool.sent["defer_loading"] !== true)) return [];
  const message = `"defer_loading" is true for every tool; the API refuses a request without one that is loaded.`;
  const hint = "Load the tools used most always, or pass a tool search tool to the conversation beside these.";
  return [diagnose("ALL_DEFERRED", first.place(), message, hint)];
}

function strict(tools: readonly Sound[]): Diagnostic[] {
  const spent = { tools: 0, optional: 0, unions: 0 };
  const words = {
    tools: "strict tools",
    optional: "optional parameters of strict tools",
    unions: "parameters with anyOf or a list of types in strict tools",
  };
  const exceeded = new Map<keyof typeof spent, () => Place>();
  for (const { tool, place } of tools) {
    if (tool.sent["strict"] !== true) continue;
    const cost = { tools: 1, ...strictCost(tool.sent.input_schema) };
    for (const key of ["tools", "optional", "unions"] as const) {
      spent[key] += cost[key];
      if (spent[key] > STRICT_LIMITS[key] && !exceeded.has(key)) exceeded.set(key, place);
    }
  }
  return [...exceeded].map(([key, place]) => {
    const message = `There are ${spent[key]} ${words[key]}; a request may hold ${STRICT_LIMITS[key]}, and this tool goes beyond.`;
    const hint =
      key === "tools"
        ? 'Remove "strict" from the tools that need it least.'
        : 'Remove "strict" from the tools that need it least, or make parameters required and of one type.';
    return diagnose("STRICT_BUDGET", place(), message, hint);
  });
}
