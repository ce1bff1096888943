import { registerSchema, unregisterSchema, validate } from "@hyperjump/json-schema/draft-2020-12";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../generator/json/values.js";
import { foldRoot } from "../../generator/schema/fold-root.js";
import { bind, projectOf } from "../support/bound.js";

/** More of them with FUZZ_RUNS=2000. */
const RUNS = Number(process.env["FUZZ_RUNS"] ?? 200);
const SEED = 20261129;
const LONG = { timeout: Math.max(120_000, RUNS * 500) };

const COMBINATORS = ["allOf", "anyOf", "oneOf"];
const closed = { additionalProperties: false };
const string = { type: "string" };
const number = { type: "number" };

const CASES: { what: string; given: JsonObject; want: JsonObject }[] = [
  {
    what: "a root without a combinator, as it is",
    given: { properties: { a: string }, required: ["a"] },
    want: { properties: { a: string }, required: ["a"] },
  },
  {
    what: "branches that only require: the properties around them, none required",
    given: { properties: { a: string, b: number }, anyOf: [{ required: ["a"] }, { required: ["b"] }] },
    want: { properties: { a: string, b: number } },
  },
  {
    what: "open branches: a parameter that the other branch does not know may be anything there",
    given: { anyOf: [{ properties: { a: { ...string, description: "A" } } }, { properties: { b: number } }] },
    want: { properties: { a: { anyOf: [{ ...string, description: "A" }, {}] }, b: { anyOf: [number, {}] } } },
  },
  {
    what: "data that looks like a reference, which is none: what it names is united as everything is",
    given: {
      properties: { a: string, b: { const: { $ref: "#/properties/a" } } },
      anyOf: [{ properties: { a: { minLength: 1 } } }],
    },
    want: {
      properties: { a: { ...string, minLength: 1 }, b: { const: { $ref: "#/properties/a" } } },
    },
  },
  {
    what: "closed branches: exactly their properties, and what all of them require",
    given: {
      oneOf: [
        { properties: { kind: { const: "a" }, a: string }, required: ["kind", "a"], ...closed },
        { properties: { kind: { const: "b" }, b: number }, required: ["kind"], ...closed },
      ],
    },
    want: {
      properties: { kind: { anyOf: [{ const: "a" }, { const: "b" }] }, a: string, b: number },
      required: ["kind"],
      ...closed,
    },
  },
  {
    what: "branches behind references",
    given: {
      $defs: {
        A: { properties: { a: string }, ...closed },
        B: { properties: { b: { $ref: "#/$defs/C" } }, ...closed },
        C: number,
      },
      anyOf: [{ $ref: "#/$defs/A" }, { $ref: "#/$defs/B" }],
    },
    want: {
      $defs: {
        A: { properties: { a: string }, ...closed },
        B: { properties: { b: { $ref: "#/$defs/C" } }, ...closed },
        C: number,
      },
      properties: { a: string, b: { $ref: "#/$defs/C" } },
      ...closed,
    },
  },
  {
    what: "allOf: merged, and all that any of them requires",
    given: {
      properties: { a: { description: "A" } },
      required: ["a"],
      allOf: [{ properties: { a: string, b: number }, required: ["b"] }, { properties: { b: { minimum: 1 } } }],
    },
    want: { properties: { a: { ...string, description: "A" }, b: { ...number, minimum: 1 } }, required: ["a", "b"] },
  },
  {
    what: "conditions and dependent schemas: optional parameters, beside the conditions that the API takes",
    given: {
      properties: { a: string },
      if: { properties: { a: { const: "x" } } },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { properties: { b: number }, required: ["b"] },
      dependentSchemas: { a: { properties: { c: string }, required: ["c"] } },
    },
    want: {
      properties: { a: string, b: { anyOf: [number, {}] }, c: { anyOf: [string, {}] } },
      if: { properties: { a: { const: "x" } } },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { properties: { b: number }, required: ["b"] },
      dependentSchemas: { a: { properties: { c: string }, required: ["c"] } },
    },
  },
  {
    what: "a combinator inside a branch, and a name that is only required",
    given: { anyOf: [{ oneOf: [{ properties: { a: string }, ...closed }], ...closed }, { required: ["b"] }] },
    want: { properties: { a: { anyOf: [string, {}] }, b: {} } },
  },
  {
    what: "what is said of all other properties, where the branches say nothing of them",
    given: { properties: { a: string }, unevaluatedProperties: number, allOf: [{ properties: { b: number } }] },
    want: { properties: { a: string, b: number }, unevaluatedProperties: number },
  },
  {
    what: "closed branches beside patterns: still closed",
    given: { patternProperties: { "^x": string }, anyOf: [{ properties: { a: string }, ...closed }] },
    want: { patternProperties: { "^x": string }, properties: { a: string }, ...closed },
  },
  {
    what: "a root that its own parts refer to, beside what becomes of it",
    given: {
      properties: { a: { not: { $ref: "#" } } },
      anyOf: [{ properties: { b: { $ref: "#" } }, ...closed }, false],
      $defs: { root: string },
    },
    want: {
      properties: { a: { not: { $ref: "#/$defs/root_2" } }, b: { $ref: "#/$defs/root_2" } },
      $defs: {
        root: string,
        root_2: {
          type: "object",
          properties: { a: { not: { $ref: "#/$defs/root_2" } } },
          anyOf: [{ properties: { b: { $ref: "#/$defs/root_2" } }, ...closed }, false],
        },
      },
      ...closed,
    },
  },
  {
    what: "a property that a reference leads to, unchanged",
    given: {
      properties: { a: string, b: { $ref: "#/properties/a" } },
      anyOf: [{ properties: { a: { const: "x" }, b: { const: "y" } }, ...closed }],
    },
    want: {
      properties: { a: string, b: { $ref: "#/properties/a", const: "y" } },
      ...closed,
    },
  },
];

