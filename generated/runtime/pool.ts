// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type { Stop } from "./stop.js";

/** Places to run in. */
export type Pool = {
  /** Waits for a place. Gives the function that frees it, or undefined where the stop comes first. */
  enter(stop: Stop): Promise<(() => void) | undefined>;
};

/** A pool of so many places, filled in the order in which they are asked for. */
export function createPool(size: number): Pool {
  let free = size;
  const waiting = new Set<() => void>();
  const leave = (): void => {
    const [next] = waiting;
    if (next === undefined) free += 1;
    else next();
  };
  return {
    enter: (stop) => {
      if (stop.reason() !== undefined) return Promise.resolve(undefined);
      if (free > 0) {
        free -= 1;
        return Promise.resolve(leave);
      }
      return new Promise((resolve) => {
        const unlisten = stop.listen(() => {
          waiting.delete(take);
          resolve(undefined);
        });
        const take = (): void => {
          waiting.delete(take);
          unlisten();
          resolve(leave);
        };
        waiting.add(take);
      });
    },
  };
}
