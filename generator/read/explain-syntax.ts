import { parse } from "@humanwhocodes/momoa";
import { nearest } from "../diagnostics/nearest.js";
import { showBare, showText } from "../diagnostics/show-value.js";
import { type Diagnostic, type DiagnosticCode, diagnose } from "../diagnostics.js";
import { positionAt } from "./position-at.js";
import type { Scan } from "./scan-json.js";
import type { Source } from "./types.js";

type Finding = { code: DiagnosticCode; at: number; message: string; hint: string };

/** Says what is wrong with a text that `JSON.parse` refuses, where, and what was meant as far as that can be told. */
export function explainSyntax(source: Source, text: string, scan: Scan, error: unknown): Diagnostic {
  const finding = find(text, scan, error);
  const place = { file: source.path, ...positionAt(text, finding.at), pointer: "" };
  return diagnose(finding.code, place, finding.message, finding.hint);
}

function find(text: string, scan: Scan, error: unknown): Finding {
  if (text.trim() === "") return empty(text);
  const conflict = /^(?:<{7}|={7}|>{7}|\|{7})(?=[ \r\n]|$)/m.exec(text);
  if (conflict !== null) return conflictAt(conflict.index, conflict[0]);
  const at = offsetOf(text, scan, error);
  return comment(text, at) ?? comma(text, at) ?? notFinite(text, at) ?? second(text, at) ?? other(text, at, scan);
}

function empty(text: string): Finding {
  const found = text === "" ? "The file is empty" : "The file is empty but for white space";
  const hint =
    'Write a definition into it, or delete it: { "name": …, "description": …, "input_schema": { "type": "object" } }';
  return { code: "JSON_EMPTY", at: 0, message: `${found}; a tool definition in JSON was expected.`, hint };
}

function conflictAt(at: number, marker: string): Finding {
  const message = `A merge conflict marker (${marker}) is here; the file holds both sides of an unfinished merge.`;
  const hint = "Keep one side and remove the lines <<<<<<<, ======= and >>>>>>>.";
  return { code: "JSON_CONFLICT", at, message, hint };
}

