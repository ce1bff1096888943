import { Ajv2020 } from "ajv/dist/2020.js";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { emitTypes } from "../../generator/emit/types/emit-types.js";
import type { JsonObject } from "../../generator/json/values.js";
import { readCases } from "./cases.js";
import { areAccepted, compareTypes } from "./oracle/compare-types.js";
import { alternatives, plainToolSchema } from "./oracle/plain-schemas.js";
import { appliesTo, reasons } from "./oracle/reasons.js";
import { theirTypes } from "./oracle/their-types.js";
import { toolOf } from "./support.js";

/** `FUZZ_RUNS=3000 npx vitest run test/types/oracle.test.ts` is the long version; `FUZZ_SEED` gives other schemas. */
const numRuns = Number(process.env["FUZZ_RUNS"] ?? 300);
const seed = Number(process.env["FUZZ_SEED"] ?? 20_261_129);

/** Our types of a schema, which need not be that of an object. */
function ourTypes(schema: JsonObject): string {
  return emitTypes(toolOf("x", { type: "object" }, schema)).replaceAll("XOutput", "Root");
}

test("every reason for a difference is a keyword that the library gets wrong and we do not", async () => {
  const ajv = new Ajv2020({ strict: false, ownProperties: true });
  const expected = reasons.map((reason) => ({ ...reason, ours: "valid" in reason, theirs: !("valid" in reason) }));
  const tries = await Promise.all(
    expected.map(async ({ schema, ...reason }) => {
      const value = "valid" in reason ? reason.valid : reason.invalid;
      expect(ajv.validate(schema, value), JSON.stringify(schema)).toBe("valid" in reason);
      return { schema, value, theirs: await theirTypes(schema) };
    }),
  );
  const ours = areAccepted(tries.map(({ schema, value }) => ({ types: ourTypes(schema), value })));
  const theirs = areAccepted(tries.map(({ value, ...one }) => ({ types: one.theirs, value })));
  expect(reasons.map((reason, index) => ({ ...reason, ours: ours[index], theirs: theirs[index] }))).toEqual(expected);
});

test(
  "alternatives that only require have the types of the properties around them: the library's, where each is " +
    "written out",
  async () => {
    const pairs = await Promise.all(
      fc.sample(alternatives, { numRuns: Math.ceil(numRuns / 10), seed }).map(async ({ short, whole }) => {
        return { short, ours: ourTypes(short), theirs: await theirTypes(whole) };
      }),
    );
    const differences = compareTypes(pairs);
    const differing = pairs.map((pair, index) => ({ difference: differences[index], ...pair }));
    expect(differing.filter(({ difference }) => difference !== undefined).slice(0, 3)).toEqual([]);
  },
);

test("our types and those of json-schema-to-typescript accept each other's values", { timeout: 300_000 }, async () => {
  const own = readCases().flatMap(({ tool }) => [tool.inputSchema, ...(tool.outputSchema ? [tool.outputSchema] : [])]);
  const schemas = [...own, ...fc.sample(plainToolSchema, { numRuns, seed })];
  const pairs = await Promise.all(
    schemas.map(async (schema) => ({ schema, ours: ourTypes(schema), theirs: await theirTypes(schema) })),
  );
  const differences = compareTypes(pairs);
  const differing = pairs
    .map((pair, index) => ({ difference: differences[index], ...pair }))
    .filter(({ difference }) => difference !== undefined);
  const unexplained = differing.filter(({ schema }) => !reasons.some((reason) => appliesTo(reason, schema)));
  expect(unexplained.slice(0, 3)).toEqual([]);
  expect(differing.length / pairs.length, "the share of schemas that need a reason").toBeLessThanOrEqual(0.05);
});
