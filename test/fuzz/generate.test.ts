import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { generate, type VirtualFile } from "../../generator/index.js";
import type { JsonObject } from "../../generator/json/values.js";
import { compileProject } from "../support/compile.js";
import { importGenerated } from "../support/generated.js";
import { exampleTools, makeProject, write } from "../support/project.js";
import { hostile, randomToolSchema, randomValue, text } from "../support/random-schema.js";

/** `FUZZ_RUNS=5000 npm run test:long` is the long version; `FUZZ_SEED` gives other definitions. */
const numRuns = Number(process.env["FUZZ_RUNS"] ?? 100);
const seed = Number(process.env["FUZZ_SEED"] ?? 20_260_202);

const key = fc.constantFrom(
  "a",
  "b.c",
  "d-e",
  "__proto__",
  "constructor",
  "toString",
  "class",
  "0",
  "k0",
  "then",
  "length",
);
const name = fc.constantFrom(
  ...[
    "get_weather",
    "get-weather",
    "GetWeather",
    "getWeather",
    "constructor",
    "__proto__",
    "toString",
    "valueOf",
    "then",
  ],
  ...[
    "default",
    "class",
    "Promise",
    "tool",
    "tools",
    "Tool",
    "handler",
    "main",
    "index",
    "con",
    "2",
    "10",
    "_",
    "--",
    "x-1",
  ],
  ...["definitions", "runtime", "types", "Handlers", "Record", "String", "hasOwnProperty", "a".repeat(128)],
);

/** A definition whose every string is hostile, and whose schema is sane: it must come through whole. */
const saneTool: fc.Arbitrary<JsonObject> = fc
  .record({
    description: text,
    properties: fc.dictionary(
      key,
      fc.oneof(
        fc.record({
          type: fc.constant("string"),
          description: text,
          default: text,
          enum: fc.uniqueArray(text, { minLength: 1, maxLength: 4 }),
        }),
        fc.record({
          type: fc.constant("string"),
          description: text,
          title: text,
          examples: fc.array(text, { maxLength: 2 }),
        }),
        fc.record({ const: randomValue, description: text }),
        fc.record({
          type: fc.constant("object"),
          properties: fc.dictionary(text, fc.record({ const: text })),
          $comment: text,
        }),
      ),
      { maxKeys: 4 },
    ),
  })
  .map(({ description, properties }) => ({ description, input_schema: { type: "object", properties } }));

const saneTools = fc.uniqueArray(fc.tuple(name, saneTool), { minLength: 1, maxLength: 4, selector: ([tool]) => tool });
const randomTools = fc.uniqueArray(
  fc.tuple(
    name,
    randomToolSchema.map((input_schema) => ({ description: "Random", input_schema })),
  ),
  {
    minLength: 1,
    maxLength: 3,
    selector: ([tool]) => tool,
  },
);

/** Small schemas that failed once. A union that recurses in two ways is a case of test/cases. */
const failedOnce: { [what: string]: JsonObject } = {
  "a property that looks like a keyword of draft 4": { properties: { a: { id: 5, type: "string" } }, id: "urn:x" },
  "a reference that leads back to itself": {
    properties: { a: { $ref: "#/$defs/A" } },
    $defs: { A: { $ref: "#/$defs/A" } },
  },
};

/** The files that differ from case to case. */
function isTyped(path: string): boolean {
  return /^generated\/(types\/|tools\.ts|definitions\.ts)/.test(path);
}

