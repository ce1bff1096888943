import { arrayOf, objectOf } from "../json/values.js";
import { type Rule, rule } from "./rule.js";

const MAX_MESSAGES = 100_000;
/** The rules on what the fields of a request hold, in the order in which they are checked. */
export const REQUEST_RULES: readonly Rule[] = [
  rule({
    id: "model-not-empty",
    checks: "model is not empty",
    wording: "model: String should have at least 1 character",
    find: ({ body }) => (body["model"] === "" ? {} : undefined),
  }),
  rule({
    id: "max-tokens-positive",
    checks: "max_tokens is at least 1",
    wording: "max_tokens: Input should be greater than or equal to 1",
    find: ({ body }) => (Number(body["max_tokens"]) < 1 ? {} : undefined),
  }),
  rule({
    id: "system-not-empty",
    checks: "no empty text block in system",
    wording: "system: text content blocks must be non-empty",
    find: ({ body }) => (arrayOf(body["system"]).some((block) => objectOf(block)["text"] === "") ? {} : undefined),
  }),
  rule({
    id: "stop-sequences",
    checks: "each stop sequence has something but white space",
    wording: "stop_sequences: each stop sequence must contain non-whitespace",
    find: ({ body }) =>
      arrayOf(body["stop_sequences"]).some((one) => typeof one !== "string" || one.trim() === "") ? {} : undefined,
  }),
  rule({
    id: "messages-not-empty",
    checks: "at least one message",
    wording: "messages: at least one message is required",
    find: ({ body }) => (arrayOf(body["messages"]).length === 0 ? {} : undefined),
  }),
  rule({
    id: "messages-count",
    checks: "at most 100,000 messages",
    wording: `messages: List should have at most ${MAX_MESSAGES} items after validation, not {count}`,
    words: "assumed",
    find: ({ body }) => {
      const count = arrayOf(body["messages"]).length;
      return count > MAX_MESSAGES ? { count } : undefined;
    },
  }),
];
