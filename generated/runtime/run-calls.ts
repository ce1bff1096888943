// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import { type Call, callError } from "./call.js";
import type { Done } from "./done.js";
import { type Runner, runCall } from "./run-call.js";
import type { Stop } from "./stop.js";

/** Runs calls to their outcomes, which come in the order of the calls. Never rejects. */
export async function runCalls(calls: readonly Call[], runner: Runner, stop: Stop): Promise<Done[]> {
  const { mode, stopOnError } = runner.options;
  if (mode !== "sequential") return Promise.all(calls.map((call) => runCall(call, runner, stop)));
  const all: Done[] = [];
  let failed: Call | undefined;
  for (const call of calls) {
    const done = await runCall(failed === undefined ? call : skipped(call, failed), runner, stop);
    if (stopOnError === true && done.outcome.status !== "ok") failed ??= call;
    all.push(done);
  }
  return all;
}

/** A call that does not run because one before it failed. What is wrong with it itself is still said. */
function skipped(call: Call, failed: Call): Call {
  if (call.error !== undefined) return call;
  const which = failed.name === "" ? "call" : `${failed.name} call`;
  return { ...call, error: callError("SKIPPED", `Not executed: the preceding ${which} failed.`) };
}
