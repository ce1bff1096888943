import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { generate } from "../../generator/index.js";
import { compileProject } from "../support/compile.js";
import { exampleTools, makeProject, read, root } from "../support/project.js";

/**
 * A user's file that holds what is promised of the types: each line below a @ts-expect-error must be an error, and no
 * other.
 */
const usage = `
import Anthropic from "@anthropic-ai/sdk";
import { batchTool, createDispatcher, handlers, runConversation, runnableTools, tools, toolsFor, ToolError } from "./generated/index.js";
import type { Handler, Handlers, Invocation, Outcome, ToolInput, ToolName, ToolOutput } from "./generated/index.js";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false;
function same<A, B>(_: Equal<A, B>): void {}

// A handler's input.
same<ToolName, "get_time" | "get_weather" | "measure">(true);
same<ToolInput<"measure">, { length: number; unit?: "m" | "ft" }>(true);
export const good: Handler<"get_weather"> = async ({ location }, { signal, index, invocationCount, toolUseId, context }) => {
  same<typeof location, string>(true);
  same<typeof signal, AbortSignal>(true);
  same<typeof index | typeof invocationCount, number>(true);
  same<typeof toolUseId, string | undefined>(true);
  same<typeof context, undefined>(true);
  return { location, degrees: 72 };
};
// @ts-expect-error A wrong return type: nothing is no result.
export const nothing: Handler<"get_weather"> = async () => {};
// @ts-expect-error A wrong return type: the output schema asks for a number.
export const text: Handler<"measure"> = async () => ({ metres: "2" });
export const right: Handler<"measure"> = async ({ length }) => ({ metres: length });
same<ToolOutput<"measure">, { metres: number }>(true);

// A missing handler, and one of another tool.
// @ts-expect-error get_time and measure are missing.
export const missing: Handlers = { get_weather: good };
// @ts-expect-error The handler of another tool.
export const mistyped: Handlers = { get_weather: right, get_time: good, measure: right };

const dispatcher = createDispatcher(handlers, { concurrency: 2 });

export async function use(): Promise<void> {
  // call's outcome
  const outcome = await dispatcher.call("measure", { length: 2 });
  same<typeof outcome, Outcome<"measure">>(true);
  if (outcome.status === "ok") same<typeof outcome.result, { metres: number }>(true);
  else same<typeof outcome.error.message, string>(true);

  // batch's tuple, element by element
  const pair = await dispatcher.batch([
    { name: "get_weather", arguments: { location: "Paris" } },
    { name: "measure", arguments: { length: 1, unit: "ft" } },
  ]);
  same<typeof pair, [Outcome<"get_weather">, Outcome<"measure">]>(true);

  // @ts-expect-error A wrong argument.
  await dispatcher.call("measure", { length: "2" });
  // @ts-expect-error An argument that is missing.
  await dispatcher.call("measure", {});
  // @ts-expect-error An argument too many.
  await dispatcher.call("measure", { length: 2, width: 3 });
  // @ts-expect-error An unknown tool.
  await dispatcher.call("get_wether", { location: "Paris" });
  // @ts-expect-error A wrong argument in a batch.
  await dispatcher.batch([{ name: "get_weather", arguments: { location: 5 } }]);
  // @ts-expect-error An argument too many in a batch.
  await dispatcher.batch([{ name: "get_weather", arguments: { location: "Paris", unit: "m" } }]);
  // @ts-expect-error The arguments of another tool.
  await dispatcher.batch([{ name: "get_weather", arguments: { length: 1 } }]);
  // @ts-expect-error An unknown tool in a batch.
  await dispatcher.batch([{ name: "get_wether", arguments: { location: "Paris" } }]);

  const client = new Anthropic({ apiKey: "none" });
  const result = await runConversation({ client, model: "claude-sonnet-5-5", messages: [{ role: "user", content: "Hi" }], handlers });
  same<typeof result.text, string>(true);
  await client.messages.create({ model: "claude-sonnet-5-5", max_tokens: 1, messages: [], tools: toolsFor("batch-only") });
  await client.messages.create({ model: "claude-sonnet-5-5", max_tokens: 1, messages: [], tools: [batchTool, ...tools] });
  await client.beta.messages.toolRunner({ model: "claude-sonnet-5-5", max_tokens: 1, messages: [], tools: runnableTools(handlers) });
  // @ts-expect-error There is no such exposure.
  toolsFor("all");
}

export const invocation: Invocation = { name: "measure", arguments: { length: 1 } };
// @ts-expect-error The name tells which arguments belong.
export const crossed: Invocation = { name: "measure", arguments: { location: "Paris" } };
export const error: Error = new ToolError("no such place");
`;

