// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type { Call } from "./call.js";
import { TIMEOUT_MS } from "./limits.js";
import type { Stop } from "./stop.js";
import { startTimer } from "./timer.js";
import { ToolError } from "./tool-error.js";
import type { DispatcherOptions, Handlers } from "./types.js";

/** How a handler ended. */
export type Ending =
  | { kind: "value"; value: unknown }
  | { kind: "thrown"; cause: unknown }
  | { kind: "timeout" }
  | { kind: "stopped" };

/**
 * Runs the handler until it ends, its time is over or the stop comes; in the last two cases its signal is aborted, and what
 * it gives later is nobody's any more. Never rejects.
 *
 * @param onSettled Called when the handler has really ended, which can be later, or never.
 */
export async function runHandler(
  call: Call,
  { handlers, options }: { handlers: Handlers; options: DispatcherOptions },
  stop: Stop,
  onSettled: (() => void) | undefined,
): Promise<Ending> {
  const controller = new AbortController();
  let callOff = (): void => {};
  let unlisten = (): void => {};
  const cut = new Promise<Ending>((resolve) => {
    const timeoutMs = timeoutOf(call, options);
    callOff = startTimer(timeoutMs, () => {
      resolve({ kind: "timeout" });
      controller.abort(Object.assign(new Error(`over ${timeoutMs} ms`), { name: "TimeoutError" }));
    });
    unlisten = stop.listen(() => {
      resolve({ kind: "stopped" });
      controller.abort(stop.signal.reason);
    });
  });
  const settled = invoke(call, handlers, options.context, controller).finally(onSettled);
  try {
    return await Promise.race([settled, cut]);
  } finally {
    callOff();
    unlisten();
  }
}

/** How long a call may take: by its definition, else by the dispatcher. */
export function timeoutOf({ definition }: Call, options: DispatcherOptions): number {
  return definition?.timeoutMs ?? options.timeoutMs ?? TIMEOUT_MS;
}

async function invoke(
  call: Call,
  handlers: Handlers,
  context: DispatcherOptions["context"],
  controller: AbortController,
): Promise<Ending> {
  const { index, invocationCount, toolUseId } = call;
  try {
    // By any name: of all handlers' types TypeScript would make one, by comparing each with every other.
    const byName: { readonly [name: string]: unknown } = handlers;
    const handler = Object.hasOwn(byName, call.name) ? byName[call.name] : undefined;
    if (typeof handler !== "function") throw new ToolError(`${call.name} has no handler.`);
    const value: unknown = await handler(call.input, {
      // A signal costs more than all else that a call is given: it is made for the handlers that look at theirs.
      get signal() {
        return controller.signal;
      },
      index,
      invocationCount,
      toolUseId,
      context,
    });
    return { kind: "value", value };
  } catch (cause) {
    return { kind: "thrown", cause };
  }
}
