import type Anthropic from "@anthropic-ai/sdk";
import { isObject } from "../json/values.js";
import type { TokenUsage } from "./conversation-types.js";

/** Nothing used yet. */
export function noUsage(): TokenUsage {
  return { input_tokens: 0, output_tokens: 0, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 };
}

type Counters = Partial<Anthropic.Usage> & { iterations?: unknown };

/**
 * The counters of one message. A gateway may leave some out. What a compaction took is not in them, and is billed as
 * well.
 */
export function usageOf({ usage }: { usage?: Counters | null }): TokenUsage {
  const iterations: readonly unknown[] = Array.isArray(usage?.iterations) ? usage.iterations : [];
  const compactions = iterations.filter((one) => isObject(one) && one["type"] === "compaction") as Counters[];
  return compactions.map(countersOf).reduce(addUsage, countersOf(usage ?? {}));
}

function countersOf(usage: Counters): TokenUsage {
  return {
    input_tokens: countOf(usage.input_tokens),
    output_tokens: countOf(usage.output_tokens),
    cache_creation_input_tokens: countOf(usage.cache_creation_input_tokens),
    cache_read_input_tokens: countOf(usage.cache_read_input_tokens),
  };
}

/** What is no count is none: a budget is held by these. */
function countOf(count: unknown): number {
  return typeof count === "number" && count > 0 && Number.isFinite(count) ? count : 0;
}

/** The sum of two. */
export function addUsage(one: TokenUsage, other: TokenUsage): TokenUsage {
  return {
    input_tokens: one.input_tokens + other.input_tokens,
    output_tokens: one.output_tokens + other.output_tokens,
    cache_creation_input_tokens: one.cache_creation_input_tokens + other.cache_creation_input_tokens,
    cache_read_input_tokens: one.cache_read_input_tokens + other.cache_read_input_tokens,
  };
}

/** All tokens, in and out. */
export function totalTokens(usage: TokenUsage): number {
  return usage.input_tokens + usage.output_tokens + usage.cache_creation_input_tokens + usage.cache_read_input_tokens;
}
