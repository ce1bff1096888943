import { arrayOf, isObject, type JsonObject, textOf } from "../json.js";
import type { WireError, WireMessage } from "./types.js";

/**
 * The conversations that are held here between requests, by the id of the reply that a request may go on from. The SDK's
 * tool runner uses them without being asked: its later requests have neither the history, nor tools, nor a system prompt.
 */
export type Threads = {
  /** The request with all that the thread holds filled in. */
  whole(body: JsonObject): JsonObject | WireError;
  /** Keeps a reply that was sent, for a request that goes on from it. */
  keep(body: JsonObject, message: WireMessage): void;
};

const refusal = (code: string, message: string): WireError => ({
  status: 400,
  type: "invalid_request_error",
  message,
  details: { error_code: code },
  rule: "thread",
});

// Markers count for the request that sends them; the SDK leaves them out where it sends a stored message again.
const unmarked = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(unmarked);
  if (!isObject(value)) return value;
  const { cache_control: _, ...rest } = value;
  return "content" in rest ? { ...rest, content: unmarked(rest["content"]) } : rest;
};

/** Starts with no threads. */
export const createThreads = (): Threads => {
  const held = new Map<string, JsonObject>();
  return {
    whole: (body) => {
      const { thread } = body;
      if (!isObject(thread) || thread["type"] !== "continue") return body;
      const id = textOf(thread["previous_message_id"]) ?? "";
      const before = held.get(id);
      if (!before) return refusal("thread_not_found", `thread: no stored reply has the id ${id}`);
      const { thread: _, messages: __, ...again } = before;
      return { ...again, ...body, messages: [...arrayOf(before["messages"]), ...arrayOf(body["messages"])] };
    },
    keep: (body, { envelope, blocks }) => {
      if (!isObject(body["thread"])) return;
      const reply = { role: "assistant", content: blocks.map(({ block }) => block) };
      const { system, tools } = body;
      const history = [...arrayOf(body["messages"]).map(unmarked), reply];
      held.set(String(envelope["id"]), {
        messages: history,
        ...(system !== undefined && { system }),
        ...(tools !== undefined && { tools }),
      });
    },
  };
};
