import { isObject, type JsonObject, objectOf } from "../../json/values.js";
import type { Fault } from "../types.js";
import type { WireBlock, WireMessage } from "./types.js";

function isUse({ block }: WireBlock): boolean {
  return block["type"] === "tool_use";
}

function stopped(message: WireMessage, stop: string, blocks: readonly WireBlock[], more: JsonObject = {}): WireMessage {
  return {
    envelope: { ...message.envelope, stop_reason: stop, ...more },
    blocks,
  };
}

/** The first so many bytes, cut between characters. */
function head(text: string, bytes: number): string {
  const cut = Buffer.from(text).subarray(0, bytes).toString();
  return cut.endsWith("\ufffd") ? cut.slice(0, -1) : cut;
}

/** What is left of JSON that was cut: closed where it stands, back to the last place where that gives JSON. */
function repairCut(json: string): unknown {
  for (let end = json.length; end > 0; end -= 1) {
    const text = json.slice(0, end).replace(/[,:]$/, "");
    const open: string[] = [];
    let quoted = false;
    for (let place = 0; place < text.length; place += 1) {
      const character = text[place];
      if (quoted) {
        if (character === "\\") place += 1;
        else if (character === '"') quoted = false;
      } else if (character === '"') quoted = true;
      else if (character === "{") open.unshift("}");
      else if (character === "[") open.unshift("]");
      else if (character === "}" || character === "]") open.shift();
    }
    if (quoted) continue;
    try {
      return JSON.parse(text + open.join(""));
    } catch {
      // not a place to close it at: one character less
    }
  }
  return {};
}

function truncated(message: WireMessage, atByte: number | undefined): WireMessage {
  const last = message.blocks.findLastIndex(isUse);
  const place = last < 0 ? message.blocks.length - 1 : last;
  const cut = message.blocks[place];
  if (!cut) return stopped(message, "max_tokens", []);
  const before = message.blocks.slice(0, place);
  if (!isUse(cut)) {
    const text = String(cut.block["text"] ?? "");
    const left = head(text, atByte ?? Math.floor(Buffer.byteLength(text) / 2));
    return stopped(message, "max_tokens", left === "" ? before : [...before, { block: { ...cut.block, text: left } }]);
  }
  const whole = cut.json ?? "{}";
  const json = head(whole, Math.min(atByte ?? Math.floor(Buffer.byteLength(whole) / 2), Buffer.byteLength(whole) - 1));
  return stopped(message, "max_tokens", [
    ...before,
    { block: { ...cut.block, input: objectOf(repairCut(json)) }, json },
  ]);
}

// Streams send the broken text itself. A JSON answer cannot: there the fields are texts that are cut short, which is
// how models break input that is still JSON.
function malformed(one: WireBlock): WireBlock {
  const input = one.block["input"];
  const broken = Object.entries(isObject(input) ? input : {}).map(([key, value]) => [
    key,
    JSON.stringify(value).slice(0, -1),
  ]);
  return {
    block: { ...one.block, input: Object.fromEntries(broken) },
    json: `${(one.json ?? "{}").slice(0, -1)},, oops}`,
  };
}

/** The marker of server tool uses that a fault made up; the next answer resolves them. */
export const PAUSED_ID = "srvtoolu_offline";

function paused(message: WireMessage): WireMessage {
  const id = `${PAUSED_ID}_${String(message.envelope["id"]).slice(4)}`;
  const block = { type: "server_tool_use", id, name: "web_search", input: { query: "…" }, caller: { type: "direct" } };
  return stopped(message, "pause_turn", [{ block: { type: "text", text: "One moment.", citations: null } }, { block }]);
}

/** The answer with a fault in what it says; faults of the connection leave it as it is. */
export function shapeFault(message: WireMessage, fault: Fault | undefined): WireMessage {
  switch (fault?.kind) {
    case "refuse": {
      const { category = null, explanation = "The offline Claude was told to refuse this request." } = fault;
      return stopped(message, "refusal", [], { stop_details: { type: "refusal", category, explanation } });
    }
    case "truncate":
      return truncated(message, fault.atByte);
    case "malform": {
      const last = message.blocks.findLastIndex(isUse);
      if (last < 0) return message;
      return { ...message, blocks: message.blocks.map((one, place) => (place === last ? malformed(one) : one)) };
    }
    case "pause_turn":
      return paused(message);
    default:
      return message;
  }
}
