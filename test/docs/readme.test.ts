import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SETTINGS } from "../../generator/config/settings.js";
import { batchgen, exampleTools, makeProject, root } from "../support/project.js";

const readme = readFileSync(join(root, "README.md"), "utf8");
const command = readFileSync(join(root, "docs/command.md"), "utf8");

/** The blocks of one language, in order. */
function blocks(language: string, page = readme): string[] {
  const all = page.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm);
  return [...all].flatMap(([, of, text = ""]) => (of === language ? [text] : []));
}

describe("README.md", () => {
  it("shows the definition and the handler of the example", () => {
    expect(JSON.parse(blocks("json")[0] ?? "")).toEqual(JSON.parse(String(exampleTools["tools/get_weather.json"])));
    const handler = readFileSync(join(root, "tools/get_weather.ts"), "utf8").replace(/^\/\*\* .*\n/m, "");
    expect(blocks("ts")).toContain(handler);
  });

  it.each([
    ["What's the weather and time in San Francisco?", [2, 2, 3]],
    ["What's the weather in Paris, London, Rome, Oslo, Berlin and Madrid?", [2, 2, 7]],
  ])("shows what --compare says: %s", async (question, requests) => {
    const { stdout } = await batchgen(root, "try", question, "--compare");
    const cells = /^(?:alongside|native parallel calls|one call per turn) +(\d) +[\d,]+ ms +([\d,]+) B +([\d,]+) B$/gm;
    const rows = (text: string): number[][] =>
      [...text.matchAll(cells)].map((row) => row.slice(1).map((cell) => Number(cell.replace(",", ""))));
    const real = rows(stdout);
    expect(real.map(([count]) => count)).toEqual(requests);
    const table = blocks("")
      .map(rows)
      .find((one) => one.map(([count]) => count).join() === requests.join());
    // A text of a tool that is worded anew changes the bytes by a few; the picture that they give has to stay true.
    for (const [index, row] of real.entries()) {
      for (const [column, value] of row.entries()) {
        expect(Math.abs((table?.[index]?.[column] ?? 0) / value - 1)).toBeLessThan(0.1);
      }
    }
  });
});

describe("docs/command.md", () => {
  it("lists the options and commands that there are, and no other", async () => {
    const listed = blocks("", command).find((text) => text.startsWith("batchgen [tools-dir]")) ?? "";
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
      (name) => !names(command).includes(name) && !["--help", "--version"].includes(name),
    );
    expect(missing).toEqual([]);
  });

  it("names every setting, with its default", () => {
    const rows = [...command.matchAll(/^\| `(\w+)` \| (.*) \|$/gm)].map(([, name, text]) => [name, text]);
    expect(rows.map(([name]) => name)).toEqual(Object.keys(SETTINGS));
    for (const [name, text] of rows) {
      const byDefault = String(SETTINGS[name as keyof typeof SETTINGS].byDefault);
      if (!byDefault.startsWith("(")) expect(text?.replaceAll("`", "")).toBe(byDefault);
    }
  });
});
