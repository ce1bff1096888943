import { createRequire } from "node:module";
import type * as Typescript from "typescript";
import { expect, test } from "vitest";
import { claimTypeName } from "../../generator/emit/types/type-names.js";

/** The oldest supported one: it knows the fewest letters. */
const ts: typeof Typescript = createRequire(import.meta.url)("typescript-5.9");
const isIdentifier = (text: string): boolean => {
  const isPart = (char: string) => ts.isIdentifierPart(char.codePointAt(0) ?? 0, ts.ScriptTarget.ESNext);
  return ts.isIdentifierStart(text.codePointAt(0) ?? 0, ts.ScriptTarget.ESNext) && [...text].every(isPart);
};

test("is an identifier, whatever it is made of", () => {
  const wrong: string[] = [];
  for (let code = 0; code < 0x40000; code++) {
    const char = String.fromCodePoint(code);
    for (const text of [char, `x${char}`, `${char.repeat(79)}x`]) {
      const name = claimTypeName(text, new Map());
      if (!isIdentifier(name)) wrong.push(`${code.toString(16)}: ${name}`);
    }
  }
  expect(wrong).toEqual([]);
});

test.each([
  ["postal address", "PostalAddress"],
  ["größe", "Größe"],
  ["адрес доставки", "АдресДоставки"],
  ["住所〇々", "住所〇々"],
  ["주소", "주소"],
  ["２nd-floor", "NdFloor"],
  ["3d", "Type3d"],
  ["\u{1f600}", "InnerType"],
  ["record", "RecordType"],
  // Letters and capitals that Node knows and TypeScript does not yet.
  ["\u{332f7}\u{145ad}", "InnerType"],
  ["\u0264x", "\u0264x"],
])("reads as what it is named after: %s", (text, name) => {
  expect(claimTypeName(text, new Map())).toBe(name);
});
