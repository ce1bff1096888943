import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { definitionOf } from "../../generator/emit/emit-definitions.js";
import { isObject } from "../../generator/json/values.js";
import { MAX_ERROR_BYTES } from "../../templates/runtime/contract/limits.js";
import { byteLength } from "../../templates/runtime/json/text.js";
import { type JsonSchema, memberPath, resolvePointer } from "../../templates/runtime/json/values.js";
import { exampleOf } from "../../templates/runtime/validate/example.js";
import { errorOf } from "../dispatcher/support.js";
import { bind } from "../support/bound.js";
import { readCases } from "../types/cases.js";

/**
 * What Claude is told of inputs of our own cases with one thing changed. A line is what was changed, and what the
 * issues of the tool result say. `UPDATE_TOLD=1 npx vitest run test/validate/told.test.ts` writes the file.
 */
const GOLDEN = join(import.meta.dirname, "told.golden.txt");

const JUNK: readonly unknown[] = ["☃", -0.5, true, null, [], {}, [{}, {}], "x".repeat(500)];

/** An input with all its optional properties, as far as examples can be made of them. */
function fullExample(schema: JsonSchema): JsonSchema {
  const example = Object(exampleOf(schema));
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  const possible = Object.entries(properties).filter(([, member]) => member !== false);
  const filled = possible.map(([key, member]): [string, unknown] => {
    const { $ref } = Object(member);
    const target = typeof $ref === "string" ? Object(resolvePointer(schema, $ref)) : Object(member);
    return [key, Object.hasOwn(example, key) ? example[key] : exampleOf({ ...target, $defs: schema["$defs"] })];
  });
  return { ...example, ...Object.fromEntries(filled) };
}

/** A value with one thing changed in it, in every place of its first levels. */
function changesOf(value: unknown, path: string, depth = 0): { what: string; value: unknown }[] {
  const name = path === "" ? "input" : path;
  const others = JUNK.map((junk) => ({ what: `${name} = ${JSON.stringify(junk).slice(0, 20)}`, value: junk }));
  const here = depth === 0 ? [] : others;
  if (depth > 3) return here;
  if (Array.isArray(value)) {
    const inside = value.slice(0, 2).flatMap((entry, index) =>
      changesOf(entry, `${path}[${index}]`, depth + 1).map(({ what, value: changed }) => ({
        what,
        value: value.map((old, at) => (at === index ? changed : old)),
      })),
    );
    return [...here, { what: `${name} twice as long`, value: [...value, ...value] }, ...inside];
  }
  if (!isObject(value)) return here;
  const keys = Object.keys(value);
  return [
    ...here,
    { what: `${name} with another_one`, value: { ...value, another_one: 1 } },
    ...keys.map((key) => ({
      what: `${name} without ${key}`,
      value: Object.fromEntries(Object.entries(value).filter(([other]) => other !== key)),
    })),
    ...keys.flatMap((key) =>
      changesOf(value[key], memberPath(path, key), depth + 1).map(({ what, value: changed }) => ({
        what,
        value: { ...value, [key]: changed },
      })),
    ),
  ];
}

/** The error without its example, as it stands in the tool result. */
function bytesOf(error: { message: string }): number {
  const message = error.message.replace(/ A valid example: [\s\S]*$/, "");
  return byteLength(JSON.stringify({ ...error, message }));
}

describe("what Claude is told of the cases' inputs with one thing changed", () => {
  const lines: string[] = [];
  const tooLong: string[] = [];

  it("is as in told.golden.txt", async () => {
    for (const { name, tool } of readCases()) {
      const schema = tool.inputSchema;
      const project = { definitions: { tool: definitionOf(tool) }, batchName: "batch_tool", maxInvocations: 25 };
      const dispatcher = bind(project).createDispatcher({ tool: () => "" }, { decode: "strict" });
      const told = new Map<string, string>();
      for (const { what, value } of changesOf(fullExample(schema), "")) {
        const result = await dispatcher.run({ id: "toolu_1", name: "tool", input: value });
        if (result.is_error !== true) continue;
        const error = errorOf(result);
        const issues = (error.issues ?? []).map(({ path, message }) => `${path}: ${message}`);
        const said = issues.join(" | ");
        if (issues.length === 1 && bytesOf(error) > MAX_ERROR_BYTES) tooLong.push(`${name}: ${what}: ${said}`);
        // One wrong type tells as much as another one.
        const kind = said.replaceAll(/, not [^|]*/g, "");
        if (!told.has(kind)) told.set(kind, `  ${what}\n    ${said}`);
      }
      lines.push(name, ...told.values());
    }
    const text = `${lines.join("\n")}\n`;
    if (process.env["UPDATE_TOLD"] === "1") writeFileSync(GOLDEN, text);
    expect(text).toBe(readFileSync(GOLDEN, "utf8"));
  });

  it("takes at most 300 bytes where one field is wrong", () => {
    expect(MAX_ERROR_BYTES).toBe(300);
    expect(lines.length).toBeGreaterThan(300);
    expect(tooLong).toEqual([]);
  });
});
