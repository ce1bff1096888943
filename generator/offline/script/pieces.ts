import type { JsonObject } from "../../json/values.js";
import type { AnyTools, BatchPiece, BlockPiece, Invocation, RawPiece, TextPiece, ThinkingPiece } from "../types.js";

/** Text of an answer. */
export function say(text: string): TextPiece {
  return { type: "text", text };
}

/** A block of reasoning. */
export function think(thinking: string): ThinkingPiece {
  return { type: "thinking", thinking };
}

/** A call of one tool, typed by where it is put: a name or input that the tools do not have is a compile error there. */
export function use<const N extends string, const I>(name: N, input: I): { type: "tool_use"; name: N; input: I } {
  return {
    type: "tool_use",
    name,
    input,
  };
}

/** A call of the batch tool, by whatever name the request offers it. */
export function batch<const C extends readonly Invocation<AnyTools>[]>(
  invocations: C,
): { type: "batch"; invocations: C } & Omit<BatchPiece, "invocations"> {
  return { type: "batch", invocations };
}

/** A call that no type checks: an unknown tool, arguments that do not fit; `{ json }` for input that is no JSON. */
export function useRaw(name: string, input: unknown): RawPiece {
  return { type: "raw_tool_use", name, input };
}

/** Tool input as the text that is streamed, JSON or not. */
export function useText(name: string, json: string): RawPiece {
  return { type: "raw_tool_use", name, json };
}

/** Any other block, sent as it stands. */
export function block(value: JsonObject): BlockPiece {
  return { type: "block", block: value };
}