describe("folding the root of what is sent", () => {
  it.each(CASES)("$what", ({ given, want }) => {
    const schema = { type: "object", ...given };
    const before = JSON.stringify(schema);
    expect(foldRoot(schema)).toEqual({ type: "object", ...want });
    expect(JSON.stringify(schema)).toBe(before);
  });

  it("returns the same object where there is nothing to fold", () => {
    const schema = { type: "object", properties: { a: string }, dependentSchemas: { a: { required: ["a"] } } };
    expect(foldRoot(schema)).toBe(schema);
  });

  it(
    "takes all that the original takes, knows every parameter of every branch, and has no combinator at the root",
    LONG,
    () => {
      const ajv = new Ajv2020({ strict: false, logger: false, validateSchema: false });
      let folded = 0;
      let valid = 0;
      fc.assert(
        fc.property(root(), fc.array(value(), { minLength: 20, maxLength: 20 }), (schema, values) => {
          const sent = foldRoot(schema);
          expect(COMBINATORS.filter((keyword) => keyword in sent)).toEqual([]);
          const names = Object.keys((sent["properties"] ?? {}) as object);
          expect(namesIn(schema, schema).filter((name) => !names.includes(name))).toEqual([]);
          const [before, after] = [schema, sent].map((one) => ajv.compile(one));
          if (sent !== schema) folded += 1;
          for (const one of values) {
            if (!takes(before, one)) continue;
            valid += 1;
            expect(takes(after, one) ?? true, JSON.stringify({ schema, sent, one })).toBe(true);
          }
        }),
        { numRuns: RUNS, seed: SEED },
      );
      expect(folded).toBeGreaterThan(RUNS / 2);
      expect(valid).toBeGreaterThan(RUNS);
    },
  );

  it.each<[string, JsonObject]>([
    ["not", { not: { $ref: "#" } }],
    ["oneOf", { oneOf: [{ $ref: "#" }, { type: "object" }] }],
    ["if", { if: { not: { $ref: "#" } }, else: false }],
    ["a definition below not", { not: { $ref: "#/$defs/again" } }],
  ])("takes all that the original takes where the root stands again under %s", (_, part) => {
    const schema = {
      type: "object",
      properties: { a: part },
      anyOf: [{ required: ["b"] }, { required: ["c"] }],
      $defs: { again: { $ref: "#" } },
    };
    const ajv = new Ajv2020({ strict: false });
    const takenByBoth = { b: 1, a: {} };
    expect([schema, foldRoot(schema)].map((one) => ajv.compile(one)(takenByBoth))).toEqual([true, true]);
  });

  it(
    "changes nothing about what is checked: a call is refused where the original refuses it, and nowhere else",
    LONG,
    async () => {
      const ajv = new Ajv2020({ strict: false, logger: false, validateSchema: false });
      let [compared, refused, disputed] = [0, 0, 0];
      await fc.assert(
        fc.asyncProperty(root(), fc.array(value(), { minLength: 10, maxLength: 10 }), async (schema, values) => {
          const code = bind(projectOf([{ name: "x", description: "d", input_schema: schema }]));
          const dispatcher = code["createDispatcher"]({ x: () => "" }, { decode: "strict" });
          const original = ajv.compile(schema);
          for (const one of values) {
            const verdict = takes(original, one);
            if (verdict === undefined) continue;
            compared += 1;
            if (!verdict) refused += 1;
            const issues: unknown[] = await dispatcher.validate("x", one);
            const fits = issues.length === 0;
            if (fits === verdict) continue;
            // ajv errs, too: a second opinion decides.
            disputed += 1;
            expect(fits, JSON.stringify({ schema, one, issues })).toBe(await secondOpinion(schema, one));
          }
        }),
        { numRuns: RUNS, seed: SEED },
      );
      expect(compared).toBeGreaterThan(RUNS);
      expect(refused).toBeGreaterThan(RUNS / 2);
      expect(disputed).toBeLessThan(compared / 100);
    },
  );

  it("looks at each schema once, however many references lead to it, and adds nothing for a circle", () => {
    const levels = Array.from({ length: 60 }, (_, level): [string, JsonObject] => {
      const next = { $ref: `#/$defs/L${level + 1}` };
      return [`L${level}`, { properties: { [`p${level}`]: string }, allOf: [next, next] }];
    });
    const $defs = {
      ...Object.fromEntries(levels),
      L60: { anyOf: [{ required: ["z"] }, { properties: { y: { $ref: "#" } } }] },
    };
    const sent = foldRoot({ type: "object", $defs, allOf: [{ $ref: "#/$defs/L0" }] });
    expect(Object.keys(sent["properties"] as object)).toHaveLength(62);
  });
});

