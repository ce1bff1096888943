import type { Change } from "./watch-folders.js";

/**
 * Two changes of one path in one burst, as one: what it was before the burst against what it is after. A system that is quick to look says of a
 * new file "added" and then "changed" (it was empty at the first look); one that is slow says "added" alone.
 */
export function mergeChanges(first: Change, then: Change): Change {
  const wasThere = first.event !== "added";
  if (then.event === "removed") return then;
  return { ...then, event: wasThere ? "changed" : "added" };
}
