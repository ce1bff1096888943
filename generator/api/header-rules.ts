import { betasOf, FORMER_BETAS } from "./betas.js";
import { type Rule, rule } from "./rule.js";
import { SDK_BETAS } from "./sdk-shapes.js";
import { first } from "./walk.js";

const REMOVED = ["temperature", "top_k", "top_p"];

/** The rules on headers, and on what depends on the version there, in the order in which they are checked. */
export const HEADER_RULES: readonly Rule[] = [
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
  rule({
    id: "beta-known",
    checks: "anthropic-beta names betas of the API",
    wording:
      "Unexpected value(s) `{beta}` for the `anthropic-beta` header. Please consult our documentation at " +
      "docs.claude.com or try again without the header.",
    find: (request) => {
      const beta = betasOf(request).find((one) => !SDK_BETAS.includes(one) && !FORMER_BETAS.includes(one));
      return beta === undefined ? undefined : { beta };
    },
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
];
