import { getEventListeners } from "node:events";
import { expect } from "vitest";

/**
 * Runs something and checks what it leaves behind: no timer, no listener on the signal that it is given and no unhandled
 * rejection. What is still to end by itself has a moment for it.
 */
export async function leavesNothing<T>(run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  // As a signal that lives as long as the process: never aborted.
  const { signal } = new AbortController();
  const rejections: unknown[] = [];
  const onRejection = (reason: unknown): void => {
    rejections.push(reason);
  };
  process.on("unhandledRejection", onRejection);
  const before = timers();
  const left = () => ({
    timers: Math.max(0, timers() - before),
    listeners: getEventListeners(signal, "abort").length,
    rejections,
  });
  try {
    const value = await run(signal);
    // Unhandled rejections are told of after the microtasks.
    for (let waited = 0; waited < 50; waited += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      if (waited > 0 && left().timers === 0) break;
    }
    expect(left()).toEqual({ timers: 0, listeners: 0, rejections: [] });
    return value;
  } finally {
    process.off("unhandledRejection", onRejection);
  }
}

function timers(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
}