/** A file that imports the runtime of the project numbered `first`: it is the same for all, and compiled once. */
function withRuntimeOf(first: number, content: string): string {
  return content.replace(/ from "\.\/runtime\//g, ` from "../../${first}/generated/runtime/`);
}

/** What is generated of some definitions, in time; undefined where they are refused, with words and a place. */
async function generateWithin(milliseconds: number, tools: unknown): Promise<VirtualFile[] | undefined> {
  const cwd = makeProject({ "tools/all.json": tools });
  const started = performance.now();
  const { files, diagnostics } = await generate({ cwd });
  expect(performance.now() - started, "a hang").toBeLessThan(milliseconds);
  for (const { message, hint, line, column } of diagnostics) {
    expect(message.length * hint.length * line * column).toBeGreaterThan(0);
  }
  const isRefused = diagnostics.some(({ severity }) => severity === "error");
  expect(files.length > 0).toBe(!isRefused);
  return isRefused ? undefined : files;
}

type Named = readonly (readonly [name: string, definition: JsonObject])[];

function definitions(tools: Named): JsonObject[] {
  return tools.map(([tool, definition]) => ({ name: tool, ...definition }));
}

/** All strings that Claude or a person is shown of a definition. */
function strings(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(strings);
}

describe("whatever the definitions hold", () => {
  it("nothing gets out of its place: output parses, type-checks, imports without " +
    "side effects and keeps every string", async () => {
    const samples = fc.sample(saneTools, { numRuns, seed });
    const project: { [path: string]: string } = {};
    let first: number | undefined;
    for (const [index, tools] of samples.entries()) {
      const cwd = makeProject({ "tools/all.json": definitions(tools) });
      const { files, diagnostics } = await generate({ cwd });
      const errors = diagnostics.filter(({ severity }) => severity === "error");
      // Half a surrogate pair cannot be sent, and batchgen says so; nothing else here may be refused.
      const reason = `sample ${index} of seed ${seed}: ${JSON.stringify(tools)}`;
      const unsendable = errors.filter(({ message }) => !/surrogate/i.test(message));
      expect(
        unsendable.map(({ code, message }) => `${code} ${message}`),
        reason,
      ).toEqual([]);
      if (errors.length > 0) continue;
      first ??= index;
      for (const { path, content } of files) {
        if (index === first) project[`${index}/${path}`] = content;
        else if (isTyped(path)) project[`${index}/${path}`] = withRuntimeOf(first, content);
      }
      if (index % 10 > 0) continue;
      write(cwd, Object.fromEntries(files.map(({ path, content }) => [path, content])));
      const globals = Object.keys(globalThis).length;
      const code = await importGenerated(`${cwd}/generated`);
      expect(Object.keys(globalThis).length).toBe(globals);
      expect((globalThis as { pwned?: unknown }).pwned).toBeUndefined();
      const sent = code.tools.map((tool: JsonObject) => strings(tool).sort());
      const given = definitions(tools).map((tool) => strings(tool).sort());
      expect(sent.map(String).sort(), reason).toEqual(given.map(String).sort());
    }
    expect(Object.keys(project).length).toBeGreaterThan(numRuns);
    expect((await compileProject(project, { settings: ["esm"], versions: ["7"] })).slice(0, 5)).toEqual([]);
  }, 3_600_000);

  it("a random schema never makes the generator throw, hang or emit code that does not compile", async () => {
    let taken = 0;
    const project: { [path: string]: string } = {};
    // fast-check shrinks what fails; the small schema then goes to `failedOnce`.
    const runs = fc.asyncProperty(randomTools, async (tools) => {
      const files = await generateWithin(20_000, definitions(tools));
      if (files !== undefined) taken += 1;
      for (const { path, content } of files ?? []) {
        if (taken === 1) project[`1/${path}`] = content;
        else if (isTyped(path)) project[`${taken}/${path}`] = withRuntimeOf(1, content);
      }
    });
    await fc.assert(runs, { numRuns, seed });
    expect(taken).toBeGreaterThan(numRuns / 10);
    if ((await compileProject(project, { settings: ["esm"], versions: ["7"] })).length === 0) return;
    // All at once is quick; one by one finds the smallest.
    const compiles = fc.asyncProperty(randomTools, async (tools) => {
      const files = await generateWithin(20_000, definitions(tools));
      if (files === undefined) return;
      const own = Object.fromEntries(files.map(({ path, content }) => [path, content]));
      expect(await compileProject(own, { settings: ["esm"], versions: ["7"] })).toEqual([]);
    });
    await fc.assert(compiles, { numRuns, seed });
  }, 3_600_000);

  it.each(Object.entries(failedOnce))("what failed once stays fixed: %s", async (_, schema) => {
    const tool = { name: "once", description: "Failed once", input_schema: { type: "object", ...schema } };
    const files = (await generateWithin(20_000, [tool])) ?? [];
    const own = Object.fromEntries(files.map(({ path, content }) => [path, content]));
    if (files.length > 0) expect(await compileProject(own, { settings: ["esm"], versions: ["7"] })).toEqual([]);
  });

  it("random bytes in place of a definition are refused with a place, or taken; never a crash", async () => {
    const whole = JSON.stringify(JSON.parse(String(exampleTools["tools/get_time.json"])));
    const damage = fc.tuple(
      fc.nat(whole.length),
      fc.nat(6),
      fc.oneof(fc.constantFrom(...hostile), fc.string({ maxLength: 3 })),
    );
    for (const [at, length, by] of fc.sample(damage, { numRuns: numRuns * 2, seed })) {
      const cwd = makeProject({ "tools/damaged.json": whole.slice(0, at) + by + whole.slice(at + length) });
      const { files, diagnostics } = await generate({ cwd });
      const errors = diagnostics.filter(({ severity }) => severity === "error");
      expect(files.length > 0).toBe(errors.length === 0);
      for (const { file, line, column } of errors) {
        expect(file).toBe("tools/damaged.json");
        expect(line).toBeGreaterThan(0);
        expect(column).toBeGreaterThan(0);
      }
    }
  }, 3_600_000);
});
