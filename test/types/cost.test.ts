import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { generate } from "../../generator/index.js";
import { makeProject, root, write } from "../support/project.js";

/**
 * What a user of many tools writes beside a handler for each: a batch and a plan of 20 calls, and a look at what came
 * of them.
 */
function usage(names: readonly string[]): string {
  const calls = names
    .slice(0, 20)
    .map((name) => `{ name: ${JSON.stringify(name)}, arguments: { id: "1", mode: "a" } }`);
  const steps = names.slice(0, 20).map((name) => `step(${JSON.stringify(name)}, { id: first.result.id, mode: "a" })`);
  return `import { createDispatcher, handlers, ToolError, type Invocation, type Outcome } from "./generated/index.js";
export async function use(calls: Invocation[]): Promise<Outcome[]> {
  const dispatcher = createDispatcher(handlers);
  const outcomes = await dispatcher.batch([${calls.join(", ")}]);
  await dispatcher.plan((step) => {
    const first = step("do_thing_0", { id: "1" });
    return [first, ${steps.join(", ")}];
  });
  if (outcomes[0].status !== "ok") throw new ToolError(outcomes[0].error.message);
  return Promise.all(calls.map((call) => dispatcher.call(call.name, call.arguments)));
}
`;
}

/** Counts that the compiler gives of a project of so many tools: what it works through, whatever the machine. */
async function counts(size: number, withUsage: boolean): Promise<{ [what: string]: number }> {
  const names = Array.from({ length: size }, (_, index) => `do_thing_${index}`);
  const definitions = names.map((name, index) => ({
    name,
    description: "Does it",
    inputSchema: inputSchema(index),
    outputSchema,
  }));
  const cwd = makeProject({ "tools/all.json": definitions });
  const { files } = await generate({ cwd });
  const compilerOptions = { target: "ES2023", lib: ["ES2023"], module: "NodeNext", strict: true, noEmit: true };
  write(cwd, {
    ...Object.fromEntries(files.map(({ path, content }) => [path, content])),
    ...(withUsage && { "usage.ts": usage(names) }),
    "tsconfig.json": { compilerOptions: { ...compilerOptions, skipLibCheck: true, types: ["node"] } },
  });
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  const text = execFileSync(process.execPath, [compiler, "-p", cwd, "--extendedDiagnostics"], { encoding: "utf8" });
  const lines = text.matchAll(/^(Instantiations|.* cache size): +(\d+)$/gm);
  return Object.fromEntries([...lines].map(([, what, count]) => [what, Number(count)]));
}

const outputSchema = {
  type: "object",
  properties: {
    id: { type: "string" },
    parts: { type: "array", items: { type: "object", properties: { id: { type: "string" } } } },
  },
  required: ["id", "parts"],
};

function inputSchema(index: number): object {
  const variant = (kind: string) => ({
    type: "object",
    properties: { kind: { const: kind }, [kind]: { type: "string" } },
    required: ["kind"],
  });
  return {
    type: "object",
    properties: {
      id: { type: "string" },
      mode: { type: "string", enum: ["a", "b", "c"] },
      items: { type: "array", items: { type: "object", properties: { key: { type: "string" } }, required: ["key"] } },
      ...(index % 5 === 0 && { shape: { oneOf: [variant("round"), variant("square")] } }),
      ...(index % 10 === 0 && { node: { $ref: "#/$defs/Node" } }),
    },
    required: ["id"],
    ...(index % 10 === 0 && { $defs: { Node: { type: "object", properties: { next: { $ref: "#/$defs/Node" } } } } }),
  };
}

/** What a tool more costs the compiler, at this size. */
async function costOfOne(withUsage: boolean): Promise<(readonly [what: string, count: number])[]> {
  const [few, many] = [await counts(100, withUsage), await counts(300, withUsage)];
  return Object.entries(many).map(([what, count]) => [what, (count - (few[what] ?? 0)) / 200] as const);
}

test("each tool more costs the compiler the same: at most 25 instantiations, and no comparison with all others", {
  timeout: 240_000,
}, async () => {
  const generated = await costOfOne(false);
  expect(generated.map(([what]) => what)).toEqual([
    "Instantiations",
    "Assignability cache size",
    "Identity cache size",
    "Subtype cache size",
    "Strict subtype cache size",
  ]);
  for (const [what, count] of generated) expect(count, what).toBeLessThanOrEqual(25);
  // A call of any tool, whichever it is, has to look at each of them once more.
  for (const [what, count] of await costOfOne(true))
    expect(count, `${what}, with a user's code`).toBeLessThanOrEqual(30);
});
