import { describe, expect, it } from "vitest";
import { diagnose, NOWHERE } from "../../generator/diagnostics/diagnostic.js";
import { nearest } from "../../generator/diagnostics/nearest.js";
import { escapeInvisible, showBare, showText, showValue } from "../../generator/diagnostics/show-value.js";

/** What changes or hides the text around it on a terminal, one of each kind that Unicode has. */
const INVISIBLE: [what: string, char: string, escaped: string][] = [
  ["escape, which begins a sequence that steers a terminal", "\u001b", "\\u001b"],
  ["a C1 control, which does the same in one character", "\u009b", "\\u009b"],
  ["delete", "\u007f", "\\u007f"],
  ["a zero-width space", "\u200b", "\\u200b"],
  ["an override of direction", "\u202e", "\\u202e"],
  ["an isolate of direction", "\u2066", "\\u2066"],
  ["a soft hyphen", "\u00ad", "\\u00ad"],
  ["a line separator", "\u2028", "\\u2028"],
  ["a paragraph separator", "\u2029", "\\u2029"],
  ["a blank that does not break", "\u00a0", "\\u00a0"],
  ["an ideographic space", "\u3000", "\\u3000"],
  ["a byte-order mark", "\ufeff", "\\ufeff"],
  ["a filler of Hangul", "\u3164", "\\u3164"],
  ["a filler of Hangul, half as wide", "\uffa0", "\\uffa0"],
  ["a filler of an initial consonant", "\u115f", "\\u115f"],
  ["a filler of a vowel", "\u1160", "\\u1160"],
  ["half of a character", "\ud83d", "\\ud83d"],
  ["a tag, beyond U+FFFF", "\u{e0041}", "\\udb40\\udc41"],
];

describe("what cannot be seen is escaped", () => {
  it.each(INVISIBLE)("%s", (_, char, escaped) => {
    expect(escapeInvisible(`a${char}b`)).toBe(`a${escaped}b`);
    expect(showText(`a${char}b`)).toBe(`"a${escaped}b"`);
    expect(showBare(`a${char}b`)).toBe(`a${escaped}b`);
    expect(showValue([`a${char}`])).toBe("an array of 1 element");
    expect(showValue({ [`a${char}b`]: 1 })).toBe(`an object with "a${escaped}b"`);
    expect(diagnose("OPTION_INVALID", NOWHERE, `a${char}b`, `c${char}d`)).toMatchObject({
      message: `a${escaped}b`,
      hint: `c${escaped}d`,
    });
  });

  it("letters of any script, signs, and a space stay as they are", () => {
    const text = "Größe 東京 שלום 🙂 a b — é";
    expect(showBare(text)).toBe(text);
    expect(showText(text)).toBe(`"${text}"`);
  });

  it("also in a text that is cut, and the cut leaves no half of a character", () => {
    expect(showText(`\u202e${"x".repeat(60)}`)).toBe(`"\\u202e${"x".repeat(59)}"… (61 characters)`);
    expect(showText(`${"x".repeat(59)}🙂`)).toBe(`"${"x".repeat(59)}"… (61 characters)`);
  });

  it("line ends of a message become blanks: a diagnostic is one line", () => {
    expect(diagnose("OPTION_INVALID", NOWHERE, "one\r\n  two", "three\nfour")).toMatchObject({
      message: "one two",
      hint: "three four",
    });
  });
});

describe("the nearest word", () => {
  const known = ["input_schema", "description", "additionalProperties", "additionalItems"];

  it.each([
    ["inputSchema", "input_schema"],
    ["descripton", "description"],
    ["desrciption", "description"],
    // Of those that begin with it, the last one.
    ["additional", "additionalItems"],
    ["frobnicate", undefined],
    // Half of a short word is no likeness.
    ["in", undefined],
  ])("%s: %s", (word, expected) => {
    expect(nearest(word, known)).toBe(expected);
  });

  it("takes no time over a word of a megabyte", () => {
    expect(nearest("x".repeat(1_000_000), known)).toBeUndefined();
  });
});
