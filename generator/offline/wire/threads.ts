import { arrayOf, isObject, type JsonObject, stringOf } from "../../json/values.js";
import type { WireError, WireMessage } from "./types.js";

/**
 * The conversations that are held here between requests, by the id of the reply that a request may go on from. The
 * SDK's tool runner uses them without being asked: its later requests have neither the history, nor tools, nor a system
 * prompt.
 */
export type Threads = {
  /** The request with all that the thread holds filled in. */
  whole(body: JsonObject): JsonObject | WireError;
  /** Keeps a reply that was sent, for a request that goes on from it. */
  keep(body: JsonObject, message: WireMessage): void;
};

// What a thread is started with holds for all of it.
const CREATE_ONLY = ["system", "tools"];

function refusal(code: string | undefined, message: string): WireError {
  return {
    status: 400,
    type: "invalid_request_error",
    message,
    ...(code !== undefined && { details: { error_code: code } }),
    rule: "thread",
  };
}

// Markers count for the request that sends them; the SDK leaves them out where it sends a stored message again.
function unmarked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unmarked);
  if (!isObject(value)) return value;
  const { cache_control: _, ...rest } = value;
  return "content" in rest ? { ...rest, content: unmarked(rest["content"]) } : rest;
}

/** Starts with no threads. */
export function createThreads(): Threads {
  const held = new Map<string, JsonObject>();
  // How often a reply may be gone on from: once for each time it was given, since equal requests get equal replies.
  const open = new Map<string, number>();
  return {
    whole: (body) => {
      const { thread } = body;
      if (!isObject(thread) || thread["type"] !== "continue") return body;
      const id = stringOf(thread["previous_message_id"]) ?? "";
      const before = held.get(id);
      if (!before) return refusal("thread_not_found", `thread: no stored reply has the id ${id}`);
      if (!open.get(id)) return refusal("thread_already_continued", `thread: ${id} has been continued already`);
      const again = CREATE_ONLY.find((key) => Object.hasOwn(body, key));
      if (again !== undefined) return refusal(undefined, `${again}: may not be sent when a thread is continued`);
      const { thread: _, messages: __, ...fields } = before;
      return { ...fields, ...body, messages: [...arrayOf(before["messages"]), ...arrayOf(body["messages"])] };
    },
    keep: (body, { envelope, blocks }) => {
      const { thread } = body;
      if (!isObject(thread)) return;
      const before = stringOf(thread["previous_message_id"]);
      if (before !== undefined) open.set(before, (open.get(before) ?? 1) - 1);
      const reply = { role: "assistant", content: blocks.map(({ block }) => block) };
      const { system, tools } = body;
      const history = [...arrayOf(body["messages"]).map(unmarked), reply];
      const id = String(envelope["id"]);
      open.set(id, (open.get(id) ?? 0) + 1);
      held.set(id, {
        messages: history,
        ...(system !== undefined && { system }),
        ...(tools !== undefined && { tools }),
      });
    },
  };
}