/** The same where handlers need a context. */
const usageWithContext = `
import Anthropic from "@anthropic-ai/sdk";
import { createDispatcher, handlers, runConversation } from "./generated/index.js";
import type { Handler } from "./generated/index.js";

export const handler: Handler<"get_time"> = async (_, { context }) => context.user.toUpperCase();
createDispatcher(handlers, { context: { user: "me" } });
// @ts-expect-error The context is missing.
createDispatcher(handlers);
// @ts-expect-error The context is missing.
createDispatcher(handlers, {});
// @ts-expect-error A wrong context.
createDispatcher(handlers, { context: { user: 1 } });
const client = new Anthropic({ apiKey: "none" });
void runConversation({ client, model: "m", messages: [], handlers, context: { user: "me" } });
// @ts-expect-error The context is missing.
void runConversation({ client, model: "m", messages: [], handlers });
`;

const measure = {
  name: "measure",
  description: "Gives a length in metres",
  inputSchema: {
    type: "object",
    properties: { length: { type: "number" }, unit: { type: "string", enum: ["m", "ft"] } },
    required: ["length"],
    additionalProperties: false,
  },
  outputSchema: {
    type: "object",
    properties: { metres: { type: "number" } },
    required: ["metres"],
    additionalProperties: false,
  },
};

