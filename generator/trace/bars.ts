import type { Kind, Segment, Style } from "./types.js";

/** What a bar's pieces look like. */
const GLYPHS: { readonly [K in Kind]: readonly [unicode: string, ascii: string, color: number] } = {
  needing: ["┄", "-", 34],
  waiting: ["░", ".", 90],
  receiving: ["▓", "=", 36],
  running: ["█", "#", 32],
  failed: ["▒", "x", 31],
  again: ["↻", "!", 33],
};

/** Later ones are drawn over earlier ones. */
const ORDER: readonly Kind[] = ["needing", "waiting", "receiving", "running", "failed", "again"];

/** A scale: which time is at the left, and how many milliseconds one column stands for. */
export type Scale = { readonly from: number; readonly perColumn: number; readonly columns: number };

/** A row's bar, exactly as wide as the scale. Everything that happened has a column at least, however short it was. */
export function drawBar(segments: readonly Segment[], scale: Scale, style: Style): string {
  const cells: (Kind | undefined)[] = Array.from({ length: scale.columns });
  const column = (t: number) => Math.min(scale.columns, Math.max(0, (t - scale.from) / scale.perColumn));
  const ordered = [...segments].sort((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind));
  for (const { from, to, kind } of ordered) {
    const start = Math.min(scale.columns - 1, Math.round(column(from)));
    const end = kind === "again" ? start + 1 : Math.round(column(to));
    // What waited for less than half a column did not wait.
    const length = kind === "waiting" || kind === "needing" ? end - start : Math.max(1, end - start);
    cells.fill(kind, start, start + length);
  }
  let text = "";
  for (let at = 0; at < cells.length; ) {
    const kind = cells[at];
    let next = at;
    while (next < cells.length && cells[next] === kind) next++;
    text += kind ? paint(glyph(kind, style).repeat(next - at), GLYPHS[kind][2], style) : " ".repeat(next - at);
    at = next;
  }
  return text;
}

/** What the pieces stand for, those that occur, in as many lines as it takes. */
export function legend(kinds: ReadonlySet<Kind>, style: Style): string {
  const names = {
    needing: "waiting for a result",
    waiting: "waiting",
    receiving: "answer arriving",
    running: "call running",
    failed: "failed",
    again: "once more, or repaired",
  };
  let text = "";
  let column = 0;
  for (const kind of ORDER.filter((known) => kinds.has(known))) {
    const wide = 2 + names[kind].length;
    const gap = column === 0 ? "" : column + 3 + wide <= style.width ? "   " : "\n";
    column = gap === "\n" ? wide : column + gap.length + wide;
    text += `${gap}${paint(glyph(kind, style), GLYPHS[kind][2], style)} ${names[kind]}`;
  }
  return `${text}\n`;
}

/** Text in one of a terminal's colours (SGR number), where there are any. */
export function paint(text: string, color: number, style: Style): string {
  return style.color && text !== "" ? `\u001b[${color}m${text}\u001b[0m` : text;
}

function glyph(kind: Kind, style: Style): string {
  return GLYPHS[kind][style.ascii ? 1 : 0];
}
