import type { ToolCaller } from "./messages.js";
import type { ItemPlace } from "./outcomes.js";
import type { AnyTools, Contracts, NameOf } from "./project.js";

/** A call that waits for approval. */
export type ApprovalRequest<Tools extends Contracts<Tools> = AnyTools> = {
  [N in NameOf<Tools>]: {
    name: N;
    input: Tools[N]["input"];
    /** Its place in its batch, from 0; 0 for a call on its own. */
    index: number;
    /** How many calls its batch holds; 1 for a call on its own. */
    invocationCount: number;
    /** The id of the tool use that asked for it; undefined where code called, and not Claude. */
    toolUseId: string | undefined;
    /**
     * Who made the call. Code waits for an answer no longer than `CODE_APPROVAL_MS` (180,000) after its turn has come.
     */
    caller?: ToolCaller;
    /** Which element of `each` it is for; absent without one. */
    item?: ItemPlace;
    /** Which values in `input` come from other calls' results, and the element of `each`; absent where nothing does. */
    from?: readonly ValueOrigin[];
    /** Aborted when the turn is: the answer is not waited for any longer. */
    signal: AbortSignal;
  };
}[NameOf<Tools>];

/** What a definition says about its tool. It can come from a third party: claims, not facts. */
export type ToolPolicy = {
  readonly name: string;
  /** MCP's `readOnlyHint`. */
  readonly readOnly: boolean;
  /** MCP's `destructiveHint`. */
  readonly destructive: boolean;
  /** Whether calls need approval by the definition alone. */
  readonly approval: boolean;
};

/**
 * Where an argument comes from: its path, as Claude sees it, and the id of the invocation and the JSON pointer into its
 * result.
 */
export type ValueOrigin = { readonly path: string; readonly id: string; readonly pointer: string };

/** What a host may need to know of a call before it says whether that needs approval. */
export type PolicyCall = {
  /** Which of its arguments come from other calls' results. */
  readonly references: readonly ValueOrigin[];
};

/** The host's own policy: `true` and `false` override the definition; `undefined` leaves it to that. */
export type NeedsApproval = (tool: ToolPolicy, call: PolicyCall) => boolean | undefined;

/** Yes or no, or either with a reason that Claude is told. */
export type Approval = boolean | { approved: boolean; reason?: string | undefined };
