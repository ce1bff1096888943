import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { format, type Options } from "prettier";
import { beforeAll, describe, expect, it } from "vitest";
import { type GenerateOptions, generate, type VirtualFile } from "../../generator/index.js";
import { codeTokens } from "../../generator/report/code-tokens.js";
import { differsInFormatting } from "../../generator/report/formatting.js";
import { makeFolder, tool, write } from "../support/project.js";

const isLong = process.env["BATCHGEN_LONG"] === "1";
const folder = makeFolder();

/**
 * Definitions with all that a formatter lays out anew: quotes of both kinds, keys that need them or not, unions,
 * tuples, long lines.
 */
const DEFINITIONS = [
  tool("a"),
  tool("needs-quotes", { description: "Ends */ a comment.\n\n  * with `code`, $" + "{x}, 'single' and \"double\"" }),
  tool("typed", {
    input_schema: {
      type: "object",
      properties: {
        kind: { enum: ["a", 1, null, "it's", 'say "x"'] },
        "a-list": { type: "array", items: { anyOf: [{ type: "string" }, { type: "integer" }] } },
        tree: { $ref: "#/$defs/tree" },
        pair: { type: "array", prefixItems: [{ type: "string" }], items: false },
        slow: { type: "string", pattern: "^(a+)+$" },
      },
      $defs: { tree: { type: "object", properties: { left: { $ref: "#/$defs/tree" } } } },
      additionalProperties: { type: "string" },
    },
  }),
  { name: "given", inputSchema: { type: "object" }, outputSchema: { type: "object", properties: { rows: {} } } },
];

/** How a formatter is set up, to differ from what batchgen writes in as much as it can. */
const LAYOUTS: Options[] = [
  {
    ...{ semi: false, singleQuote: true, useTabs: true, printWidth: 40, arrowParens: "avoid", bracketSpacing: false },
    ...{ quoteProps: "consistent", objectWrap: "collapse", trailingComma: "none", experimentalTernaries: true },
    ...{ experimentalOperatorPosition: "start", endOfLine: "crlf" },
  },
  ...(isLong ? longLayouts() : []),
];

const DPRINT: { [name: string]: unknown }[] = [
  {
    ...{ deno: true, quoteStyle: "preferSingle", semiColons: "asi", lineWidth: 50, useBraces: "preferNone" },
    trailingCommas: "never",
  },
  ...(isLong
    ? [{}, { useBraces: "always", bracePosition: "nextLine" }, { lineWidth: 200, preferSingleLine: true }]
    : []),
];

type Dprint = {
  setConfig: (all: object, own: object) => void;
  formatText: (request: { filePath: string; fileText: string }) => string;
};

function longLayouts(): Options[] {
  const widths = [40, 80, 200].map((printWidth): Options => ({ printWidth }));
  const quotes = (["as-needed", "consistent", "preserve"] as const).map((quoteProps): Options => ({ quoteProps }));
  const marks: Options[] = [{}, { semi: false, singleQuote: true, trailingComma: "es5", arrowParens: "avoid" }];
  return widths.flatMap((width) => quotes.flatMap((quote) => marks.map((mark) => ({ ...width, ...quote, ...mark }))));
}

const files: VirtualFile[] = [];

beforeAll(async () => {
  write(folder, { "package.json": { type: "module" }, "tools/all.json": DEFINITIONS });
  write(folder, { "tools/handlers.context.ts": "export type Context = { user: string };\n" });
  const settings: GenerateOptions[] = [{}, { runtime: "import", importExtension: "ts" }];
  for (const options of settings) files.push(...(await generate({ cwd: folder, ...options })).files);
  expect(files.length).toBeGreaterThan(20);
});

/**
 * The files that a formatter changes in more than their layout, by our judgement; it must change most of them somehow.
 */
