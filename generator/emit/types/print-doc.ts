import { escapeUnit } from "../../diagnostics/show-value.js";
import type { Doc } from "./doc.js";

const WIDTH = 120;

/** A JSDoc comment as lines, each with `indent` before it; none where there is nothing to say. */
export function printDoc({ text, tags }: Doc, indent: string): string[] {
  const safe = commentText(text);
  const safeTags = tags.map((tag) => `@${commentText(tag.slice(1)).replaceAll("\n", " ")}`);
  if (safe === "" && safeTags.length === 0) return [];
  const room = Math.max(40, WIDTH - indent.length - 3);
  const lines = safe === "" ? [] : wrapText(safe, room);
  lines.push(...safeTags);
  const [only] = lines;
  if (lines.length === 1 && only !== undefined && only.length <= room - 4) return [`${indent}/** ${only} */`];
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`];
}

/**
 * A text from a definition as it can stand in a comment: it cannot end the comment, begin a tag, reorder what a reader
 * sees or hold what a file cannot.
 */
function commentText(text: string): string {
  if (PLAIN.test(text)) return text.trim();
  return text
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, "\n")
    .replaceAll("\t", "  ")
    .replace(/\p{Surrogate}/gu, "\ufffd")
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, (char) =>
      char === "\n" ? char : escapeUnit(char),
    )
    .replaceAll("*/", "*\\/")
    .replace(/(^|[\s\u200b])@/g, "$1\\@")
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** A text of one line in which nothing has to be escaped: most are. */
const PLAIN = /^[ !-)+-?A-\u007e\u00a1-\u00ff]*$/;

/** Breaks long lines; code between fences and the rows of tables would mean something else when broken. */
function wrapText(text: string, room: number): string[] {
  let isCode = false;
  return text.split("\n").flatMap((line) => {
    const isFence = /^\s*(?:```|~~~)/.test(line);
    if (isFence) isCode = !isCode;
    return isFence || isCode || /^\s*\|/.test(line) ? [line] : wrap(line, room);
  });
}

/**
 * Breaks a line at spaces; its continuation keeps the line's own indent, so that a list stays one. Looks at each
 * character a few times at most, since a description can be of any length.
 */
function wrap(line: string, room: number): string[] {
  const margin = (/^ {0,20}(?:[-*+] |\d{1,3}[.)] )?/.exec(line)?.[0] ?? "").replace(/\S/g, " ");
  const end = line.trimEnd().length;
  const lines: string[] = [];
  let indent = "";
  let start = 0;
  while (indent.length + line.length - start > room) {
    const shift = start - indent.length;
    const at = breakOf(line, margin.length + shift, room + shift, end);
    if (at === -1) break;
    lines.push(`${indent}${line.slice(start, at)}`.trimEnd());
    indent = margin;
    start = nextWord(line, at);
  }
  return [...lines, `${indent}${line.slice(start)}`];
}

function nextWord(line: string, from: number): number {
  const spaces = /\s*/y;
  spaces.lastIndex = from;
  spaces.test(line);
  return spaces.lastIndex;
}

/**
 * The last space that fits, or the first one after that; -1 where only spaces would be left. A break within several
 * spaces is none, so that a line does not begin with one.
 */
function breakOf(line: string, first: number, last: number, end: number): number {
  for (let at = line.lastIndexOf(" ", last); at > first; at = line.lastIndexOf(" ", at - 1)) {
    if (line[at - 1] !== " " || line[at + 1] !== " ") return at;
  }
  const later = line.indexOf(" ", Math.max(last, first + 1));
  return later >= end ? -1 : later;
}
