// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type Anthropic from "@anthropic-ai/sdk";
import { definitions } from "../definitions.js";
import type { ToolName } from "../tools.js";
import { approveCalls } from "./approve-calls.js";
import { type Call, callError, withExample } from "./call.js";
import { checkCall } from "./check-call.js";
import type { Done } from "./done.js";
import { createLanes } from "./lanes.js";
import { CONCURRENCY, MAX_RESULT_BYTES, MAX_TOTAL_BYTES } from "./limits.js";
import { createPool } from "./pool.js";
import type { Reading } from "./read-call.js";
import { type ReadToolUse, readInvocationsOf, readSingle, readToolUse } from "./read-tool-use.js";
import type { Runner } from "./run-call.js";
import { runCalls } from "./run-calls.js";
import { createStop, type Stop } from "./stop.js";
import { tell } from "./tell.js";
import { batchResult, brokenBatchResult, errorResult, singleResult } from "./tool-result.js";
import type {
  AssistantTurn,
  CallOptions,
  Dispatcher,
  DispatcherOptions,
  Handlers,
  Issue,
  Outcome,
  ToolUse,
} from "./types.js";
import { untilStopped } from "./until-stopped.js";
import { validBatchExample } from "./valid-example.js";

type Result = Anthropic.ToolResultBlockParam;

/** The options may be left out unless the handlers need a context. */
export type OptionalWithoutContext<Options> =
  Record<never, never> extends Options ? [options?: Options] : [options: Options];

/**
 * A dispatcher: it decodes, checks, approves and runs calls, each apart from the others' failures.
 *
 * @param handlers A handler for each tool.
 * @param options See {@link DispatcherOptions}; all may be left out, but for `context` where the handlers have one.
 * @throws TypeError for an option that makes no sense, or a tool that there is not.
 */
export function createDispatcher(
  handlers: Handlers,
  ...[given]: OptionalWithoutContext<DispatcherOptions>
): Dispatcher {
  const options = given ?? ({} as DispatcherOptions);
  const names = new Set(selectNames(options.tools));
  checkNumbers(options);
  checkWords(options);
  const pool = createPool(options.concurrency ?? CONCURRENCY);
  const runner: Runner = { handlers, options, pool, lanes: createLanes() };
  const { maxResultBytes = MAX_RESULT_BYTES, maxTotalBytes = MAX_TOTAL_BYTES } = options;
  const limits = { maxResultBytes, maxTotalBytes };

  const reading = (toolUseId: string | undefined, isTold = true): Reading => ({
    toolUseId,
    names,
    onRepair:
      options.decode === "strict"
        ? undefined
        : (path, from, to) => isTold && tell(options, () => ({ type: "repair", toolUseId, path, from, to })),
  });

  /** Everything that is done for one turn can be stopped together. */
  const untilDone = async <T>({ signal }: CallOptions, work: (stop: Stop) => Promise<T>): Promise<T> => {
    const stop = createStop(signal, options.batchTimeoutMs);
    try {
      return await work(stop);
    } finally {
      stop.close();
    }
  };

  /** The way of all calls of one turn: check all, ask for all, run all. */
  const perform = async (calls: readonly Call[], stop: Stop): Promise<Done[]> => {
    const checked = await untilStopped(Promise.all(calls.map((call) => checkCall(call, options.validate))), stop);
    // After a stop nothing runs, be it checked or not.
    const ready = checked === "stopped" ? calls : await approveCalls(checked.value, options.approve, stop);
    return runCalls(ready, runner, stop);
  };

  const outcomesOf = async (calls: readonly Call[], callOptions: CallOptions): Promise<Outcome[]> =>
    (await untilDone(callOptions, (stop) => perform(calls, stop))).map(({ outcome }) => outcome);

  const respond = (uses: readonly ToolUse[], callOptions: CallOptions): Promise<Result[]> =>
    untilDone(callOptions, async (stop) => {
      const read = await Promise.all(uses.map((use) => withBatchExample(readToolUse(use, reading(use.id)), stop)));
      const calls = read.flatMap((one) => one.calls);
      const all = await perform(calls, stop);
      let at = 0;
      return read.map((one) => {
        const own = all.slice(at, at + one.calls.length);
        at += one.calls.length;
        return resultOf(one, own);
      });
    });

  /** A batch in which no call was found is told what one looks like. */
  const withBatchExample = async (read: ReadToolUse, stop: Stop): Promise<ReadToolUse> => {
    if (read.error === undefined) return read;
    const example = await untilStopped(validBatchExample(names, options.validate), stop);
    return example === "stopped" ? read : { ...read, error: withExample(read.error, example.value) };
  };

  const resultOf = ({ use, isBatch, error }: ReadToolUse, done: readonly Done[]): Result => {
    if (error !== undefined) return brokenBatchResult(use, error);
    const [first] = done;
    return isBatch || first === undefined ? batchResult(use, done, limits) : singleResult(use, first, limits);
  };

  return {
    call: async (name, input, callOptions = {}) => {
      const [outcome] = await outcomesOf([readSingle(name, input, reading(undefined))], callOptions);
      return outcome as Outcome<typeof name>;
    },
    batch: async (calls, callOptions = {}) => {
      const outcomes: unknown = await outcomesOf(readInvocationsOf(calls, reading(undefined)), callOptions);
      // The outcomes stand in the order of the calls, each of its call's own name.
      return outcomes as Awaited<ReturnType<Dispatcher["batch"]>> as never;
    },
    run: async (use, callOptions = {}) => {
      const [result] = await respond([use], callOptions);
      return result ?? unfinished(use.id, "tool_use");
    },
    answer: async (message, callOptions = {}) => {
      const uses = toolUsesOf(message);
      if (uses.length === 0) return undefined;
      // The calls of a turn that was cut can look whole and be half: none of them is run.
      const isWhole = message.stop_reason === "tool_use";
      const content = isWhole
        ? await respond(uses, callOptions)
        : uses.map(({ id }) => unfinished(id, String(message.stop_reason)));
      return { role: "user", content };
    },
    validate: async (name, input) => {
      // What a run would repair is not wrong, and nothing happens here that there is to tell of.
      const { error } = await checkCall(readSingle(name, input, reading(undefined, false)), options.validate);
      return error === undefined ? [] : issuesOf(error, name);
    },
  };
}

