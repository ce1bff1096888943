import { arrayOf, isObject, type JsonObject, objectOf, stringOf } from "../json/values.js";
import { betasOf } from "./betas.js";
import { estimateTokens } from "./estimate-tokens.js";
import { factsOf } from "./models.js";
import { type Rule, rule } from "./rule.js";

const LONG_OUTPUT = "output-300k-2026-03-24";
const LONG_OUTPUT_TOKENS = 300_000;

/** The rules that depend on what a model is known to take. */
export const MODEL_RULES: readonly Rule[] = [
  rule({
    id: "max-tokens-of-model",
    checks: "max_tokens is no more than the model's most",
    wording: "max_tokens: {asked} > {most}, which is the maximum allowed number of output tokens for {model}",
    find: (request) => {
      const { max_tokens: asked, model } = request.body;
      const { maxTokens = Number.POSITIVE_INFINITY } = factsOf(model);
      const most = betasOf(request).includes(LONG_OUTPUT) ? Math.max(maxTokens, LONG_OUTPUT_TOKENS) : maxTokens;
      return Number(asked) > most ? { asked: Number(asked), most, model: String(model) } : undefined;
    },
  }),
  rule({
    id: "effort-of-model",
    checks: "no effort on a model that does not take it",
    wording: "This model does not support the effort parameter.",
    find: ({ body }) => {
      const { effort } = objectOf(body["output_config"]);
      return effort != null && factsOf(body["model"]).effort === false ? {} : undefined;
    },
  }),
  rule({
    id: "thinking-of-model",
    checks: "the way of thinking is one that the model takes",
    wording: 'thinking: type "{type}" is not supported for this model.',
    words: "assumed",
    find: ({ body }) => {
      const type = objectOf(body["thinking"])["type"];
      const refused = factsOf(body["model"]).refusesThinking?.find((one) => one === type);
      return refused && { type: refused };
    },
  }),
  rule({
    id: "prompt-too-long",
    checks: "the prompt, by the estimate of a token for every 4 bytes, is no longer than the model's window",
    wording: "prompt is too long: {tokens} tokens > {most} maximum",
    find: ({ body }) => {
      const { window } = factsOf(body["model"]);
      if (window === undefined) return undefined;
      const prompt = { system: body["system"], tools: body["tools"], messages: body["messages"] };
      const tokens = estimateTokens(JSON.stringify(withoutMedia(prompt)));
      return tokens > window ? { tokens, most: window } : undefined;
    },
  }),
];

/** A value without what is counted by its size in pixels or pages, and not as text. */
function withoutMedia(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMedia);
  if (!isObject(value)) return value;
  const { type, media_type: media } = value;
  const isMedia = type === "base64" && stringOf(media) !== undefined;
  const kept = Object.entries(value).filter(([key]) => !isMedia || key !== "data");
  return Object.fromEntries(kept.map(([key, one]) => [key, withoutMedia(one)]));
}

/** Whether a thinking budget may be larger than `max_tokens`: it is for a whole turn with its tools then. */
export function isInterleaved({ headers }: Parameters<typeof betasOf>[0], body: JsonObject): boolean {
  return betasOf({ headers }).includes("interleaved-thinking-2025-05-14") && arrayOf(body["tools"]).length > 0;
}
