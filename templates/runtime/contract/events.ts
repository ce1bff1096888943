import type { ToolCaller } from "./messages.js";
import type { ItemPlace, Outcome } from "./outcomes.js";
import type { AnyTools, Contracts } from "./project.js";

/** Where a repair was made, what stood there, and what was made of it. */
export type RepairEvent = {
  type: "repair";
  toolUseId: string | undefined;
  caller?: ToolCaller;
  /** Where, as Claude sees it: `input`, `invocations`, `invocations[1].arguments.limit`. */
  path: string;
  /** The JSON types before and after; `undefined` before, where the arguments were left out. */
  from: string;
  to: string;
};

/** Which call an event is about. */
export type CallPlace = {
  /** The id of the tool use that asked for it; undefined where code called, and not Claude. */
  toolUseId: string | undefined;
  /** Who made the call, where its tool use says. */
  caller?: ToolCaller;
  /** Its place in its batch, from 0; 0 for a call on its own. */
  index: number;
  /** How many invocations its batch holds; 1 for a call on its own. */
  invocationCount: number;
  name: string;
  /** Which element of `each` it is for; absent without one. */
  item?: ItemPlace;
  /** The places in its batch of the invocations whose results it takes, in order; absent where it takes none. */
  needs?: readonly number[];
};

/** A call's handler is about to run. */
export type CallStartEvent = CallPlace & { type: "call_start"; input: unknown };

/**
 * A call has its outcome; every call has exactly one, also where its handler never ran. An invocation with `each` has
 * one for each element, or one without `item` where there is no list or an empty one.
 */
export type CallEndEvent<Tools extends Contracts<Tools> = AnyTools> = CallPlace & {
  type: "call_end";
  outcome: Outcome<Tools>;
  /** From the start of the handler to the outcome, in milliseconds; 0 where the handler did not run. */
  durationMs: number;
  /** What the handler threw, or `approve` or `validate` where they failed, stack and all. It is not told to Claude. */
  cause?: unknown;
};

/** What a dispatcher tells while it works. */
export type DispatcherEvent<Tools extends Contracts<Tools> = AnyTools> =
  | RepairEvent
  | CallStartEvent
  | CallEndEvent<Tools>;
