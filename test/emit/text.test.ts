import { describe, expect, it } from "vitest";
import { banner, hasBanner, quote } from "../../generator/emit/text.js";

/** What ends a line, or makes code read as something else than it is. */
const INVISIBLE: [what: string, char: string, escaped: string][] = [
  ["a line feed", "\n", "\\n"],
  ["escape", "\u001b", "\\u001b"],
  ["delete", "\u007f", "\\u007f"],
  ["a C1 control", "\u0085", "\\u0085"],
  ["a line separator", "\u2028", "\\u2028"],
  ["a paragraph separator", "\u2029", "\\u2029"],
  ["a zero-width space, the first of its range", "\u200b", "\\u200b"],
  ["a mark from right to left, the last of its range", "\u200f", "\\u200f"],
  ["an override of direction", "\u202e", "\\u202e"],
  ["a word joiner", "\u2060", "\\u2060"],
  ["an isolate of direction", "\u2066", "\\u2066"],
  ["the last of the formats of a line", "\u206f", "\\u206f"],
  ["a byte-order mark", "\ufeff", "\\ufeff"],
];

describe("text of a definition or a path in code", () => {
  it.each(INVISIBLE)("a string literal escapes %s, and still means the same", (_, char, escaped) => {
    const literal = quote(`a${char}b`);
    expect(literal).toBe(`"a${escaped}b"`);
    expect(JSON.parse(literal)).toBe(`a${char}b`);
  });

  it.each(INVISIBLE)("the name of a folder cannot end the banner's line: %s", (_, char) => {
    const text = banner(`tools${char}x/`);
    // The first line, to its end: nothing of the name is left raw in it.
    const [line = ""] = text.split("\n");
    expect(line).not.toContain(char);
    expect(line).toContain("/. Do not edit");
    expect(hasBanner(text)).toBe(true);
  });

  it("leaves the letters of every script as they are", () => {
    expect(quote("Größe 東京 שלום 🙂")).toBe('"Größe 東京 שלום 🙂"');
  });
});
