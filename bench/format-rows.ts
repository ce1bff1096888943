import { isMet, type Row } from "./row.js";

const HEAD = ["what", "batchgen", "against", "", "ratio", "goal", "far goal", "met", "rounds", "middle half"];

/** The rows as a Markdown table, which is read in a terminal as well. */
export function formatRows(rows: readonly Row[]): string {
  const lines = [HEAD, ...rows.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(3, ...lines.map((cells) => cells[column]?.length ?? 0)));
  const isText = (column: number): boolean => column === 0 || column === 2;
  const show = (cells: readonly string[]): string => {
    const padded = widths.map((width, column) => {
      const cell = cells[column] ?? "";
      return isText(column) ? cell.padEnd(width) : cell.padStart(width);
    });
    return `| ${padded.join(" | ")} |\n`;
  };
  const rule = widths.map((width, column) => (isText(column) ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  return lines.map((cells, line) => show(cells) + (line === 0 ? show(rule) : "")).join("");
}

function cellsOf(row: Row): string[] {
  const { what, unit, ours, peer, ratio, most, far, rounds, spread } = row;
  const isRatio = ratio !== undefined;
  const show = (goal?: number): string => {
    return goal === undefined ? "" : `≤ ${isRatio ? times(goal) : quantity(goal, unit)}`;
  };
  const met = isMet(row);
  return [
    what,
    quantity(ours, unit),
    peer?.name ?? "",
    peer === undefined ? "" : quantity(peer.value, unit),
    isRatio ? times(ratio) : "",
    show(most),
    show(far),
    met === undefined ? "" : met ? "yes" : "NO",
    String(rounds),
    spread === undefined ? "" : `${spread.map((value) => value.toFixed(2)).join("-")}x`,
  ];
}

function times(value: number): string {
  return `${value.toFixed(2)}x`;
}

function quantity(value: number, unit: string): string {
  const digits = Number.isInteger(value) || value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return `${value.toFixed(digits)} ${unit}`.trim();
}