async function misjudged(layOut: (file: VirtualFile) => Promise<string> | string): Promise<string[]> {
  let changed = 0;
  const found: string[] = [];
  for (const file of files) {
    if (file.owner === "user") continue;
    const after = await layOut(file);
    if (after !== file.content) changed++;
    if (after !== file.content && !differsInFormatting(after, file.content)) found.push(file.path);
  }
  expect(changed).toBeGreaterThan(files.length / 3);
  return found;
}

describe("what a formatter does to any generated file is known as formatting", () => {
  it.each(LAYOUTS)("prettier with %j", { timeout: 180_000 }, async (options) => {
    expect(await misjudged(({ path, content }) => format(content, { ...options, filepath: path }))).toEqual([]);
  });

  it.each(DPRINT)("dprint with %j, which sorts imports and takes braces away", { timeout: 180_000 }, async (config) => {
    const require = createRequire(import.meta.url);
    const { createFromBuffer }: { createFromBuffer: (wasm: Uint8Array) => Dprint } = require("@dprint/formatter");
    const { getPath }: { getPath: () => string } = require("@dprint/typescript");
    const formatter = createFromBuffer(readFileSync(getPath()));
    formatter.setConfig({}, config);
    expect(await misjudged(({ path, content }) => formatter.formatText({ filePath: path, fileText: content }))).toEqual(
      [],
    );
  });
});

describe("a change of content is none of formatting", () => {
  const code = `import { a, type B } from "./b.js";
export { a } from "./a.js";
// A comment.
export const x: "one" | "two" = f(a && 1, \`t \${a} "q"\`, /[/"]\\/ x/u) ? "one" : 'two';
`;
  const changes: [was: string, is: string][] = [
    ["x:", "y:"],
    ['"one" |', '"on" |'],
    ["1,", "2,"],
    ["&&", "||"],
    ["? ", ": "],
    [' | "two"', ""],
    ["A comment", "No comment"],
    ["`t ", "`t  "],
    ['"q"', "'q'"],
    ["$" + "{a}", "$" + "{x}"],
    ["/ x/u", "/  x/u"],
    ["type B", "B"],
    ["./b.js", "./c.js"],
    ['{ a } from "./a.js"', '{ b } from "./a.js"'],
    ["export const", "const"],
    ["\n// A", "\nmore();\n// A"],
  ];
  it.each(changes)("%j to %j", (was, is) => {
    const changed = code.replace(was, () => is);
    expect(changed).not.toBe(code);
    expect(differsInFormatting(code, changed)).toBe(false);
  });

  it("and what is none of these is one", () => {
    const laidOut = `export { a } from './a.js'
import { type B, a, } from './b.js'
//   A comment.
export const x:
  | 'one'
  | 'two' = (f((a && 1), \`t \${ a } "q"\`, /[/"]\\/ x/u)) ? 'one' : "two"`;
    expect(differsInFormatting(code, laidOut)).toBe(true);
  });
});

describe("the tokens of code", () => {
  it.each([
    ["a / b / c", ["a", "/", "b", "/", "c"]],
    ['return /a b[/"]/u.test(x) / 2', ["return", '/a b[/"]/u', ".", "test", "(", "x", ")", "/", "2"]],
    ["(a) / 1 // b 'c", ["(", "a", ")", "/", "1", "// b 'c"]],
    ["`a #{ { b: `c #{d} e` } } f`", ["`a #{", "{", "b", ":", "`c #{", "d", "} e`", "}", "} f`"]],
    ["`\\`$a\\${` + '\\'\"'", ["`\\`$a\\${`", "+", "'\\'\"'"]],
    ['"never ends\n`never ends', ['"', "never", "ends", "`never ends"]],
    ["x = /* a\n 'b */ 東京 ?? y", ["x", "=", "/* a\n 'b */", "東京", "??", "y"]],
    ["", []],
  ])("%j, where # stands for a dollar sign", (text, tokens) => {
    expect(codeTokens(text.replaceAll("#", "$"))).toEqual(tokens.map((token) => token.replaceAll("#", "$")));
  });
});
