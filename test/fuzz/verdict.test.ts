import { Ajv } from "ajv";
import { Ajv2019 } from "ajv/dist/2019.js";
import { Ajv2020 } from "ajv/dist/2020.js";
import { fullFormats } from "ajv-formats/dist/formats.js";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { JsonObject } from "../../generator/json/values.js";
import { runFiles } from "../define/corpora.js";
import { generated } from "../support/generated.js";
import type { Loose } from "../support/loose.js";

/**
 * `FUZZ_SEED` gives other schemas. More than 400 are too many: all tools stand in one batch tool, and ajv has its
 * limits.
 */
const numRuns = Math.min(Number(process.env["FUZZ_RUNS"] ?? 150), 400);
const seed = Number(process.env["FUZZ_SEED"] ?? 20_261_125);

const options = {
  strict: false,
  logger: false,
  formats: fullFormats,
  multipleOfPrecision: 6,
  unevaluated: true,
} as const;
const URIS = {
  7: "http://json-schema.org/draft-07/schema#",
  2019: "https://json-schema.org/draft/2019-09/schema",
  2020: "https://json-schema.org/draft/2020-12/schema",
};
type Draft = keyof typeof URIS;

const name = fc.constantFrom("a", "b", "c", "a b", "é", "$ref", "items", "const");
const leaf = fc.constantFrom<unknown>(0, 1, 2.5, "a", "b", "", "ab", null, true, false);

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(name, tie("value"), { maxKeys: 3 }),
  ),
}));

/**
 * Schemas as a draft has them: tuples, dependencies, references by pointer, anchor and address, with siblings or
 * without.
 */
function schemas(draft: Draft): fc.Arbitrary<JsonObject> {
  const home = draft === 7 ? "definitions" : "$defs";
  const ref = fc.oneof(
    {
      weight: 8,
      arbitrary: fc.constantFrom("a", "b", "a~1b", "a~0b", "a%25b", "%C3%A9").map((key) => `#/${home}/${key}`),
    },
    { weight: 1, arbitrary: fc.constantFrom("#", "#/properties/a", "#anchor", "https://a.test/s", "s", "#/allOf/0") },
  );
  const { schema } = fc.letrec<{ schema: unknown }>((tie) => {
    const sub = tie("schema");
    const map = fc.dictionary(name, sub, { maxKeys: 3 });
    const list = fc.array(sub, { minLength: 1, maxLength: 2 });
    const names = fc.uniqueArray(name, { maxLength: 2 });
    const older = { additionalItems: sub, dependencies: fc.dictionary(name, fc.oneof(sub, names), { maxKeys: 2 }) };
    const newer = { dependentRequired: fc.dictionary(name, names), dependentSchemas: map, unevaluatedProperties: sub };
    const keywords: Record<string, fc.Arbitrary<unknown>> = {
      ...{
        type: fc.constantFrom("object", "object", "array", "string", "number", ["string", "null"]),
        properties: map,
      },
      ...{
        patternProperties: fc.dictionary(fc.constantFrom("^a", "b"), sub),
        additionalProperties: sub,
        required: names,
      },
      ...{ allOf: list, anyOf: list, oneOf: list, not: sub, if: sub, else: sub, contains: sub, $ref: ref },
      ...{
        items: draft === 2020 ? sub : fc.oneof(sub, list),
        minLength: fc.nat(2),
        const: leaf,
        description: fc.string(),
      },
      ...{ $id: fc.constantFrom("https://a.test/s", "s"), enum: fc.uniqueArray(leaf, { minLength: 1, maxLength: 3 }) },
      ...(draft === 2020 ? { prefixItems: list, unevaluatedItems: sub } : older),
      ...(draft === 7 ? {} : { ...newer, $anchor: fc.constant("anchor") }),
    };
    const entry = fc
      .constantFrom(...Object.keys(keywords), "$ref", "properties", "additionalProperties")
      .chain((key) => fc.tuple(fc.constant(key), keywords[key] ?? sub));
    const some = fc.array(entry, { maxLength: 4 }).map((entries): JsonObject => Object.fromEntries(entries));
    return { schema: fc.oneof({ maxDepth: 5 }, fc.boolean(), fc.record({ $ref: ref }), some, some, some) };
  });
  const definitions = fc.record({ a: schema, b: schema, "a/b": schema, "a~b": schema, "a%b": schema, é: schema });
  return fc.tuple(schema, definitions).map(([root, defs]) => ({
    ...(typeof root === "object" && root),
    // Without it, batchgen adds it, and what refers to the root means objects alone.
    type: "object",
    [home]: defs,
    $schema: URIS[draft],
  }));
}

