import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import * as fc from "fast-check";
import { generateSync } from "json-schema-faker";
import { expect, test } from "vitest";
import type { JsonObject } from "../../generator/json/values.js";
import { compileProject } from "../support/compile.js";
import { randomSchema, randomToolSchema, randomValue } from "../support/random-schema.js";
import { corpusTools, haveCorpora, toolOf } from "./support.js";
import { helper, withValues } from "./value-lines.js";

/** `FUZZ_RUNS=20000 npx vitest run test/types` is the long version; `FUZZ_SEED` gives other schemas. */
const numRuns = Number(process.env["FUZZ_RUNS"] ?? 200);
const seed = Number(process.env["FUZZ_SEED"] ?? 20_260_101);

const name = "values made from the schema of a real tool are of its types";
test.skipIf(!haveCorpora)(
  haveCorpora ? name : `SKIPPED, the corpora are absent: ${name}`,
  { timeout: 600_000 },
  async () => {
    const files: { [path: string]: string } = {};
    for (const [index, [id, tool]] of Object.entries(corpusTools()).entries()) {
      // The largest corpus is much the same throughout; all of it is for the long version.
      if (id.startsWith("ms-365/") && index % 10 !== 0 && process.env["FUZZ_RUNS"] === undefined) continue;
      const values = [tool.inputSchema, tool.outputSchema].map((schema) => (schema ? made(schema) : []));
      files[`${id}.ts`] = withValues(tool, values[0] ?? [], values[1] ?? []);
    }
    const diagnostics = await compileProject(files, { types: [], versions: ["6"], settings: ["esm"] });
    expect(diagnostics.slice(0, 10)).toEqual([]);
  },
);

test("every value that ajv accepts is of the type of a random schema", { timeout: 3_600_000 }, async () => {
  const schemas = fc.sample(fc.tuple(randomToolSchema, randomSchema, fc.array(randomValue, { maxLength: 20 })), {
    numRuns,
    seed,
  });
  const files: { [path: string]: string } = {};
  let count = 0;
  for (const [index, [input, output, random]] of schemas.entries()) {
    const outputSchema: JsonObject = { allOf: [output], $defs: input["$defs"] };
    const [inputs = [], outputs = []] = [input, outputSchema].map((schema) => {
      // The library that makes values loses itself in references that go round.
      const fitting = JSON.stringify(schema).includes('"$ref"') ? [] : made(schema);
      return [...fitting, ...valid(schema, [...plainValues, ...random])];
    });
    count += inputs.length + outputs.length;
    files[`${index}.ts`] = withValues(toolOf("random", input, outputSchema), inputs, outputs);
  }
  expect(count).toBeGreaterThan(numRuns);
  const diagnostics = await compileProject(files, { types: [], versions: ["6"], settings: ["esm"] });
  const shown = diagnostics.map((line) => {
    const [, index = "", row = ""] = /(\d+)\.ts\((\d+)/.exec(line) ?? [];
    const [types, values = ""] = (files[`${index}.ts`] ?? "").split(helper);
    const value = values.split("\n")[Number(row) - (types ?? "").split("\n").length];
    return [line, value, JSON.stringify(schemas[Number(index)]?.slice(0, 2)), types].join("\n");
  });
  expect(shown.slice(0, 5)).toEqual([]);
});

const plainValues = [
  null,
  true,
  0,
  "a",
  [],
  [1],
  [1, "a", null],
  {},
  { a: 1 },
  { a: "a", b: null },
  { kind: "a", value: [] },
];

/**
 * Some values made from a schema; none where the library cannot. A key that an object literal gives a meaning of its
 * own is left out.
 */
function made(schema: JsonObject): unknown[] {
  return [1, 2, 3].flatMap((seed) => {
    try {
      const value: unknown = generateSync(schema, { seed, optionalsProbability: seed / 3, fillProperties: false });
      return valid(schema, [value]);
    } catch {
      return [];
    }
  });
}

function valid(schema: JsonObject, values: unknown[]): unknown[] {
  const validate = validatorOf(schema);
  return values.filter((value) => {
    const text = JSON.stringify(value);
    if (text === undefined || text.includes("__proto__")) return false;
    try {
      return validate?.(JSON.parse(text)) === true;
    } catch {
      // A reference to itself and nothing else: ajv never ends.
      return false;
    }
  });
}

const validators = new Map<JsonObject, ValidateFunction | undefined>();

function validatorOf(schema: JsonObject): ValidateFunction | undefined {
  if (!validators.has(schema)) validators.set(schema, compiled(schema));
  return validators.get(schema);
}

const lenient = { strict: false, validateFormats: false, logger: false } as const;

/** Nothing for a schema that ajv refuses: a reference to nowhere, a pattern that is none. */
function compiled(schema: JsonObject): ValidateFunction | undefined {
  try {
    return new Ajv2020({ ...lenient, allErrors: true, ownProperties: true }).compile(schema);
  } catch {
    return undefined;
  }
}
