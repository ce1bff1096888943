// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import { BATCH_NAME } from "../batch-tool.js";
import { parseInput } from "./parse-input.js";
import type { CallEndEvent, ToolUse } from "./types.js";

/** Watches for a call that fails again and again. */
export type StuckWatch = {
  /** Notes a call's outcome. */
  note(event: CallEndEvent): void;
  /** Ends a turn: whether one of its calls has now failed in `after` turns in a row. */
  endTurn(uses: readonly ToolUse[], failedUses: ReadonlySet<string>): boolean;
};

/** Failures that say nothing about the call itself. */
const NO_FAULT: ReadonlySet<string> = new Set(["ok", "cancelled", "skipped"]);

/** @param after How many turns in a row it takes; 0 never says so. */
export function watchForStuck(after: number): StuckWatch {
  let failing: { toolUseId: string; index: number }[] = [];
  let streaks = new Map<string, number>();
  return {
    note({ toolUseId, index, outcome }) {
      if (toolUseId !== undefined && !NO_FAULT.has(outcome.status)) failing.push({ toolUseId, index });
    },
    endTurn(uses, failedUses) {
      const next = new Map<string, number>();
      for (const use of uses) {
        const own = failing.filter((call) => call.toolUseId === use.id);
        if (own.length === 0 && !failedUses.has(use.id)) continue;
        // A batch that could not be read has no calls: it is then the whole that failed.
        const keys = own.length > 0 ? own.map((call) => keyOf(use, call.index)) : [keyOf(use, undefined)];
        for (const key of keys) next.set(key, (streaks.get(key) ?? 0) + 1);
      }
      failing = [];
      streaks = next;
      return after > 0 && [...streaks.values()].some((turns) => turns >= after);
    },
  };
}

/**
 * A call by its meaning: the API may escape and order the same input differently every time, and alone or in a batch, as an
 * object or as a text of one, it is the same call.
 */
function keyOf(use: ToolUse, index: number | undefined): string {
  const call = use.name === BATCH_NAME && index !== undefined ? invocationAt(use.input, index) : undefined;
  return canonical(call ? [call.name, opened(call.arguments)] : [use.name, opened(use.input)]);
}

function invocationAt(input: unknown, index: number): { name?: unknown; arguments?: unknown } | undefined {
  const whole = opened(input);
  if (typeof whole !== "object" || whole === null) return undefined;
  const list = opened(Reflect.get(whole, "invocations"));
  const call = opened(Array.isArray(list) ? list[index] : list);
  return typeof call === "object" && call !== null ? call : undefined;
}

/** What a text stands for, encoded twice or not; any other value is itself. */
function opened(value: unknown): unknown {
  const inside = typeof value === "string" ? parseInput(value) : value;
  return inside === value ? value : opened(inside);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (typeof item !== "object" || item === null || Array.isArray(item)) return item;
    const entries = Object.entries(item).sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
    return Object.fromEntries(entries);
  });
}
