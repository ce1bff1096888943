import type Anthropic from "@anthropic-ai/sdk";
import type { JsonSchema } from "../json/values.js";
import type { Approval, ApprovalRequest, NeedsApproval } from "./approvals.js";
import type { DispatcherEvent } from "./events.js";
import type { References } from "./limits.js";
import type { AssistantTurn, ToolCaller, ToolUse } from "./messages.js";
import type { EachOutcome, Failure, Issue, Outcome } from "./outcomes.js";
import type { AnyStep, Planner } from "./plan-types.js";
import type { AnyTools, Contracts, NameOf } from "./project.js";

/** What a handler is told about the call beside its input. */
export type HandlerCall<Context = unknown> = {
  /** Aborted when the call's time is over or the conversation is ended: pass it on to what you await. */
  readonly signal: AbortSignal;
  /** The call's place in its batch, from 0; 0 for a call on its own. */
  readonly index: number;
  /** How many calls its batch holds; 1 for a call on its own. */
  readonly invocationCount: number;
  /** The id of the tool use that asked for it; undefined where code called, and not Claude. */
  readonly toolUseId: string | undefined;
  /**
   * Whether Claude made the call, or code that it runs; undefined where its tool use does not say, and where there is
   * none.
   */
  readonly caller?: ToolCaller | undefined;
  /** The value given as `context` to the dispatcher or the conversation. */
  readonly context: Context;
};

/**
 * A handler for each tool, of any types: a project's own `Handlers` says which. To compare the two, TypeScript would
 * have to compare every handler with every tool's contract once more.
 */
export type Handlers = { readonly [name: string]: unknown };

/** One fault that a validator found: a JSON pointer into the value, and what is wrong there. */
export type Fault = { pointer: string; message: string };

/**
 * Checks a value against a schema of draft 2020-12; an empty list means that it fits. Replaces batchgen's own check.
 */
export type Validator = (schema: JsonSchema, value: unknown) => readonly Fault[] | Promise<readonly Fault[]>;

export type ContextOption<Context> = undefined extends Context
  ? { context?: Context }
  : {
      /** What every handler gets as `call.context`. */
      context: Context;
    };

/** The settings of a dispatcher. Each default is a constant of limits.ts; Infinity means no limit. */
export type DispatcherOptions<Tools extends Contracts<Tools> = AnyTools, Context = unknown> = ContextOption<Context> & {
  /**
   * How many calls of one operation (`call`, `batch`, `run`, `answer`, a turn of a conversation) run at once:
   * `CONCURRENCY` (8) by default.
   */
  concurrency?: number | undefined;
  /**
   * How long one call may take, in milliseconds, where its definition does not say: `TIMEOUT_MS` (60,000) by default.
   */
  timeoutMs?: number | undefined;
  /**
   * How long all calls of a batch or a turn may take together, in milliseconds, from the moment they are given to the
   * dispatcher, approvals and the wait for a place included; no limit by default.
   */
  batchTimeoutMs?: number | undefined;
  /** `parallel` (the default), or `sequential`: one after the other, in the order of the request. */
  mode?: "parallel" | "sequential" | undefined;
  /** With `sequential`: after a failure, the calls that follow are not executed. False by default. */
  stopOnError?: boolean | undefined;
  /**
   * `repair` (the default) corrects strings that stand for objects, arrays, numbers and booleans, a call where the list
   * of calls belongs, and arguments that were left out where none are required; `strict` refuses them.
   */
  decode?: "repair" | "strict" | undefined;
  /**
   * Asked for each call whose tool needs approval, one after the other, all of a turn before any of them runs. Only
   * `true` and `{ approved: true }` are a yes, for this call with these arguments and no other. Without it such calls
   * are denied.
   */
  approve?: ((call: ApprovalRequest<Tools>) => Approval | Promise<Approval>) | undefined;
  /**
   * Asked for each call, of extra tools too, whether it needs approval: the host's word overrides the definition's,
   * either way. `undefined` leaves it to the definition. A throw, or anything else that is no boolean, means yes.
   */
  needsApproval?: NeedsApproval | undefined;
  /**
   * With `on`, an invocation of a batch may have an `id`, and a later one `{"$result": "<id>#<JSON pointer>"}` in its
   * arguments. A call with such a value needs approval, unless its tool is read-only or `needsApproval` says otherwise.
   * With `each`, an invocation may also be made once for each element of a list: `"each": {"$result": ...}` beside its
   * arguments. `off` by default.
   */
  references?: References | undefined;
  /** Replaces batchgen's own check of arguments and results. Where it throws, the value does not pass. */
  validate?: Validator | undefined;
  /** Only these tools can be called; all by default. */
  tools?: readonly NameOf<Tools>[] | undefined;
  /** The largest result of one call that Claude gets, in bytes of UTF-8: `MAX_RESULT_BYTES` (64 KiB) by default. */
  maxResultBytes?: number | undefined;
  /**
   * The most that Claude gets of all results of one tool use, failures and attachments included, in bytes of UTF-8:
   * `MAX_TOTAL_BYTES` (256 KiB) by default, where base64 in images and documents has a limit of its own,
   * `MAX_MEDIA_BYTES` (20 MiB). Beside it there is a frame of at most `FRAME_BYTES` (4 KiB).
   */
  maxTotalBytes?: number | undefined;
  /**
   * Told of each step. What it throws is ignored, and what it is told is its own to change, but for a handler's result.
   */
  onEvent?: ((event: DispatcherEvent<Tools>) => void) | undefined;
};

