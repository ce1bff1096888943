// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type Anthropic from "@anthropic-ai/sdk";
import type { TextEvent, ThinkingEvent, ToolInputEvent } from "./conversation-types.js";
import { parseInput } from "./parse-input.js";

/** What is told while an answer arrives. */
export type TurnEvent = TextEvent | ThinkingEvent | ToolInputEvent;

type Draft = {
  message: Anthropic.Message | undefined;
  /** The input of each block so far, as JSON text, by the block's index. */
  json: Map<number, string>;
  done: boolean;
};

/**
 * Puts a message together from the events of its stream.
 *
 * The SDK's own helper, `messages.stream`, is not used: it throws the message away when a tool's input is not JSON, and it
 * reads a cut input as if it were whole. Here an input that is not JSON stays the text it is, for the dispatcher to
 * answer as that call's error.
 *
 * @throws What the stream throws, and an Error where it ends before the message does. `onDraft` has what came until then.
 */
export async function readTurn(
  events: AsyncIterable<Anthropic.RawMessageStreamEvent>,
  step: number,
  emit: (event: TurnEvent) => void,
  onDraft: (message: Anthropic.Message) => void,
): Promise<Anthropic.Message> {
  const draft: Draft = { message: undefined, json: new Map(), done: false };
  try {
    for await (const event of events) {
      add(draft, event, step, emit);
      if (draft.message) onDraft(draft.message);
    }
  } catch (error) {
    // What fails behind the message's end is nothing that it lacks.
    if (!draft.done) throw error;
  }
  const { message, done } = draft;
  if (!message) throw new Error("The answer held no message. Is this the address of the API?");
  // A stream may end without its last event; with the stop reason everything has arrived.
  if (!done && message.stop_reason === null) {
    throw new Error("The answer broke off: its stream ended before the message did.");
  }
  // A block whose start was left out leaves a gap, which would be a block that is null.
  return { ...message, content: message.content.filter((block) => block !== undefined) };
}

/** Tells a message that came in one piece. */
export function tellTurn(message: Anthropic.Message, step: number, emit: (event: TurnEvent) => void): void {
  for (const block of message.content) {
    if (block.type === "text" && block.text !== "") emit({ type: "text", step, text: block.text });
    if (block.type === "thinking" && block.thinking !== "") emit({ type: "thinking", step, thinking: block.thinking });
    if (block.type !== "tool_use") continue;
    const json = JSON.stringify(block.input) ?? "";
    emit({ type: "tool_input", step, toolUseId: block.id, name: block.name, json });
  }
}

function add(
  draft: Draft,
  event: Anthropic.RawMessageStreamEvent,
  step: number,
  emit: (event: TurnEvent) => void,
): void {
  if (event.type === "message_start") {
    draft.message = { ...event.message, content: [...event.message.content], usage: { ...event.message.usage } };
    return;
  }
  const message = draft.message;
  if (!message) return;
  switch (event.type) {
    case "content_block_start": {
      const block = { ...event.content_block };
      message.content[event.index] = block;
      if (block.type === "text" && block.text !== "") emit({ type: "text", step, text: block.text });
      if (block.type === "tool_use")
        emit({ type: "tool_input", step, toolUseId: block.id, name: block.name, json: "" });
      return;
    }
    case "content_block_delta":
      addDelta(draft, message, event, step, emit);
      return;
    case "content_block_stop":
      closeInput(draft, message, event.index);
      return;
    case "message_delta":
      addEnd(message, event);
      // A cut turn may leave its last block open.
      for (const index of [...draft.json.keys()]) closeInput(draft, message, index);
      return;
    case "message_stop":
      draft.done = true;
      return;
    default:
      // An event of a later API; the SDK passes unknown ones on.
      return;
  }
}

function addDelta(
  draft: Draft,
  message: Anthropic.Message,
  { index, delta }: Anthropic.RawContentBlockDeltaEvent,
  step: number,
  emit: (event: TurnEvent) => void,
): void {
  const block = message.content[index];
  if (!block) return;
  if (delta.type === "input_json_delta") {
    draft.json.set(index, (draft.json.get(index) ?? "") + delta.partial_json);
    if (block.type !== "tool_use") return;
    emit({ type: "tool_input", step, toolUseId: block.id, name: block.name, json: delta.partial_json });
    return;
  }
  if (block.type === "text" && delta.type === "text_delta") {
    block.text += delta.text;
    emit({ type: "text", step, text: delta.text });
    return;
  }
  if (block.type === "text" && delta.type === "citations_delta") {
    block.citations = [...(block.citations ?? []), delta.citation];
    return;
  }
  if (block.type === "thinking" && delta.type === "thinking_delta") {
    block.thinking += delta.thinking;
    emit({ type: "thinking", step, thinking: delta.thinking });
    return;
  }
  if (block.type === "thinking" && delta.type === "signature_delta") {
    block.signature = delta.signature;
    return;
  }
  // A block of a later API, or of a beta, grows by the fields of its own deltas. What the API sent must go back whole.
  for (const [field, value] of Object.entries(delta)) {
    if (field === "type") continue;
    const before: unknown = Reflect.get(block, field);
    Reflect.set(block, field, typeof before === "string" && typeof value === "string" ? before + value : value);
  }
}

function closeInput(draft: Draft, message: Anthropic.Message, index: number): void {
  const block = message.content[index];
  const text = draft.json.get(index);
  draft.json.delete(index);
  if (!block || !("input" in block) || text === undefined || text === "") return;
  block.input = parseInput(text);
}

function addEnd(message: Anthropic.Message, { delta, usage }: Anthropic.RawMessageDeltaEvent): void {
  message.stop_reason = delta.stop_reason;
  message.stop_sequence = delta.stop_sequence;
  message.stop_details = delta.stop_details ?? null;
  if (delta.container != null) message.container = delta.container;
  // The counters are totals of the whole message, left out where they don't apply.
  const counters = Object.entries(usage ?? {}).filter(([, value]) => value != null);
  Object.assign(message.usage, Object.fromEntries(counters));
}
