// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import { quietly } from "./quietly.js";
import type { DispatcherEvent, DispatcherOptions } from "./types.js";

/** Tells the listener, if there is one. What it throws, or rejects with later, is nobody else's failure. */
export function tell({ onEvent }: Pick<DispatcherOptions, "onEvent">, event: () => DispatcherEvent): void {
  if (onEvent !== undefined) quietly(() => onEvent(event()));
}