/**
 * Settings for one call of a dispatcher's method. An abort keeps what is finished, and ends the rest as `CANCELLED`.
 */
export type CallOptions = { signal?: AbortSignal | undefined };

/**
 * How a step of a plan came out: with `step.each` a call for each element, or a failure where there is no list of them.
 */
export type PlannedOutcome<Tools extends Contracts<Tools>, S> = S extends {
  readonly name: infer N extends NameOf<Tools>;
}
  ? S extends { readonly isEach: true }
    ? EachOutcome<Tools, N> | Failure<N>
    : Outcome<Tools, N>
  : never;

/** Validates calls and runs them. Nothing here throws or rejects because of a call. */
export type Dispatcher<Tools extends Contracts<Tools> = AnyTools> = {
  /** Runs one call of your own. */
  call<N extends NameOf<Tools>>(name: N, input: Tools[N]["input"], options?: CallOptions): Promise<Outcome<Tools, N>>;
  /** Runs many at once; outcomes come in the order of the calls. No cap. */
  batch<const N extends readonly NameOf<Tools>[]>(
    calls: { readonly [I in keyof N]: { name: N[I]; arguments: Tools[N[I]]["input"] } },
    options?: CallOptions,
  ): Promise<{ -readonly [I in keyof N]: Outcome<Tools, N[I]> }>;
  /**
   * Runs calls of which some need values of others' results, each as soon as what it needs is there: `build` adds them
   * with `step`, and their `result` stands for what is not there yet. The checks, approvals and events are those of a
   * batch of Claude's with references, whatever `references` is. No cap.
   *
   * @returns The outcomes of the steps that `build` gives, in that order. All steps run.
   * @throws TypeError, before anything runs, where `build` gives anything but a list of its own steps, or takes a value
   * that is not there yet for one that is.
   */
  plan<const S extends readonly AnyStep[]>(
    build: (step: Planner<Tools>) => S,
    options?: CallOptions,
  ): Promise<{ -readonly [I in keyof S]: PlannedOutcome<Tools, S[I]> }>;
  /** Runs one tool use of Claude's, batch or not, and gives its tool result. */
  run(use: ToolUse, options?: CallOptions): Promise<Anthropic.ToolResultBlockParam>;
  /**
   * Runs every tool use of a message and gives the one user message that answers them; undefined where there is none.
   */
  answer(message: AssistantTurn, options?: CallOptions): Promise<Anthropic.MessageParam | undefined>;
  /** Says what is wrong with an input, and runs nothing. An empty list means that it fits. */
  validate(name: NameOf<Tools>, input: unknown): Promise<Issue[]>;
};

/** The options may be left out unless the handlers need a context. */
export type OptionalWithoutContext<Options> =
  Record<never, never> extends Options ? [options?: Options] : [options: Options];
