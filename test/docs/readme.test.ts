import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compileProject } from "../support/compile.js";
import { batchgen, exampleTools, makeProject, root, snapshot } from "../support/project.js";

const readme = readFileSync(join(root, "README.md"), "utf8");

/** The blocks of one language, in order. */
function blocks(language: string): string[] {
  const all = readme.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm);
  return [...all].flatMap(([, of, text = ""]) => (of === language ? [text] : []));
}

describe("README.md", () => {
  it("shows the definition and the handler of the example", () => {
    expect(JSON.parse(blocks("json")[0] ?? "")).toEqual(JSON.parse(String(exampleTools["tools/get_weather.json"])));
    const handler = readFileSync(join(root, "tools/get_weather.ts"), "utf8").replace(/^\/\*\* .*\n/m, "");
    expect(blocks("ts")).toContain(handler);
  });

  it("shows TypeScript that compiles as it stands", async () => {
    const folder = makeProject(exampleTools);
    expect((await batchgen(folder)).code).toBe(0);
    const files = Object.fromEntries([...snapshot(folder)].map(([path, { text }]) => [path, text]));
    // What a block takes from those before it, or from the reader's own code.
    const given = `import Anthropic from "@anthropic-ai/sdk";
declare const location: string, id: string, name: string, input: unknown;
declare const message: Anthropic.Message;
`;
    const snippets = blocks("ts").map((text, index) => {
      const missing = given.split("\n").filter((line) => line !== "" && !text.includes(line));
      const code = text.replace("../generated/", "./generated/").replace("batchgen/offline", "./batchgen.js");
      return [`snippet-${index}.ts`, `${missing.join("\n")}\n${code}\nexport {};\n`] as const;
    });
    expect(snippets.length).toBeGreaterThanOrEqual(4);
    const offline = "export declare function startOfflineClaude(): Promise<{ baseURL: string }>;\n";
    const found = await compileProject(
      { ...files, ...Object.fromEntries(snippets), "batchgen.ts": offline },
      {
        versions: ["6"],
        settings: ["esm"],
        compilerOptions: { noUnusedLocals: false, noUnusedParameters: false, isolatedDeclarations: false },
      },
    );
    expect(found).toEqual([]);
  });

  it("lists the options and commands that there are, and no other", async () => {
    const listed = blocks("").find((text) => text.startsWith("batchgen [tools-dir]")) ?? "";
    const folder = makeProject();
    const names = (text: string): string[] => [...text.matchAll(/(?<![\w-])--[a-z][a-z-]+/g)].map(([name]) => name);
    const commands = [...listed.matchAll(/^batchgen ([a-z]+)/gm)].map(([, name = ""]) => name);
    const { stdout: main } = await batchgen(folder, "--help");
    const own = [...main.matchAll(/^ {2}([a-z]+) /gm)].map(([, name = ""]) => name).filter((name) => name !== "tools");
    expect(commands.sort()).toEqual(own.sort());
    const helps = await Promise.all(commands.map((name) => batchgen(folder, "help", name)));
    const real = new Set(names([main, ...helps.map(({ stdout }) => stdout)].join("\n")));
    expect(names(listed).filter((name) => !real.has(name))).toEqual([]);
    // Those that every command line tool has are not listed.
    const missing = [...real].filter(
      (name) => !names(readme).includes(name) && !["--help", "--version"].includes(name),
    );
    expect(missing).toEqual([]);
  });

  it("shows the comparison that the demo ends with", async () => {
    const { stdout } = await batchgen(root, "try", "What's the weather and time in San Francisco?", "--compare");
    const rows = (text: string): number[][] =>
      [...text.matchAll(/^(?:alongside|one call per turn) +(\d) +[\d,]+ ms +([\d,]+) B +([\d,]+) B$/gm)].map((row) =>
        row.slice(1).map((cell) => Number(cell.replace(",", ""))),
      );
    const [real, shown] = [rows(stdout), rows(readme)];
    expect(real.map(([requests]) => requests)).toEqual([2, 3]);
    // A text of a tool that is worded anew changes the bytes by a few; the picture that they give has to stay true.
    for (const [index, row] of real.entries()) {
      for (const [column, value] of row.entries()) {
        expect(Math.abs((shown[index]?.[column] ?? 0) / value - 1)).toBeLessThan(0.1);
      }
    }
  });

  it("links to what is there", () => {
    for (const [, path = ""] of readme.matchAll(/\]\(((?!http)[^)#]+)\)/g)) {
      expect(readFileSync(join(root, path), "utf8"), path).not.toBe("");
    }
  });
});
