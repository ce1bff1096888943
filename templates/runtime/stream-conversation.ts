// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import { runConversation } from "./conversation.js";
import type { ConversationEvent, ConversationOptions, ConversationResult } from "./conversation-types.js";

/** A conversation under way: its events, to be read once, and what comes of it. */
export type ConversationStream = AsyncIterable<ConversationEvent> & { readonly result: Promise<ConversationResult> };

/**
 * Holds a conversation as {@link runConversation} does, and gives its events as an async iterable. It starts at once and
 * does not wait for the reader. A reader that stops early, with `break`, aborts it.
 */
export function streamConversation(options: ConversationOptions): ConversationStream {
  const stop = new AbortController();
  const queue: ConversationEvent[] = [];
  let wake = () => {};
  let over = false;
  const result = runConversation({
    ...options,
    signal: options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal,
    onEvent: (event) => {
      queue.push(event);
      wake();
      // Returned, since it may be a promise: what becomes of that is looked after like the rest.
      return options.onEvent?.(event);
    },
  }).finally(() => {
    over = true;
    wake();
  });
  // Whoever reads the events alone learns of a rejection there, by the iterable's own throw.
  result.catch(() => {});

  async function* events(): AsyncGenerator<ConversationEvent, void, undefined> {
    try {
      for (;;) {
        const event = queue.shift();
        if (event) {
          yield event;
          continue;
        }
        if (over) break;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      await result;
    } finally {
      stop.abort();
    }
  }
  return { result, [Symbol.asyncIterator]: events };
}
