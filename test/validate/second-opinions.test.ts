import { registerSchema, unregisterSchema, validate } from "@hyperjump/json-schema/draft-2020-12";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isObject, type JsonObject } from "../../generator/json/values.js";
import { findFaults } from "../../templates/runtime/validate/check-value.js";
import { exampleOf } from "../../templates/runtime/validate/example.js";
import { CORPORA, runFolder } from "../define/corpora.js";
import { schemas, values } from "./random-schemas.js";
import { normalForm, verdict } from "./support.js";

const isLong = process.env["BATCHGEN_LONG"] !== undefined;
const numRuns = isLong ? 20_000 : 300;
const seed = Number(process.env["FUZZ_SEED"] ?? 20_261_129);

/** Where ajv is known to be wrong, each with a schema that shows it: the official suite says the same as batchgen. */
const AJV_ERRS: readonly { what: string; schema: JsonObject; value: unknown; valid: boolean }[] = [
  {
    what: "a property called __proto__ is a property",
    schema: JSON.parse('{ "properties": { "__proto__": { "type": "number" } } }'),
    value: JSON.parse('{ "__proto__": "a" }'),
    valid: false,
  },
  {
    what: "a quotient past what a number holds is no integer",
    schema: { type: "integer", multipleOf: 0.123456789 },
    value: 1e308,
    valid: false,
  },
  {
    what: "a condition that is not met has evaluated nothing",
    schema: {
      type: "object",
      unevaluatedProperties: false,
      if: { oneOf: [{ unevaluatedProperties: { type: "number" } }, {}], anyOf: [{}] },
      else: { minProperties: 1 },
      anyOf: [{}],
    },
    value: { a: 1 },
    valid: false,
  },
];

function ajvFor(schema: JsonObject): ValidateFunction | undefined {
  const ajv = new Ajv2020({
    strict: false,
    logger: false,
    ownProperties: true,
    multipleOfPrecision: 6,
    validateFormats: false,
  });
  try {
    return ajv.compile(schema);
  } catch {
    return undefined;
  }
}

describe("the verdict of a random schema", () => {
  it("is that of @hyperjump/json-schema", { timeout: 3_600_000 }, async () => {
    const inputs = fc.sample(values, { numRuns: 12, seed });
    const differing: string[] = [];
    let compared = 0;
    for (const [index, written] of fc.sample(schemas, { numRuns, seed }).entries()) {
      const { schema } = normalForm(written);
      if (schema === undefined) continue;
      const uri = `https://batchgen.test/${index}`;
      registerSchema(structuredClone(schema) as never, uri, "https://json-schema.org/draft/2020-12/schema");
      const theirs = await validate(uri);
      for (const value of inputs) {
        compared += 1;
        const expected = theirs(value as never).valid;
        const found = verdict(schema, value);
        if (found !== expected) differing.push(JSON.stringify({ schema, value, expected, found }));
        else if (found === false && findFaults(schema, value).some(({ message }) => message === "does not fit")) {
          differing.push(JSON.stringify({ schema, value, without: "words" }));
        }
      }
      unregisterSchema(uri);
    }
    expect(differing.sort((a, b) => a.length - b.length).slice(0, 3)).toEqual([]);
    expect(compared).toBeGreaterThan(numRuns * 8);
  });
});

describe("ajv", () => {
  it.each(AJV_ERRS)("is wrong where $what", ({ schema, value, valid }) => {
    expect(verdict(schema, value)).toBe(valid);
    expect(ajvFor(schema)?.(value)).not.toBe(valid);
  });

  it.skipIf(CORPORA === undefined)("has the same verdict over the corpora", { timeout: 600_000 }, () => {
    const differing: string[] = [];
    let compared = 0;
    const { tools } = runFolder(CORPORA ?? "");
    // ajv takes 40 seconds to compile them all.
    const some = tools.filter((_, index) => isLong || index % 5 === 0);
    for (const { name, inputSchema, outputSchema } of some) {
      for (const schema of [inputSchema, outputSchema]) {
        const theirs = schema && ajvFor(withoutFormats(schema));
        if (schema === undefined || theirs === undefined) continue;
        const own = withoutFormats(schema);
        for (const value of valuesFor(own)) {
          compared += 1;
          const expected = theirs(value);
          const found = verdict(own, value);
          if (found !== expected) differing.push(`${name}: ${JSON.stringify(value)}: ${expected}, ${found}`);
        }
      }
    }
    expect(differing.slice(0, 3)).toEqual([]);
    expect(compared).toBeGreaterThan(1000);
  });
});

/** ajv's formats are stricter on purpose than batchgen's. */
function withoutFormats(schema: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
    key === "format" && typeof value === "string" ? undefined : value,
  );
}

/** The author's shape: an example built from the schema, and that with one part changed after the other. */
function valuesFor(schema: JsonObject): unknown[] {
  const example = exampleOf(schema);
  const junk: unknown[] = [null, 0, "x", true, [], {}];
  const changed = isObject(example)
    ? Object.keys(example).flatMap((key) => [
        ...junk.map((value) => ({ ...example, [key]: value })),
        Object.fromEntries(Object.entries(example).filter(([name]) => name !== key)),
      ])
    : [];
  const filled = isObject(schema["properties"])
    ? Object.entries(schema["properties"]).flatMap(([key, member]) => [
        { ...Object(example), [key]: exampleOf(resolved(member, schema)) },
        ...junk.map((value) => ({ ...Object(example), [key]: value })),
      ])
    : [];
  return [example, ...changed, ...filled, { ...Object(example), another_one: 1 }];
}

/** A member with what its references lead to. */
function resolved(member: unknown, { $defs }: JsonObject): JsonObject {
  return { ...Object(member), $defs };
}
