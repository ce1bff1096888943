import { createHash } from "node:crypto";
import { estimateTokens } from "../../api/estimate-tokens.js";
import { arrayOf, isObject, type JsonObject, objectOf } from "../../json/values.js";

/** How many blocks before a marker the API looks for a prefix that it has stored. */
const LOOK_BACK = 20;

/** The three input counters of an answer; their sum is the whole input. */
export type InputUsage = {
  readonly input_tokens: number;
  readonly cache_creation_input_tokens: number;
  readonly cache_read_input_tokens: number;
};

/** What prompt caching would have saved: the prefixes that markers of earlier requests have stored. */
export type PromptCache = { use(body: JsonObject): InputUsage };

type Segment = { readonly text: string; readonly marked: boolean };

function segment(value: unknown, before = ""): Segment {
  const { cache_control, ...rest } = isObject(value) ? value : { value };
  return { text: `${before}${JSON.stringify(rest)}`, marked: isObject(cache_control) };
}

/** A request as the API caches it, block by block: tools, system, messages. */
function segments(body: JsonObject): Segment[] {
  const system = typeof body["system"] === "string" ? [body["system"]] : arrayOf(body["system"]);
  // A changed choice or way of thinking leaves the tools and the system prompt valid, and what follows not.
  const frame = JSON.stringify([body["tool_choice"], body["thinking"]]);
  const messages = arrayOf(body["messages"]).flatMap((message) => {
    const { role, content } = objectOf(message);
    const blocks = typeof content === "string" ? [{ type: "text", text: content }] : arrayOf(content);
    return blocks.map((block) => segment(block, `${String(role)} ${frame}`));
  });
  const all = [
    ...arrayOf(body["tools"]).map((tool) => segment(tool)),
    ...system.map((one) => segment(one)),
    ...messages,
  ];
  const last = all.at(-1);
  if (isObject(body["cache_control"]) && last) all[all.length - 1] = { ...last, marked: true };
  return all;
}

/** Starts with nothing stored. Nothing expires, and short prompts are stored too, which the API does not do. */
export function createPromptCache(): PromptCache {
  const stored = new Set<string>();
  return {
    use: (body) => {
      const total = estimateTokens(JSON.stringify(body));
      const seen: { hash: string; tokens: number; marked: boolean }[] = [];
      let bytes = 0;
      let hash = String(body["model"]);
      for (const { text, marked } of segments(body)) {
        hash = createHash("sha256").update(hash).update(text).digest("hex");
        bytes += Buffer.byteLength(text);
        seen.push({ hash, tokens: Math.min(total, Math.ceil(bytes / 4)), marked });
      }
      const marks = seen.flatMap(({ marked }, place) => (marked ? [place] : []));
      const hits = marks
        .flatMap((mark) => seen.slice(Math.max(0, mark - LOOK_BACK), mark + 1))
        .filter((one) => stored.has(one.hash));
      const read = Math.max(0, ...hits.map(({ tokens }) => tokens));
      const upTo = Math.max(read, ...marks.map((mark) => seen[mark]?.tokens ?? 0));
      for (const mark of marks) stored.add(seen[mark]?.hash ?? "");
      return {
        input_tokens: total - upTo,
        cache_creation_input_tokens: upTo - read,
        cache_read_input_tokens: read,
      };
    },
  };
}
