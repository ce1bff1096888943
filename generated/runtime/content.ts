// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import { isObject } from "./schema.js";
import type { ContentBlock } from "./types.js";

/** The fields that the API takes of each block in a tool result (SDK: ToolResultBlockParam); it refuses any other. */
const FIELDS: { readonly [type: string]: readonly string[] } = {
  text: ["type", "text", "cache_control", "citations"],
  image: ["type", "source", "cache_control", "transformations"],
  document: ["type", "source", "cache_control", "citations", "context", "title"],
  search_result: ["type", "source", "title", "content", "cache_control", "citations"],
};

/** What each kind of source holds. */
const SOURCES: { readonly [type: string]: { readonly [kind: string]: readonly string[] } } = {
  image: { base64: ["media_type", "data"], url: ["url"], file: ["file_id"] },
  document: {
    base64: ["media_type", "data"],
    text: ["media_type", "data"],
    content: ["content"],
    url: ["url"],
    file: ["file_id"],
  },
};

/** What the fields that may be left out, or be null, hold where they do neither. */
const OPTIONAL: { readonly [field: string]: (value: unknown, type: string) => boolean } = {
  cache_control: (value) => isObject(value) && value["type"] === "ephemeral",
  citations: (value, type) => (type === "text" ? Array.isArray(value) : isObject(value)),
  context: (value) => typeof value === "string",
  title: (value) => typeof value === "string",
  transformations: isObject,
};

/**
 * The content blocks that a handler gave; undefined where its result is an ordinary value. A list that only looks like
 * content, its entries being of the type `document` for a reason of their own, say, is one: as content the API would refuse it.
 */
export function asContentBlocks(value: unknown): ContentBlock[] | undefined {
  const isContent = Array.isArray(value) && value.length > 0 && value.every(isContentBlock);
  return isContent ? (value as ContentBlock[]) : undefined;
}

function isContentBlock(value: unknown): boolean {
  if (!isObject(value)) return false;
  const type = String(value["type"]);
  const fields = Object.hasOwn(FIELDS, type) ? FIELDS[type] : undefined;
  if (fields === undefined || !Object.keys(value).every((key) => fields.includes(key))) return false;
  const fits = Object.entries(OPTIONAL).every(
    ([field, isRight]) => value[field] == null || isRight(value[field], type),
  );
  if (!fits) return false;
  switch (type) {
    case "text":
      return typeof value["text"] === "string";
    case "search_result": {
      const { content, source, title } = value as { [key: string]: unknown };
      const isFound = typeof source === "string" && typeof title === "string" && Array.isArray(content);
      return isFound && content.length > 0 && content.every((part) => isOneOf(part, ["text"]));
    }
    default:
      return isSource(value["source"], SOURCES[type] ?? {});
  }
}

function isOneOf(value: unknown, types: readonly string[]): boolean {
  return isContentBlock(value) && isObject(value) && types.includes(String(value["type"]));
}

function isSource(source: unknown, kinds: { readonly [kind: string]: readonly string[] }): boolean {
  if (!isObject(source)) return false;
  const kind = String(source["type"]);
  const fields = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (fields === undefined || Object.keys(source).length !== fields.length + 1) return false;
  return fields.every((field) => {
    const value = source[field];
    if (typeof value === "string") return true;
    return field === "content" && Array.isArray(value) && value.every((part) => isOneOf(part, ["text", "image"]));
  });
}
