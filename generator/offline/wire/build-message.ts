import { createHash } from "node:crypto";
import { estimateTokens } from "../../api/estimate-tokens.js";
import { signatureOf } from "../../api/thinking-signature.js";
import { arrayOf, type JsonObject, objectOf, stringOf } from "../../json/values.js";
import type { NamedPiece, NamedTurn } from "../types.js";
import type { InputUsage } from "./prompt-cache.js";
import type { WireBlock, WireMessage } from "./types.js";

const NEVER = "9999-12-31T23:59:59Z";

// Ids come from the request, not from a counter, so that a run repeats exactly and a conversation that is resumed
// with another offline Claude never meets an id twice.
function idFrom(prefix: string, seed: string): string {
  return `${prefix}_${createHash("sha256").update(seed).digest("hex").slice(0, 24)}`;
}

function toolUse(id: string, name: string, input: unknown, json?: string): WireBlock {
  return {
    block: { type: "tool_use", id, name, input, caller: { type: "direct" } },
    json: json ?? JSON.stringify(input) ?? "{}",
  };
}

function parseOr(json: string, fallback: unknown): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return fallback;
  }
}

function wireBlock(piece: NamedPiece, id: string): WireBlock {
  switch (piece.type) {
    case "text":
      return { block: { type: "text", text: piece.text, citations: null } };
    case "thinking":
      return { block: { type: "thinking", thinking: piece.thinking, signature: signatureOf(piece.thinking) } };
    case "tool_use":
      return toolUse(piece.id ?? id, piece.name, piece.input);
    case "raw_tool_use":
      if (piece.json === undefined) return toolUse(piece.id ?? id, piece.name, piece.input ?? {});
      return toolUse(piece.id ?? id, piece.name, parseOr(piece.json, {}), piece.json);
    case "block":
      return { block: piece.block };
  }
}

function hasToolUse(blocks: readonly WireBlock[]): boolean {
  return blocks.some(({ block }) => block["type"] === "tool_use");
}

/** Makes the answer that a turn stands for. The same request and turn give the same bytes. */
export function buildMessage(turn: NamedTurn, body: JsonObject, input: InputUsage): WireMessage {
  const seed = `${JSON.stringify(arrayOf(body["messages"]))}${JSON.stringify(turn.content)}`;
  const blocks = turn.content.map((piece, index) => wireBlock(piece, idFrom("toolu", `${index} ${seed}`)));
  const written = blocks.map(({ block, json }) => json ?? String(block["text"] ?? block["thinking"] ?? "")).join("");
  const reused = stringOf(body["container"]) ?? stringOf(objectOf(body["container"])["id"]);
  const container = turn.container ?? (reused === undefined ? null : { id: reused, expires_at: NEVER, skills: null });
  const envelope = {
    id: idFrom("msg", seed),
    type: "message",
    role: "assistant",
    model: body["model"],
    container,
    diagnostics: null,
    stop_reason: turn.stop_reason === undefined ? (hasToolUse(blocks) ? "tool_use" : "end_turn") : turn.stop_reason,
    stop_sequence: turn.stop_sequence ?? null,
    stop_details: turn.stop_details ?? null,
    usage: {
      ...input,
      output_tokens: estimateTokens(written),
      cache_creation: { ephemeral_5m_input_tokens: input.cache_creation_input_tokens, ephemeral_1h_input_tokens: 0 },
      output_tokens_details: null,
      server_tool_use: null,
      service_tier: "standard",
      speed: "standard",
      inference_geo: null,
      ...turn.usage,
    },
  };
  return { envelope, blocks };
}
