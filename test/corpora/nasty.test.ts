import { cpSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { fullFormats } from "ajv-formats/dist/formats.js";
import { describe, expect, it } from "vitest";
import { compileProject, withOneRuntime } from "../support/compile.js";
import { importGenerated } from "../support/generated.js";
import { batchgen, makeProject, read, snapshot } from "../support/project.js";
import { hasCorpora, nastyCases, whenAbsent } from "./corpora.js";
import { sample } from "./sample.js";

/** What batchgen does where either is right. */
const EITHER: { readonly [name: string]: "ACCEPT" | "REJECT" } = {
  "inject/pattern": "ACCEPT",
  "inject/property-key-lone-surrogate": "REJECT",
  "inject/property-keys-api-pattern": "REJECT",
  "json/top-level-array": "ACCEPT",
  "schema/dialect-draft07-https": "ACCEPT",
  "schema/dialect-garbage": "ACCEPT",
  "schema/enum-dup": "ACCEPT",
  "schema/pattern-escape-dash": "ACCEPT",
  "schema/pattern-python-Z": "ACCEPT",
  "schema/pattern-slash": "ACCEPT",
  "schema/pattern-unicode-property": "ACCEPT",
  "schema/ref-dynamic": "ACCEPT",
  "schema/root-anyOf-no-type": "ACCEPT",
  "schema/root-ref": "ACCEPT",
  "shape/gemini-upper-case-types": "REJECT",
  "shape/two-schemas-same": "ACCEPT",
};

/** Cases that the corpus has refused, and that are taken since reports of real definitions came in. */
const DECIDED_SINCE: { readonly [name: string]: "ACCEPT" } = { "schema/exclusive-minimum-bool-2020": "ACCEPT" };

/** The files of what was accepted, compiled all at once at the end. */
const accepted: { [path: string]: string } = {};

describe.skipIf(!hasCorpora)(`hostile definitions${whenAbsent}`, () => {
  it.each(nastyCases())(
    "$case: $expect",
    async ({ case: name, expect: wanted, message_should_mention: words = [], folder }) => {
      const cwd = makeProject();
      mkdirSync(join(cwd, "tools"));
      if (existsSync(folder)) cpSync(folder, join(cwd, "tools"), { recursive: true });
      const before = snapshot(cwd);
      const started = Date.now();
      const { code, stdout, stderr } = await batchgen(cwd, "./tools");
      expect(Date.now() - started, "a hang").toBeLessThan(10_000);
      expect(stderr).not.toMatch(/\n\s+at .*:\d+:\d+/);
      expect(stdout).toBe("");
      expect([0, 2], stderr).toContain(code);
      const verdict = code === 0 ? "ACCEPT" : "REJECT";
      expect(verdict, stderr).toBe(wanted === "EITHER" ? EITHER[name] : (DECIDED_SINCE[name] ?? wanted));
      if (verdict === "REJECT") {
        expect(snapshot(cwd)).toEqual(before);
        for (const word of words) expect(stderr.toLowerCase()).toMatch(pattern(word));
        return;
      }
      const after = snapshot(cwd);
      const outside = [...after.keys()].filter((path) => !before.has(path) && !/^(generated|tools)\//.test(path));
      expect(outside).toEqual([]);
      for (const [path, { text }] of after) {
        if (path.endsWith(".ts")) accepted[join(name, path)] = text;
        if (path.endsWith(".ts")) expect(text).not.toContain("\0");
      }
      // A second run writes nothing.
      expect((await batchgen(cwd, "./tools")).code).toBe(0);
      expect(snapshot(cwd)).toEqual(after);

      // It imports without side effects, and a valid call reaches the right handler with its arguments unchanged.
      const globals = Object.keys(globalThis);
      const code_ = await importGenerated(join(cwd, "generated"));
      expect(Object.keys(globalThis)).toEqual(globals);
      for (const tool of code_.tools) {
        const reached: unknown[] = [];
        const handlers = Object.fromEntries([
          [
            tool.name,
            async (input: unknown) => {
              reached.push(input);
              throw new code_.ToolError("reached");
            },
          ],
        ]);
        const dispatcher = code_.createDispatcher(handlers, { decode: "strict", approve: () => true });
        const { inputSchema = tool.input_schema } = code_.definitions[tool.name];
        const check = new Ajv2020({ strict: false, logger: false, ownProperties: true, formats: fullFormats }).compile(
          inputSchema,
        );
        const input = sample(inputSchema, check, 1);
        if (input === undefined) continue;
        const outcome = await dispatcher.call(tool.name, input);
        expect(outcome.error?.message, JSON.stringify([tool.name, input, outcome])).toBe("reached");
        expect(reached).toEqual([input]);
      }
      expect(read(cwd, "generated/index.ts")).toContain("export");
    },
  );

  it("that are accepted compile under every flag, all together", async () => {
    const project = withOneRuntime(accepted);
    expect(await compileProject(project, { settings: ["esm"], versions: ["7"] })).toEqual([]);
    // The slower compilers get what differs.
    const differing = Object.entries(project).filter(
      ([path]) => !/generated\/(main|handlers|index|batch-tool)\.ts$|\/tools\/[^/]*$/.test(path),
    );
    expect(await compileProject(Object.fromEntries(differing), { settings: ["esm"], versions: ["5.9", "6"] })).toEqual(
      [],
    );
  }, 600_000);
});

function pattern(word: string): RegExp {
  const escaped = word.toLowerCase().replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(escaped.replace(":<line>:<column>", ":\\d+:\\d+"));
}
