import type Anthropic from "@anthropic-ai/sdk";

/** Something to write text to: `process.stdout`, or a test's buffer. */
export type Writer = { write(text: string): unknown };

/** What `batchgen try` is to do. */
export type TryOptions = {
  readonly question: string;
  /** The generated folder, absolute. */
  readonly out: string;
  /** Runs the question a second time with one call per turn, and shows both. */
  readonly compare: boolean;
  /** Talks to Claude, with the key in ANTHROPIC_API_KEY, and not to the offline Claude. */
  readonly live: boolean;
  readonly model?: string | undefined;
  readonly exposure?: string | undefined;
  readonly stdout: Writer;
  readonly stderr: Writer;
  /** Where ANTHROPIC_API_KEY and ANTHROPIC_MODEL are looked up; the process's own environment by default. */
  readonly env?: { readonly [name: string]: string | undefined };
};

/** An event of the generated conversation, as far as it is shown here. */
export type TryEvent =
  | { type: "request"; step: number }
  | { type: "response"; step: number; message: Anthropic.Message; durationMs: number }
  | { type: "call_start"; toolUseId: string | undefined; index: number; name: string; input: unknown }
  | {
      type: "call_end";
      toolUseId: string | undefined;
      index: number;
      name: string;
      outcome: { status: string; result?: unknown; error?: { code: string; message: string } };
      cause?: unknown;
    }
  | { type: "retry"; attempt: number; reason: string }
  | { type: "text" | "thinking" | "tool_input" | "progress" | "repair" | "fallback" | "history" | "end" };

/** What a conversation came to, as far as it is shown here. */
export type TryResult = { outcome: string; text: string; error?: Error };

/** The part of a generated folder's index that is used here. */
export type Generated = {
  readonly handlers: object;
  readonly DEFAULT_MODEL?: string;
  readonly EXPOSURES?: readonly string[];
  runConversation(options: object): Promise<TryResult>;
  /** Absent from code that an older batchgen generated. */
  traceLines?(write: (line: string) => void): (event: TryEvent) => void;
  toolsFor(exposure: string): readonly { readonly name: string }[];
  createDispatcher(handlers: object): { validate(name: string, input: unknown): Promise<unknown> };
  /** There where handlers.context.ts exports it: what the handlers get as `call.context`. */
  createContext?(): unknown;
};
