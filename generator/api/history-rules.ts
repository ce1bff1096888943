import { arrayOf, isObject, objectOf } from "../json/values.js";
import { type Rule, rule } from "./rule.js";
import { mayBeSignatureOf } from "./thinking-signature.js";
import { type BlockAt, blocksOf, first, turnsOf } from "./walk.js";

/** Server tools' results, by the block that asks for them. */
const SERVER_RESULT = /^(?!tool_result$)\w+_tool_result$/;
const REASONING = ["thinking", "redacted_thinking"];

function isUseFor(result: unknown, { block }: BlockAt): boolean {
  return block["type"] === (result === "mcp_tool_result" ? "mcp_tool_use" : "server_tool_use");
}

/** The rules on what the assistant's turns hold when they are sent back, in the order in which they are checked. */
export const HISTORY_RULES: readonly Rule[] = [
  rule({
    id: "server-result-unknown-id",
    checks: "each result of a server tool comes after the use that it answers",
    wording:
      "messages.{m}.content.{b}: unexpected `tool_use_id` found in `{type}` blocks: {id}. Each `{type}` block " +
      "must have a corresponding `{use}` block before it.",
    find: (request) => {
      const blocks = blocksOf(request);
      return first([...blocks.entries()], ([place, { m, b, block }]) => {
        const { type, tool_use_id: id } = block;
        if (!SERVER_RESULT.test(String(type))) return undefined;
        const isAsked = blocks.slice(0, place).some((one) => isUseFor(type, one) && one.block["id"] === id);
        const use = type === "mcp_tool_result" ? "mcp_tool_use" : "server_tool_use";
        return !isAsked && { m, b, type: String(type), id: String(id), use };
      });
    },
  }),
  rule({
    id: "thinking-signature",
    checks: "thinking has a signature, and where the offline Claude has signed it, is as it was then",
    wording: "messages.{m}.content.{b}: Invalid `signature` in `thinking` block",
    find: (request) =>
      first(blocksOf(request), ({ m, b, block }) => {
        const { type, thinking, signature } = block;
        return type === "thinking" && !mayBeSignatureOf(String(thinking), String(signature)) && { m, b };
      }),
  }),
  rule({
    id: "redacted-thinking-data",
    checks: "redacted thinking holds its data",
    wording: "messages.{m}.content.{b}: Invalid `data` in `redacted_thinking` block",
    find: (request) =>
      first(
        blocksOf(request),
        ({ m, b, block: { type, data } }) => type === "redacted_thinking" && data === "" && { m, b },
      ),
  }),
  rule({
    id: "thinking-last",
    checks: "no turn of the assistant without calls ends in thinking",
    wording: "messages.{m}: The final block in an assistant message cannot be `{type}`.",
    find: (request) =>
      first(turnsOf(request), ({ index, role, blocks }) => {
        const type = String(blocks.at(-1)?.["type"]);
        // Whether thinking behind a call is refused, which no model gives, is not known.
        const isCalling = blocks.some((block) => block["type"] === "tool_use");
        return role === "assistant" && !isCalling && REASONING.includes(type) && { m: index, type };
      }),
  }),
  rule({
    id: "mcp-server-known",
    checks: "a toolset of MCP is of a server that is sent",
    wording: "tools.{index}.mcp_toolset: MCP server '{name}' not found in mcp_servers definition",
    words: "assumed",
    find: ({ body }) => {
      const known = arrayOf(body["mcp_servers"]).map((server) => objectOf(server)["name"]);
      return first([...arrayOf(body["tools"]).filter(isObject).entries()], ([index, tool]) => {
        const name = tool["mcp_server_name"];
        return tool["type"] === "mcp_toolset" && !known.includes(name) && { index, name: String(name) };
      });
    },
  }),
  rule({
    id: "search-domains",
    checks: "a web tool allows some domains or blocks some, and not both",
    wording: "tools.{index}.{type}: Only one of `allowed_domains` and `blocked_domains` may be specified.",
    words: "assumed",
    find: ({ body }) =>
      first([...arrayOf(body["tools"]).filter(isObject).entries()], ([index, tool]) => {
        const isBoth = isObject(tool) && tool["allowed_domains"] != null && tool["blocked_domains"] != null;
        return isBoth && { index, type: String(tool["type"]) };
      }),
  }),
];
