// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import { type Call, callError, failure } from "./call.js";
import { describeEnding, endedByStop, withText } from "./describe-ending.js";
import type { Done } from "./done.js";
import type { Lane, Lanes } from "./lanes.js";
import type { Pool } from "./pool.js";
import { runHandler, timeoutOf } from "./run-handler.js";
import { copyJson } from "./schema.js";
import type { Stop } from "./stop.js";
import { tell } from "./tell.js";
import type { ContentBlock, DispatcherOptions, Handlers, Outcome } from "./types.js";

/** What a dispatcher runs its calls with. */
export type Runner = { handlers: Handlers; options: DispatcherOptions; pool: Pool; lanes: Lanes };

/** Runs one call to its outcome, and tells of it. Never rejects. */
export async function runCall(call: Call, runner: Runner, stop: Stop): Promise<Done> {
  if (call.error !== undefined) return end(call, runner, failure(call, call.error), 0, call.cause);
  if (call.definition?.serial !== true) return runInPool(call, runner, stop, undefined);
  return runner.lanes.queue(call.name, stop, async (lane) => {
    const isClear = stop.reason() !== undefined || (await lane.clear(timeoutOf(call, runner.options), stop));
    if (isClear || stop.reason() !== undefined) return runInPool(call, runner, stop, lane);
    const text = `Not executed: an earlier call of ${call.name} has not ended.`;
    return end(call, runner, failure(call, callError("TIMEOUT", text)), 0);
  });
}

async function runInPool(call: Call, runner: Runner, stop: Stop, lane: Lane | undefined): Promise<Done> {
  const { toolUseId, index, invocationCount, name, input } = call;
  const leave = await runner.pool.enter(stop);
  // The stop can come while the place is handed over, and also from the listener itself.
  if (stop.reason() === undefined) {
    // A copy: what was checked and approved is what runs, whatever the listener makes of its own.
    const start = { type: "call_start", toolUseId, index, invocationCount, name } as const;
    tell(runner.options, () => ({ ...start, input: copyJson(input) }));
  }
  if (leave === undefined || stop.reason() !== undefined) {
    leave?.();
    return end(call, runner, endedByStop(call, stop, "before"), 0);
  }
  const started = performance.now();
  const ending = await runHandler(call, runner, stop, lane?.begin());
  leave();
  const described = await describeEnding(call, ending, runner.options, stop);
  return end(call, runner, described, performance.now() - started, ending.kind === "thrown" ? ending.cause : undefined);
}

/** Tells of the outcome, the last thing that happens to a call. */
function end(call: Call, { options }: Runner, described: Outcome | Done, durationMs: number, cause?: unknown): Done {
  const done = "outcome" in described ? described : withText(described);
  const { toolUseId, index, invocationCount, name } = call;
  const { outcome } = done;
  const place = { toolUseId, index, invocationCount, name };
  const why = cause === undefined ? {} : { cause };
  tell(options, () => ({ type: "call_end", ...place, outcome: copyOf(outcome), durationMs, ...why }));
  return done;
}

/** An outcome for the listener alone, but for a handler's result, which can be anything and is what it is. */
function copyOf(outcome: Outcome): Outcome {
  if (outcome.status !== "ok") return copyJson(outcome) as Outcome;
  return outcome.content === undefined
    ? { ...outcome }
    : { ...outcome, content: copyJson(outcome.content) as ContentBlock[] };
}
