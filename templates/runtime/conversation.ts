// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type Anthropic from "@anthropic-ai/sdk";
import { answerTurn } from "./answer-turn.js";
import { toError } from "./api-error.js";
import { checkSettings } from "./check-settings.js";
import type {
  Budget,
  ConversationEvent,
  ConversationOptions,
  ConversationOutcome,
  ConversationResult,
  TokenUsage,
} from "./conversation-types.js";
import { createDispatcher } from "./dispatcher.js";
import { createExtraRunner, type ExtraRunner } from "./extra-tools.js";
import { fallbackFor, unforced } from "./fallbacks.js";
import { blocksOf, closeHistory, keepText, keepTurn, notExecuted, pendingIn, textIn } from "./history.js";
import { MAX_PAUSES, MAX_RESENDS, MAX_STEPS, STALL_TIMEOUT_MS, STUCK_AFTER } from "./limits.js";
import { withOwnIds } from "./own-ids.js";
import { watchProgress } from "./progress.js";
import { quietly } from "./quietly.js";
import { type Frame, frameOf, headersOf, paramsOf } from "./request-params.js";
import { requestTurn, type TurnReply } from "./request-turn.js";
import { type StuckWatch, watchForStuck } from "./stuck.js";
import { startTimer } from "./timer.js";
import { type ConversationTrace, traceConversation } from "./trace-conversation.js";
import type { Dispatcher, DispatcherEvent, DispatcherOptions } from "./types.js";
import { addUsage, noUsage, totalTokens } from "./usage.js";

/** How a conversation ends: the outcome, and what belongs to it. */
type Ending = { outcome: ConversationOutcome; budget?: Budget; error?: Error };

/** What changes while a conversation runs. */
type State = {
  readonly options: ConversationOptions;
  readonly dispatcher: Dispatcher;
  readonly runExtra: ExtraRunner;
  readonly trace: ConversationTrace;
  readonly stuck: StuckWatch;
  readonly emit: (event: ConversationEvent) => void;
  /** Aborted by the caller's signal, or when the time is over. */
  readonly signal: AbortSignal;
  /** The history: only ever appended to. */
  readonly messages: Anthropic.MessageParam[];
  /** How many messages the last `history` event held. */
  told: number;
  frame: Frame;
  steps: number;
  pauses: number;
  usage: TokenUsage;
  /** How many messages the last request held. */
  sent: number;
  container: string | undefined;
  message: Anthropic.Message | undefined;
  /** Called when the first call of a turn runs or has its outcome: by then all approvals of the turn are decided. */
  decided: () => void;
};

/**
 * Holds a conversation with Claude: sends the messages, runs the calls of each answer, sends their results back, until the
 * answer calls nothing more or something else ends it.
 *
 * Takes the history and the settings; gives the outcome, the last text and the whole history. Does not reject because of
 * the API, the network, a call or an abort: these are outcomes. It does where the settings themselves are wrong.
 */
export async function runConversation(options: ConversationOptions): Promise<ConversationResult> {
  const startedAt = Date.now();
  const clock = new AbortController();
  const state = begin(options, clock.signal);
  const callOff = startTimer(options.maxDurationMs, () => clock.abort());
  let ending: Ending;
  try {
    ending = await state.trace.around(() => converse(state));
  } catch (thrown) {
    ending = { outcome: "error", error: toError(thrown) };
  } finally {
    callOff();
  }
  if (ending.outcome === "aborted" && clock.signal.aborted && !options.signal?.aborted) {
    ending = { outcome: "max_steps", budget: "time" };
  }
  return finish(state, ending, Date.now() - startedAt);
}

function begin(options: ConversationOptions, clock: AbortSignal): State {
  checkSettings(options);
  const trace = traceConversation(options);
  let state: State | undefined;
  const emit = (event: ConversationEvent) => {
    trace.note(event);
    quietly(() => options.onEvent?.(event));
  };
  const stuck = watchForStuck(options.stuckAfter ?? STUCK_AFTER);
  const progress = watchProgress((event) => emit({ ...event, step: state?.steps ?? 0 }));
  const dispatcherOptions: DispatcherOptions = {
    ...options,
    onEvent: (event: DispatcherEvent) => {
      emit(event);
      if (event.type === "repair") return;
      state?.decided();
      if (event.type !== "call_end") return;
      stuck.note(event);
      progress(event);
    },
  };
  state = {
    options,
    dispatcher: createDispatcher(options.handlers, dispatcherOptions),
    runExtra: createExtraRunner(options.extraTools ?? [], dispatcherOptions),
    trace,
    stuck,
    emit,
    signal: options.signal ? AbortSignal.any([options.signal, clock]) : clock,
    messages: [...options.messages],
    told: options.messages.length,
    frame: frameOf(options),
    steps: 0,
    pauses: 0,
    usage: noUsage(),
    sent: 0,
    container: undefined,
    message: undefined,
    decided: () => {},
  };
  return state;
}

async function converse(state: State): Promise<Ending> {
  const resumed = await resume(state);
  if (resumed) return resumed;
  for (;;) {
    if (state.signal.aborted) return { outcome: "aborted" };
    const budget = spentBudget(state);
    if (budget) return { outcome: "max_steps", budget };
    const reply = await ask(state);
    if (!reply.message) {
      // An answer that broke off leaves no trace in the history; what it called was not run.
      return state.signal.aborted ? { outcome: "aborted" } : { outcome: "error", ...errorOf(reply) };
    }
    const ending = await take(state, reply.message);
    if (ending) return ending;
  }
}

/** A history may end in calls: of a conversation that was broken off, or of a Message Batch. They are run first. */
async function resume(state: State): Promise<Ending | undefined> {
  const { uses, at } = pendingIn(state.messages);
  return uses.length === 0 ? undefined : runCalls(state, uses as Anthropic.ToolUseBlock[], at);
}

