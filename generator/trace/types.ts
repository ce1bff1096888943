import type { TraceLine } from "../../templates/runtime/trace/lines.js";

/** A trace file's lines in order; `cut` where the last one was not written to its end. */
export type Trace = { readonly lines: readonly TraceLine[]; readonly cut: boolean };

/** What a piece of a bar stands for. */
export type Kind = "needing" | "waiting" | "receiving" | "running" | "failed" | "again";

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
