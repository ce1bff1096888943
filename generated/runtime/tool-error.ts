// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type { ContentBlock } from "./types.js";

/**
 * An error whose text is meant for Claude: throw it from a handler to say what went wrong and what to do about it.
 * Of any other error Claude is told only that the tool failed.
 */
export class ToolError extends Error {
  override readonly name = "ToolError";
  readonly content: string;

  /** @param content The text for Claude. Of content blocks the texts count: the API takes nothing else in an error. */
  constructor(content: string | readonly ContentBlock[], options?: ErrorOptions) {
    const text = typeof content === "string" ? content : textOf(content);
    super(text, options);
    this.content = text;
  }
}

function textOf(blocks: readonly ContentBlock[]): string {
  return blocks.flatMap((block) => (block.type === "text" ? [block.text] : [])).join("\n");
}
