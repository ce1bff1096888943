// Makes docs/timeline.svg: runs the comparison of the example and draws what it prints as it stands in a terminal.
// Usage: npm run build && node docs/draw-timeline.mjs
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const question = "What's the weather and time in San Francisco?";
const cell = { width: 8.2, height: 19 };
const margin = 22;
const text = "#c9d1d9";
const colors = { 31: "#ff7b72", 32: "#56d364", 33: "#e3b341", 36: "#79c0ff", 90: "#8b949e" };
/** How much of its cell each of these fills. They are drawn, since not every font has them in the right width. */
const shades = { "░": 0.28, "▒": 0.55, "▓": 0.8, "█": 1 };

const output = execFileSync(process.execPath, [join(root, "dist/cli.cjs"), "try", question, "--compare"], {
  cwd: root,
  encoding: "utf8",
  env: { PATH: process.env.PATH, FORCE_COLOR: "1", COLUMNS: "96", LC_ALL: "C.UTF-8", TERM: "xterm" },
});
const lines = [`$ npx batchgen try "${question}" --compare`, ...output.trimEnd().split("\n").slice(1)];

/** A line as runs of one colour: where each begins, in columns. */
function runsOf(line) {
  const runs = [];
  let column = 0;
  let style = {};
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
  for (const part of line.split(/(\u001b\[\d+m)/)) {
    const code = part.match(/\[(\d+)m/)?.[1];
    if (code === "0") style = {};
    else if (code === "1") style = { ...style, bold: true };
    else if (code) style = { ...style, color: colors[code] };
    // Text is set word group by word group, so that no font's width moves what follows.
    else
      for (const piece of part.split(/([░▒▓█]+| {2,})/)) {
        if (piece.trim() !== "") runs.push({ column, piece, ...style });
        column += piece.length;
      }
  }
  return runs;
}

const escapeXml = (value) => value.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

const drawn = lines.flatMap((line, row) =>
  runsOf(line).map(({ column, piece, bold, color }) => {
    const lead = piece.length - piece.trimStart().length;
    const x = (margin + (column + lead) * cell.width).toFixed(1);
    const width = (piece.trim().length * cell.width).toFixed(1);
    const y = margin + row * cell.height;
    const fill = color ?? text;
    if (shades[piece[0]]) {
      return (
        `<rect x="${x}" y="${y + 3}" width="${width}" height="13" fill="${fill}" ` +
        `fill-opacity="${shades[piece[0]]}"/>`
      );
    }
    const weight = bold ? ' font-weight="bold"' : "";
    return (
      `<text x="${x}" y="${y + 14}" textLength="${width}" ` +
      `fill="${fill}"${weight}>${escapeXml(piece.trim())}</text>`
    );
  }),
);
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
const columns = Math.max(...lines.map((line) => line.replace(/\u001b\[\d+m/g, "").length));
const width = Math.ceil(2 * margin + columns * cell.width);
const height = 2 * margin + lines.length * cell.height;
const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="The timelines of a conversation with the batch tool and of one with one call per turn">
<rect width="${width}" height="${height}" rx="10" fill="#0d1117"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="13" xml:space="preserve">
${drawn.join("\n")}
</g>
</svg>
`;
writeFileSync(join(root, "docs/timeline.svg"), svg);
