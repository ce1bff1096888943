import { arrayOf, objectOf, own } from "../json.js";
import { type Rule, rule } from "./types.js";
import { first } from "./walk.js";

const MAX_MESSAGES = 100_000;
const REMOVED = ["temperature", "top_k", "top_p"];

const COUNTED = [
  "messages",
  "model",
  "cache_control",
  "output_config",
  "speed",
  "system",
  "thinking",
  "tool_choice",
  "tools",
  "user_profile_id",
  "workspace_id",
];
const FIELDS = [
  ...COUNTED,
  "max_tokens",
  "container",
  "diagnostics",
  "inference_geo",
  "metadata",
  "service_tier",
  "stop_sequences",
  "stream",
];
const BETA_FIELDS = [
  "billing_policy",
  "compaction",
  "context_management",
  "fallback_credit_token",
  "fallbacks",
  "mcp_servers",
  "output_format",
  "thread",
];

/** The rules on headers and on the fields of the request, in the order in which they are checked. */
export const requestRules: readonly Rule[] = [
  rule({
    id: "authentication",
    checks: "a key, as Authorization: Bearer or x-api-key; which one does not matter",
    status: 401,
    type: "authentication_error",
    wording: "x-api-key header is required",
    find: ({ headers }) => {
      const bearer = /^Bearer\s+\S/.test(headers.authorization ?? "");
      return bearer || headers["x-api-key"] ? undefined : {};
    },
  }),
  rule({
    id: "version-header",
    checks: "the anthropic-version header is there",
    wording: "anthropic-version: header is required",
    find: ({ headers }) => (headers["anthropic-version"] ? undefined : {}),
  }),
  rule({
    id: "version-known",
    checks: "anthropic-version is a version of the API",
    wording: 'anthropic-version: "{version}" is not a valid version',
    words: "assumed",
    find: ({ headers }) => {
      const version = String(headers["anthropic-version"]);
      return ["2023-01-01", "2023-06-01", "2026-10-21"].includes(version) ? undefined : { version };
    },
  }),
  ...["model", "max_tokens", "messages"].map((field) =>
    rule({
      id: `${field.replace("_", "-")}-required`,
      checks: `${field} is there${field === "max_tokens" ? ", token counting aside" : ""}`,
      wording: `${field}: Field required`,
      find: ({ body, endpoint }) =>
        own(body, field) === undefined && !(field === "max_tokens" && endpoint === "count_tokens") ? {} : undefined,
    }),
  ),
  rule({
    id: "model-text",
    checks: "model is a text",
    wording: "model: Input should be a valid string",
    find: ({ body }) => (typeof body["model"] === "string" ? undefined : {}),
  }),
  rule({
    id: "model-not-empty",
    checks: "model is not empty",
    wording: "model: String should have at least 1 character",
    find: ({ body }) => (body["model"] === "" ? {} : undefined),
  }),
  rule({
    id: "max-tokens-integer",
    checks: "max_tokens is a whole number",
    wording: "max_tokens: Input should be a valid integer",
    find: ({ body }) => (Object.hasOwn(body, "max_tokens") && !Number.isInteger(body["max_tokens"]) ? {} : undefined),
  }),
  rule({
    id: "max-tokens-positive",
    checks: "max_tokens is at least 1",
    wording: "max_tokens: Input should be greater than or equal to 1",
    find: ({ body }) => (Number(body["max_tokens"]) < 1 ? {} : undefined),
  }),
  rule({
    id: "sampling-removed",
    checks: "no temperature, top_p or top_k, which the version 2026-10-21 removed",
    wording: "{key}: Extra inputs are not permitted",
    words: "assumed",
    find: ({ body, headers }) =>
      headers["anthropic-version"] === "2026-10-21"
        ? first(REMOVED, (key) => Object.hasOwn(body, key) && { key })
        : undefined,
  }),
  rule({
    id: "unknown-field",
    checks: "no field of the request that the API does not know; those of betas only with an anthropic-beta header",
    wording: "{key}: Extra inputs are not permitted",
    find: ({ body, endpoint, headers }) => {
      const known = new Set([
        ...(endpoint === "messages" ? FIELDS : COUNTED),
        ...(headers["anthropic-beta"] ? BETA_FIELDS : []),
        ...(headers["anthropic-version"] === "2026-10-21" ? [] : REMOVED),
      ]);
      return first(Object.keys(body), (key) => !known.has(key) && { key });
    },
  }),
  rule({
    id: "stream-boolean",
    checks: "stream is a boolean",
    wording: "stream: Input should be a valid boolean",
    find: ({ body }) => (body["stream"] === undefined || typeof body["stream"] === "boolean" ? undefined : {}),
  }),
  rule({
    id: "system-shape",
    checks: "system is a text or a list of text blocks",
    wording: "system: Input should be a valid list",
    words: "assumed",
    find: ({ body }) => {
      const { system } = body;
      if (system === undefined || typeof system === "string") return undefined;
      return Array.isArray(system) && system.every((block) => objectOf(block)["type"] === "text") ? undefined : {};
    },
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
    id: "messages-list",
    checks: "messages is a list",
    wording: "messages: Input should be a valid list",
    find: ({ body }) => (Array.isArray(body["messages"]) ? undefined : {}),
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
  rule({
    id: "metadata-field-unknown",
    checks: "metadata has user_id and nothing else",
    wording: "metadata.{key}: Extra inputs are not permitted",
    find: ({ body }) => first(Object.keys(objectOf(body["metadata"])), (key) => key !== "user_id" && { key }),
  }),
];
