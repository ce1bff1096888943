import { type Diagnostic, type DiagnosticCode, diagnose } from "../diagnostics/diagnostic.js";
import { nearest } from "../diagnostics/nearest.js";
import { escapeUnit, showBare, showText } from "../diagnostics/show-value.js";
import { type Expected, findSyntaxFault, type SyntaxFault } from "./find-syntax-fault.js";
import type { Source } from "./source.js";
import { positionAt } from "./source.js";

type Finding = { code: DiagnosticCode; at: number; message: string; hint: string };

/** Says what is wrong with a text that `JSON.parse` refuses, where, and what was meant as far as that can be told. */
export function explainSyntax(source: Source, text: string): Diagnostic {
  const finding = find(text);
  const place = { file: source.path, ...positionAt(text, finding.at), pointer: "" };
  return diagnose(finding.code, place, finding.message, finding.hint);
}

function find(text: string): Finding {
  if (text.trim() === "") return empty(text);
  const conflict = /^(?:<{7}|={7}|>{7}|\|{7})(?=[ \r\n]|$)/m.exec(text);
  if (conflict !== null) return conflictAt(conflict.index, conflict[0]);
  const fault = findSyntaxFault(text);
  // Cannot be: the two readers know the same grammar.
  if (fault === undefined) return syntax(0, "The file is not JSON.", "Check it with a program that knows JSON.");
  switch (fault.kind) {
    case "end":
      return tooShort(text, fault);
    case "control":
      return control(text, fault.at);
    case "escape":
      return badEscape(text, fault.at);
    case "number":
      return number(text, fault.at);
    default:
      return (
        comment(text, fault.at) ??
        comma(text, fault) ??
        notFinite(text, fault.at) ??
        second(text, fault) ??
        token(text, fault)
      );
  }
}

function syntax(at: number, message: string, hint: string): Finding {
  return { code: "JSON_SYNTAX", at, message, hint };
}

function empty(text: string): Finding {
  const found = text === "" ? "The file is empty" : "The file is empty but for white space";
  const hint =
    'Write a definition into it, or delete it: { "name": …, "description": …, "input_schema": { "type": "object" } }';
  return { code: "JSON_EMPTY", at: 0, message: `${found}; it must be a tool definition in JSON.`, hint };
}

function conflictAt(at: number, marker: string): Finding {
  const message = `A merge conflict marker (${marker}) is here; the file holds both sides of an unfinished merge.`;
  const hint = "Keep one side and remove the lines <<<<<<<, ======= and >>>>>>>.";
  return { code: "JSON_CONFLICT", at, message, hint };
}

/** The text ends inside of something: says where that begins. */
function tooShort(text: string, { opened = 0 }: SyntaxFault): Finding {
  const { line, column } = positionAt(text, opened);
  const char = text.charAt(opened);
  const what = char === '"' ? 'text that the " begins' : `${char} that begins`;
  // The end of the text is where its last word ends: a code frame of empty lines shows nothing.
  const message = `The file ends too early: the ${what} at ${line}:${column} is not ended.`;
  return syntax(text.trimEnd().length, message, "Complete it; the file may have been cut off.");
}

function control(text: string, at: number): Finding {
  const code = text.charCodeAt(at);
  const found = { 9: "A tab", 10: "A line end", 13: "A line end" }[code] ?? "A control character";
  const written = { 9: "\\t", 10: "\\n", 13: "\\r" }[code] ?? escapeUnit(text.charAt(at));
  return syntax(at, `${found} (${codePoint(text, at)}) stands inside a string.`, `Write it as an escape: ${written}`);
}

function badEscape(text: string, at: number): Finding {
  const found = showBare(text.slice(at, at + 2));
  const fault = found === "\\u" ? "has fewer than 4 hex digits behind it" : "is no escape of JSON";
  const message = `${found} ${fault}; it must be \\" \\\\ \\/ \\b \\f \\n \\r \\t or \\u with 4 hex digits.`;
  return syntax(at, message, "Where a backslash itself is meant, write it twice: \\\\");
}

function number(text: string, at: number): Finding {
  const found = /^[+-]?[\w.+-]*/.exec(text.slice(at, at + 80))?.[0] ?? "";
  return syntax(
    at,
    `${showBare(found)} is not a number of JSON; it must be one such as -1, 0.5 or 1e9.`,
    "JSON's numbers are decimal, without a + or a zero before them, and with digits on both sides of the point. " +
      "Anything else is a string in quotes.",
  );
}

