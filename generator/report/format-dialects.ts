import type { ReadDialect } from "../define/dialects/dialect.js";
import { count, escapeInvisible } from "../diagnostics/show-value.js";

/**
 * What was read from other dialects than Anthropic's, a line for each file and dialect. Empty where there is nothing.
 */
export function formatDialects(dialects: readonly ReadDialect[]): string {
  return dialects
    .map(
      ({ file, dialect, tools }) =>
        `  ${escapeInvisible(file)}: ${count(tools, "tool")} read from the dialect of ${dialect}\n`,
    )
    .join("");
}
