import type { JsonObject } from "../json.js";
import type { AnyTools, BatchPiece, BlockPiece, Invocation, RawPiece, TextPiece, ThinkingPiece } from "../types.js";

/** Text of an answer. */
export const say = (text: string): TextPiece => ({ type: "text", text });

/** A block of reasoning. */
export const think = (thinking: string): ThinkingPiece => ({ type: "thinking", thinking });

/** A call of one tool, typed by where it is put: a name or input that the tools do not have is a compile error there. */
export const use = <const N extends string, const I>(name: N, input: I): { type: "tool_use"; name: N; input: I } => ({
  type: "tool_use",
  name,
  input,
});

/** A call of the batch tool, by whatever name the request offers it. */
export const batch = <const C extends readonly Invocation<AnyTools>[]>(
  invocations: C,
): { type: "batch"; invocations: C } & Omit<BatchPiece, "invocations"> => ({ type: "batch", invocations });

/** A call that no type checks: an unknown tool, arguments that do not fit; `{ json }` for input that is no JSON. */
export const useRaw = (name: string, input: unknown): RawPiece => ({ type: "raw_tool_use", name, input });

/** Tool input as the text that is streamed, JSON or not. */
export const useText = (name: string, json: string): RawPiece => ({ type: "raw_tool_use", name, json });

/** Any other block, sent as it stands. */
export const block = (value: JsonObject): BlockPiece => ({ type: "block", block: value });
