import * as fc from "fast-check";
import ts from "typescript";
import { expect, test } from "vitest";
import { emitTypes } from "../../generator/emit/types/emit-types.js";
import { compileProject } from "../support/compile.js";
import { randomToolSchema } from "../support/random-schema.js";
import { toolOf } from "./support.js";

/** `FUZZ_RUNS=20000 npx vitest run test/types` is the long version; `FUZZ_SEED` gives other schemas. */
const numRuns = Number(process.env["FUZZ_RUNS"] ?? 700);
const seed = Number(process.env["FUZZ_SEED"] ?? 20_260_101);

test("types of random hostile schemas hold the exports expected and nothing else, and compile on TypeScript 6 and 7", {
  timeout: 3_600_000,
}, async () => {
  const samples = fc.sample(fc.tuple(randomToolSchema, fc.option(randomToolSchema, { nil: undefined })), {
    numRuns,
    seed,
  });
  const files: { [path: string]: string } = {};
  for (const [index, [input, output]] of samples.entries()) {
    const text = emitTypes(toolOf("random", input, output));
    const reason = `sample ${index} of seed ${seed}: ${JSON.stringify({ input, output })}\n${text}`;
    const expected = output === undefined ? ["RandomInput"] : ["RandomInput", "RandomOutput"];
    expect(declaredTypes(text), reason).toEqual(expect.arrayContaining(expected));
    files[`${index}.ts`] = text;
  }
  const diagnostics = await compileProject(files, { types: [], versions: ["6", "7"], settings: ["esm"] });
  const shown = diagnostics.slice(0, 5).map((line) => {
    const index = Number(/(\d+)\.ts\(/.exec(line)?.[1]);
    return `${line}\n${JSON.stringify(samples[index])}\n${files[`${index}.ts`]}`;
  });
  expect(shown).toEqual([]);
});

/**
 * The names of the types that a text declares; fails where it holds anything but exported type aliases, or two of a
 * name.
 */
function declaredTypes(text: string): string[] {
  const { statements } = ts.createSourceFile("x.ts", text, ts.ScriptTarget.Latest);
  const names = statements.map((statement) => {
    if (!ts.isTypeAliasDeclaration(statement))
      throw new Error(`a statement that is no type: ${text.slice(statement.pos, statement.end)}`);
    expect(statement.modifiers?.map((modifier) => modifier.kind)).toEqual([ts.SyntaxKind.ExportKeyword]);
    return statement.name.text;
  });
  expect(new Set(names).size).toBe(names.length);
  expect(tokensOf(text)).not.toContain("pwned");
  return names;
}

/** The text's tokens, without comments and strings. */
function tokensOf(text: string): string[] {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, true, ts.LanguageVariant.Standard, text);
  const tokens: string[] = [];
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
    if (kind !== ts.SyntaxKind.StringLiteral) tokens.push(scanner.getTokenText());
  }
  return tokens;
}
