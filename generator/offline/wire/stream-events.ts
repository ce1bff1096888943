import { arrayOf, objectOf } from "../../json/values.js";
import type { WireBlock, WireMessage } from "./types.js";

const TEXT_CHUNK = 16;
const JSON_CHUNK = 24;

/** What of the usage is told again at the end of a stream, in full. */
const COUNTERS = [
  ...["input_tokens", "output_tokens", "cache_creation_input_tokens", "cache_read_input_tokens"],
  ...["output_tokens_details", "server_tool_use", "iterations", "fallback_credit"],
];

/** Cuts text into pieces of about so many characters, never inside a surrogate pair. */
function pieces(text: string, size: number): string[] {
  const found: string[] = [];
  let start = 0;
  while (start < text.length) {
    let end = Math.min(start + size, text.length);
    const unit = text.charCodeAt(end - 1);
    if (end < text.length && unit >= 0xd800 && unit <= 0xdbff) end += 1;
    found.push(text.slice(start, end));
    start = end;
  }
  return found;
}

function event(type: string, fields: object): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
}

function opened({ block }: WireBlock): object {
  switch (block["type"]) {
    case "text":
      return { ...block, text: "", ...(Array.isArray(block["citations"]) && { citations: [] }) };
    case "thinking":
      return { ...block, thinking: "", signature: "" };
    case "tool_use":
    case "server_tool_use":
    case "mcp_tool_use":
      return { ...block, input: {} };
    case "compaction":
      return { ...block, content: null };
    default:
      return block;
  }
}

function deltas({ block, json }: WireBlock): object[] {
  switch (block["type"]) {
    case "text":
      return [
        ...pieces(String(block["text"]), TEXT_CHUNK).map((text) => ({ type: "text_delta", text })),
        ...arrayOf(block["citations"]).map((citation) => ({ type: "citations_delta", citation })),
      ];
    case "thinking":
      return [
        ...pieces(String(block["thinking"]), TEXT_CHUNK).map((thinking) => ({ type: "thinking_delta", thinking })),
        { type: "signature_delta", signature: block["signature"] },
      ];
    case "tool_use":
    case "server_tool_use":
    case "mcp_tool_use": {
      const text = json ?? JSON.stringify(block["input"]);
      // The API opens each input with an empty piece, and sends no more than that for an empty input.
      return ["", ...(text === "{}" ? [] : pieces(text, JSON_CHUNK))].map((partial_json) => ({
        type: "input_json_delta",
        partial_json,
      }));
    }
    case "compaction":
      // One piece, as the API sends it.
      return [
        {
          type: "compaction_delta",
          content: block["content"] ?? null,
          encrypted_content: block["encrypted_content"] ?? null,
        },
      ];
    default:
      return [];
  }
}

/** The `error` event that ends a stream, such as an overload in the middle of an answer. */
export function errorEvent(type: string, message: string, requestId: string): string {
  return event("error", { error: { details: null, type, message }, request_id: requestId });
}

/** The events of an answer, each as its bytes on the wire, in the API's order. */
export function streamEvents({ envelope, blocks }: WireMessage): string[] {
  const usage = objectOf(envelope["usage"]);
  const { stop_reason, stop_sequence, stop_details, container, ...start } = envelope;
  const opening = {
    ...start,
    container: null,
    stop_details: null,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { ...usage, output_tokens: Math.min(1, Number(usage["output_tokens"])) },
  };
  const body = blocks.flatMap((block, index) => [
    event("content_block_start", { index, content_block: opened(block) }),
    ...(index === 0 ? [event("ping", {})] : []),
    ...deltas(block).map((delta) => event("content_block_delta", { index, delta })),
    event("content_block_stop", { index }),
  ]);
  const counted = Object.fromEntries(COUNTERS.flatMap((key) => (Object.hasOwn(usage, key) ? [[key, usage[key]]] : [])));
  return [
    event("message_start", { message: opening }),
    ...body,
    event("message_delta", { delta: { stop_reason, stop_sequence, stop_details, container }, usage: counted }),
    event("message_stop", {}),
  ];
}
