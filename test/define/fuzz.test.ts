import { Ajv2020 } from "ajv/dist/2020.js";
import { fullFormats } from "ajv-formats/dist/formats.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findSyntaxFault } from "../../generator/json/find-syntax-fault.js";
import { KEYWORDS } from "../../generator/schema/keywords.js";
import { isJson } from "../support/is-json.js";
import { runFiles } from "./corpora.js";

/** More of them with FUZZ_RUNS=5000. */
const RUNS = Number(process.env["FUZZ_RUNS"] ?? 300);
const SEED = Number(process.env["FUZZ_SEED"] ?? 20261123);

describe("whatever a definition file holds", () => {
  it("a definition ends in an error with a place, or in schemas that compile", () => {
    let accepted = 0;
    fc.assert(
      fc.property(definition(), (value) => {
        const text = JSON.stringify(value, null, 1);
        const run = runFiles({ "x.json": text });
        for (const one of run.diagnostics) {
          expect(one.line, JSON.stringify(one)).toBeLessThanOrEqual(text.split("\n").length);
          expect(one.message.length + one.hint.length).toBeLessThan(1500);
        }
        expect(run.tools.length + run.errors.length).toBeGreaterThan(0);
        accepted += run.tools.length;
        for (const { inputSchema, outputSchema, sent } of run.tools) {
          for (const schema of [inputSchema, sent.input_schema, outputSchema ?? {}]) compile(schema);
          expect(sent.input_schema["type"]).toBe("object");
        }
      }),
      { numRuns: RUNS, seed: SEED },
    );
    expect(accepted, "so many are sound that both ends are tried").toBeGreaterThan(RUNS / 10);
  });

  it("any text is read without a throw, and bad JSON has an error", () => {
    const bits = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"',
      "\\",
      "a",
      "0",
      "1e9",
      "-",
      "true",
      " ",
      "\n",
      "\r\n",
      "//",
      "'",
      "\u0000",
      "é",
      "🌤",
    );
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 12 }), (parts) => {
        const text = parts.join("");
        // "[]" alone is no error: a list without tools is warned about.
        const { text: shown } = runFiles({ "x.json": text });
        expect(shown, JSON.stringify(text)).toMatch(/tools\/x\.json:\d+:\d+ (?:error|warning) /);
        expect(findSyntaxFault(text) === undefined, JSON.stringify(text)).toBe(isJson(text));
      }),
      { numRuns: RUNS * 3, seed: SEED },
    );
  });

  it("any bytes are read without a throw", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20 }), (bytes) => {
        expect(runFiles({ "x.json": bytes }).errors.length).toBeGreaterThan(0);
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });
});

function compile(schema: object): void {
  new Ajv2020({ strict: false, logger: false, formats: fullFormats }).compile(schema);
}

/** Definitions whose schemas are made of real keywords, with values right and wrong. */
function definition(): fc.Arbitrary<unknown> {
  const hostile = fc.constantFrom("$ref", "items", "__proto__", "constructor", "a b", "", "%", "~", "/", "\ud83c", "é");
  const name = fc.oneof({ weight: 8, arbitrary: fc.constantFrom("a", "b", "c") }, { weight: 1, arbitrary: hostile });
  const pointer = fc.constantFrom(
    "#",
    "",
    "#/$defs/a",
    "#/definitions/b",
    "#/properties/a",
    "#/properties/b/items",
    "#a",
    "#/allOf/0",
    "#/x/y",
    "x.json",
    "#/$defs/%25",
    "https://a.b/c",
    "#/$defs/a%2520b",
  );
  const { schema } = fc.letrec<{ schema: unknown }>((tie) => {
    const sub = tie("schema");
    const map = fc.dictionary(name, sub, { maxKeys: 3 });
    const list = fc.array(sub, { minLength: 1, maxLength: 2 });
    const names = fc.array(name, { maxLength: 3 });
    const right: Record<string, fc.Arbitrary<unknown>> = {
      type: fc.constantFrom("object", "array", "string", "number", ["string", "null"], ["object", "object"]),
      properties: map,
      $defs: map,
      definitions: map,
      patternProperties: map,
      dependentSchemas: map,
      dependencies: fc.dictionary(name, fc.oneof(sub, names), { maxKeys: 2 }),
      items: fc.oneof(sub, list),
      prefixItems: list,
      allOf: list,
      anyOf: list,
      oneOf: list,
      required: names,
      $ref: pointer,
      $dynamicRef: pointer,
      $recursiveRef: fc.constant("#"),
      $id: fc.constantFrom("https://a.b/c", "x.json", "#a", "::"),
      id: fc.constant("x"),
      $anchor: fc.constantFrom("a", "b"),
      $dynamicAnchor: fc.constantFrom("a", "b"),
      pattern: fc.constantFrom("^a", "[", "\\_", "(?P<a>)"),
      format: fc.constantFrom("date", "constructor", "__proto__", "nonsense"),
      nullable: fc.boolean(),
      $async: fc.constant(true),
      enum: fc.array(fc.jsonValue({ maxDepth: 1 }), { minLength: 1, maxLength: 3 }),
      const: fc.jsonValue(),
      default: fc.jsonValue(),
      exclusiveMinimum: fc.oneof(fc.integer(), fc.boolean()),
      minLength: fc.nat(5),
      "x-own": fc.dictionary(name, sub, { maxKeys: 2 }),
    };
    const any = fc
      .constantFrom(...Object.keys(right), ...Object.keys(right), ...KEYWORDS.keys())
      .chain((keyword) =>
        fc.tuple(
          fc.constant(keyword),
          fc.oneof(
            { weight: 60, arbitrary: right[keyword] ?? fc.nat(3) },
            { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 1 }) },
          ),
        ),
      );
    return {
      schema: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        { weight: 1, arbitrary: fc.boolean() },
        { weight: 5, arbitrary: fc.array(any, { maxLength: 4 }).map(Object.fromEntries) },
      ),
    };
  });
  const draft = fc.constantFrom(
    undefined,
    "http://json-schema.org/draft-07/schema#",
    "http://json-schema.org/draft-04/schema#",
    "nonsense",
  );
  const $defs = { a: { type: "string", $anchor: "a" }, b: { properties: { items: true } }, "%25": true, "a%20b": {} };
  const complete = (one: unknown, $schema: string | undefined): unknown => ({
    ...(typeof one === "object" && one),
    type: "object",
    $defs,
    ...($schema && { $schema }),
  });
  const root = fc.tuple(schema, draft).map(([one, $schema]) => complete(one, $schema));
  return fc.record(
    { name: fc.constant("x"), description: fc.string(), inputSchema: root, outputSchema: root },
    { requiredKeys: ["name", "inputSchema"] },
  );
}
