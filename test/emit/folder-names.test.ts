import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type GenerateOptions, generate, write as writeResult } from "../../generator/index.js";
import { COMPILERS, STRICT_FLAGS } from "../support/compile.js";
import { makeProject, root, run, snapshot, tool, write } from "../support/project.js";

/** Names that no import can hold, with what the message says of them. */
const REFUSED: [name: string, character: string][] = [
  ["c#", '"#"'],
  ["#", '"#"'],
  ["what?", '"?"'],
  ["?raw", '"?"'],
  ["a%20b", '"%"'],
  ["%2e%2e", '"%"'],
  ["%2e%2e%2fsrc", '"%"'],
  ["100%", '"%"'],
  ["a\\b", '"\\"'],
  ["a\\..\\b", '"\\"'],
  ["tab\there", '"\\t"'],
  ["line\nbreak", '"\\n"'],
  ["return\rhere", '"\\r"'],
  ["escape\u001b[31m", '"\\u001b"'],
  ["delete\u007f", '"\\u007f"'],
  ["next\u0085line", '"\\u0085"'],
  ["half\ud83d", '"\\ud83d"'],
];

/** Names that are odd, and that compiler and program read alike. */
const TAKEN = [
  ...["a b", " before", "after ", '"quoted"', "it's", "`tick`", "$" + "{process.exit()}", "a*b", "*", "<tag>", "a|b"],
  ...["{x}", "[id]", "(group)", "a&b=c", "a+b", "~", "a;b", "a,b", "@scope", "!loader!", "node:fs", "c:", "-o", "^"],
  ...["lib.js", "x.ts", "types.d.ts", "index", "Größe", "e\u0301", "東京", "שלום", "🙂"],
  ...["a\u2028b", "a\u202eb", "a\u200bb", "\ufeffmark", "a\u00a0b"],
];

const isLinux = process.platform === "linux";

describe("a folder that no import can name", () => {
  it.each(REFUSED)("%j is refused between output and handlers, and nothing is written", async (name, character) => {
    const inSettings: GenerateOptions[] = [{ handlers: `src/${name}` }, { out: `src/${name}/generated` }];
    const places: GenerateOptions[] = [
      // In settings a backslash is a separator.
      ...(name.includes("\\") ? [] : inSettings),
      // Half a surrogate pair is in no folder that can be made, only in settings.
      ...(isLinux && !name.includes("\ud83d") ? [{ tools: "below" }] : []),
    ];
    for (const options of places) {
      const cwd = makeProject({ "tools/a.json": tool("a") });
      if (options.tools !== undefined) write(cwd, { [`below/${name}/a.json`]: tool("a") });
      const before = snapshot(cwd);
      const { files, diagnostics } = await generate({ cwd, ...options });
      expect([files, diagnostics.map(({ code }) => code)]).toEqual([[], ["FOLDER_NAME_REFUSED"]]);
      expect(diagnostics[0]?.message).toContain(`its name must not contain ${character}`);
      expect(diagnostics[0]?.file === "").toBe(options.out !== undefined);
      expect(snapshot(cwd)).toEqual(before);
    }
  });

  it("is reported once, at the first definition that needs it, with the other faults of the run", async () => {
    const cwd = makeProject({ "tools/c#/a.json": [tool("a"), tool("b")], "tools/what?/c#/c.json": tool("c") });
    const { diagnostics } = await generate({ cwd });
    expect(diagnostics.map(({ file, message }) => [file, message])).toEqual([
      ["tools/c#/a.json", 'The folder "c#" is part of an import: its name must not contain "#".'],
      ["tools/what?/c#/c.json", 'The folder "what?" is part of an import: its name must not contain "?".'],
    ]);
  });
});

it("the compiled program loads the very handlers that the compiler checked, whatever their folders are called", {
  timeout: 120_000,
}, async () => {
  // No import names what lies above both output and handlers.
  const cwd = join(makeProject(), isLinux ? "c# what? a%20b %2e%2e" : "above");
  const names = isLinux ? TAKEN : ["a b", "it's", "[id]", "Größe", "lib.js"];
  const handler = (text: string) =>
    `import type { Handler } from "../../generated files/index.js";\n\nexport const handler: Handler<"${text}"> ` +
    `= () => "${text}";\n`;
  const tools = names.flatMap((name, index) => [
    [`tools/${name}/t${index}.json`, tool(`t${index}`)],
    [`tools/${name}/t${index}.ts`, handler(`t${index}`)],
  ]);
  const compilerOptions = { ...STRICT_FLAGS, module: "NodeNext", types: ["node"], noEmit: false };
  write(cwd, {
    "package.json": { type: "module" },
    "tsconfig.json": { compilerOptions: { ...compilerOptions, outDir: "dist", rootDir: "." } },
    ...Object.fromEntries(tools),
    "program.ts": `import { createDispatcher, handlers, type ToolName } from "./generated files/index.js";

const names = Object.keys(handlers) as ToolName[];
const dispatcher = createDispatcher(handlers);
const outcomes = await Promise.all(names.map((name) => dispatcher.call(name, { location: "Oslo" })));
console.log(outcomes.filter((outcome) => outcome.status === "ok" && outcome.result === outcome.name).length);
`,
  });
  const result = await generate({ cwd, out: "generated files" });
  expect(result.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  await writeResult(result);
  const compiled = await run(cwd, process.execPath, [join(root, COMPILERS["7"]), "-p", "."]);
  expect(compiled).toEqual({ code: 0, stdout: "", stderr: "" });
  const ran = await run(cwd, process.execPath, ["dist/program.js"]);
  expect(ran).toEqual({ code: 0, stdout: `${names.length}\n`, stderr: "" });
});
