import { arrayOf, isObject, type JsonObject, objectOf } from "../../json/values.js";
import type { NamedPiece, NamedTurn } from "../types.js";
import { PAUSED_ID } from "./shape-fault.js";

/** Opens a turn with the results of the server tools that a `pause_turn` fault left unfinished. */
export function carryOn(turn: NamedTurn, body: JsonObject): NamedTurn {
  const blocks = arrayOf(body["messages"]).flatMap((message) => arrayOf(objectOf(message)["content"]).filter(isObject));
  const resolved = new Set(blocks.map((block) => block["tool_use_id"]));
  const results = blocks
    .filter((block) => block["type"] === "server_tool_use" && String(block["id"]).startsWith(PAUSED_ID))
    .filter((block) => !resolved.has(block["id"]))
    .map((block): NamedPiece => {
      const result = {
        type: "web_search_tool_result",
        tool_use_id: block["id"],
        content: [],
        caller: { type: "direct" },
      };
      return { type: "block", block: result };
    });
  return results.length === 0 ? turn : { ...turn, content: [...results, ...turn.content] };
}
