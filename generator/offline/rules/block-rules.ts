import { arrayOf, isObject, type JsonObject, objectOf, textOf } from "../json.js";
import { type CheckedRequest, type Rule, rule } from "./types.js";
import { blocksOf, first, messagesOf } from "./walk.js";

const IMAGE_TYPES = ["image/jpeg", "image/png", "image/gif", "image/webp"];

/** The fields of the blocks that this code writes or answers; other blocks pass as they are. */
const FIELDS: { readonly [type: string]: readonly string[] } = {
  text: ["type", "text", "cache_control", "citations"],
  tool_use: ["type", "id", "name", "input", "caller", "cache_control", "toolset_name"],
  tool_result: ["type", "tool_use_id", "content", "is_error", "cache_control", "toolset_name"],
  image: ["type", "source", "cache_control"],
};
const TYPES = [
  ...Object.keys(FIELDS),
  "document",
  "search_result",
  "thinking",
  "redacted_thinking",
  "server_tool_use",
  "web_search_tool_result",
  "web_fetch_tool_result",
  "code_execution_tool_result",
  "bash_code_execution_tool_result",
  "text_editor_code_execution_tool_result",
  "tool_search_tool_result",
  "container_upload",
];
const BETA_TYPES = ["mcp_tool_use", "mcp_tool_result", "compaction", "tool_addition", "tool_removal"];

type Part = { readonly at: string; readonly part: JsonObject };

/** Every block, those inside tool results included, with its path. */
const parts = (request: CheckedRequest): Part[] =>
  blocksOf(request).flatMap(({ m, b, block }) => {
    const at = `messages.${m}.content.${b}`;
    const inside = block["type"] === "tool_result" ? arrayOf(block["content"]).filter(isObject) : [];
    return [{ at, part: block }, ...inside.map((part, c) => ({ at: `${at}.tool_result.content.${c}`, part }))];
  });

const images = (request: CheckedRequest): Part[] => parts(request).filter(({ part }) => part["type"] === "image");

/** The rules on the shape of blocks, in the order in which they are checked. */
export const blockRules: readonly Rule[] = [
  rule({
    id: "block-object",
    checks: "each content block is an object",
    wording: "messages.{m}.content.{b}: Input should be a valid dictionary or object to extract fields from",
    find: (request) =>
      first(messagesOf(request), ({ index, value }) =>
        first([...arrayOf(value["content"]).entries()], ([b, block]) => !isObject(block) && { m: index, b }),
      ),
  }),
  rule({
    id: "block-type",
    checks: "each content block is of a type that the API knows",
    wording: `messages.{m}.content.{b}: Input tag '{tag}' found using 'type' does not match any of the expected tags: ${TYPES.map((type) => `'${type}'`).join(", ")}`,
    find: (request) =>
      first(blocksOf(request), ({ m, b, block }) => {
        const tag = String(block["type"]);
        const known =
          TYPES.includes(tag) || (request.headers["anthropic-beta"] !== undefined && BETA_TYPES.includes(tag));
        return !known && { m, b, tag };
      }),
  }),
  rule({
    id: "block-field-unknown",
    checks: "no field of a text, image, tool use or tool result that the API does not know",
    wording: "{at}.{type}.{key}: Extra inputs are not permitted",
    find: (request) =>
      first(parts(request), ({ at, part }) => {
        const type = String(part["type"]);
        const known = FIELDS[type];
        return known && first(Object.keys(part), (key) => !known.includes(key) && { at, type, key });
      }),
  }),
  rule({
    id: "tool-result-id-required",
    checks: "a tool result says which tool use it answers",
    wording: "messages.{m}.content.{b}.tool_result.tool_use_id: Field required",
    find: (request) =>
      first(blocksOf(request), ({ m, b, block }) => {
        return block["type"] === "tool_result" && block["tool_use_id"] === undefined && { m, b };
      }),
  }),
  rule({
    id: "image-source-required",
    checks: "an image has a source",
    wording: "{at}.image.source: Field required",
    find: (request) => first(images(request), ({ at, part }) => !isObject(part["source"]) && { at }),
  }),
  rule({
    id: "image-media-type",
    checks: "an image in base64 is a JPEG, PNG, GIF or WebP",
    wording:
      "{at}.image.source.base64.media_type: Input should be 'image/jpeg', 'image/png', 'image/gif' or 'image/webp'",
    find: (request) =>
      first(images(request), ({ at, part }) => {
        const source = objectOf(part["source"]);
        return source["type"] === "base64" && !IMAGE_TYPES.includes(textOf(source["media_type"]) ?? "") && { at };
      }),
  }),
  rule({
    id: "system-message-text",
    checks: "a message of the system holds text only",
    wording: "messages.{m}: `system` messages may contain only text",
    words: "assumed",
    find: (request) =>
      first(messagesOf(request), ({ index, value }) => {
        const blocks = arrayOf(value["content"]).map((block) => objectOf(block)["type"]);
        const beta = request.headers["anthropic-beta"] !== undefined;
        const fine = (type: unknown): boolean => type === "text" || (beta && BETA_TYPES.includes(String(type)));
        return value["role"] === "system" && !blocks.every(fine) && { m: index };
      }),
  }),
];
