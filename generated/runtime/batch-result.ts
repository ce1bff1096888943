// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type Anthropic from "@anthropic-ai/sdk";
import { BATCH_NAME } from "../batch-tool.js";
import { definitions } from "../definitions.js";
import type { ToolName } from "../tools.js";
import type { ConversationOutcome } from "./conversation-types.js";
import { createDispatcher } from "./dispatcher.js";
import { blocksOf, textIn } from "./history.js";
import { withOwnIds } from "./own-ids.js";
import type { CallError, DispatcherEvent, DispatcherOptions, Handlers, Invocation } from "./types.js";

/** A call that fits its tool's schema, or one that does not, with what is wrong. */
export type ReadInvocation<N extends ToolName = ToolName> = { toolUseId: string; index: number } & (
  | ({ valid: true } & Invocation<N>)
  | { valid: false; name: string; error: CallError }
);

/** What a request of a Message Batch came to. */
export type BatchResult = {
  customId: string;
  /** As a conversation's; `canceled` and `expired` where Claude never saw the request. */
  outcome: Exclude<ConversationOutcome, "max_steps" | "aborted" | "stuck"> | "canceled" | "expired";
  /** Every call of the answer, batched or not, in its order; none where the turn was cut or refused. */
  invocations: ReadInvocation[];
  text: string;
  message?: Anthropic.Message;
  error?: Anthropic.ErrorResponse;
};

/** How to read it: by the dispatcher's own settings. */
export type ReadBatchOptions = Pick<DispatcherOptions, "decode" | "validate" | "tools">;

/**
 * Reads one result of a Message Batch: the calls in it, decoded and validated as the dispatcher would, and nothing run. To run
 * them, give the `invocations` to `dispatcher.batch`, or go on with `runConversation` and the message at the end of `messages`.
 */
export async function readBatchResult(
  response: Anthropic.Messages.MessageBatchIndividualResponse,
  options: ReadBatchOptions = {},
): Promise<BatchResult> {
  const { custom_id: customId, result } = response;
  const nothing = { customId, invocations: [], text: "" };
  if (result.type === "errored") return { ...nothing, outcome: "error", error: result.error };
  if (result.type !== "succeeded") return { ...nothing, outcome: result.type };
  const { message } = result;
  const outcome = outcomeOf(message.stop_reason);
  const called = message.stop_reason === "tool_use";
  return {
    customId,
    outcome,
    invocations: called ? await readInvocations(message, options) : [],
    text: outcome === "refused" ? "" : textIn(message.content),
    message,
  };
}

function outcomeOf(reason: string | null): BatchResult["outcome"] {
  switch (reason) {
    case "tool_use":
    case "end_turn":
    case "stop_sequence":
      return "completed";
    case "max_tokens":
      return "truncated";
    case "refusal":
      return "refused";
    case "pause_turn":
      return "paused";
    case "model_context_window_exceeded":
      return "context_exceeded";
    default:
      return "unknown_stop";
  }
}

/** Lets the calls go the dispatcher's own way, with handlers that do nothing, and notes what they would have been given. */
async function readInvocations(message: Anthropic.Message, options: ReadBatchOptions): Promise<ReadInvocation[]> {
  const read = new Map<string, ReadInvocation>();
  const note = (event: DispatcherEvent) => {
    if (event.type === "repair" || event.toolUseId === undefined) return;
    const key = keyOf(event.toolUseId, event.index);
    const place = { toolUseId: event.toolUseId, index: event.index };
    if (event.type === "call_start") {
      read.set(key, { ...place, valid: true, name: event.name, arguments: event.input } as ReadInvocation);
      return;
    }
    if (event.outcome.status === "ok" || read.has(key)) return;
    read.set(key, { ...place, valid: false, name: event.name, error: event.outcome.error });
  };
  const silent = Object.fromEntries(Object.keys(definitions).map((name) => [name, () => null]));
  const settings = { ...options, approve: () => true, onEvent: note } as unknown as DispatcherOptions;
  // A toolset's actions may have the names of other tools.
  const content = withOwnIds(message.content, []).filter(
    (block) => block.type === "tool_use" && block.toolset_name == null,
  );
  const dispatcher = createDispatcher(silent as unknown as Handlers, settings);
  const answer = await dispatcher.answer({ content, stop_reason: message.stop_reason });
  for (const failure of unreadable(answer, read)) read.set(keyOf(failure.toolUseId, 0), failure);
  const order = content.flatMap((block) => ("id" in block ? [block.id] : []));
  return [...read.values()].sort(
    (one, other) => order.indexOf(one.toolUseId) - order.indexOf(other.toolUseId) || one.index - other.index,
  );
}

/** The batch calls that could not be read: they hold no calls, and say so in their result alone. */
function unreadable(
  answer: Anthropic.MessageParam | undefined,
  read: ReadonlyMap<string, ReadInvocation>,
): ReadInvocation[] {
  const known = new Set([...read.values()].map(({ toolUseId }) => toolUseId));
  return blocksOf(answer?.content ?? []).flatMap((block) => {
    if (block.type !== "tool_result" || known.has(block.tool_use_id) || typeof block.content !== "string") return [];
    return [{ toolUseId: block.tool_use_id, index: 0, valid: false, name: BATCH_NAME, error: errorIn(block.content) }];
  });
}

function errorIn(text: string): CallError {
  const envelope = JSON.parse(text) as { error?: CallError };
  return envelope.error ?? { code: "INVALID_INVOCATION", message: text };
}

function keyOf(toolUseId: string, index: number): string {
  return `${toolUseId} ${index}`;
}
