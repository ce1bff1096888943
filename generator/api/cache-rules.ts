import { arrayOf, isObject, type JsonObject, objectOf } from "../json/values.js";
import { type CheckedRequest, type ToolListRule, toolListRule } from "./rule.js";

const MAX_MARKERS = 4;
const MAX_MARKERS_ON_THREADS = 3;

/**
 * Every `cache_control` of a request, with its place: on tools, system blocks, message blocks and blocks in tool
 * results.
 */
function markers({ body }: CheckedRequest): { readonly place: string; readonly value: unknown }[] {
  const of = (holder: unknown, place: string): { place: string; value: unknown }[] => {
    const value = objectOf(holder)["cache_control"];
    return value === undefined || value === null ? [] : [{ place: `${place}.cache_control`, value }];
  };
  const inBlocks = (blocks: unknown, at: string): { place: string; value: unknown }[] =>
    arrayOf(blocks).flatMap((block, b) => [
      ...of(block, `${at}.${b}`),
      ...inBlocks(objectOf(block)["type"] === "tool_result" ? objectOf(block)["content"] : [], `${at}.${b}.content`),
    ]);
  return [
    ...arrayOf(body["tools"]).flatMap((tool, index) => of(tool, `tools.${index}`)),
    ...inBlocks(body["system"], "system"),
    ...arrayOf(body["messages"]).flatMap((message, m) =>
      inBlocks(objectOf(message)["content"], `messages.${m}.content`),
    ),
    ...(isObject(body["cache_control"]) ? [{ place: "cache_control", value: body["cache_control"] }] : []),
  ];
}

/** A marker of an hour after one of five minutes, which is also what it is without a `ttl`: the places of both. */
function lateMarker(values: readonly unknown[]): { readonly before: number; readonly late: number } | undefined {
  const isLong = (value: unknown): boolean => objectOf(value)["ttl"] === "1h";
  const before = values.findIndex((value) => !isLong(value));
  const late = before < 0 ? -1 : values.findIndex((value, place) => place > before && isLong(value));
  return late < 0 ? undefined : { before, late };
}

/** The tools that have a `cache_control`, with their places. */
function marked(tools: readonly JsonObject[]): { readonly index: number; readonly tool: JsonObject }[] {
  return tools.flatMap((tool, index) => (isObject(tool["cache_control"]) ? [{ index, tool }] : []));
}

/** The rules on prompt caching, of which the tools alone can break each. */
export const CACHE_RULES: readonly ToolListRule[] = [
  toolListRule({
    id: "cache-control-order",
    checks: "no cache_control of one hour after one of five minutes, in the order tools, system, messages",
    wording:
      "{place}.ttl: a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block. Note that " +
      "blocks are processed in the following order: `tools`, `system`, `messages`.",
    lint: {
      code: "CACHE_TTL_ORDER",
      message:
        '"cache_control" has the "ttl" "1h" here, after {before} with "5m", which is also what it is without ' +
        "one; the longer must be before the shorter.",
      hint:
        'Give both the same "ttl", or keep "cache_control" on the last tool only: that covers all the tools before ' +
        "it.",
    },
    find: (request) => {
      const all = markers(request);
      const found = lateMarker(all.map(({ value }) => value));
      return found && { place: all[found.late]?.place ?? "" };
    },
    breaches: (tools) => {
      const all = marked(tools);
      const found = lateMarker(all.map(({ tool }) => tool["cache_control"]));
      const late = found && all[found.late];
      return late && { index: late.index, fill: { before: String(all[found.before]?.tool["name"]) } };
    },
  }),
  toolListRule({
    id: "cache-control-count",
    checks: "at most 4 cache_control in a request, 3 on a thread",
    wording: "A maximum of {max} blocks with cache_control may be provided. Found {count}.",
    lint: {
      code: "CACHE_BREAKPOINTS",
      message: `"cache_control" stands on {count} tools, this one the fifth; a request may hold ${MAX_MARKERS}.`,
      hint: "Keep it on the last tool only: that covers all the tools before it.",
    },
    find: (request) => {
      const count = markers(request).length;
      const max = isObject(request.body["thread"]) ? MAX_MARKERS_ON_THREADS : MAX_MARKERS;
      return count > max ? { max, count } : undefined;
    },
    breaches: (tools) => {
      const all = marked(tools);
      const beyond = all[MAX_MARKERS];
      return beyond && { index: beyond.index, fill: { count: all.length } };
    },
  }),
];
