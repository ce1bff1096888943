import { arrayOf, isObject, textOf } from "../json.js";
import { type Rule, rule } from "./types.js";
import { blocksOf, first, messagesOf } from "./walk.js";

const ROLES = ["user", "assistant", "system"];

/** The rules on messages and their text, in the order in which they are checked. */
export const messageRules: readonly Rule[] = [
  rule({
    id: "message-object",
    checks: "each message is an object",
    wording: "messages.{m}: Input should be a valid dictionary or object to extract fields from",
    find: ({ body }) => first([...arrayOf(body["messages"]).entries()], ([m, one]) => !isObject(one) && { m }),
  }),
  rule({
    id: "message-role",
    checks: "each message's role is user, assistant or system",
    wording: "messages.{m}.role: Input should be 'user', 'assistant' or 'system'",
    find: (request) =>
      first(messagesOf(request), ({ index, value }) => !ROLES.includes(String(value["role"])) && { m: index }),
  }),
  rule({
    id: "message-content-required",
    checks: "each message has content",
    wording: "messages.{m}.content: Field required",
    find: (request) => first(messagesOf(request), ({ index, value }) => value["content"] === undefined && { m: index }),
  }),
  rule({
    id: "message-content-shape",
    checks: "a message's content is a text or a list of blocks",
    wording: "messages.{m}.content: Input should be a valid list",
    find: (request) =>
      first(messagesOf(request), ({ index, value }) => {
        const { content } = value;
        return typeof content !== "string" && !Array.isArray(content) && { m: index };
      }),
  }),
  rule({
    id: "message-field-unknown",
    checks: "a message has role and content and nothing else",
    wording: "messages.{m}.{key}: Extra inputs are not permitted",
    find: (request) =>
      first(messagesOf(request), ({ index, value }) =>
        first(Object.keys(value), (key) => key !== "role" && key !== "content" && { m: index, key }),
      ),
  }),
  rule({
    id: "first-message-user",
    checks: "the first message is the user's",
    wording: 'messages: first message must use the "user" role',
    find: (request) => {
      const [start] = messagesOf(request);
      return start && start.value["role"] !== "user" ? {} : undefined;
    },
  }),
  rule({
    id: "message-not-empty",
    checks: "no message is empty, the last one of the assistant aside",
    wording: "messages.{m}: all messages must have non-empty content except for the optional final assistant message",
    find: (request) => {
      const last = messagesOf(request).length - 1;
      return first(messagesOf(request), ({ index, value }) => {
        const empty = value["content"] === "" || (Array.isArray(value["content"]) && value["content"].length === 0);
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
      first(blocksOf(request), ({ block }) => block["type"] === "text" && textOf(block["text"])?.trim() === "" && {}),
  }),
  rule({
    id: "text-required",
    checks: "a text block has a text",
    wording: "messages.{m}.content.{b}.text.text: Field required",
    find: (request) =>
      first(
        blocksOf(request),
        ({ m, b, block }) => block["type"] === "text" && typeof block["text"] !== "string" && { m, b },
      ),
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
    id: "document-in-assistant",
    checks: "no document in a message of the assistant",
    wording: "messages.{m}: `document` blocks can only be in `user` messages",
    words: "assumed",
    find: (request) =>
      first(blocksOf(request), ({ m, role, block }) => block["type"] === "document" && role === "assistant" && { m }),
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
