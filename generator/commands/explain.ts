import { distance } from "../../templates/runtime/json/text.js";
import { CODES, type DiagnosticCode } from "../diagnostics/diagnostic.js";
import { showText } from "../diagnostics/show-value.js";
import { print, stderr } from "../report/sink.js";

/** Lines of an explanation are wrapped at this many characters. */
const WIDTH = 100;

/**
 * `batchgen explain [code]`: what it means, why, and how to fix it; without a code, what there is. Gives the exit code.
 */
export function runExplain(code: string | undefined): number {
  if (code === undefined) {
    print(process.stdout, listCodes());
    return 0;
  }
  const { text, found } = explain(code);
  print(found ? process.stdout : stderr, text);
  return found ? 0 : 2;
}

/**
 * The text of `batchgen explain <CODE>`, ended by a line feed. A code is taken in any case, with `-` or blanks for `_`.
 * `found` is false where there is no such code; the text then names the nearest ones.
 */
export function explain(code: string): { found: boolean; text: string } {
  const wanted = code
    .trim()
    .toUpperCase()
    .replace(/[-\s]+/g, "_");
  const known = Object.keys(CODES).find((one): one is DiagnosticCode => one === wanted);
  if (known === undefined) return { found: false, text: unknown(code, wanted) };
  const { severity, title, why, fix, example } = CODES[known];
  const text = [
    `${known} (${severity}): ${title}`,
    "",
    "Why",
    indent(why),
    "",
    "How to fix it",
    indent(fix),
    "",
    "Example",
    example.replace(/^/gm, "  "),
  ];
  return { found: true, text: `${text.join("\n")}\n` };
}

/** Every code with its title, a line each: what `batchgen explain` alone shows. */
export function listCodes(): string {
  const codes = Object.entries(CODES);
  const width = Math.max(...codes.map(([code]) => code.length));
  return codes
    .map(([code, { severity, title }]) => `${code.padEnd(width)}  ${severity.padEnd(7)}  ${title}\n`)
    .join("");
}

function unknown(code: string, wanted: string): string {
  const nearest = Object.keys(CODES)
    .map((one) => ({ one, far: isPart(one, wanted) ? 0 : farFrom(one, wanted.slice(0, 100)) }))
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ one }) => `  ${one}: ${CODES[one as DiagnosticCode].title}`);
  return `There is no code ${showText(code)}. The nearest ones are:\n${nearest.join("\n")}\n`;
}

/** How many letters a code, or the end of it from some word on, is away. */
function farFrom(code: string, wanted: string): number {
  const words = code.split("_");
  return Math.min(...words.map((_, first) => distance(wanted, words.slice(first).join("_"))));
}

function isPart(code: string, wanted: string): boolean {
  return wanted.length >= 3 && code.includes(wanted);
}

function indent(text: string): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line !== "" && line.length + 1 + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines.map((line) => `  ${line}`).join("\n");
}
