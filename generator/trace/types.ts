/** The version of the trace's format that is read here; a trace's first line says its own. */
export const TRACE_VERSION = 1;

type Usage = {
  input_tokens: number;
  output_tokens: number;
  cache_creation_input_tokens: number;
  cache_read_input_tokens: number;
};

/** Which call: its tool use, its place among the calls of that, and how many they are (1: on its own). */
type CallPlace = { id: string | null; index: number; of: number; name: string };

/**
 * What one line of a trace says, as far as it is drawn. The generated runtime writes them (`traceLines`); this is the same shape
 * as its `TraceEntry`, named here once more because the generated code belongs to the project and this to batchgen.
 */
export type Entry =
  | { type: "trace"; version: number }
  | { type: "request"; step: number; model: string }
  | { type: "first"; step: number }
  | { type: "response"; step: number; durationMs: number; stopReason: string | null; toolUses: number; usage: Usage }
  | ({ type: "call_start" } & CallPlace)
  | ({ type: "call_end"; status: string; code?: string; durationMs: number } & CallPlace)
  | { type: "repair"; id: string | null; path: string; from: string; to: string }
  | { type: "retry"; step: number; attempt: number; cause: string; reason: string; delayMs: number }
  | { type: "fallback"; step: number; field: string; reason: string }
  | { type: "end"; outcome: string; budget?: string; steps: number; usage: Usage; durationMs: number; error?: string };

/** A line: when, in milliseconds since the trace began, and what. */
export type Line = { t: number } & Entry;

/** A trace file's lines in order; `cut` where the last one was not written to its end. */
export type Trace = { readonly lines: readonly Line[]; readonly cut: boolean };

/** What a piece of a bar stands for. */
export type Kind = "waiting" | "receiving" | "running" | "failed" | "again";

/** A piece of a bar, in milliseconds of the trace. */
export type Segment = { readonly from: number; readonly to: number; readonly kind: Kind };

/** A row of the drawing. */
export type Row = {
  readonly label: string;
  readonly segments: readonly Segment[];
  readonly durationMs?: number | undefined;
  /** Tokens in, all three input counters together, and out. */
  readonly tokens?: readonly [input: number, output: number] | undefined;
  readonly note: string;
  /** Instead of all that: a text across the columns beside the bar. */
  readonly remark?: string | undefined;
  readonly failed?: boolean | undefined;
};

/** A conversation, ready to be drawn. */
export type Timeline = {
  readonly model: string;
  readonly from: number;
  readonly to: number;
  readonly rows: readonly Row[];
  readonly requests: number;
  readonly calls: number;
  readonly tokens: readonly [input: number, output: number];
  /** How it ended; undefined where the trace stops before. */
  readonly ending: string | undefined;
  /** What failed, where the API or the way to it did. */
  readonly error: string | undefined;
  readonly failed: boolean;
};

/** How to draw: columns there are, colours or none, and whether the font has more than ASCII. */
export type Style = { readonly width: number; readonly color: boolean; readonly ascii: boolean };