function unfinished(id: string, stopReason: string): Result {
  const text = `Not executed: the turn was not finished (stop reason ${stopReason}). Make the call again.`;
  return errorResult(id, callError("CANCELLED", text));
}

function toolUsesOf(message: AssistantTurn): ToolUse[] {
  return message.content.filter((block) => block.type === "tool_use");
}

function issuesOf({ issues, message }: NonNullable<Call["error"]>, name: string): Issue[] {
  return issues ?? [{ path: name, message }];
}

function selectNames(tools: readonly ToolName[] | undefined): string[] {
  const names = Object.keys(definitions);
  const unknown = tools?.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new TypeError(`There is no tool ${JSON.stringify(unknown)} to select.`);
  return tools === undefined ? names : names.filter((name) => tools.includes(name as ToolName));
}

/** Refuses numbers that would do something else than they seem to say. Infinity means no limit. */
function checkNumbers(options: DispatcherOptions): void {
  const { concurrency, timeoutMs, batchTimeoutMs, maxResultBytes, maxTotalBytes } = options;
  const counts = { concurrency, maxResultBytes, maxTotalBytes };
  for (const [name, value] of Object.entries({ ...counts, timeoutMs, batchTimeoutMs })) {
    if (value === undefined) continue;
    const isCount = Object.hasOwn(counts, name);
    if (
      typeof value === "number" &&
      value > 0 &&
      (!isCount || value === Number.POSITIVE_INFINITY || Number.isInteger(value))
    )
      continue;
    throw new TypeError(`${name} must be a ${isCount ? "whole number" : "number"} above 0, not ${value}.`);
  }
}

/** Refuses words that there are not: what they ask for would silently not be done. */
function checkWords({ mode = "parallel", decode = "repair" }: DispatcherOptions): void {
  for (const [name, word, words] of [
    ["mode", mode, ["parallel", "sequential"]],
    ["decode", decode, ["repair", "strict"]],
  ] as const) {
    const isKnown = words.some((known) => known === word);
    if (!isKnown) throw new TypeError(`${name} must be ${words.join(" or ")}, not ${JSON.stringify(word)}.`);
  }
}