/** What @hyperjump/json-schema says of a value. */
async function secondOpinion(schema: JsonObject, value: unknown): Promise<boolean> {
  const uri = "https://batchgen.test/root";
  registerSchema(structuredClone(schema) as never, uri, "https://json-schema.org/draft/2020-12/schema");
  try {
    return (await validate(uri, value as never)).valid;
  } finally {
    unregisterSchema(uri);
  }
}

/** What ajv says of a value; undefined where it throws, as it does of some patterns behind references and unions. */
function takes(validate: ValidateFunction | undefined, value: unknown): boolean | undefined {
  try {
    return validate?.(value) as boolean;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Parameters that the branches of a root describe or require; one that is denied is none. */
function namesIn(schema: unknown, rootSchema: JsonObject): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const {
    properties = {},
    required = [],
    allOf = [],
    anyOf = [],
    oneOf = [],
    dependentSchemas = {},
    $ref,
    ...rest
  } = schema as {
    properties?: object;
    required?: string[];
    allOf?: unknown[];
    anyOf?: unknown[];
    oneOf?: unknown[];
    dependentSchemas?: object;
    $ref?: string;
    then?: unknown;
    else?: unknown;
  };
  const target = $ref === undefined ? [] : [((rootSchema["$defs"] ?? {}) as JsonObject)[$ref.slice("#/$defs/".length)]];
  const isPossible = (one: unknown): boolean => one !== false;
  const branches = [...allOf, ...anyOf, ...oneOf, ...Object.values(dependentSchemas), ...target, rest.then, rest.else];
  if (schema === rootSchema) return branches.filter(isPossible).flatMap((one) => namesIn(one, rootSchema));
  return [
    ...Object.keys(properties),
    ...required,
    ...branches.filter(isPossible).flatMap((one) => namesIn(one, rootSchema)),
  ];
}

function root(): fc.Arbitrary<JsonObject> {
  const name = fc.constantFrom("a", "b", "c", "d");
  const leaf = fc.constantFrom<unknown>(
    true,
    {},
    { description: "any" },
    string,
    number,
    { type: "integer", minimum: 1 },
    { const: "x" },
    { enum: ["x", 1, true] },
    { not: string },
    { anyOf: [string, { type: "boolean" }] },
    { type: "object", properties: { a: string }, additionalProperties: false },
    { $ref: "#/$defs/leaf" },
    { not: { $ref: "#" } },
    { oneOf: [{ $ref: "#" }, { type: "object" }] },
    { if: { $ref: "#" }, else: string },
  );
  const own = fc.record(
    {
      properties: fc.dictionary(name, leaf, { maxKeys: 3 }),
      required: fc.uniqueArray(name, { maxLength: 2 }),
      additionalProperties: fc.constantFrom<unknown>(false, false, true, string),
      unevaluatedProperties: fc.constantFrom<unknown>(false, number),
      patternProperties: fc.constant({ "^[cd]": { type: ["string", "number"] } }),
      minProperties: fc.constantFrom(0, 1),
    },
    { requiredKeys: ["properties"] },
  );
  const sparse = own.chain((one) =>
    fc
      .subarray(Object.keys(one))
      .map((keys) => Object.fromEntries(keys.map((key) => [key, one[key as keyof typeof one]]))),
  );
  const { branch } = fc.letrec<{ branch: JsonObject }>((tie) => ({
    branch: fc.oneof(
      { maxDepth: 2, withCrossShrink: true },
      { weight: 3, arbitrary: sparse },
      { weight: 1, arbitrary: fc.constantFrom<JsonObject>({ $ref: "#/$defs/A" }, { $ref: "#/$defs/B" }) },
      { weight: 2, arbitrary: fc.tuple(sparse, combined(tie("branch"))).map(([one, more]) => ({ ...one, ...more })) },
    ),
  }));
  const $defs = fc.tuple(sparse, sparse).map(([A, B]) => ({ A, B, leaf: { type: ["string", "number"] } }));
  return fc
    .tuple(sparse, combined(branch), $defs)
    .map(([one, more, defs]) => ({ type: "object", ...one, ...more, $defs: defs }));
}

/** At least one way to combine branches. */
function combined(branch: fc.Arbitrary<JsonObject>): fc.Arbitrary<JsonObject> {
  const list = fc.array(branch, { minLength: 1, maxLength: 3 });
  const one = fc
    .constantFrom("anyOf", "oneOf", "allOf", "anyOf", "oneOf", "if", "dependentSchemas")
    .chain((keyword) => {
      if (keyword === "if") {
        const keywords = ["if", "then", "else"];
        return fc
          .tuple(branch, branch, branch)
          .map((all): JsonObject => Object.fromEntries(all.map((schema, index) => [keywords[index], schema])));
      }
      if (keyword === "dependentSchemas")
        return branch.map((schema): JsonObject => ({ dependentSchemas: { a: schema } }));
      return list.map((schemas): JsonObject => ({ [keyword]: schemas }));
    });
  return fc.array(one, { minLength: 1, maxLength: 2 }).map((all) => Object.assign({}, ...all) as JsonObject);
}

function value(): fc.Arbitrary<unknown> {
  const inside = fc.constantFrom<unknown>("x", "y", 1, 2, -0.5, true, null, {}, { a: "x" }, { a: 1 }, ["x"]);
  return fc.dictionary(fc.constantFrom("a", "b", "c", "d", "e"), inside, { maxKeys: 4 });
}
