import { drawBar, legend, paint, type Scale } from "./bars.js";
import type { Row, Style, Timeline } from "./types.js";

const BOLD = 1;
const DIM = 90;
const RED = 31;

/** The columns beside the bars, in the order in which they are drawn; gaps are two wide. */
type Widths = { label: number; time: number; input: number; output: number; note: number; bar: number };

/**
 * Draws conversations below each other: a row per request and per call, bars to scale.
 *
 * @param timelines The conversations; `title` stands before the model's name.
 * @param options `sameScale`: all bars are drawn to the scale of the longest, so that their lengths compare.
 */
export function drawTimelines(
  timelines: readonly (Timeline & { title?: string })[],
  style: Style,
  options: { sameScale?: boolean } = {},
): string {
  const rows = timelines.flatMap((timeline) => timeline.rows);
  const widths = widthsFor(rows, style.width);
  const longest = largest(timelines, spanOf);
  const blocks = timelines.map((timeline) =>
    drawOne(timeline, options.sameScale ? longest : spanOf(timeline), widths, style),
  );
  const kinds = new Set(rows.flatMap(({ segments }) => segments.map(({ kind }) => kind)));
  const key = kinds.size === 0 ? "" : `\n${legend(kinds, style)}`;
  return `${blocks.join("\n")}${key}`;
}

function drawOne(timeline: Timeline & { title?: string }, spanMs: number, widths: Widths, style: Style): string {
  const { from, rows } = timeline;
  const scale: Scale = { from, perColumn: (spanMs || 1) / widths.bar, columns: widths.bar };
  const head = [
    "".padEnd(widths.label),
    axis(spanMs || 1, widths.bar),
    "time".padStart(widths.time),
    ...(widths.input > 0 ? ["in".padStart(widths.input), "out".padStart(widths.output)] : []),
  ].join("  ");
  const lines = [...titleOf(timeline, style), paint(head.trimEnd(), DIM, style)];
  for (const row of rows) lines.push(drawRow(row, scale, widths, style));
  return lines.map((line) => `${line.trimEnd()}\n`).join("");
}

function titleOf(timeline: Timeline & { title?: string }, style: Style): string[] {
  const { title, model, requests, calls, tokens, ending, error, failed } = timeline;
  const name = [title, model].filter((text) => text !== undefined && text !== "").join(", ");
  const [input, output] = tokens;
  const time = formatTime(spanOf(timeline));
  const facts = [
    ending === undefined ? `no end after ${time}: it runs still, or was stopped` : `${ending} in ${time}`,
    count(requests, "request"),
    count(calls, "call"),
    `${number(input)} tokens in and ${number(output)} out`,
  ].join(", ");
  return [
    paint(cut(clean(name), style.width, style), BOLD, style),
    paintIf(failed, cut(clean(facts), style.width, style), style),
    // In full, whatever its length: it says what to do.
    ...(error === undefined ? [] : [paint(cut(clean(error), Number.POSITIVE_INFINITY, style), RED, style)]),
  ];
}

function drawRow(row: Row, scale: Scale, widths: Widths, style: Style): string {
  const label = cut(clean(row.label), widths.label, style).padEnd(widths.label);
  const bar = drawBar(row.segments, scale, style);
  if (row.remark !== undefined) {
    const room = style.width - widths.label - widths.bar - 4;
    return [label, bar, paintIf(row.failed === true, cut(clean(row.remark), room, style), style)].join("  ");
  }
  const [input, output] = row.tokens ?? [];
  const cell = (value: number | undefined, width: number) => (value === undefined ? "" : number(value)).padStart(width);
  return [
    label,
    bar,
    (row.durationMs === undefined ? "" : formatTime(row.durationMs)).padStart(widths.time),
    ...(widths.input > 0 ? [cell(input, widths.input), cell(output, widths.output)] : []),
    paintIf(row.failed === true, cut(clean(row.note), widths.note, style), style),
  ].join("  ");
}

/** The bars have at least so many columns, however much stands beside them. */
const LEAST_BAR = 12;
/** The tokens are left out where the notes would have fewer columns than this. */
const LEAST_NOTE = 8;

/** What is beside the bars takes what it needs, within bounds; the bars get the rest. */
function widthsFor(rows: readonly Row[], width: number): Widths {
  const most = (of: (row: Row) => number, bound: number) => Math.min(bound, largest(rows, of));
  const label = most((row) => clean(row.label).length, Math.floor(width / 4));
  const time = Math.max(
    4,
    most((row) => (row.durationMs === undefined ? 0 : formatTime(row.durationMs).length), 12),
  );
  const tokens = {
    input: most((row) => (row.tokens ? Math.max(2, number(row.tokens[0]).length) : 0), 12),
    output: most((row) => (row.tokens ? Math.max(3, number(row.tokens[1]).length) : 0), 12),
  };
  const without = width - label - time - 2 * 3;
  const fits = without - tokens.input - tokens.output - 2 * 2 >= LEAST_BAR + LEAST_NOTE;
  const { input, output } = fits ? tokens : { input: 0, output: 0 };
  const left = input > 0 ? without - input - output - 2 * 2 : without;
  const note = most((row) => clean(row.note).length, Math.min(Math.floor(width / 4), left - LEAST_BAR));
  return { label, time, input, output, note, bar: left - note };
}

/** The axis: round times where they belong, and the whole time at its end; one that does not fit is left out. */
function axis(spanMs: number, columns: number): string {
  let text = "";
  for (let tick = 0; tick <= spanMs; tick += tickFor(spanMs, columns)) {
    const label = tick === 0 ? "0" : formatTime(tick);
    const at = Math.round((tick / spanMs) * columns);
    if (at < text.length + (text === "" ? 0 : 2) || at + label.length > columns) continue;
    text = text.padEnd(at) + label;
  }
  const end = formatTime(spanMs);
  return text.length + 2 + end.length <= columns ? text.padEnd(columns - end.length) + end : text.padEnd(columns);
}

/** The smallest of 1, 2 and 5 times a power of ten that leaves each tick a dozen columns. */
function tickFor(spanMs: number, columns: number): number {
  const least = (spanMs * 12) / columns;
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5].find((step) => step * power >= least) ?? 10);
}

function spanOf({ from, to }: Timeline): number {
  return to - from;
}

/** Not `Math.max(...)`: a long trace has more rows than a call can have arguments. */
function largest<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((most, item) => Math.max(most, of(item)), 0);
}

/** What a file says must not steer the terminal, nor turn the direction in which it is read. */
function clean(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]+/gu, " ");
}

function cut(text: string, width: number, style: Style): string {
  const shown = style.ascii ? text.replace(/[^ -~]/g, "?") : text;
  if (shown.length <= width) return shown;
  return style.ascii ? `${shown.slice(0, width - 2)}..` : `${shown.slice(0, width - 1)}…`;
}

function paintIf(failed: boolean, text: string, style: Style): string {
  return failed ? paint(text, RED, style) : text;
}

function count(value: number, what: string): string {
  return `${number(value)} ${what}${value === 1 ? "" : "s"}`;
}

function number(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A time for people: `8.4 ms`, `350 ms`, `2.35 s`, `1 min 05 s`. */
export function formatTime(ms: number): string {
  if (ms > 0 && ms < 0.05) return "<0.1 ms";
  if (ms < 9.95) return `${trim(ms.toFixed(1))} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_995) return `${trim((ms / 1000).toFixed(ms < 9995 ? 2 : 1))} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`;
}

function trim(digits: string): string {
  return digits.replace(/\.?0+$/, "");
}
