import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../generator/json/values.js";
import { findFaults } from "../../templates/runtime/validate/check-value.js";

const TEXT = { type: "string" };
const CARD = { type: "object", properties: { by: { const: "card" }, number: TEXT }, required: ["by", "number"] };
const CASH = { type: "object", properties: { by: { const: "cash" } }, required: ["by"] };
const BY_URL = { properties: { url: TEXT, size: { type: "integer" } }, required: ["url"], additionalProperties: false };
const BY_PATH = { properties: { path: TEXT }, required: ["path"], additionalProperties: false };

/** A schema, a value that does not fit, and what Claude is told: a place and words. */
const TOLD: readonly [JsonObject, unknown, string, string][] = [
  [{ anyOf: [{ required: ["a"] }, { required: ["b"] }] }, {}, "", 'one of "a", "b" is required'],
  [
    { anyOf: [{ required: ["a"] }, { required: ["b", "c"] }, { required: ["d"] }] },
    {},
    "",
    'one of "a", "d", "b" and "c" is required',
  ],
  [{ oneOf: [{ required: ["a"] }, { required: ["b"] }] }, { a: 1, b: 1 }, "", 'only one of "a", "b" may be there'],
  [
    { properties: { at: { oneOf: [{ required: ["room"] }, { required: ["building", "floor"] }] } } },
    { at: { floor: 1 } },
    "/at",
    'one of "room", "building" is required',
  ],
  [
    { allOf: [{ required: ["to"] }, { anyOf: [{ required: ["text"] }, { required: ["file"] }] }] },
    { to: "x" },
    "",
    'one of "text", "file" is required',
  ],
  [
    { propertyNames: { enum: ["en", "nb"] } },
    { nn: "x" },
    "/nn",
    'is no name for a property here: must be one of ["en","nb"], not "nn"',
  ],
  [
    { properties: { labels: { propertyNames: { maxLength: 3 } } } },
    { labels: { env: "a", region: "b" } },
    "/labels/region",
    "is no name for a property here: must NOT have more than 3 characters, not 6",
  ],
  [
    { properties: { at: { format: "time" } } },
    { at: "noon" },
    "/at",
    'must match format "time", such as "12:30:00Z", not "noon"',
  ],
  [{ items: { format: "duration" } }, ["PT1H", "1h"], "/1", 'must match format "duration", such as "PT1H", not "1h"'],
  [
    { propertyNames: { pattern: "^[a-z]+$" } },
    { Bad1: 1 },
    "/Bad1",
    'is no name for a property here: must match pattern "^[a-z]+$", not "Bad1"',
  ],
  [{ anyOf: [CARD, CASH] }, { number: "1" }, "/by", 'is required: one of ["card","cash"]'],
  [{ anyOf: [CARD, CASH] }, { by: "cheque" }, "/by", 'must be one of ["card","cash"], not "cheque"'],
  [{ anyOf: [CARD, CASH] }, { by: "card", number: 5 }, "/number", "must be string, not integer"],
  [{ anyOf: [BY_URL, BY_PATH] }, { path: 5 }, "/path", "must be string, not integer"],
  [{ anyOf: [TEXT, { type: "integer" }] }, true, "", "must be string or integer, not boolean"],
  [{ anyOf: [{ const: "a" }, { const: "b" }] }, "c", "", 'must be one of ["a","b"], not "c"'],
  [{ anyOf: [{ type: "integer", minimum: 1 }, { type: "null" }] }, 0, "", "must be >= 1, not 0"],
  [{ not: { required: ["x"] } }, { x: 1 }, "/x", "is not allowed here"],
  [JSON.parse('{ "if": { "required": ["k"] }, "then": { "required": ["z"] } }'), { k: 1 }, "/z", "is required"],
  [{ dependentRequired: { a: ["b"] } }, { a: 1 }, "/b", "is required"],
  [
    { allOf: [{ properties: { a: {} } }], properties: { color: {} }, unevaluatedProperties: false },
    { colour: 1 },
    "/colour",
    'is not a property here; did you mean "color"?',
  ],
  [{ format: "date-time" }, "soon", "", 'must match format "date-time", such as "2026-01-31T12:30:00Z", not "soon"'],
  [{ uniqueItems: true }, [1, { a: 1 }, { a: 1 }], "", "must NOT have duplicate items: 1 and 2 are the same"],
  [{ contains: TEXT }, [1], "", 'must contain at least 1 valid item(s): {"type":"string"}'],
  [
    { contains: TEXT, maxContains: 1 },
    ["a", "b"],
    "",
    'must contain at most 1 valid item(s), not 2: {"type":"string"}',
  ],
  [{ minProperties: 2 }, { a: 1 }, "", "must NOT have fewer than 2 properties, not 1"],
  [{ maxLength: 1 }, "😀😀", "", "must NOT have more than 1 characters, not 2"],
  [{ multipleOf: 0.01 }, 0.005, "", "must be multiple of 0.01, not 0.005"],
  [{ prefixItems: [TEXT], items: false }, ["a", 1], "/1", "is not allowed here"],
  [{ type: "integer" }, 1.5, "", "must be integer, not number"],
];

describe("what Claude is told", () => {
  it.each(TOLD)("of %j about %j", (schema, value, pointer, message) => {
    expect(findFaults(schema, value)).toMatchObject([{ pointer, message }]);
  });
});

describe("a schema", () => {
  it("is made ready once, however often it is used", () => {
    let reads = 0;
    const schema = {
      get properties(): JsonObject {
        reads += 1;
        return { a: { type: "string" } };
      },
    };
    for (let time = 0; time < 5; time += 1) findFaults(schema, { a: "x" });
    expect(reads).toBe(1);
  });
});
