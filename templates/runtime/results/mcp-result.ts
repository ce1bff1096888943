import { MEDIA_TYPES } from "../contract/media.js";
import type { ContentBlock } from "../contract/outcomes.js";
import { wellFormedJson } from "../json/text.js";
import { isObject, type JsonSchema } from "../json/values.js";

/** The fields of a result in the Model Context Protocol (CallToolResult). */
const MCP_RESULT_FIELDS: readonly string[] = ["content", "isError", "structuredContent", "_meta"];

/** What each kind of its content blocks must have as text; what else they have, a client may leave unread. */
const TEXTS: { readonly [type: string]: readonly string[] } = {
  text: ["text"],
  image: ["data", "mimeType"],
  audio: ["data", "mimeType"],
  resource: [],
  resource_link: ["uri", "name"],
};

/** A result of an MCP server as content blocks; undefined where it is an ordinary value. */
export function readMcpResult(result: object): { content: ContentBlock[]; isError: boolean } | undefined {
  if (!Object.keys(result).every((key) => MCP_RESULT_FIELDS.includes(key))) return undefined;
  const { content, isError }: JsonSchema = JSON.parse(wellFormedJson(JSON.stringify(result)));
  if (!Array.isArray(content) || content.length === 0 || !content.every(isMcpBlock)) return undefined;
  return { content: content.map(blockOf), isError: isError === true };
}

function isMcpBlock(block: unknown): block is JsonSchema {
  if (!isObject(block)) return false;
  const type = String(block["type"]);
  const texts = Object.hasOwn(TEXTS, type) ? TEXTS[type] : undefined;
  if (texts === undefined || !texts.every((field) => typeof block[field] === "string")) return false;
  return type !== "resource" || isResource(block["resource"]);
}

function isResource(resource: unknown): boolean {
  if (!isObject(resource) || typeof resource["uri"] !== "string") return false;
  return typeof resource["text"] === "string" || typeof resource["blob"] === "string";
}

function blockOf(block: JsonSchema): ContentBlock {
  switch (block["type"]) {
    case "text":
      return { type: "text", text: String(block["text"]) };
    case "image":
      return media("image", String(block["mimeType"]), String(block["data"]));
    case "resource":
      return resourceBlock(block["resource"] as JsonSchema);
    case "resource_link":
      return { type: "text", text: `[${block["name"]}](${block["uri"]})` };
    default:
      return { type: "text", text: `[audio left out: ${block["mimeType"]}]` };
  }
}

function resourceBlock({ uri, mimeType, text, blob }: JsonSchema): ContentBlock {
  if (typeof text === "string") return { type: "text", text };
  const type = typeof mimeType === "string" ? mimeType : "";
  if (MEDIA_TYPES.document.includes(type)) return media("document", type, String(blob));
  if (MEDIA_TYPES.image.includes(type)) return media("image", type, String(blob));
  return { type: "text", text: `[resource left out: ${uri}${type === "" ? "" : `, ${type}`}]` };
}

/** Whether the API takes its type and data is found out where it is put into the tool result. */
function media(type: "image" | "document", media_type: string, data: string): ContentBlock {
  return { type, source: { type: "base64", media_type, data } } as ContentBlock;
}
