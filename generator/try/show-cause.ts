import type { TryEvent, Writer } from "./types.js";

/** Prints the stack trace of what a handler threw. Claude is told none; whoever wrote the handler is. */
export const showCause =
  (stderr: Writer) =>
  (event: TryEvent): void => {
    if (event.type !== "call_end" || !(event.cause instanceof Error)) return;
    stderr.write(`${event.name}: ${event.cause.stack ?? event.cause.message}\n`);
  };
