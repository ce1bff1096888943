import { arrayOf, objectOf } from "../json/values.js";
import { type Rule, rule } from "./rule.js";
import { first } from "./walk.js";

const MAX_MESSAGES = 100_000;
const SAMPLING = { temperature: 1, top_p: 1, top_k: Number.POSITIVE_INFINITY };
/** Fields of tools that count or measure something. */
const COUNTS = [
  "max_uses",
  "max_content_tokens",
  "max_characters",
  "max_tokens",
  "display_width_px",
  "display_height_px",
];

/** The rules on what the fields of a request hold, in the order in which they are checked. */
export const REQUEST_RULES: readonly Rule[] = [
  rule({
    id: "model-not-empty",
    checks: "model is not empty",
    wording: "model: String should have at least 1 character",
    find: ({ body }) => (body["model"] === "" ? {} : undefined),
  }),
  rule({
    id: "max-tokens-least",
    checks: "max_tokens is not negative; 0 only fills the prompt cache",
    wording: "max_tokens: Input should be greater than or equal to 0",
    words: "assumed",
    find: ({ body }) => (Number(body["max_tokens"]) < 0 ? {} : undefined),
  }),
  rule({
    id: "sampling-range",
    checks: "where sampling parameters are taken, temperature and top_p are 0 to 1, and top_k is not negative",
    wording: "{key}: {range}",
    find: ({ body }) =>
      first(Object.entries(SAMPLING), ([key, most]) => {
        const value = body[key];
        if (typeof value !== "number") return undefined;
        if (value < 0) return { key, range: "Input should be greater than or equal to 0" };
        return value > most && { key, range: `Input should be less than or equal to ${most}` };
      }),
  }),
  rule({
    id: "number-least",
    checks: "counts and sizes of tools are at least 1",
    wording: "{path}: Input should be greater than or equal to 1",
    words: "assumed",
    find: ({ body }) =>
      first([...arrayOf(body["tools"]).entries()], ([index, tool]) => {
        const { type = "custom" } = objectOf(tool);
        return first(COUNTS, (key) => {
          const value = objectOf(tool)[key];
          return typeof value === "number" && value < 1 && { path: `tools.${index}.${type}.${key}` };
        });
      }),
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
