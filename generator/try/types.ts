import type { Writer } from "../report/sink.js";
import type { Approver } from "./approvals.js";
import type { Environment } from "./environment.js";

/** What `batchgen try` is to do. */
export type TryOptions = {
  readonly question: string;
  /** The generated folder, absolute. */
  readonly out: string;
  /** The handlers' folder, absolute, where it is known; there a handlers.context.ts is looked for. */
  readonly handlersDir?: string | undefined;
  /** Asks again with native parallel calls and with one call per turn, and shows all of them. */
  readonly compare: boolean;
  /** Talks to Claude, with the key in ANTHROPIC_API_KEY, and not to the offline Claude. */
  readonly live: boolean;
  readonly model?: string | undefined;
  readonly exposure?: string | undefined;
  readonly references?: string | undefined;
  /** How calls that need approval are approved; without it they are denied. */
  readonly approve?: Approver | undefined;
  readonly stdout: Writer;
  readonly stderr: Writer;
  /** Where ANTHROPIC_API_KEY and ANTHROPIC_MODEL are looked up; the process's own environment by default. */
  readonly env?: Environment;
  /** Why `.env` gives no key, where it was looked at. */
  readonly whyNoKey?: string | undefined;
  /**
   * Brings the generated folder up to date. Called when the options are known to be right, and before anything is
   * loaded.
   * @returns Whether the folder can be run; if it cannot, the reason has been printed.
   */
  readonly update?: () => Promise<boolean>;
};

/** Why `batchgen try` cannot run, in words for the person who called it; `cause` is what failed below. */
export class TryError extends Error {
  override readonly name = "TryError";
}
