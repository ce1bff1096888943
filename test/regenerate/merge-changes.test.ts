import { describe, expect, it } from "vitest";
import type { Change } from "../../generator/commands/watch/watch-folders.js";
import { mergeChanges } from "../../generator/commands/watch/watch-folders.js";

const change = (event: Change["event"]): Change => ({ path: "/p/tools/new.json", event, kind: "definition" });

describe("changes of one path in one burst", () => {
  it.each([
    ["added", "changed", "added"],
    ["added", "added", "added"],
    ["changed", "changed", "changed"],
    ["removed", "added", "changed"],
    ["removed", "changed", "changed"],
    ["added", "removed", "removed"],
    ["changed", "removed", "removed"],
  ] as const)("%s, then %s: %s", (first, then, merged) => {
    expect(mergeChanges(change(first), change(then))).toEqual(change(merged));
  });
});
