import type Anthropic from "@anthropic-ai/sdk";
import { approveCalls, askInTurns, isHarmless } from "../calls/approve-calls.js";
import { type Call, type Done, type DoneInvocation, withExample } from "../calls/call.js";
import { callerOf, withCaller } from "../calls/check-caller.js";
import { checkCall } from "../calls/check-calls.js";
import { extrasByName, namesOf, type Reading, type ReadToolUse, readToolUse } from "../calls/read-calls.js";
import { createStop, type Stop, untilStopped } from "../calls/stop.js";
import { checkNumbers, checkWord } from "../contract/check-options.js";
import type { CallOptions, DispatcherOptions, Handlers } from "../contract/dispatcher-types.js";
import { CONCURRENCY, REFERENCES } from "../contract/limits.js";
import type { ExtraTool, ToolUse } from "../contract/messages.js";
import type { EachOutcome, ItemPlace, Outcome } from "../contract/outcomes.js";
import type { Project } from "../contract/project.js";
import { byBatch, holdChains } from "../references/hold-chains.js";
import { linkCalls } from "../references/link-calls.js";
import {
  batchResult,
  brokenBatchResult,
  type DispatcherLimits,
  inToolset,
  limitsOf,
  singleResult,
} from "../results/tool-result.js";
import { validBatchExample } from "../validate/example.js";
import { type RunSettings, runCalls, tell } from "./run-calls.js";

/** What all turns of one dispatcher have in common. */
export type TurnRunner = Pick<Reading, "project" | "names" | "extras"> & {
  runner: RunSettings;
  limits: DispatcherLimits;
};

/** A tool use, what became of its calls, and its tool result. A batch that could not be read has no calls. */
export type AnsweredUse = { use: ToolUse; calls: readonly AnsweredCall[]; result: Anthropic.ToolResultBlockParam };

/** A call with its outcome and the values that its handler was given; `ran` says whether that was started. */
export type AnsweredCall = { name: string; input: unknown; outcome: Outcome; ran: boolean; item?: ItemPlace };

/**
 * Prepares what all turns share: the tools and the settings.
 *
 * @throws TypeError for an option that makes no sense, an unknown tool, or an extra tool with a name that is taken.
 */
export function createTurnRunner(
  project: Project,
  handlers: Handlers,
  options: DispatcherOptions,
  extraTools: readonly ExtraTool[] = [],
): TurnRunner {
  const { concurrency = CONCURRENCY, maxResultBytes, maxTotalBytes } = options;
  const { timeoutMs, batchTimeoutMs, mode, decode } = options;
  checkNumbers({ concurrency, maxResultBytes, maxTotalBytes }, { timeoutMs, batchTimeoutMs }, "above 0");
  checkWord("mode", mode, ["parallel", "sequential"]);
  checkWord("decode", decode, ["repair", "strict"]);
  checkWord("references", options.references, REFERENCES);
  return {
    project,
    names: namesOf(project, options.tools),
    extras: extrasByName(project, extraTools),
    runner: { handlers, options, concurrency },
    limits: limitsOf(options),
  };
}

/** The same turns, in which calls can refer to others' results: a plan's can, whatever Claude's may. */
export function withReferencesOn(turns: TurnRunner): TurnRunner {
  const { runner } = turns;
  return { ...turns, runner: { ...runner, options: { ...runner.options, references: "each" } } };
}

/** How calls are read: those of a tool use, or those made by code. Repairs are told of unless `isTold` is false. */
export function readingOf(turns: TurnRunner, use: ToolUse | undefined, isTold = true): Reading {
  const toolUseId = use?.id;
  const caller = use && callerOf(use);
  const { project, names, extras, runner } = turns;
  const { options } = runner;
  return {
    project,
    names,
    extras,
    toolUseId,
    references: options.references ?? "off",
    cap: project.maxInvocations,
    onRepair:
      options.decode === "strict"
        ? undefined
        : (path, from, to) =>
            isTold && tell(options, () => ({ type: "repair", toolUseId, ...(caller && { caller }), path, from, to })),
  };
}

/**
 * The stop reasons of a turn that is whole. In any other, and in those of a later API, a call may be cut and yet look
 * whole.
 */
const WHOLE: ReadonlySet<string | null> = new Set([
  "tool_use",
  "end_turn",
  "stop_sequence",
  "pause_turn",
  "compaction",
]);

/**
 * Whether a turn was cut: its calls are not run. Whether an uncut one holds calls, its content says, and not its stop
 * reason.
 */
export function isCut(stopReason: string | null): boolean {
  return !WHOLE.has(stopReason);
}

