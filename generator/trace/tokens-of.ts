import type { Line } from "./types.js";

/** The input is the sum of the three input counters: what was read from the cache and written to it is input, too. */
export function tokensOf(usage: Extract<Line, { type: "end" }>["usage"]): [number, number] {
  const { input_tokens, cache_creation_input_tokens, cache_read_input_tokens, output_tokens } = usage;
  return [input_tokens + cache_creation_input_tokens + cache_read_input_tokens, output_tokens];
}
