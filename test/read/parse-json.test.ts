import { describe, expect, it } from "vitest";
import { parseJson } from "../../generator/json/parse-json.js";
import type { Source } from "../../generator/json/source.js";

function source(content: string | Uint8Array): Source {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return { path: "tools/x.json", file: "x.json", bytes, hash: "" };
}

function utf16(text: string, bigEndian: boolean, mark: boolean): Uint8Array {
  const bytes = Buffer.from(`${mark ? "\ufeff" : ""}${text}`, "utf16le");
  return bigEndian ? bytes.swap16() : bytes;
}

describe("parsing a definition file", () => {
  it("gives the value that JSON.parse gives, a key __proto__ among the own ones", () => {
    const { document, diagnostics } = parseJson(source('{"__proto__":{"name":"evil"},"a":[1,{"b":null}]}'));
    expect(diagnostics).toEqual([]);
    expect(Object.keys(document?.value ?? {})).toEqual(["__proto__", "a"]);
    expect(Object.getPrototypeOf(document?.value)).toBe(Object.prototype);
  });

  it("finds values and keys by pointer, past escapes, tabs, CRLF and characters of two units", () => {
    const text = '\ufeff{\r\n\t"a/b": {"c~d": [10,\r\n  "🌤", {"": true}]}\r}';
    const { document } = parseJson(source(text));
    expect(document?.locate("/a~1b")).toEqual({ line: 2, column: 9 });
    expect(document?.locate("/a~1b", "key")).toEqual({ line: 2, column: 2 });
    expect(document?.locate("/a~1b/c~0d/1")).toEqual({ line: 3, column: 3 });
    expect(document?.locate("/a~1b/c~0d/2/")).toEqual({ line: 3, column: 14 });
    expect(document?.locate("")).toEqual({ line: 1, column: 1 });
  });

  it("points at the nearest ancestor of what does not exist", () => {
    const { document } = parseJson(source('{\n "a": [1]}'));
    expect(document?.locate("/a/7/x")).toEqual({ line: 2, column: 7 });
    expect(document?.locate("/b")).toEqual({ line: 1, column: 1 });
  });

  it("points at the last one of a repeated key, which is the one that counts", () => {
    const { document } = parseJson(source('{"a":1,\n"a":2}'));
    expect(document?.value).toEqual({ a: 2 });
    expect(document?.locate("/a")).toEqual({ line: 2, column: 5 });
  });

  it.each([
    ["UTF-16LE with a mark", utf16("{}", false, true), "UTF-16LE (it begins with that byte order mark)"],
    ["UTF-16BE with a mark", utf16("{}", true, true), "UTF-16BE (it begins with that byte order mark)"],
    ["UTF-16LE without one", utf16('{"a":1}', false, false), "UTF-16LE"],
    ["UTF-16BE without one", utf16('{"a":1}', true, false), "UTF-16BE"],
    ["UTF-32LE", new Uint8Array([0x7b, 0, 0, 0, 0x7d, 0, 0, 0]), "UTF-32LE"],
    [
      "UTF-32BE with a mark",
      new Uint8Array([0, 0, 0xfe, 0xff, 0, 0, 0, 0x7b]),
      "UTF-32BE (it begins with that byte order mark)",
    ],
  ])("says that a file is %s", (_, bytes, encoding) => {
    const [error] = parseJson(source(bytes)).diagnostics;
    expect(error).toMatchObject({
      code: "JSON_UTF16",
      line: 1,
      column: 1,
      message: `The file is ${encoding}; JSON is read as UTF-8.`,
    });
  });

  it.each([
    ["a letter of Latin-1", [0xfc, 0x22, 0x7d], "0xFC"],
    ["a character cut off at the end", [0xe2, 0x82], "0xE2"],
    ["a character cut off by another", [0xe2, 0x22, 0x7d], "0xE2"],
    ["a byte that only continues", [0x80, 0x22], "0x80"],
    ["half of a pair, as CESU-8 writes it", [0xed, 0xa0, 0xbc, 0x22], "0xED"],
  ])("points at the byte that is not UTF-8: %s", (_, bytes, shown) => {
    const head = new TextEncoder().encode('{\n"é": "🌤');
    const [error] = parseJson(source(new Uint8Array([...head, ...bytes]))).diagnostics;
    expect(error).toMatchObject({ code: "JSON_NOT_UTF8", line: 2, column: 9 });
    expect(error?.message).toBe(`The file is not UTF-8: the byte ${shown} here does not belong to a character.`);
  });

  it.each([
    "1",
    "0.1",
    "-0",
    "1e3",
    "9007199254740991",
    "1.50",
    "100000000000000000000",
    "1e21",
    "0.30000000000000004",
    "123456789012345680000",
  ])("takes %s as it is", (number) => {
    expect(parseJson(source(`[${number}]`)).diagnostics).toEqual([]);
  });

  it.each(["9007199254740993", "0.1000000000000000055", "1e-400", "12345678901234567.5"])(
    "says that %s loses digits",
    (number) => {
      expect(parseJson(source(`[${number}]`)).diagnostics).toMatchObject([
        { code: "JSON_NUMBER_INEXACT", pointer: "/0", column: 2 },
      ]);
    },
  );

  it("does not take digits in a text for a number", () => {
    expect(parseJson(source('{"a\\"9007199254740993": "9007199254740993"}')).diagnostics).toEqual([]);
  });

  it("takes 500 levels and refuses 501", () => {
    const nested = (levels: number): Source => source("[".repeat(levels) + "]".repeat(levels));
    expect(parseJson(nested(500)).diagnostics).toEqual([]);
    expect(parseJson(nested(501)).diagnostics).toMatchObject([{ code: "JSON_TOO_DEEP", column: 501 }]);
    expect(parseJson(source("[".repeat(1_000_000))).diagnostics).toMatchObject([{ code: "JSON_TOO_DEEP" }]);
  });

  it("finds each repeated key, at any depth, and compares keys as JSON does", () => {
    const { diagnostics } = parseJson(source('{"a":{"b":1,"\\u0062":2},"c":[{"d":1,"d":2,"d":3}]}'));
    expect(diagnostics.map(({ pointer, column }) => [pointer, column])).toEqual([
      ["/a/b", 13],
      ["/c/0/d", 37],
      ["/c/0/d", 43],
    ]);
  });

  it("reads three megabytes in well under a second", () => {
    const list = Array.from({ length: 20_000 }, (_, n) => ({ name: `tool_${n}`, text: "x".repeat(120) }));
    const start = performance.now();
    expect(parseJson(source(JSON.stringify(list))).diagnostics).toEqual([]);
    expect(performance.now() - start).toBeLessThan(1500);
  });
});
