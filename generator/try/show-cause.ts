import type { TryEvent, Writer } from "./types.js";

/** Where a stack trace leaves the handler: what called it is the same every time. */
const CALLER = /\n +at [^\n]*[\\/]runtime[\\/]run-handler\.[\s\S]*/;

/** Prints the stack trace of what a handler threw, as far as it is the handler's. Claude is told none; whoever wrote the handler is. */
export const showCause =
  (stderr: Writer) =>
  (event: TryEvent): void => {
    if (event.type !== "call_end" || !(event.cause instanceof Error)) return;
    const stack = event.cause.stack ?? event.cause.message;
    stderr.write(`${event.name}: ${stack.replace(CALLER, "")}\n`);
  };
