import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { CODES } from "../../generator/diagnostics/diagnostic.js";
import { generate } from "../../generator/index.js";
import { generatedIn } from "../support/generated.js";
import { makeProject, read, root, write } from "../support/project.js";

/** The blocks of a page in one language. */
function blocksOf(page: string, language: string): string[] {
  const text = read(root, `docs/${page}.md`);
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map(
    ([, block = ""]) => block,
  );
}

describe("docs/migrate", () => {
  it("zod: the printed schema is a definition, and its handler runs without the default", async () => {
    const [print = "", handler = ""] = blocksOf("migrate/beta-zod-tool", "ts");
    const folder = makeProject({ "print.ts": print, "tools/get_forecast.ts": handler });
    mkdirSync(join(folder, "tools"), { recursive: true });
    const before = process.cwd();
    process.chdir(folder);
    try {
      await import(/* @vite-ignore */ pathToFileURL(join(folder, "print.ts")).href);
    } finally {
      process.chdir(before);
    }
    const { input_schema: schema } = JSON.parse(read(folder, "tools/get_forecast.json"));
    expect(schema).toMatchObject({ required: ["location"], properties: { days: { default: 1, maximum: 7 } } });
    const { createDispatcher, handlers } = await generatedIn(folder);
    const dispatcher = createDispatcher(handlers);
    const outcome = await dispatcher.call("get_forecast", { location: "Oslo" });
    expect(outcome).toMatchObject({ status: "ok", result: "1 sunny days in Oslo." });
    expect(await dispatcher.call("get_forecast", { location: "Oslo", days: 8 })).toMatchObject({ status: "error" });
  });

  it("zod: what the page says of defaults, and of what has no JSON Schema", () => {
    const withDefault = z.object({ days: z.int().default(1) });
    expect(z.toJSONSchema(withDefault, { io: "input" }).required).toBeUndefined();
    expect(z.toJSONSchema(withDefault).required).toEqual(["days"]);
    for (const type of [z.date(), z.bigint(), z.map(z.string(), z.string())]) {
      expect(() => z.toJSONSchema(type, { io: "input" })).toThrow("cannot be represented");
    }
    const positive = z.int().refine((n) => n > 0);
    expect(z.toJSONSchema(positive, { io: "input" })).toEqual(z.toJSONSchema(z.int(), { io: "input" }));
  });

  it("openai: the array is read as it is", async () => {
    const folder = makeProject({ "tools/openai.json": blocksOf("migrate/openai", "json")[0] });
    const { tools, diagnostics } = await generate({ cwd: folder });
    expect(tools).toEqual(["get_weather"]);
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it.each(["hand-written", "beta-tool"])("%s: the old definition is taken as it is", async (page) => {
    const before = blocksOf(`migrate/${page}`, "ts").find((text) => text.startsWith("// before")) ?? "";
    const object = /\{\n[\s\S]*\n *\}/.exec(before)?.[0].replace(/^ *run: .*\n/m, "") ?? "";
    const folder = makeProject();
    write(folder, { "old.mjs": `export default ${object};\n` });
    const { default: definition } = await import(/* @vite-ignore */ pathToFileURL(join(folder, "old.mjs")).href);
    write(folder, { "tools/get_weather.json": definition });
    const { tools, diagnostics } = await generate({ cwd: folder });
    expect([tools, diagnostics.filter(({ severity }) => severity === "error")]).toEqual([["get_weather"], []]);
  });
});

describe("docs/troubleshooting.md", () => {
  const [, command = "", compiler = "", conversation = ""] = read(root, "docs/troubleshooting.md").split(/^## /m);
  /** What stands between backticks in the first column. */
  const textsOf = (part: string): string[] =>
    [...part.matchAll(/^\| (.*?) \|/gm)]
      .flatMap(([, cell = ""]) => [...cell.matchAll(/`([^`]+)`/g)])
      .map(([, text = ""]) => text.replace(/ ?…$/, ""));
  const sourcesIn = (folder: string): string =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.[cm]?[jt]s$/.test(name))
      .map((name) => readFileSync(join(root, folder, name), "utf8"))
      .join("\n");

  it("names codes that exist, and texts that batchgen, the runtime or the SDK says", () => {
    const sources = ["generator", "templates"].map(sourcesIn).join("\n");
    const sdk = readFileSync(join(root, "node_modules/@anthropic-ai/sdk/client.js"), "utf8");
    const texts = [...textsOf(command), ...textsOf(conversation)].filter((text) => !text.startsWith("--"));
    expect(texts.length).toBeGreaterThan(12);
    const isSaid = (text: string): boolean => {
      if (/^[A-Z]+_[A-Z_]+$/.test(text) && Object.hasOwn(CODES, text)) return true;
      return [sources, sdk].some((all) => all.includes(text.replace(/: max_steps$/, ": ")));
    };
    expect(texts.filter((text) => !isSaid(text))).toEqual([]);
  });

  it("names messages of the compiler as the compiler has them", () => {
    const messages = readFileSync(join(root, "node_modules/typescript/lib/typescript.js"), "utf8");
    const texts = textsOf(compiler);
    const codes = texts.filter((text) => /^TS\d+$/.test(text));
    expect(codes.length).toBeGreaterThan(8);
    const unknown = codes.filter((code) => !new RegExp(`diag\\(${code.slice(2)}, `).test(messages));
    expect(unknown).toEqual([]);
    const said = texts.filter((text) => /^[A-Z][a-z]+ .* /.test(text)).map((text) => text.replace(/'[^']+'/, "'{0}'"));
    expect(said.length).toBeGreaterThan(3);
    expect(said.filter((text) => !messages.includes(text))).toEqual([]);
  });
});
