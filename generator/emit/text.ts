import { escapeUnit } from "../diagnostics/show-value.js";
import { printDoc } from "./types/print-doc.js";

/** How every machine-owned file begins; by it a file is known as batchgen's own when the manifest is lost. */
const BANNER_START = "// batchgen: ";

/** Whether a text begins with the banner; a merge may have put a mark of its own before it. */
export function hasBanner(text: string): boolean {
  return text.replace(/^<{7}[^\n]*\n/, "").startsWith(BANNER_START);
}

/** What could end a line, or make code read as something else. */
const INVISIBLE = /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;

/** Only such a text can hold what is invisible: JSON escapes the rest. Most texts have none, and are spared the search. */
const NOT_ASCII = /[^ -~]/;

/**
 * What keeps linters and formatters away from a generated file, and a blank line. Prettier has nothing of the kind. By
 * default, eslint warns of an `eslint-disable` that disables nothing: so the line before it makes a problem of every
 * statement.
 */
const HEADERS = `// @generated
/* eslint no-restricted-syntax: ["error", "Program > *"] */
/* eslint-disable */
// biome-ignore-all lint: generated
// biome-ignore-all format: generated
// biome-ignore-all assist: generated

`;

/** The first lines of a generated file. A folder can be called anything, and must not end its line. */
export function banner(from: string): string {
  return (
    `${BANNER_START}generated from ${from.replace(INVISIBLE, escapeUnit)}. Do not edit: the next run overwrites ` +
    `it.\n${HEADERS}`
  );
}

/** A template's text with the headers of a generated file behind its first line, which is a banner already. */
export function withHeaders(text: string): string {
  return text.replace(/\n\n?/, `\n${HEADERS}`);
}

/** A name as the key of an object type or literal. */
export function propertyKey(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name);
}

/** A string literal. What is invisible is escaped beyond what JSON asks for. */
export function quote(text: string): string {
  const json = JSON.stringify(text);
  return NOT_ASCII.test(json) ? json.replace(INVISIBLE, escapeUnit) : json;
}

/** A documentation comment, indented; empty for no text. Nothing in the text can end it. */
export function docComment(text: string | undefined, indent = ""): string {
  const lines = printDoc({ text: text ?? "", tags: [] }, indent);
  return lines.map((line) => `${line}\n`).join("");
}
