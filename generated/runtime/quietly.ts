// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
/** Calls what belongs to somebody else and only looks on: what it throws, or rejects with later, is nobody else's failure. */
export function quietly(call: () => unknown): void {
  try {
    const result = call();
    if (result instanceof Promise) result.catch(() => {});
  } catch {
    // Whoever only looks on must not disturb.
  }
}
