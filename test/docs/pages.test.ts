import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join, posix, resolve } from "node:path";
import { transform } from "esbuild";
import { describe, expect, it } from "vitest";
import { COMPILERS } from "../support/compile.js";
import { generateInto } from "../support/generated.js";
import { batchgen, exampleTools, makeFolder, read, root, run, tool, write } from "../support/project.js";
import { shopTools } from "../support/shop.js";

/** Every page that people read. */
const pages = [
  ...["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md", "bench/README.md"],
  ...["docs", "examples"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".md") && !name.includes("node_modules"))
      .map((name) => `${folder}/${name.replaceAll("\\", "/")}`),
  ),
].sort();

type Block = { page: string; language: string; text: string };

/** The fenced blocks of all pages, without the indentation of the list that they may stand in. */
const blocks = pages.flatMap((page): Block[] => {
  const found = read(root, page).matchAll(/^( *)```(\w*)\n([\s\S]*?)^ *```$/gm);
  return [...found].map(([, indent = "", language = "", text = ""]) => {
    return { page, language, text: text.replaceAll(new RegExp(`^${indent}`, "gm"), "") };
  });
});

const inLanguage = (language: string): Block[] => blocks.filter((block) => block.language === language);

/**
 * What a snippet takes from those before it, or from the reader's own code. Each line is left out where the snippet has
 * the name itself.
 */
const GIVEN: readonly [name: RegExp, line: string][] = [
  [/\bAnthropic\b/, 'import Anthropic from "@anthropic-ai/sdk";'],
  [/\bbetaTool\b/, 'import { betaTool } from "@anthropic-ai/sdk/helpers/beta/json-schema";'],
  [/\bclient\b/, 'declare const client: import("@anthropic-ai/sdk").default;'],
  [/\bmodel\b/, "declare const model: string;"],
  [/\bmessages\b/, 'declare const messages: import("@anthropic-ai/sdk").default.MessageParam[];'],
  [/\bmessage\b/, 'declare const message: import("@anthropic-ai/sdk").default.Message;'],
  [/\blocation\b/, "declare const location: string;"],
  [/\bid\b/, "declare const id: string;"],
  [/\bname\b/, "declare const name: string;"],
  [/\binput\b/, "declare const input: unknown;"],
  [/\bapprove\b/, "declare const approve: () => boolean;"],
  [/\bTRUSTED\b/, "declare const TRUSTED: ReadonlySet<string>;"],
  [/\bhandlers\b/, 'import { handlers } from "./generated/index.js";'],
  [/\bcreateDispatcher\b/, 'import { createDispatcher } from "./generated/index.js";'],
  [/\bdispatcher\b/, 'declare const dispatcher: import("./generated/index.js").Dispatcher;'],
  [/\brunnableTools\b/, 'import { runnableTools } from "./generated/index.js";'],
];

function withGiven(text: string): string {
  const lines = GIVEN.flatMap(([name, line]) => {
    const isOwn = new RegExp(`(?:import|const|let|function)\\s+[^;=]*${name.source}[^;=]*(?:=|from)`).test(text);
    return name.test(text) && !isOwn ? [line] : [];
  });
  return `${lines.join("\n")}\n${text}\nexport {};\n`;
}

