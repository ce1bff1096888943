// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type { DispatcherEvent, DispatcherOptions } from "./types.js";

/** Tells the listener, if there is one. What it throws, or rejects with later, is nobody else's failure. */
export function tell({ onEvent }: Pick<DispatcherOptions, "onEvent">, event: () => DispatcherEvent): void {
  if (onEvent === undefined) return;
  try {
    const told: unknown = onEvent(event());
    if (told instanceof Promise) told.catch(() => {});
  } catch {
    // A listener that fails must not fail a call.
  }
}
