import { isObject } from "../../json/values.js";
import { arrayOf, objectOf } from "../json.js";
import { type CheckedRequest, type Rule, rule } from "./types.js";

const MAX_MARKERS = 4;
const MAX_MARKERS_ON_THREADS = 3;

/** Every `cache_control` of a request, with its place: on tools, system blocks, message blocks and blocks in tool results. */
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

/** The rules on prompt caching. */
export const CACHE_RULES: readonly Rule[] = [
  rule({
    id: "cache-control-order",
    checks: "no cache_control of one hour after one of five minutes, in the order tools, system, messages",
    wording:
      "{place}.ttl: a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block. Note that blocks are processed in the following order: `tools`, `system`, `messages`.",
    find: (request) => {
      const all = markers(request).map(({ place, value }) => ({ place, long: objectOf(value)["ttl"] === "1h" }));
      const short = all.findIndex(({ long }) => !long);
      const late = short < 0 ? undefined : all.slice(short).find(({ long }) => long);
      return late ? { place: late.place } : undefined;
    },
  }),
  rule({
    id: "cache-control-count",
    checks: "at most 4 cache_control in a request, 3 on a thread",
    wording: "A maximum of {max} blocks with cache_control may be provided. Found {count}.",
    find: (request) => {
      const count = markers(request).length;
      const max = isObject(request.body["thread"]) ? MAX_MARKERS_ON_THREADS : MAX_MARKERS;
      return count > max ? { max, count } : undefined;
    },
  }),
];