function comment(text: string, at: number): Finding | undefined {
  const start = /^(?:\/\/|\/\*|#)/.exec(text.slice(at, at + 2))?.[0];
  if (start === undefined) return undefined;
  const message = `A comment (${start}) is here, and JSON has none.`;
  return { code: "JSON_COMMENT", at, message, hint: 'Remove it. In a schema a comment can be kept in "$comment".' };
}

function comma(text: string, { at, expected }: SyntaxFault): Finding | undefined {
  const closing = text.charAt(at);
  const before = text.slice(0, at).trimEnd();
  const isAfterComma = (expected === "key" && closing === "}") || (expected === "value" && closing === "]");
  if (!isAfterComma || !before.endsWith(",")) return undefined;
  const next = closing === "}" ? "member" : "element";
  const message = `A comma stands before ${closing}; JSON wants another ${next} after a comma.`;
  return { code: "JSON_TRAILING_COMMA", at: before.length - 1, message, hint: "Remove the comma." };
}

function notFinite(text: string, at: number): Finding | undefined {
  const word = /^[+-]?(?:NaN|Infinity)\b/i.exec(text.slice(at, at + 12))?.[0];
  if (word === undefined) return undefined;
  const message = `${word} is here, and JSON has finite numbers only.`;
  return { code: "JSON_NOT_A_NUMBER", at, message, hint: "Leave the keyword out, or give it a finite number." };
}

/** A whole value before the place shown, and another one there or after a comma. */
function second(text: string, { at, expected }: SyntaxFault): Finding | undefined {
  const found = /^,?\s*(?=[[{"\d-])/.exec(text.slice(at, at + 200));
  if (expected !== "nothing" || found === null) return undefined;
  const message = "A second JSON value begins here; a file holds one.";
  const hint = "Put the definitions into one array, [ …, … ], or each into a file of its own.";
  return { code: "JSON_SEVERAL_VALUES", at: at + found[0].length, message, hint };
}

const EXPECTED: Record<Expected, string> = {
  value: "a value: an object, an array, a string in double quotes, a number, true, false or null",
  firstValue: "a value, or ] at the end of the array",
  firstKey: "a key in double quotes, or } at the end of the object",
  key: "a key in double quotes",
  colon: "a colon after the key",
  nextMember: "a comma, or } at the end of the object",
  nextElement: "a comma, or ] at the end of the array",
  nothing: "the end of the file after the JSON value",
};

/** Characters that look like white space or quotes and are neither. */
const BLANK = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}]/u;
const CURLY = /^[“”„‟‘’‚‛«»]/;

function token(text: string, fault: SyntaxFault): Finding {
  const { at, expected, key } = fault;
  const rest = text.slice(at, at + 80);
  const word = /^[A-Za-z_$][\w$]*/.exec(rest)?.[0];
  const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
  if (BLANK.test(char)) {
    const message =
      `A character that cannot be seen (${codePoint(text, at)}) is here; JSON knows blanks, tabs and line ends ` +
      "only.";
    return syntax(at, message, "Delete it; it often comes from copying out of a web page or a document.");
  }
  if (char === "'")
    return syntax(at, "A single quote is here; JSON has double quotes only.", "Write \"text\" instead of 'text'.");
  if (CURLY.test(char) || char === "`") {
    const message = `${char} is here; JSON has straight double quotes only.`;
    return syntax(at, message, `Write "text"; a word processor or a web page often makes other quotes of them.`);
  }
  if (isStart(text, at)) {
    const message = `The file begins with ${showText(word ?? char)}, which is not JSON; it must be { or [.`;
    return syntax(at, message, "Write the definition as JSON: not as YAML, JavaScript or anything else.");
  }
  if (expected === "nothing") {
    const found = "}]".includes(char) ? `A ${char} is here, and nothing is open` : `${showText(word ?? char)} is here`;
    return syntax(at, `${found}; it must be ${EXPECTED.nothing}.`, "Remove what follows the value.");
  }
  if ((expected === "key" || expected === "firstKey") && word !== undefined) {
    const bare = /^[\w$-]*/.exec(rest)?.[0] ?? word;
    return syntax(at, `The key ${bare} has no quotes.`, `Write "${bare}".`);
  }
  if (expected === "nextMember" || expected === "nextElement") {
    if (/^["{[\w-]/.test(rest)) {
      const message =
        `A comma is missing: ${word === undefined ? char : showBare(word)} begins the next value, and the one ` +
        "before has not been ended.";
      return syntax(at, message, "Add a comma.");
    }
  }
  if (expected === "colon") {
    const message = `${showText(word ?? char)} is here; it must be a colon after the key ${showKey(key)}.`;
    return syntax(at, message, "Write a colon between a key and its value.");
  }
  const meant = meantBy(word);
  if (meant !== undefined) return syntax(at, `${showBare(word ?? "")} is here, which is no JSON.`, `Write ${meant}.`);
  if (word !== undefined && (expected === "value" || expected === "firstValue")) {
    const message = `${showText(word)} is here without quotes; it must be ${EXPECTED[expected]}.`;
    return syntax(at, message, "Put double quotes around it if it is a string.");
  }
  const found = ",:}]".includes(char) ? `A ${char} is here` : `${showText(char)} is here`;
  const where = expected === "value" && key !== undefined ? `the value of the key ${showKey(key)}` : EXPECTED[expected];
  return syntax(at, `${found}; it must be ${where}.`, hintFor(text, char, fault));
}

function hintFor(text: string, char: string, { opened, expected, key }: SyntaxFault): string {
  if (opened !== undefined && "}]".includes(char) && char !== (text.charAt(opened) === "{" ? "}" : "]")) {
    const { line, column } = positionAt(text, opened);
    return `Close the ${text.charAt(opened)} that begins at ${line}:${column} first.`;
  }
  if (char === ",") return "Remove the comma, or write what belongs before it.";
  if (expected === "value" && key !== undefined) return "Write a value after the colon, or remove the key.";
  return "Fix this place; what is wrong can also be just before it.";
}

/** The word of JSON that a word of another language, or a misspelt one, stands for. */
function meantBy(word: string | undefined): string | undefined {
  if (word === undefined) return undefined;
  const meant = { True: "true", False: "false", None: "null", undefined: "null", nil: "null" }[word];
  return meant ?? (word.length > 2 ? nearest(word, ["true", "false", "null"]) : undefined);
}

function showKey(key: string | undefined): string {
  // As it stands in the file, so that an escape in it needs no reading.
  return key === undefined ? "" : key.length > 60 ? `${key.slice(0, 60)}…"` : key;
}

/** Whether there is nothing but white space before a place. */
function isStart(text: string, at: number): boolean {
  return text.slice(0, at).trim() === "";
}

function codePoint(text: string, at: number): string {
  return `U+${(text.codePointAt(at) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
