import { arrayOf, objectOf, stringOf } from "../json/values.js";
import { type Rule, rule } from "./rule.js";
import { blocksOf, first, messagesOf } from "./walk.js";

/** Blocks that stand in the messages of one role only. */
const OWNERS: readonly (readonly [role: string, types: RegExp])[] = [
  ["user", /^(?:image|document|container_upload)$/],
  ["assistant", /^(?:thinking|redacted_thinking|(?:server|mcp)_tool_use|fallback|(?!tool_result$)\w+_tool_result)$/],
  ["system", /^tool_(?:addition|removal)$/],
];

/** The rules on messages and their text, in the order in which they are checked. */
export const MESSAGE_RULES: readonly Rule[] = [
  rule({
    id: "first-message-user",
    checks: "the first message is the user's, or begins with what was compacted",
    wording: 'messages: first message must use the "user" role',
    find: (request) => {
      const [start] = messagesOf(request);
      if (!start || start.value["role"] === "user") return undefined;
      return objectOf(arrayOf(start.value["content"])[0])["type"] === "compaction" ? undefined : {};
    },
  }),
  rule({
    id: "message-not-empty",
    checks: "no message is empty, the last one of the assistant aside",
    wording: "messages.{m}: all messages must have non-empty content except for the optional final assistant message",
    find: (request) => {
      const last = messagesOf(request).length - 1;
      return first(messagesOf(request), ({ index, value }) => {
        const { content = "", output_config: settings } = value;
        const sets = value["content"] === undefined && Object.keys(objectOf(settings)).length > 0;
        const empty = (content === "" && !sets) || (Array.isArray(content) && content.length === 0);
        return empty && !(index === last && value["role"] === "assistant") && { m: index };
      });
    },
  }),
  rule({
    id: "text-not-empty",
    checks: "no text block is empty",
    wording: "messages: text content blocks must be non-empty",
    find: (request) => first(blocksOf(request), ({ block }) => block["type"] === "text" && block["text"] === "" && {}),
  }),
  rule({
    id: "text-not-blank",
    checks: "no text block is white space alone",
    wording: "messages: text content blocks must contain non-whitespace text",
    find: (request) =>
      first(blocksOf(request), ({ block }) => block["type"] === "text" && stringOf(block["text"])?.trim() === "" && {}),
  }),
  rule({
    id: "tool-use-role",
    checks: "tool uses stand in the assistant's messages only",
    wording: "messages.{m}: `tool_use` blocks can only be in `assistant` messages",
    find: (request) =>
      first(blocksOf(request), ({ m, role, block }) => block["type"] === "tool_use" && role !== "assistant" && { m }),
  }),
  rule({
    id: "tool-result-role",
    checks: "tool results stand in the user's messages only",
    wording: "messages.{m}: `tool_result` blocks can only be in `user` messages",
    find: (request) =>
      first(blocksOf(request), ({ m, role, block }) => block["type"] === "tool_result" && role !== "user" && { m }),
  }),
  rule({
    id: "block-role",
    checks: "media are the user's; thinking and server tools are the assistant's; tool changes are the system's",
    wording: "messages.{m}: `{type}` blocks can only be in `{owner}` messages",
    find: (request) =>
      first(blocksOf(request), ({ m, role, block }) => {
        const type = String(block["type"]);
        const owner = OWNERS.find(([, types]) => types.test(type))?.[0];
        return owner !== undefined && role !== owner && { m, type, owner };
      }),
  }),
  rule({
    id: "citations-in-user-text",
    checks: "no citations on the user's text",
    wording: "messages.{m}.content.{b}.text.citations: Extra inputs are not permitted",
    words: "assumed",
    find: (request) =>
      first(blocksOf(request), ({ m, b, role, block }) => {
        const cited = block["type"] === "text" && block["citations"] !== undefined && block["citations"] !== null;
        return cited && role === "user" && { m, b };
      }),
  }),
];
