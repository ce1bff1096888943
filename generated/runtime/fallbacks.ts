// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type Anthropic from "@anthropic-ai/sdk";
import { statusOf } from "./api-error.js";
import type { FallbackEvent } from "./conversation-types.js";
import { type Frame, withoutCaching } from "./request-params.js";

/** A request frame without the field that the API refused. */
export type Fallback = { field: FallbackEvent["field"]; frame: Frame };

/** What to try instead after this error; undefined where nothing is left to try. */
export function fallbackFor(error: Error, frame: Frame): Fallback | undefined {
  if (statusOf(error) !== 400) return undefined;
  // Current models refuse a forced choice: `tool_choice: type "tool" and "any" are not supported for this model.` Thinking
  // excludes it too, and gateways have words of their own for that.
  if (/tool.?choice|\bforc(e|ed|es|ing)\b/i.test(error.message) && isForced(frame.tool_choice)) {
    return { field: "tool_choice", frame: unforced(frame) };
  }
  // Not every platform and gateway has automatic caching; markers in tools and messages stay.
  if (error.message.includes("cache_control") && frame.cache_control) {
    return { field: "cache_control", frame: withoutCaching(frame) };
  }
  return undefined;
}

/** The same frame, the choice of tools left to Claude where it was forced. */
export function unforced(frame: Frame): Frame {
  const choice = frame.tool_choice;
  if (!isForced(choice)) return frame;
  const serial = choice.disable_parallel_tool_use;
  return {
    ...frame,
    tool_choice: { type: "auto", ...(serial === undefined ? {} : { disable_parallel_tool_use: serial }) },
  };
}

function isForced(
  choice: Anthropic.ToolChoice | undefined,
): choice is Anthropic.ToolChoiceAny | Anthropic.ToolChoiceTool {
  return choice?.type === "any" || choice?.type === "tool";
}