/** What is generated, as files by path, with more beside it. */
async function generatedFiles(files: object, options: object = {}): Promise<{ [path: string]: string }> {
  const cwd = makeProject({ ...exampleTools, ...files });
  const result = await generate({ cwd, ...options });
  expect(result.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return Object.fromEntries(result.files.map(({ path, content }) => [path, content]));
}

describe("generated code", () => {
  it("compiles under every flag, with each compiler, as an ES module, a bundled one and CommonJS, and with other " +
    "libraries", {
    timeout: 240_000,
  }, async () => {
    const files = await generatedFiles({ "tools/measure.json": measure });
    const settings = ["esm", "bundler", "cjs", "es2023", "dom", "next", "worker"] as const;
    expect(await compileProject(files, { settings })).toEqual([]);
  });

  it("compiles with .ts extensions in an ES-module package", async () => {
    const files = await generatedFiles({}, { importExtension: "ts" });
    expect(await compileProject(files, { settings: ["esm-ts"] })).toEqual([]);
  });

  it("compiles with bare imports for a bundler", async () => {
    const files = await generatedFiles({}, { importExtension: "none" });
    expect(await compileProject(files, { settings: ["bundler"], versions: ["7"] })).toEqual([]);
  });

  it("is committed for the example, and compiles as committed", async () => {
    const names = (folder: string): string[] =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
    const files = ["generated", "tools"].flatMap((folder) => names(folder).map((name) => join(folder, name)));
    const project = Object.fromEntries(files.map((path) => [path, read(root, path)]));
    expect(Object.keys(project)).toContain("generated/index.ts");
    expect(await compileProject(project, { settings: ["esm"], versions: ["7"] })).toEqual([]);
  });

  it("is typed as promised, seen from a user's file", async () => {
    const files = await generatedFiles({ "tools/measure.json": measure });
    const compilerOptions = { isolatedDeclarations: false, declaration: false };
    expect(
      await compileProject(
        { ...files, "usage.ts": usage },
        { compilerOptions, settings: ["esm"], versions: ["5.9", "7"] },
      ),
    ).toEqual([]);
  });

  it("lets the compiler name the tool, and say it shortly, where a user errs", async () => {
    const mistakes: [code: string, message: RegExp][] = [
      ['export const a: Handler<"get_wether"> = async () => "x";', /"get_wether"/],
      [
        "export const b: Handlers = { get_weather: async () => 1, get_time: async () => 1 };",
        /Property 'measure' is missing/,
      ],
      ['export const c: Handler<"measure"> = async () => ({ metres: "2" });', /'MeasureOutput'.*'string'.*'number'/s],
      ['export const d: Handler<"get_weather"> = async () => {};', /Handler<"get_weather">.*'void'/s],
      [
        'export const e: Handler<"get_weather"> = async ({ city }) => city;',
        /'city' does not exist on type 'GetWeatherInput'/,
      ],
      ['export const f = dispatcher.call("measure", {});', /'length' is missing .* 'MeasureInput'/],
      [
        'export const g = dispatcher.call("measure", { length: 2, width: 3 });',
        /'width' does not exist in type 'MeasureInput'/,
      ],
      [
        'export const h = dispatcher.batch([{ name: "get_wether", arguments: { location: "x" } }]);',
        /"get_wether".*Did you mean '"get_weather"'/,
      ],
      [
        'export const i = dispatcher.batch([{ name: "measure", arguments: { location: "x" } }]);',
        /'location' does not exist in type 'MeasureInput'/,
      ],
    ];
    const start = `import { createDispatcher, handlers } from "./generated/index.js";
import type { Handler, Handlers } from "./generated/index.js";
const dispatcher = createDispatcher(handlers);
`;
    const files = await generatedFiles({ "tools/measure.json": measure });
    const project = { ...files, "mistakes.ts": `${start}${mistakes.map(([code]) => code).join("\n")}\n` };
    const compilerOptions = { isolatedDeclarations: false, declaration: false };
    const found = await compileProject(project, { compilerOptions, settings: ["esm"], versions: ["6"] });
    expect(found).toHaveLength(mistakes.length);
    for (const [index, [, message]] of mistakes.entries()) {
      expect(found[index]).toMatch(message);
      expect(found[index]?.length).toBeLessThan(700);
    }
  });

  it("lets every compiler name the tool in the first two lines of what it says of a wrong handler", async () => {
    const wrong: [tool: string, handler: string][] = [
      ["get_time", "(): void => {}"],
      ["get_weather", "({ city }: { city: number }): number => city"],
      ["measure", "({ length }: { length: number }): { metres: string } => ({ metres: String(length) })"],
    ];
    const annotated = wrong.map(([name, handler], at) => `export const h${at}: Handler<"${name}"> = ${handler};\n`);
    const files = {
      ...(await generatedFiles({ "tools/measure.json": measure })),
      ...Object.fromEntries(
        wrong.map(([name, handler]) => [`tools/${name}.ts`, `export const handler = ${handler};\n`]),
      ),
      "annotated.ts": `import type { Handler } from "./generated/index.js";\n${annotated.join("")}`,
    };
    const compilerOptions = { isolatedDeclarations: false, declaration: false };
    const found = await compileProject(files, { compilerOptions, settings: ["esm"] });
    // Each handler in the registry and with its own annotation, with each of the three compilers.
    expect(found).toHaveLength(wrong.length * 2 * 3);
    for (const said of found) {
      const [first, second] = said.split("\n");
      expect(`${first}\n${second}`).toMatch(/: error [\s\S]*(get_time|get_weather|measure)/);
    }
    for (const [name] of wrong) expect(found.filter((said) => said.includes(`Handler<"${name}">`))).toHaveLength(6);
  });

  it("asks for a context exactly where handlers.context.ts exports a type for it", async () => {
    const context = "export type Context = { user: string };\n";
    const files = await generatedFiles({ "tools/handlers.context.ts": context });
    const project = { ...files, "tools/handlers.context.ts": context, "usage.ts": usageWithContext };
    const compilerOptions = { isolatedDeclarations: false, declaration: false };
    expect(await compileProject(project, { compilerOptions, settings: ["esm"], versions: ["7"] })).toEqual([]);
  });
});
