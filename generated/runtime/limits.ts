// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
/** How the tools are shown to Claude; the first is the default. */
export const EXPOSURES = ["alongside", "batch-only", "by-name", "native"] as const;
export type Exposure = (typeof EXPOSURES)[number];

/** The status that each error code gives its call. A closed list. */
export const STATUS_OF = {
  INVALID_INVOCATION: "error",
  UNKNOWN_TOOL: "error",
  INVALID_ARGUMENTS: "error",
  NESTED_BATCH: "error",
  NOT_BATCHABLE: "error",
  HANDLER_ERROR: "error",
  INVALID_RESULT: "error",
  RESULT_UNSERIALIZABLE: "error",
  DENIED: "denied",
  TIMEOUT: "timeout",
  CANCELLED: "cancelled",
  SKIPPED: "skipped",
  LIMIT_EXCEEDED: "skipped",
} as const;
export type ErrorCode = keyof typeof STATUS_OF;
export type OutcomeStatus = "ok" | (typeof STATUS_OF)[ErrorCode];

/** How many calls run at once in one dispatcher. */
export const CONCURRENCY = 8;
/** How long one call may take, in milliseconds, where neither its definition nor the dispatcher says. */
export const TIMEOUT_MS = 60_000;
/** The largest result of one call that Claude gets, in bytes of UTF-8. */
export const MAX_RESULT_BYTES: number = 64 * 1024;
/** The most that Claude gets of all results of one tool use, as they stand in its tool result, in bytes of UTF-8. */
export const MAX_TOTAL_BYTES: number = 256 * 1024;
/** An error for one wrong field stays below this, the example apart, in bytes of UTF-8. */
export const MAX_ERROR_BYTES = 300;
/** A longer example is left out of an error, in bytes of UTF-8. */
export const MAX_EXAMPLE_BYTES = 200;
/** So many faults of one call are named one by one; of the rest only their number. */
export const MAX_ISSUES = 25;
/** How many names an unknown one is answered with, at most, where it is not all of them. */
export const NEAREST_NAMES = 3;
/** The longest name that a tool can have (platform documentation, tool use); a longer one is cut where it is told. */
export const MAX_NAME_LENGTH = 128;
/** How deep arguments may be nested. No tool needs it; without a bound a hostile input could exhaust the stack. */
export const MAX_DEPTH = 200;
/** The longest that a timer of JavaScript takes, in milliseconds (2^31 - 1): a longer one would fire at once. */
export const LONGEST_TIMER_MS = 2_147_483_647;

/** How many requests one conversation may make. */
export const MAX_STEPS = 20;
/** `max_tokens` of each request. */
export const MAX_TOKENS = 8192;
/** How many paused turns in a row are sent on. */
export const MAX_PAUSES = 5;
/** After as many turns with the same failing calls a conversation is stuck. */
export const STUCK_AFTER = 3;
/** How often one request is sent again when its answer breaks off; the SDK's own retries come on top. */
export const MAX_RESENDS = 2;
/** The wait before the first such resend, in milliseconds; doubled for each further one. */
export const RESEND_DELAY_MS = 500;
/**
 * A stream that is silent for this long counts as broken off, in milliseconds. The SDK swallows the API's pings, and a model
 * may think for minutes without a word: hence not shorter.
 */
export const STALL_TIMEOUT_MS = 300_000;
/** How long a stream may stay open after its message is whole, in milliseconds. */
export const CLOSE_TIMEOUT_MS = 1000;
/** How many blocks before a cache breakpoint the API looks for an older one (platform documentation, prompt caching). */
export const CACHE_LOOK_BACK = 20;
/** How many cache breakpoints one request may have. */
export const MAX_CACHE_BREAKPOINTS = 4;
/** The model that main.ts talks to where none is chosen. */
export const DEFAULT_MODEL = "claude-sonnet-5-5";
