/** What can be wrong in a place where something else must be. */
export type FaultKind =
  /** The text ends before the value does. */
  | "end"
  /** A raw control character inside a text. */
  | "control"
  /** A backslash inside a text that begins no escape of JSON. */
  | "escape"
  /** Something like a number that JSON does not know. */
  | "number"
  /** Anything else. */
  | "token";

/** The first place where a text is not JSON. Offsets are in UTF-16 units. */
export type SyntaxFault = {
  kind: FaultKind;
  at: number;
  /** What JSON allows there. */
  expected: Expected;
  /** Where the text, object or array that the place is in begins; undefined outside of all. */
  opened: number | undefined;
  /** The key whose colon or value is missing. */
  key: string | undefined;
};

export type Expected = "value" | "firstValue" | "firstKey" | "key" | "colon" | "nextMember" | "nextElement" | "nothing";

type Reader = { text: string; at: number; open: number[]; expected: Expected; key: string | undefined };

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * Goes through a text by the grammar of JSON (RFC 8259) as far as it holds, with what would have been right there. The
 * parsers at hand say where they stopped and not what they waited for, and stop at the last token where a text is cut
 * off. Undefined for JSON.
 */
export function findSyntaxFault(text: string): SyntaxFault | undefined {
  const reader: Reader = { text, at: 0, open: [], expected: "value", key: undefined };
  for (;;) {
    skip(reader, /[ \t\r\n]*/y);
    if (reader.at === text.length) return reader.expected === "nothing" ? undefined : faultAt(reader, "end");
    const fault = step(reader);
    if (fault !== undefined) return fault;
  }
}

/** Reads one token. */
function step(reader: Reader): SyntaxFault | undefined {
  const { text, at, expected } = reader;
  const char = text.charAt(at);
  if (closes(char, expected)) {
    reader.open.pop();
    reader.at++;
    reader.expected = afterValue(reader);
    return undefined;
  }
  switch (expected) {
    case "nothing":
      return faultAt(reader, "token");
    case "colon":
      if (char !== ":") return faultAt(reader, "token");
      [reader.at, reader.expected] = [at + 1, "value"];
      return undefined;
    case "nextMember":
    case "nextElement":
      if (char !== ",") return faultAt(reader, "token");
      [reader.at, reader.expected] = [at + 1, expected === "nextMember" ? "key" : "value"];
      return undefined;
    case "firstKey":
    case "key":
      if (char !== '"') return faultAt(reader, "token");
      return readText(reader, "colon");
    default:
      return readValue(reader, char);
  }
}

function closes(char: string, expected: Expected): boolean {
  if (char === "}") return expected === "firstKey" || expected === "nextMember";
  return char === "]" && (expected === "firstValue" || expected === "nextElement");
}

function readValue(reader: Reader, char: string): SyntaxFault | undefined {
  if (char === "{" || char === "[") {
    reader.open.push(reader.at++);
    reader.expected = char === "{" ? "firstKey" : "firstValue";
    return undefined;
  }
  if (char === '"') return readText(reader, undefined);
  const { at } = reader;
  const number = skip(reader, /[+-]?\.?\d(?:[\w.]|(?<=[eE])[+-])*/y);
  const word = number === "" ? skip(reader, /(?:true|false|null)(?![\w$])/y) : "";
  if (number === "" && word === "") return faultAt(reader, "token");
  if (number !== "" && !NUMBER.test(number)) {
    reader.at = at;
    return faultAt(reader, "number");
  }
  reader.expected = afterValue(reader);
  return undefined;
}

/** Reads a text; `after` is what comes then where it is a key. */
function readText(reader: Reader, after: "colon" | undefined): SyntaxFault | undefined {
  const start = reader.at;
  reader.at++;
  for (;;) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON wants these escaped
    skip(reader, /[^"\\\u0000-\u001f]*/y);
    const char = reader.text.charAt(reader.at);
    if (char === '"') break;
    if (char === "") return { ...faultAt(reader, "end"), opened: start };
    if (char !== "\\") return { ...faultAt(reader, "control"), opened: start };
    if (skip(reader, /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y) === "")
      return { ...faultAt(reader, "escape"), opened: start };
  }
  reader.at++;
  if (after !== undefined) reader.key = reader.text.slice(start, reader.at);
  reader.expected = after ?? afterValue(reader);
  return undefined;
}

function afterValue({ text, open }: Reader): Expected {
  const innermost = open.at(-1);
  if (innermost === undefined) return "nothing";
  return text.charAt(innermost) === "{" ? "nextMember" : "nextElement";
}

function faultAt({ at, expected, open, key, text }: Reader, kind: FaultKind): SyntaxFault {
  const innermost = open.at(-1);
  const isOfKey =
    expected === "colon" || (expected === "value" && innermost !== undefined && text.charAt(innermost) === "{");
  return { kind, at, expected, opened: innermost, key: isOfKey ? key : undefined };
}

/** Reads what a sticky pattern takes; empty where that is nothing. */
function skip(reader: Reader, pattern: RegExp): string {
  pattern.lastIndex = reader.at;
  const taken = pattern.exec(reader.text)?.[0] ?? "";
  reader.at += taken.length;
  return taken;
}