describe("the pages", () => {
  it("have links that lead to something", () => {
    const dead = pages.flatMap((page) =>
      linksOf(page).flatMap((link) => (leadsSomewhere(page, link) ? [] : [`${page}: ${link}`])),
    );
    expect(dead).toEqual([]);
  });

  it("are all reached from the README", () => {
    const reached = new Set(["README.md"]);
    for (const page of reached) {
      const linked = linksOf(page).map((link) => posix.join(dirname(page), link.split("#")[0] ?? ""));
      for (const file of linked) if (pages.includes(file)) reached.add(file);
    }
    expect(pages.filter((page) => !reached.has(page))).toEqual([]);
  });

  it("show TypeScript that compiles", { timeout: 120_000 }, async () => {
    const folder = makeFolderWith();
    // Those with their file's name are whole files, compiled and run by the tests of their pages.
    const snippets = inLanguage("ts").filter(({ text }) => !text.startsWith("// docs/"));
    expect(snippets.length).toBeGreaterThan(12);
    const names = new Map(snippets.map((block, index) => [`snippet-${index}.ts`, block]));
    write(folder, Object.fromEntries([...names].map(([name, { text }]) => [`src/${name}`, forProject(text)])));
    await generateInto(folder);
    const tsc = join(root, COMPILERS["7"]);
    const { stdout } = await run(folder, process.execPath, [tsc, "-p", ".", "--noEmit", "--pretty", "false"]);
    const found = stdout.replaceAll(/snippet-\d+\.ts/g, (name) => `${names.get(name)?.page} (${name})`);
    expect(found).toBe("");
  });

  it("show JSON that parses, and JavaScript without faults of syntax", async () => {
    expect(inLanguage("json").length).toBeGreaterThan(8);
    for (const { page, text } of inLanguage("json")) expect(() => JSON.parse(text), `${page}: ${text}`).not.toThrow();
    for (const { text } of inLanguage("js")) await transform(text, { loader: "js" });
  });

  it("name options and commands of batchgen that exist", async () => {
    const folder = makeFolderWith();
    const { stdout: main } = await batchgen(folder, "--help");
    const commands = [...main.matchAll(/^ {2}([a-z]+) /gm)].map(([, name = ""]) => name);
    const helps = await Promise.all(
      commands.filter((name) => name !== "tools").map((name) => batchgen(folder, "help", name)),
    );
    const options = new Set(
      [main, ...helps.map(({ stdout }) => stdout)].join("\n").match(/(?<![\w-])--?[a-z][a-z-]*/g),
    );
    const calls = pages.filter((page) => page !== "CHANGELOG.md").flatMap((page) => callsIn(page));
    expect(calls.length).toBeGreaterThan(40);
    const wrong = calls.flatMap(({ page, call }) => {
      const [first = ""] = call.trim().split(/\s+/);
      const unknown = (call.match(/(?<=\s)--?[a-z][a-z-]*/g) ?? []).filter((option) => !options.has(option));
      const command = /^[a-z]+$/.test(first) && !commands.includes(first) ? [first] : [];
      return [...unknown, ...command].map((word) => `${page}: batchgen${call}: ${word}`);
    });
    expect(wrong).toEqual([]);
  });
});

/** A project with the tools that the pages speak of; the package is this repository, as it was built. */
function makeFolderWith(): string {
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  if (!existsSync(join(folder, "node_modules/batchgen")))
    symlinkSync(root, join(folder, "node_modules/batchgen"), "junction");
  write(folder, {
    ...exampleTools,
    "package.json": { type: "module" },
    "tsconfig.json": {
      compilerOptions: { strict: true, module: "NodeNext", target: "ES2023", types: ["node"], skipLibCheck: true },
    },
    // The shop of docs/data-flow.md.
    "tools/shop.json": shopTools,
    "tools/get_forecast.json": tool("get_forecast", {
      input_schema: {
        type: "object",
        properties: { location: { type: "string" }, days: { type: "integer", default: 1 } },
        required: ["location"],
      },
    }),
  });
  return folder;
}

const folder = makeFolder();

function forProject(text: string): string {
  return withGiven(text)
    .replaceAll(/"(?:\.\.\/)+generated"/g, '"../generated/index.js"')
    .replaceAll(/"\.\.?\/generated\//g, '"../generated/');
}

/** The links of a page that lead to files or headings, without those in its blocks. */
function linksOf(page: string): string[] {
  const text = read(root, page).replaceAll(/^ *```[\s\S]*?^ *```$/gm, "");
  return [...text.matchAll(/\]\(((?!https?:)[^)\s]+)\)/g)].map(([, link = ""]) => link);
}

function leadsSomewhere(page: string, link: string): boolean {
  const [path = "", anchor] = link.split("#");
  const file = path === "" ? join(root, page) : resolve(root, dirname(page), path);
  if (!existsSync(file)) return false;
  return anchor === undefined || anchorsOf(readFileSync(file, "utf8")).includes(anchor);
}

/** The anchors that GitHub gives to headings. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

/** What follows `batchgen` in the commands that a page shows, in blocks and between backticks. */
function callsIn(page: string): { page: string; call: string }[] {
  const inBlocks = blocks.filter((block) => block.page === page).map(({ text }) => text);
  const inline = [...read(root, page).matchAll(/`([^`\n]+)`/g)].map(([, text = ""]) => text);
  return [...inBlocks, ...inline].flatMap((code) => {
    const found = code.matchAll(/(?<=^ *|npx |bunx |exec |&& |": "|RUN )batchgen((?: [^\n"&|;#{}]+)+)/gm);
    return [...found].map(([, call = ""]) => ({ page, call }));
  });
}