/** Makes one request, with the fields that the API may refuse left out at the second try. */
async function ask(state: State): Promise<TurnReply> {
  const { options } = state;
  const step = ++state.steps;
  const startedAt = Date.now();
  const tools = state.frame.tools?.length ?? 0;
  state.emit({ type: "request", step, model: options.model, messages: state.messages.length, tools });
  for (;;) {
    const params = paramsOf(state.frame, state.messages, state.sent, state.container);
    const reply = await requestTurn(params, {
      client: options.client,
      step,
      stream: options.stream ?? true,
      headers: headersOf(options),
      maxResends: options.maxResends ?? MAX_RESENDS,
      stallTimeoutMs: options.stallTimeoutMs ?? STALL_TIMEOUT_MS,
      signal: state.signal,
      emit: state.emit,
    });
    state.usage = addUsage(state.usage, reply.usage);
    const fallback = reply.error && fallbackFor(reply.error, state.frame);
    if (fallback && reply.error && !state.signal.aborted) {
      state.frame = fallback.frame;
      state.emit({ type: "fallback", step, field: fallback.field, reason: reply.error.message });
      continue;
    }
    state.sent = state.messages.length;
    if (reply.message) {
      const durationMs = Date.now() - startedAt;
      const { message, usage, requestId } = reply;
      state.emit({ type: "response", step, message, usage, durationMs, requestId });
    }
    return reply;
  }
}

/** Acts on one answer; gives the ending where it is the last. */
async function take(state: State, answer: Anthropic.Message): Promise<Ending | undefined> {
  state.message = answer;
  const message = { ...answer, content: withOwnIds(answer.content, state.messages) };
  state.container = message.container?.id ?? state.container;
  if (message.stop_reason !== "pause_turn") state.pauses = 0;
  switch (message.stop_reason) {
    case "tool_use": {
      const uses = message.content.filter((block) => block.type === "tool_use");
      keepTurn(state.messages, message);
      if (uses.length === 0) return { outcome: "unknown_stop" };
      state.frame = unforced(state.frame);
      tellHistory(state);
      return runCalls(state, uses, state.messages.length);
    }
    case "pause_turn":
      keepTurn(state.messages, message);
      tellHistory(state);
      state.pauses++;
      return state.pauses > (state.options.maxPauses ?? MAX_PAUSES) ? { outcome: "paused" } : undefined;
    case "end_turn":
    case "stop_sequence":
      keepTurn(state.messages, message);
      return { outcome: "completed" };
    case "max_tokens":
      keepText(state.messages, message);
      return { outcome: "truncated" };
    case "model_context_window_exceeded":
      keepText(state.messages, message);
      return { outcome: "context_exceeded" };
    case "refusal":
      // What a refusal says before it breaks off is to be discarded (platform documentation, refusals).
      return { outcome: "refused" };
    default:
      keepText(state.messages, message);
      return { outcome: "unknown_stop" };
  }
}

/** Runs a turn's calls and puts their results behind it, or, with a budget spent, that they were not executed. */
async function runCalls(
  state: State,
  uses: readonly Anthropic.ToolUseBlock[],
  at: number,
): Promise<Ending | undefined> {
  const budget = spentBudget(state);
  if (budget) {
    // Nobody would send the results on: so nothing is done that Claude might not come to know of.
    const refusal = notExecuted(uses, `the conversation's budget (${budget}) is used up. Call again if need be.`);
    state.messages.splice(at, 0, refusal);
    return { outcome: "max_steps", budget };
  }
  // The dispatcher gets the inputs as they came: what is no object is its to mend, or to say what is wrong.
  const turn = { content: [...uses], stop_reason: "tool_use" as const };
  const { dispatcher, runExtra, signal } = state;
  const decided = new Promise<void>((resolve) => {
    state.decided = resolve;
  });
  const answer = await answerTurn(turn, uses, dispatcher, runExtra, signal, decided);
  state.messages.splice(at, 0, answer);
  tellHistory(state);
  const stuck = state.stuck.endTurn(uses, failedIn(answer));
  if (state.signal.aborted) return { outcome: "aborted" };
  return stuck ? { outcome: "stuck" } : undefined;
}

function spentBudget({ options, steps, usage }: State): Budget | undefined {
  if (steps >= (options.maxSteps ?? MAX_STEPS)) return "steps";
  if (totalTokens(usage) >= (options.maxTotalTokens ?? Number.POSITIVE_INFINITY)) return "tokens";
  return undefined;
}

function failedIn(answer: Anthropic.MessageParam): Set<string> {
  const failed = blocksOf(answer.content).flatMap((block) =>
    block.type === "tool_result" && block.is_error ? [block.tool_use_id] : [],
  );
  return new Set(failed);
}

/** Whoever keeps histories elsewhere is given each as it then stands. */
function tellHistory(state: State): void {
  const { messages, steps, emit } = state;
  if (messages.length === state.told) return;
  state.told = messages.length;
  emit({ type: "history", step: steps, messages: [...messages] });
}

function errorOf(reply: TurnReply): { error?: Error } {
  return reply.error ? { error: reply.error } : {};
}

function finish(state: State, ending: Ending, durationMs: number): ConversationResult {
  closeHistory(state.messages, state.options.messages.length);
  tellHistory(state);
  const { steps, usage, message } = state;
  state.emit({ type: "end", ...ending, steps, usage, durationMs });
  const text = message && ending.outcome !== "refused" ? textIn(message.content) : "";
  return { ...ending, text, messages: state.messages, steps, usage, ...(message ? { message } : {}) };
}
