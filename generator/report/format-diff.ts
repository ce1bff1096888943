import { createTwoFilesPatch } from "diff";
import { escapeInvisible } from "../diagnostics/show-value.js";
import type { Action } from "../plan/plan.js";
import { normalizeEnds } from "../read/hash.js";
import { changes } from "./format-actions.js";

/** What a plan changes, as a unified diff. */
export function formatDiff(actions: readonly Action[]): string {
  return actions.filter(changes).map(diffOf).join("");
}

function diffOf({ path, action, content = "", current = "" }: Action): string {
  const shown = escapeInvisible(path);
  const before = action === "create" ? "/dev/null" : `a/${shown}`;
  const after = action === "delete" ? "/dev/null" : `b/${shown}`;
  return createTwoFilesPatch(before, after, normalizeEnds(current), action === "delete" ? "" : content);
}