/** What ajv says of a value by the schema as it was written; undefined where ajv does not take the schema. */
function original(draft: Draft, schema: JsonObject): ((value: unknown) => boolean) | undefined {
  const ajv = draft === 7 ? new Ajv(options) : draft === 2019 ? new Ajv2019(options) : new Ajv2020(options);
  try {
    const validate = ajv.compile(draft === 7 ? Object(withoutSiblings(schema)) : structuredClone(schema));
    return (one) => validate(one) === true;
  } catch {
    return undefined;
  }
}

/**
 * Up to draft 07 nothing beside `$ref` counts; ajv heeds some of it all the same. A property may be called `$ref`, too.
 */
function withoutSiblings(one: unknown): unknown {
  if (Array.isArray(one)) return one.map(withoutSiblings);
  if (typeof one !== "object" || one === null) return one;
  const isRef = "$ref" in one && typeof one.$ref === "string";
  const kept = Object.entries(one).filter(([key]) => !isRef || key === "$ref" || key === "definitions");
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutSiblings(inner)]));
}

it("the dispatcher and the batch tool take what the schema takes by ajv, as it was written in its draft", async () => {
  const tools: { name: string; description: string; inputSchema: JsonObject }[] = [];
  const verdicts: ((value: unknown) => boolean)[] = [];
  for (const draft of [7, 2019, 2020] as const) {
    for (const inputSchema of fc.sample(schemas(draft), { numRuns, seed: seed + draft })) {
      const verdict = original(draft, inputSchema);
      const tool = { name: `tool_${tools.length}`, description: "d", inputSchema };
      if (verdict === undefined || runFiles({ "x.json": JSON.stringify(tool) }).tools.length === 0) continue;
      tools.push(tool);
      verdicts.push(verdict);
    }
  }
  expect(tools.length).toBeGreaterThan(numRuns / 2);
  const code = await generated(tools);
  const reached: unknown[] = [];
  const handler = (input: unknown): string => `${reached.push(input)}`;
  const handlers = Object.fromEntries(tools.map(({ name }) => [name, handler]));
  const dispatcher: Loose = code.createDispatcher(handlers, { decode: "strict" });
  const batches = ["alongside", "batch-only"].map((exposure) =>
    new Ajv2020({ ...options, ownProperties: true }).compile(code.toolsFor(exposure)[0].input_schema),
  );
  const inputs = fc.sample(fc.dictionary(name, value, { maxKeys: 4 }), { numRuns: 20, seed });
  for (const [index, { name, inputSchema }] of tools.entries()) {
    for (const input of [{}, { a: 1 }, { a: "a", b: {} }, ...inputs]) {
      const expected = verdicts[index]?.(input);
      const reason = JSON.stringify([input, inputSchema]);
      reached.length = 0;
      const { status } = await dispatcher.call(name, structuredClone(input));
      expect(status === "ok", reason).toBe(expected);
      expect(reached, reason).toEqual(expected ? [input] : []);
      const batch = { invocations: [{ name, arguments: input }] };
      for (const validate of batches) expect(validate(batch), reason).toBe(expected);
    }
  }
}, 3_600_000);
