import type Anthropic from "@anthropic-ai/sdk";
import type { Discarded, RanCall } from "../contract/conversation-types.js";
import { blocksOf, isCall, isResult, isResultsOnly, resultIdsIn, toolUsesIn } from "./history.js";

/** The messages that say of a turn's calls that none was executed. */
const unexecuted = new WeakSet<object>();

/**
 * The one user message that answers each of these tool uses with the same refusal, so that a history which ends
 * in calls that nobody ran can be sent again.
 */
export function notExecuted(uses: readonly Anthropic.ToolUseBlockParam[], reason: string): Anthropic.MessageParam {
  const message: Anthropic.MessageParam = { role: "user", content: uses.map((use) => refusalOf(use, reason)) };
  unexecuted.add(message);
  return message;
}

/** The result of a call that was not executed. `reason` is a clause: what came in between, and the way on. */
function refusalOf(use: Anthropic.ToolUseBlockParam, reason: string): Anthropic.ToolResultBlockParam {
  return {
    type: "tool_result",
    tool_use_id: use.id,
    // A toolset's call is answered in its toolset's name.
    ...(use.toolset_name == null ? {} : { toolset_name: use.toolset_name }),
    content: `Not executed: ${reason}`,
    is_error: true,
  };
}

/**
 * The tool uses of a history's last turn that have no result yet, and where their results belong: right behind it, also
 * where somebody has asked a question since.
 */
export function pendingIn(messages: readonly Anthropic.MessageParam[]): {
  uses: Anthropic.ToolUseBlockParam[];
  at: number;
} {
  const at = messages.map(({ role }) => role).lastIndexOf("assistant") + 1;
  const after = messages.slice(at).flatMap(({ content }) => blocksOf(content));
  const answered = new Set(after.flatMap((block) => (block.type === "tool_result" ? [block.tool_use_id] : [])));
  return { uses: toolUsesIn(messages[at - 1]?.content ?? []).filter(({ id }) => !answered.has(id)), at };
}

/**
 * A copy of a history in which the calls of all turns but the last have results: the API takes none without. Who saved
 * it may have lost them.
 */
export function answerOpenCalls(messages: readonly Anthropic.MessageParam[]): Anthropic.MessageParam[] {
  const last = messages.map(({ role }) => role).lastIndexOf("assistant");
  const whole: Anthropic.MessageParam[] = [];
  let open: Anthropic.ToolUseBlockParam[] = [];
  for (const [at, message] of messages.entries()) {
    const blocks = blocksOf(message.content);
    const answered = new Set(blocks.flatMap((block) => (block.type === "tool_result" ? [block.tool_use_id] : [])));
    const lost = open
      .filter(({ id }) => !answered.has(id))
      .map((use) => refusalOf(use, "its result is lost. Call again if need be."));
    if (lost.length > 0 && message.role === "user") whole.push({ role: "user", content: [...lost, ...blocks] });
    else if (lost.length > 0) whole.push({ role: "user", content: lost }, message);
    else whole.push(message);
    open = message.role === "assistant" && at < last ? toolUsesIn(message.content) : [];
  }
  return whole;
}

/**
 * Ends a history so that it can be sent again with a question after it. Calls that nobody answered are answered. A turn
 * that has a server tool under way, or was called from code, is left out unless calls of it were run: after such a turn
 * the API takes results alone. The first `given` messages are the caller's and stay.
 */
export function closeHistory(messages: Anthropic.MessageParam[], given: number): void {
  const { uses, at } = pendingIn(messages);
  if (uses.length > 0) messages.splice(at, 0, notExecuted(uses, "the conversation ended. Call again if need be."));
  const answer = messages.at(-1);
  const untouched = answer !== undefined && messages.length > given && unexecuted.has(answer);
  const end = untouched ? messages.length - 1 : messages.length;
  let start = end;
  while (start > given && messages[start - 1]?.role === "assistant") start--;
  const turn = messages.slice(start, end).flatMap(({ content }) => blocksOf(content));
  if (bindsAnswer(turn)) messages.splice(start);
}

/**
 * Takes what stands behind a turn that binds its answer, its results aside, out of a history: a question, say, that was
 * asked when the calls of such a turn had run and the conversation had ended. The API takes it once the turn is
 * finished.
 */
export function holdBack(messages: Anthropic.MessageParam[]): Anthropic.MessageParam[] {
  const end = messages.map(({ role }) => role).lastIndexOf("assistant") + 1;
  let start = end;
  while (messages[start - 1]?.role === "assistant") start--;
  if (!bindsAnswer(messages.slice(start, end).flatMap(({ content }) => blocksOf(content)))) return [];
  const behind = messages.slice(end);
  if (behind.every(isResultsOnly)) return [];
  messages.splice(end);
  const results = behind.flatMap(({ content }) => blocksOf(content).filter(isResult));
  if (results.length > 0) messages.push({ role: "user", content: results });
  return behind.flatMap((message) => {
    const others = blocksOf(message.content).filter((block) => !isResult(block));
    if (others.length === blocksOf(message.content).length) return [message];
    return others.length === 0 ? [] : [{ role: "user", content: others }];
  });
}

/** Whether the message after this turn may hold tool results only. */
function bindsAnswer(turn: readonly Anthropic.ContentBlockParam[]): boolean {
  const finished = resultIdsIn(turn);
  return turn.some((block) =>
    block.type === "tool_use"
      ? (block.caller?.type ?? "direct") !== "direct"
      : isCall(block) && !finished.has(block.id),
  );
}

/** The index of the turn that began code which has made calls and not ended; undefined where all code has ended. */
function startOfCode(messages: readonly Anthropic.MessageParam[]): number | undefined {
  const blocks = messages.flatMap(({ content }) => blocksOf(content));
  const ended = new Set(blocks.flatMap((block) => ("tool_use_id" in block ? [block.tool_use_id] : [])));
  const waiting = new Set(blocks.map(codeBehind).filter((id) => id !== undefined && !ended.has(id)));
  if (waiting.size === 0) return undefined;
  const starts = (block: Anthropic.ContentBlockParam): boolean =>
    waiting.has(codeBehind(block)) || (block.type === "server_tool_use" && waiting.has(block.id));
  return messages.findIndex(({ content }) => blocksOf(content).some(starts));
}

/** The block with the code that made a call; undefined for any other block. */
function codeBehind(block: Anthropic.ContentBlockParam): string | undefined {
  if (block.type !== "tool_use" && block.type !== "server_tool_use") return undefined;
  const { caller } = block;
  return caller == null || caller.type === "direct" ? undefined : caller.tool_id;
}

/** Whether code in a history waits for the results of its calls: it does so in its container, and in no other. */
export function hasCodeWaiting(messages: readonly Anthropic.MessageParam[]): boolean {
  return startOfCode(messages) !== undefined;
}

/**
 * Takes code that waits out of a history, with all that came after it began: its container is gone, so that nothing can
 * answer it.
 *
 * @param ran All calls that ran in this conversation.
 */
export function discardCode(messages: Anthropic.MessageParam[], ran: readonly RanCall[]): Discarded {
  const discarded = messages.splice(startOfCode(messages) ?? messages.length);
  const called = new Set(discarded.flatMap(({ content }) => toolUsesIn(content)).map(({ id }) => id));
  return { messages: discarded, calls: ran.filter(({ toolUseId }) => called.has(toolUseId)) };
}
