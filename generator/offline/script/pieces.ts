import type { JsonObject } from "../../json/values.js";
import type {
  AnyTools,
  BatchPiece,
  BlockPiece,
  CodePiece,
  CodeResultPiece,
  Invocation,
  RawPiece,
  TextPiece,
  ThinkingPiece,
} from "../types.js";

/** Text of an answer. */
export function say(text: string): TextPiece {
  return { type: "text", text };
}

/** A block of reasoning. */
export function think(thinking: string): ThinkingPiece {
  return { type: "thinking", thinking };
}

/**
 * A call of one tool, typed by where it is put: a name or input that the tools do not have is a compile error there.
 */
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

/**
 * Code that Claude runs in a container. What it calls follows, with `codeUse`, and what it prints at its end, with
 * `codeResult`.
 */
export function code(text: string): CodePiece {
  return { type: "code", code: text };
}

/** A call by the code that is running, typed as those of `use` are. */
export function codeUse<const N extends string, const I>(name: N, input: I): { type: "code_use"; name: N; input: I } {
  return { type: "code_use", name, input };
}

/** The end of the code that is running: what it printed, where it prints to. */
export function codeResult(stdout: string, stderr = ""): CodeResultPiece {
  return { type: "code_result", stdout, stderr, return_code: stderr === "" ? 0 : 1 };
}

/** Any other block, sent as it stands. */
export function block(value: JsonObject): BlockPiece {
  return { type: "block", block: value };
}
