import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { count, escapeInvisible, showBare } from "../diagnostics/show-value.js";
import type { Source } from "../json/source.js";
import { codeFrame } from "./code-frame.js";

type Options = {
  /** The files that the diagnostics are about, for code frames. */
  sources: readonly Source[];
  /** Whether the reader sees colours: see `useColor`. */
  color: boolean;
};

/** With more than this many of them, warnings go without a code frame: they would bury the rest. */
const FRAMED_WARNINGS = 20;

/**
 * Diagnostics as text: for each one `file:line:column`, its code, its place, what was found and expected, the lines
 * around it and the way out; at the end a line that sums up. Empty where there are none. Ends with a line feed
 * otherwise.
 */
export function formatDiagnostics(diagnostics: readonly Diagnostic[], { sources, color }: Options): string {
  if (diagnostics.length === 0) return "";
  const style = color ? COLORS : PLAIN;
  const texts = new Map(sources.map((source) => [source.path, source]));
  const decoded = new Map<string, string[]>();
  const warnings = diagnostics.filter(({ severity }) => severity === "warning").length;
  const blocks = diagnostics.map((diagnostic) => {
    const source = texts.get(diagnostic.file);
    const isFramed = diagnostic.severity === "error" || warnings <= FRAMED_WARNINGS;
    const lines = source === undefined || !isFramed ? [] : decode(source, decoded);
    return formatOne(diagnostic, lines, style);
  });
  return `${blocks.join("\n")}\n${summarize(diagnostics, style)}\n`;
}

/** `2 errors, 1 warning in 2 files.` */
function summarize(diagnostics: readonly Diagnostic[], style: Style): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const warnings = diagnostics.length - errors;
  const files = new Set(diagnostics.flatMap(({ file }) => (file === "" ? [] : [file]))).size;
  const parts = [
    ...(errors > 0 ? [style.error(count(errors, "error"))] : []),
    ...(warnings > 0 ? [style.warning(count(warnings, "warning"))] : []),
  ];
  // An error is what the reader has to fix first.
  const first = diagnostics.find(({ severity }) => severity === "error") ?? diagnostics[0];
  const where = files > 0 ? ` in ${count(files, "file")}` : "";
  return `${parts.join(", ")}${where}. More about one: batchgen explain ${first?.code ?? "<CODE>"}`;
}

function formatOne(diagnostic: Diagnostic, lines: readonly string[], style: Style): string {
  const { code, severity, file, line, column, pointer, message, hint } = diagnostic;
  const place = file === "" ? "" : `${style.strong(`${showPath(file)}:${line}:${column}`)} `;
  const at = pointer === "" ? "" : ` ${style.faint(`at ${showPointer(pointer)}`)}`;
  const frame = lines.length === 0 ? "" : `${codeFrame(lines, line, column)}\n`;
  return `${place}${style[severity](severity)} ${code}${at}\n  ${message}\n${frame}  ${style.faint("hint:")} ${hint}\n`;
}

/** A pointer, each of its segments shortened and escaped. */
function showPointer(pointer: string): string {
  return pointer.split("/").map(showBare).join("/");
}

/** A path in full: it must be possible to click on it. Only what could not be seen is escaped. */
function showPath(path: string): string {
  return path.length > 1000 ? showBare(path) : escapeInvisible(path);
}

/**
 * The lines of a file; none where it is empty or cannot be shown. A file is split once, however much there is to say of
 * it.
 */
function decode(source: Source, decoded: Map<string, string[]>): string[] {
  const known = decoded.get(source.path);
  if (known !== undefined) return known;
  const text = decodeForFrame(source.bytes);
  const lines = text === "" ? [] : text.split(/\r\n|\r|\n/);
  decoded.set(source.path, lines);
  return lines;
}

/** What cannot be decoded is not shown: a frame of UTF-16 read as UTF-8 helps nobody. */
function decodeForFrame(bytes: Uint8Array): string {
  if (bytes.subarray(0, 4).includes(0) || (bytes[0] ?? 0) >= 0xfe) return "";
  return new TextDecoder("utf-8").decode(bytes);
}

type Style = Record<"error" | "warning" | "strong" | "faint", (text: string) => string>;

const PLAIN: Style = { error: String, warning: String, strong: String, faint: String };
const COLORS: Style = { error: sgr(31), warning: sgr(33), strong: sgr(1), faint: sgr(2) };

function sgr(code: number): (text: string) => string {
  return (text) => `\u001b[${code}m${text}\u001b[0m`;
}