function comment(text: string, at: number): Finding | undefined {
  const start = /^(?:\/\/|\/\*|#)/.exec(text.slice(at, at + 2))?.[0];
  if (start === undefined) return undefined;
  const message = `A comment (${start}) is here, and JSON has none.`;
  return { code: "JSON_COMMENT", at, message, hint: 'Remove it. In a schema a comment can be kept in "$comment".' };
}

function comma(text: string, at: number): Finding | undefined {
  const closing = text.charAt(at);
  if (closing !== "}" && closing !== "]") return undefined;
  const before = text.slice(0, at).trimEnd();
  if (!before.endsWith(",")) return undefined;
  const message = `A comma stands before ${closing}; JSON wants another ${closing === "}" ? "member" : "element"} after a comma.`;
  return { code: "JSON_TRAILING_COMMA", at: before.length - 1, message, hint: "Remove the comma." };
}

function notFinite(text: string, at: number): Finding | undefined {
  const word = /^[+-]?(?:NaN|Infinity)\b/i.exec(text.slice(at, at + 12))?.[0];
  if (word === undefined) return undefined;
  const message = `${word} is here, and JSON has finite numbers only.`;
  return { code: "JSON_NOT_A_NUMBER", at, message, hint: "Leave the keyword out, or give it a finite number." };
}

/** A whole value before the place shown, and another one there. */
function second(text: string, at: number): Finding | undefined {
  if (!/[[{"\d-]/.test(text.charAt(at)) || !isJson(text.slice(0, at))) return undefined;
  const message = "A second JSON value begins here; a file holds one.";
  const hint = "Put the definitions into one array, [ …, … ], or each into a file of its own.";
  return { code: "JSON_SEVERAL_VALUES", at, message, hint };
}

function other(text: string, at: number, scan: Scan): Finding {
  // The end of the text is where its last word ends: a code frame of empty lines shows nothing.
  const end = text.trimEnd().length;
  const isUnfinished = at !== scan.controlAt && text.slice(at).trim() === "";
  const [message, hint] = isUnfinished ? unfinished(text) : describe(text, at, scan);
  return { code: "JSON_SYNTAX", at: isUnfinished ? Math.min(at, end) : at, message, hint };
}

function describe(text: string, at: number, scan: Scan): [message: string, hint: string] {
  if (at === scan.controlAt) return control(text.charCodeAt(at));
  const before = text.slice(0, at);
  const word = /^[A-Za-z_$][\w$]*/.exec(text.slice(at, at + 80))?.[0];
  const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
  if (char === "'")
    return ["A single quote is here; JSON has double quotes only.", "Write \"text\" instead of 'text'."];
  if (char === "\\") {
    return [
      "This escape does not exist in JSON.",
      'There are \\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with 4 hex digits.',
    ];
  }
  if (isJson(before)) {
    const found = "}]".includes(char) ? `A ${char} is here, and nothing is open` : `${showText(word ?? char)} is here`;
    return [`${found}; expected was the end of the file after the JSON value.`, "Remove what follows the value."];
  }
  if (word !== undefined && /^\s*:/.test(text.slice(at + word.length))) {
    return [`The key ${word} has no quotes.`, `Write "${word}".`];
  }
  const meant = { True: "true", False: "false", None: "null", undefined: "null" }[word ?? ""];
  const spelling = meant ?? (word === undefined ? undefined : nearest(word, ["true", "false", "null"]));
  if (spelling !== undefined) return [`${showBare(word ?? "")} is here, which is no JSON.`, `Write ${spelling}.`];
  if (/\d/.test(char) && /(?:^|[^\d.])-?0$/.test(before)) {
    return [
      "A number begins with 0 here, and JSON has no leading zeros.",
      "Remove the zero, or write a text in quotes.",
    ];
  }
  if (/["}\]\w]\s*$/.test(before) && /["{[\dtfn-]/.test(char)) {
    return [
      `A comma is missing: ${char} begins the next value, and the one before has not been ended.`,
      "Add a comma.",
    ];
  }
  return [
    `${showText(word ?? char)} is not expected here.`,
    "Mend this place; what is wrong can also be just before it.",
  ];
}

function control(code: number): [message: string, hint: string] {
  const hex = code.toString(16).padStart(4, "0");
  const found = { 9: "A tab", 10: "A line end", 13: "A line end" }[code] ?? "A control character";
  const written = { 9: "\\t", 10: "\\n", 13: "\\r" }[code] ?? `\\u${hex}`;
  return [`${found} (U+${hex.toUpperCase()}) stands inside a text.`, `Write it as an escape: ${written}`];
}

/** The text ends inside of something: says where that begins. */
function unfinished(text: string): [message: string, hint: string] {
  const open: number[] = [];
  let quote = -1;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (quote >= 0) {
      if (char === "\\") at++;
      else if (char === '"') quote = -1;
    } else if (char === '"') quote = at;
    else if (char === "{" || char === "[") open.push(at);
    else if (char === "}" || char === "]") open.pop();
  }
  const start = quote >= 0 ? quote : (open.at(-1) ?? 0);
  const { line, column } = positionAt(text, start);
  const what = quote >= 0 ? 'text that the " begins' : `${text.charAt(start)} that begins`;
  return [
    `The file ends too early: the ${what} at ${line}:${column} is not ended.`,
    "Complete it; the file may have been cut off.",
  ];
}

/** Where the text stops being JSON. */
function offsetOf(text: string, scan: Scan, error: unknown): number {
  try {
    parse(text, { mode: "json" });
  } catch (fault) {
    return exact(text, fault);
  }
  // The parser takes raw control characters in texts, which JSON does not.
  if (scan.controlAt !== undefined) return scan.controlAt;
  return Number(/at position (\d+)/.exec(String(error))?.[1] ?? 0);
}

/** The parser's offset. Inside of a number or word it names the character before the wrong one. */
function exact(text: string, fault: unknown): number {
  const offset = fault instanceof Error && "offset" in fault && typeof fault.offset === "number" ? fault.offset : 0;
  const char = /^Unexpected character '(.)'/su.exec(String(fault instanceof Error ? fault.message : ""))?.[1];
  if (char === undefined || char === text.charAt(offset) || "-\\".includes(text.charAt(offset))) return offset;
  return text.charAt(offset + 1) === char ? offset + 1 : offset;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
