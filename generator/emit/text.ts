import { posix, relative } from "node:path";
import type { ImportExtension } from "../config/settings.js";
import { escapeUnit } from "../diagnostics/show-value.js";
import { toPosix } from "../read/files.js";
import type { EmitContext } from "./context.js";
import { printDoc } from "./types/print-doc.js";

/** How every machine-owned file begins; by it a file is known as batchgen's own when the manifest is lost. */
const BANNER_START = "// batchgen: ";

/** Whether a text begins with the banner; a merge may have put a mark of its own before it. */
export function hasBanner(text: string): boolean {
  return text.replace(/^<{7}[^\n]*\n/, "").startsWith(BANNER_START);
}

/** What could end a line, or make code read as something else. */
const INVISIBLE = /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;

/** The first line of a generated file. A folder can be called anything, and must not end it. */
export function banner(from: string): string {
  return `${BANNER_START}generated from ${from.replace(INVISIBLE, escapeUnit)}. Do not edit: the next run overwrites it.\n`;
}

/** The specifier by which one file imports another, as a string literal. Both are absolute; `to` ends with `.ts`. */
export function importPath(fromDir: string, to: string, extension: ImportExtension): string {
  const path = toPosix(relative(fromDir, to)).replace(/\.ts$/, withDot(extension));
  return quote(path.startsWith("../") ? path : `./${path}`);
}

/** A specifier as it stands in a template (`./x.js`), with the extension wanted. */
export function withExtension(specifier: string, extension: ImportExtension): string {
  return specifier.replace(/\.js$/, withDot(extension));
}

function withDot(extension: ImportExtension): string {
  return extension === "none" ? "" : `.${extension}`;
}

/** Where a tool's handler is, absolute: beside its definition, or at the same place below the handlers' folder. */
export function handlerPath(context: EmitContext, tool: { file: string; stem: string }): string {
  return posix.join(toPosix(context.handlersDir), posix.dirname(tool.file), `${tool.stem}.ts`);
}

/** A tool's file of types, in the output folder. */
export function typesFile({ stem }: { stem: string }): string {
  return `types/${stem}.ts`;
}

/** A name as the key of an object type or literal. */
export function propertyKey(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name);
}

/** A string literal. What is invisible is escaped beyond what JSON asks for. */
export function quote(text: string): string {
  return JSON.stringify(text).replace(INVISIBLE, escapeUnit);
}

/** A documentation comment, indented; empty for no text. Nothing in the text can end it. */
export function docComment(text: string | undefined, indent = ""): string {
  const lines = printDoc({ text: text ?? "", tags: [] }, indent);
  return lines.map((line) => `${line}\n`).join("");
}