/** Runs the calls of these tool uses as one turn. Gives one answer for each, in their order. Never rejects. */
export function runToolUses(
  turns: TurnRunner,
  uses: readonly ToolUse[],
  callOptions: CallOptions,
): Promise<AnsweredUse[]> {
  return untilDone(turns, callOptions, async (stop) => {
    const given = uses.map((use) => withCaller(readToolUse(use, readingOf(turns, use))));
    const areReadable = given.every(({ error }) => error === undefined);
    const read = areReadable ? given : await Promise.all(given.map((one) => withBatchExample(turns, one, stop)));
    const all = await perform(
      turns,
      read.flatMap(({ calls }) => calls),
      stop,
      turns.project.maxInvocations,
    );
    let at = 0;
    return read.map((one) => {
      const own = all.slice(at, at + one.calls.length);
      at += one.calls.length;
      return { use: one.use, calls: answeredCalls(own), result: resultOf(turns, one, own) };
    });
  });
}

function answeredCalls(all: readonly DoneInvocation[]): AnsweredCall[] {
  const calls: AnsweredCall[] = [];
  for (const done of all) {
    if ("items" in done) calls.push(...answeredCalls(done.items));
    else calls.push(answeredCall(done));
  }
  return calls;
}

function answeredCall({ outcome, input, ran, item }: Done): AnsweredCall {
  const answered = { name: outcome.name, input, outcome, ran };
  return item === undefined ? answered : { ...answered, item };
}

/**
 * Runs calls made by code as one turn, without a cap. Gives their outcomes in the order of the calls. Never rejects.
 */
export async function runOwnCalls(
  turns: TurnRunner,
  calls: readonly Call[],
  callOptions: CallOptions,
): Promise<(Outcome | EachOutcome)[]> {
  const all = await untilDone(turns, callOptions, (stop) => perform(turns, calls, stop, Number.POSITIVE_INFINITY));
  return all.map((done) => {
    if (!("items" in done)) return done.outcome;
    const { index, name, status, items } = done;
    return { index, name, status, items: items.map(({ outcome }) => outcome) };
  });
}

/** Everything that is done for one turn can be stopped together. */
async function untilDone<T>(
  { runner }: TurnRunner,
  { signal }: CallOptions,
  work: (stop: Stop) => Promise<T>,
): Promise<T> {
  const stop = createStop(signal, runner.options.batchTimeoutMs);
  try {
    return await work(stop);
  } finally {
    stop.close();
  }
}

/** The way of all calls of one turn: check all, ask for all, run all, at most `cap` of one batch. */
async function perform(
  { runner }: TurnRunner,
  calls: readonly Call[],
  stop: Stop,
  cap: number,
): Promise<DoneInvocation[]> {
  const { options } = runner;
  const { references = "off" } = options;
  const linked = references === "off" ? calls : byBatch(calls, (batch) => linkCalls(batch, references));
  const checked = await checkAll(linked, options, stop);
  // After a stop nothing runs, be it checked or not.
  if (checked === "stopped" || stop.reason() !== undefined) return runCalls(linked, runner, stop);
  if (!linked.some((call) => call.references !== undefined)) {
    return runCalls(await approveCalls(checked, options, stop), runner, stop);
  }
  const held = byBatch(checked, (batch) => holdChains(batch, (call) => isHarmless(call, options)));
  const ready = await approveCalls(held, options, stop);
  return runCalls(ready, runner, stop, { cap, decide: decideFilled(options, stop) });
}

/** The calls checked. Only the user's own validator is waited for. */
async function checkAll(
  calls: readonly Call[],
  { validate }: DispatcherOptions,
  stop: Stop,
): Promise<readonly Call[] | "stopped"> {
  const checks = calls.map((call) => checkCall(call, validate));
  if (areThere(checks)) return checks;
  const checked = await untilStopped(Promise.all(checks), stop);
  return checked === "stopped" ? checked : checked.value;
}

function areThere(checks: readonly (Call | Promise<Call>)[]): checks is readonly Call[] {
  return !checks.some((check) => check instanceof Promise);
}

/** What is done with a call whose values are there now: it is checked whole, and asked for with them. */
function decideFilled(options: DispatcherOptions, stop: Stop): (call: Call) => Promise<Call> {
  const ask = askInTurns(options, stop);
  return async (call) => {
    const checked = await untilStopped(checkCall(call, options.validate), stop);
    return checked === "stopped" ? call : ask(checked.value);
  };
}

/** A batch in which no call was found is told what one looks like. */
async function withBatchExample(turns: TurnRunner, read: ReadToolUse, stop: Stop): Promise<ReadToolUse> {
  if (read.error === undefined) return read;
  const { project, names, runner } = turns;
  const example = await untilStopped(validBatchExample(project, names, runner.options.validate), stop);
  return example === "stopped" ? read : { ...read, error: withExample(read.error, example.value) };
}

function resultOf(
  { limits }: TurnRunner,
  { use, isBatch, error }: ReadToolUse,
  done: readonly DoneInvocation[],
): Anthropic.ToolResultBlockParam {
  if (error !== undefined) return brokenBatchResult(use, error);
  const [first] = done;
  const result =
    isBatch || first === undefined || "items" in first
      ? batchResult(use, done, limits)
      : singleResult(use, first, limits);
  return inToolset(use, result);
}
