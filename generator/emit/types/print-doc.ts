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
  return text
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, "\n")
    .replaceAll("\t", "  ")
    .replace(/\p{Surrogate}/gu, "\ufffd")
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, (char) =>
      char === "\n" ? char : escapeUnit(char),
    )
    .replaceAll("*/", "*\\/")
    .replace(/(^|[\s\u200b])@/g, "$1\\@")
    .replace(/[^\S\n]+$/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** Breaks long lines; code between fences and the rows of tables would mean something else when broken. */
function wrapText(text: string, room: number): string[] {
  let isCode = false;
  return text.split("\n").flatMap((line) => {
    const isFence = /^\s*(?:```|~~~)/.test(line);
    if (isFence) isCode = !isCode;
    return isFence || isCode || /^\s*\|/.test(line) ? [line] : wrap(line, room);
  });
}

/** Breaks a line at spaces; its continuation keeps the line's own indent, so that a list stays one. */
function wrap(line: string, room: number): string[] {
  const margin = (/^ {0,20}(?:[-*+] |\d{1,3}[.)] )?/.exec(line)?.[0] ?? "").replace(/\S/g, " ");
  const lines: string[] = [];
  let rest = line;
  while (rest.length > room) {
    const at = breakOf(rest, margin.length, room);
    if (at === -1) break;
    lines.push(rest.slice(0, at).trimEnd());
    rest = margin + rest.slice(at).trimStart();
  }
  return [...lines, rest];
}

/**
 * The last space that fits, or the first one after that; -1 where a break would not help. A line must not begin with
 * what reads as a tag.
 */
function breakOf(text: string, margin: number, room: number): number {
  for (let at = text.lastIndexOf(" ", room); at > margin; at = text.lastIndexOf(" ", at - 1)) {
    if (text[at - 1] !== " " || text[at + 1] !== " ") return at;
  }
  const later = text.indexOf(" ", Math.max(room, margin + 1));
  return later === -1 || text.slice(later).trim() === "" ? -1 : later;
}
