import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { joinRuntime } from "../../build/join-runtime.js";
import { makeProject, root } from "../support/project.js";

const built = join(root, "dist/templates/runtime");

/** A runtime of these files, and of entries that export the last one's `last`. */
function joined(files: { readonly [path: string]: string }): Map<string, string> {
  const runtime = readdirSync(join(root, "templates/runtime"), { withFileTypes: true });
  const rooms = runtime.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const all = Object.fromEntries(rooms.map((room) => [`${room}/empty.ts`, ""]));
  const entries = { "index.ts": 'export { last } from "./conversation/last.js";\n', "unbound.ts": "" };
  const last = { "conversation/last.ts": "export const last = 1;\n" };
  return joinRuntime(makeProject({ ...all, ...last, ...entries, ...files }));
}

describe("the runtime that is emitted", () => {
  const files = joinRuntime(join(root, "templates/runtime"));

  it("is what the templates are joined to", () => {
    const onDisk = readdirSync(built).map((name) => [name, readFileSync(join(built, name), "utf8")] as const);
    expect(Object.fromEntries(onDisk), "run `npm run build` first").toEqual(Object.fromEntries(files));
    expect([...files.keys()]).toEqual(["foundation.ts", "dispatcher.ts", "conversation.ts", "index.ts"]);
  });

  it("has every part once, with its comments, behind what it builds on", () => {
    const parts = readdirSync(join(root, "templates/runtime"), { recursive: true, encoding: "utf8" })
      .map((name) => name.replaceAll("\\", "/"))
      .filter((name) => /\/.*\.ts$/.test(name));
    const text = [...files.values()].join("\n");
    expect(parts.length).toBeGreaterThan(50);
    for (const part of parts) {
      expect(text.split(`\n// --- ${part} ---\n`), part).toHaveLength(2);
      const source = readFileSync(join(root, "templates/runtime", part), "utf8");
      const comments = source.match(/^\/\*\*[\s\S]*?\*\//gm) ?? [];
      expect(comments.filter((comment) => !text.includes(comment))).toEqual([]);
    }
    const foundation = files.get("foundation.ts") ?? "";
    expect(foundation.indexOf("json/values.ts")).toBeLessThan(foundation.indexOf("validate/checker.ts"));
    expect(foundation.indexOf("validate/checker.ts")).toBeLessThan(foundation.indexOf("validate/compile.ts"));
  });

  it("exports nothing that neither another file nor what is generated needs", () => {
    const generated = readFileSync(join(root, "templates/runtime/unbound.ts"), "utf8");
    for (const [name, text] of files) {
      const others = [...files].filter(([other]) => other !== name).map(([, other]) => other);
      const exported = [...text.matchAll(/^export (?:async )?(?:function|const|class|type) (\w+)/gm)].map(
        ([, one]) => one,
      );
      const taken = others.flatMap((other) => [...other.matchAll(/^(?:import|export) [^"]*"(.*)";$/gm)]);
      const names = taken.filter(([, from]) => from === `./${name.replace(/ts$/, "js")}`).join() + generated;
      expect(exported.filter((one) => !new RegExp(`\\b${one}\\b`).test(names))).toEqual([]);
    }
  });
});

describe("the example's generated/", () => {
  it("imports eight modules, and each handler", () => {
    const seen = new Set<string>();
    const follow = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      const source = readFileSync(file, "utf8");
      const imports = ts.preProcessFile(
        ts.transpileModule(source, { compilerOptions: { target: ts.ScriptTarget.ES2022 } }).outputText,
      );
      for (const { fileName } of imports.importedFiles.filter(({ fileName }) => fileName.startsWith("."))) {
        follow(join(dirname(file), fileName.replace(/\.js$/, ".ts")));
      }
    };
    follow(join(root, "generated/index.ts"));
    const names = [...seen].map((file) => relative(root, file).replaceAll("\\", "/")).sort();
    expect(names).toEqual([
      "generated/batch-tool.ts",
      "generated/definitions.ts",
      "generated/handlers.ts",
      "generated/index.ts",
      "generated/runtime/conversation.ts",
      "generated/runtime/dispatcher.ts",
      "generated/runtime/foundation.ts",
      "generated/runtime/index.ts",
      "tools/get_time.ts",
      "tools/get_weather.ts",
    ]);
  });
});

describe("joining", () => {
  it("merges imports, makes private what only its own file uses, and keeps the order of what is needed first", () => {
    const files = joined({
      "json/a.ts": 'import { later } from "./b.js";\n\n/** One. */\nexport const one: number = later + 1;\n',
      "json/b.ts": "export const later = 1;\nexport type Shape = { size: number };\n",
      "calls/c.ts":
        'import type Anthropic from "@anthropic-ai/sdk";\nimport { one } from "../json/a.js";\nexport function ' +
        "c(tool: Anthropic.Tool): string {\n  return tool.name + one;\n}\n",
      "calls/d.ts":
        'import type { Shape } from "../json/b.js";\nimport { c } from "./c.js";\nexport const d = (shape: ' +
        "Shape) => [c, shape];\n",
      "conversation/last.ts": 'import { d } from "../calls/d.js";\nexport const last = d;\n',
      "unbound.ts": 'export { c } from "./calls/c.js";\nexport { last } from "./conversation/last.js";\n',
    });
    expect(files.get("foundation.ts")).toContain(
      "// --- json/b.ts ---\n\nconst later = 1;\nexport type Shape = { size: number };\n\n// --- json/a.ts ---\n" +
        "\n/** One. */\nexport const one: number = later + 1;\n",
    );
    expect(files.get("dispatcher.ts")).toContain(
      'import type Anthropic from "@anthropic-ai/sdk";\nimport { one, type Shape } from "./foundation.js";\n\n// ---',
    );
    expect(files.get("dispatcher.ts")).toContain("\nexport function c(tool: Anthropic.Tool)");
    expect(files.get("dispatcher.ts")).toContain("\nexport const d = ");
    expect(files.get("conversation.ts")).toMatch(
      /\n\/\/ --- unbound\.ts ---\n\nexport { c } from "\.\/dispatcher\.js";\n$/,
    );
    expect(files.get("index.ts")).toMatch(/\n\nexport { last } from "\.\/conversation\.js";\n$/);
  });

  it.each([
    [
      "a name that two parts declare",
      { "json/a.ts": "function same() {}\n", "trace/b.ts": "type same = 1;\n" },
      "templates/runtime/trace/b.ts and templates/runtime/json/a.ts both declare same. Give one of them another " +
        "name: the runtime is joined to a few files, and every name in it is declared once.",
    ],
    [
      "a global that another part of the file declares",
      { "json/a.ts": "export const timer = performance;\n", "validate/b.ts": "const performance = 1;\n" },
      "templates/runtime/json/a.ts uses the global performance, and templates/runtime/validate/b.ts declares one " +
        "of its own. Give that another name: both files are joined to one.",
    ],
    [
      "an alias",
      { "json/a.ts": 'import { b as c } from "./b.js";\n', "json/b.ts": "export const b = 1;\n" },
      "templates/runtime/json/a.ts:1 cannot be joined with other files: it must leave a name as it is.",
    ],
    [
      "a namespace",
      { "json/a.ts": '\nimport * as b from "./b.js";\n' },
      "templates/runtime/json/a.ts:2 cannot be joined with other files: it must import names.",
    ],
    [
      "code at the top",
      { "json/a.ts": "if (true) {\n}\n" },
      "templates/runtime/json/a.ts:1 cannot be joined with other files: it must declare, and do nothing, at the top.",
    ],
    [
      "an export apart from its declaration",
      { "json/a.ts": "const a = 1;\nexport { a };\n" },
      "templates/runtime/json/a.ts:2 cannot be joined with other files: it must export a thing where it is declared.",
    ],
    [
      "a room without a place",
      { "attic/a.ts": "export const a = 1;\n" },
      "templates/runtime/attic/ is in no file that is emitted. Name it in build/join-runtime.ts.",
    ],
    [
      "a character beyond ASCII",
      { "json/a.ts": '/** Well. */\nexport const a = "\u2026";\n' },
      "templates/runtime/json/a.ts:2 holds a character that is not ASCII, which makes importing the whole file slower. " +
        "Write it as \\u and its number in a string, and another one in a comment.",
    ],
    [
      "an unknown name",
      { "trace/a.ts": 'import { gone } from "../json/empty.js";\n' },
      "templates/runtime/trace/a.ts imports gone, which no file in templates/runtime/ declares.",
    ],
  ])("says so of %s", (_, files, message) => {
    expect(() => joined(files)).toThrow(new Error(message));
  });
});
