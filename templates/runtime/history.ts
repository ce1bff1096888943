// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type Anthropic from "@anthropic-ai/sdk";
import { MAX_NAME_LENGTH } from "./limits.js";
import { parseInput } from "./parse-input.js";
import { wellFormedJson } from "./text.js";

const NOT_EXECUTED = "Not executed: ";

/** The blocks of a message; text alone is one block. */
export function blocksOf(content: Anthropic.MessageParam["content"]): readonly Anthropic.ContentBlockParam[] {
  return typeof content === "string" ? [{ type: "text", text: content }] : content;
}

/** Every client tool use of a turn, in its order. */
function toolUsesIn(content: Anthropic.MessageParam["content"]): Anthropic.ToolUseBlockParam[] {
  return blocksOf(content).filter((block) => block.type === "tool_use");
}

/** The text of a turn: its text blocks, one after the other. The first block is often thinking, and there may be none. */
export function textIn(content: readonly Anthropic.ContentBlock[]): string {
  return content.map((block) => (block.type === "text" ? block.text : "")).join("");
}

/**
 * A turn of Claude's as the history keeps it: the content unchanged, thinking included, but for what the API gives
 * and does not take back. A text block without text is left out, and an input that is not an object is put into one:
 * what its text says where that is an object, and `{"INVALID_JSON": …}` otherwise, as the API's documentation advises. A tool
 * use with a name that no tool could have gets one that a tool could, and half a surrogate pair becomes a replacement character.
 *
 * Undefined where the API would refuse the whole: nothing is left, or it ends in thinking. A turn with calls is never that.
 */
function assistantTurn(content: readonly Anthropic.ContentBlock[]): Anthropic.MessageParam | undefined {
  const kept = content.filter((block) => block.type !== "text" || block.text.trim() !== "").map(sendable);
  const last = kept.at(-1);
  const called = kept.some((block) => block.type === "tool_use");
  if (!last || (!called && (last.type === "thinking" || last.type === "redacted_thinking"))) return undefined;
  return { role: "assistant", content: kept };
}

/** Appends a turn; calls in it that will not be run are answered, since the API takes no history with open calls. */
export function keepTurn(messages: Anthropic.MessageParam[], message: Anthropic.Message): void {
  const turn = assistantTurn(message.content);
  if (!turn) return;
  messages.push(turn);
  const uses = message.stop_reason === "tool_use" ? [] : toolUsesIn(turn.content);
  if (uses.length > 0) messages.push(notExecuted(uses, `the turn ended with ${message.stop_reason}. Call again.`));
}

/**
 * Appends a turn that was cut, where it is text. With a call in it, it is left out: the input may be cut and yet look whole,
 * and a call that nobody meant has no place in the history. The same goes for a server tool's call without its result.
 */
export function keepText(messages: Anthropic.MessageParam[], message: Anthropic.Message): void {
  const calls = message.content.some((block) => block.type === "tool_use" || block.type === "server_tool_use");
  if (!calls) keepTurn(messages, message);
}

/**
 * The one user message that answers each of these tool uses with the same refusal, so that a history which ends
 * in calls that nobody ran can be sent again.
 */
export function notExecuted(uses: readonly Anthropic.ToolUseBlockParam[], reason: string): Anthropic.MessageParam {
  return { role: "user", content: uses.map((use) => refusalOf(use, reason)) };
}

/** The result of a call that was not executed. `reason` is a clause: what came in between, and the way on. */
export function refusalOf(use: Anthropic.ToolUseBlockParam, reason: string): Anthropic.ToolResultBlockParam {
  return {
    type: "tool_result",
    tool_use_id: use.id,
    // A toolset's call is answered in its toolset's name.
    ...(use.toolset_name == null ? {} : { toolset_name: use.toolset_name }),
    content: `${NOT_EXECUTED}${reason}`,
    is_error: true,
  };
}

/**
 * The tool uses of a history's last turn that have no result yet, and where their results belong: right behind it, also where
 * somebody has asked a question since.
 */
export function pendingIn(messages: readonly Anthropic.MessageParam[]): {
  uses: Anthropic.ToolUseBlockParam[];
  at: number;
} {
  const at = messages.findLastIndex(({ role }) => role === "assistant") + 1;
  const after = messages.slice(at).flatMap(({ content }) => blocksOf(content));
  const answered = new Set(after.flatMap((block) => (block.type === "tool_result" ? [block.tool_use_id] : [])));
  return { uses: toolUsesIn(messages[at - 1]?.content ?? []).filter(({ id }) => !answered.has(id)), at };
}

/**
 * Ends a history so that it can be sent again with a question after it. Calls that nobody answered are answered. A turn that
 * has a server tool under way, or was called from code, is left out unless calls of it were run: after such a turn the API takes
 * results alone. The first `given` messages are the caller's and stay.
 */
export function closeHistory(messages: Anthropic.MessageParam[], given: number): void {
  const { uses, at } = pendingIn(messages);
  if (uses.length > 0) messages.splice(at, 0, notExecuted(uses, "the conversation ended. Call again if need be."));
  const answer = messages.at(-1);
  const untouched = answer?.role === "user" && messages.length > given && blocksOf(answer.content).every(isRefusal);
  const end = untouched ? messages.length - 1 : messages.length;
  let start = end;
  while (start > given && messages[start - 1]?.role === "assistant") start--;
  const turn = messages.slice(start, end).flatMap(({ content }) => blocksOf(content));
  if (bindsAnswer(turn)) messages.splice(start);
}

/** Whether the message after this turn may hold tool results only. */
function bindsAnswer(turn: readonly Anthropic.ContentBlockParam[]): boolean {
  const finished = new Set(turn.map((block) => ("tool_use_id" in block ? block.tool_use_id : undefined)));
  return turn.some(
    (block) =>
      (block.type === "server_tool_use" && !finished.has(block.id)) ||
      (block.type === "tool_use" && (block.caller?.type ?? "direct") !== "direct"),
  );
}

function isRefusal(block: Anthropic.ContentBlockParam): boolean {
  if (block.type !== "tool_result" || typeof block.content !== "string") return false;
  return block.content.startsWith(NOT_EXECUTED);
}

function sendable(block: Anthropic.ContentBlock): Anthropic.ContentBlockParam {
  // Signed: the API takes these back as they were, or not at all.
  if (block.type === "thinking" || block.type === "redacted_thinking") return block;
  const mended = withCallMended(block);
  const json = JSON.stringify(mended);
  const wellFormed = wellFormedJson(json);
  return wellFormed === json ? mended : (JSON.parse(wellFormed) as Anthropic.ContentBlockParam);
}

function withCallMended(block: Anthropic.ContentBlock): Anthropic.ContentBlockParam {
  if (block.type !== "tool_use" && block.type !== "server_tool_use") return block as Anthropic.ContentBlockParam;
  const input = isObject(block.input) ? block.input : objectFrom(block.input);
  const name = block.type === "tool_use" ? nameFrom(block.name) : block.name;
  return { ...block, name, input } as Anthropic.ContentBlockParam;
}

/** A name that a tool could have: models make up others as well, such as `functions.get_time`. */
function nameFrom(name: unknown): string {
  return (
    String(name)
      .replace(/[^a-zA-Z0-9_-]/g, "_")
      .slice(0, MAX_NAME_LENGTH) || "unnamed"
  );
}

function objectFrom(input: unknown): { [key: string]: unknown } {
  const text = typeof input === "string" ? input : (JSON.stringify(input) ?? "");
  const value = parseInput(text);
  return isObject(value) ? value : { INVALID_JSON: text };
}

function isObject(value: unknown): value is { [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
