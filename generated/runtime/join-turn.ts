// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type Anthropic from "@anthropic-ai/sdk";
import type { Dispatcher, ToolUse } from "./types.js";

type Result = Anthropic.ToolResultBlockParam;
type Waiting = { use: ToolUse; resolve: (result: Promise<Result>) => void };

/**
 * Runs tool uses that are given one by one. Those that come together, with the same signal, are run as the one turn that
 * they are: the SDK's tool runner starts all of a turn at once, and each by itself.
 */
export function joinTurn(dispatcher: Dispatcher): (use: ToolUse, signal: AbortSignal | undefined) => Promise<Result> {
  const turns = new Map<AbortSignal | undefined, Waiting[]>();
  const start = (signal: AbortSignal | undefined): void => {
    const turn = turns.get(signal) ?? [];
    turns.delete(signal);
    const answer = runTurn(
      dispatcher,
      turn.map(({ use }) => use),
      signal,
    );
    for (const [at, { resolve }] of turn.entries()) {
      resolve(answer.then((results) => results[at] as Result));
    }
  };
  return (use, signal) =>
    new Promise((resolve) => {
      const turn = turns.get(signal);
      if (turn !== undefined) {
        turn.push({ use, resolve });
        return;
      }
      turns.set(signal, [{ use, resolve }]);
      setTimeout(start, 0, signal);
    });
}

async function runTurn(
  dispatcher: Dispatcher,
  uses: readonly ToolUse[],
  signal: AbortSignal | undefined,
): Promise<Result[]> {
  const content = uses.map((use) => ({ ...use, type: "tool_use" }) as Anthropic.ToolUseBlockParam);
  const answer = await dispatcher.answer({ content, stop_reason: "tool_use" }, { signal });
  return (answer?.content ?? []) as Result[];
}
