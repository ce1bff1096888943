import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../generator/json/values.js";
import { MAX_CHECK_STEPS } from "../../templates/runtime/validate/checker.js";
import { stepsOf, verdict } from "./support.js";

const KINDS = ["and", "or", "not", "eq", "any", "all"];
const NODE = { $ref: "#/$defs/n" };

/** A recursive union in which every branch looks at the same children. */
function union(keyword: "anyOf" | "oneOf", hasTag: boolean): JsonObject {
  const branches = KINDS.map((kind) => ({
    type: "object",
    properties: { left: NODE, right: NODE, ...(hasTag ? { op: { const: kind } } : { [kind]: { type: "string" } }) },
    required: ["left", "right", hasTag ? "op" : kind],
  }));
  return { properties: { q: NODE }, $defs: { n: { [keyword]: [...branches, { type: "integer" }] } } };
}

function chain(depth: number, leaf: unknown): unknown {
  let value = leaf;
  for (let level = 0; level < depth; level += 1) value = { left: value, right: 1, any: "x", op: "any" };
  return { q: value };
}

function diamond(keyword: string, levels: number, last: JsonObject): JsonObject {
  const parts = Array.from({ length: levels }, (_, at) => {
    const next = { $ref: `#/$defs/d${at + 1}` };
    return [`d${at}`, { [keyword]: [next, next] }];
  });
  return { $ref: "#/$defs/d0", $defs: { ...Object.fromEntries(parts), [`d${levels}`]: last } };
}

const objects = (count: number): unknown[] => Array.from({ length: count }, (_, id) => ({ id, tags: [id % 7] }));
const deep = (depth: number): unknown => (depth === 0 ? {} : { n: deep(depth - 1) });
const branches = (count: number): JsonObject => ({
  anyOf: Array.from({ length: count }, (_, at) => ({
    properties: { [`p${at}`]: { type: "integer" } },
    required: [`p${at}`],
  })),
});

/** A schema and a value of a size; both grow with it. */
const CASES: { readonly [what: string]: readonly [number, (size: number) => readonly [JsonObject, unknown]] } = {
  "a recursive anyOf, the innermost leaf wrong": [60, (size) => [union("anyOf", false), chain(size, "bad")]],
  "a recursive oneOf, the innermost leaf wrong": [60, (size) => [union("oneOf", false), chain(size, "bad")]],
  "a recursive union with a tag, the innermost leaf wrong": [60, (size) => [union("anyOf", true), chain(size, "bad")]],
  "a recursive anyOf that fits": [60, (size) => [union("anyOf", false), chain(size, 1)]],
  "unique objects": [8000, (size) => [{ uniqueItems: true }, objects(size)]],
  "unique objects, the last a repeat": [
    8000,
    (size) => [{ uniqueItems: true }, [...objects(size), { tags: [3], id: 3 }]],
  ],
  "2^n references that fit": [20, (size) => [diamond("allOf", size, { type: "integer" }), 1]],
  "2^n references that do not": [20, (size) => [diamond("anyOf", size, { type: "integer" }), "x"]],
  "a deep value": [90, (size) => [{ properties: { n: { $ref: "#" } } }, deep(size)]],
  "a list of one wrong entry": [20_000, (size) => [{ items: { type: "integer" } }, [...Array(size).fill(1), "x"]]],
  "branches without a tag": [250, (size) => [branches(size), { p0: "x" }]],
  "one of many objects": [500, (size) => [{ items: { enum: objects(size) } }, objects(size)]],
};

describe("a check", () => {
  it.each(Object.entries(CASES))("of %s takes at most 2.2 times the steps at twice the size", (_, [size, make]) => {
    const [once, twice] = [stepsOf(...make(size)), stepsOf(...make(2 * size))];
    expect(twice).toBeLessThan(Number.POSITIVE_INFINITY);
    expect(twice / once).toBeLessThanOrEqual(2.2);
  });

  it.each<[string, JsonObject, unknown]>([
    ["unevaluated* over 2^40 references", { ...diamond("allOf", 40, {}), unevaluatedProperties: false }, { a: 1 }],
    [
      "patterns times keys",
      { patternProperties: Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`^k${i}$`, {}])) },
      Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`x${i}`, i])),
    ],
  ])("of %s ends as one that cannot be made", (_, schema, value) => {
    expect(verdict(schema, value)).toBe("cannot be checked: its schema takes too many steps for this value");
  });

  it("gives a large value more steps", () => {
    const list = Array.from({ length: 2 * MAX_CHECK_STEPS }, (_, at) => at);
    expect(verdict({ items: { type: "integer" } }, list)).toBe(true);
  });

  it("of a value that holds itself ends", () => {
    const circle: { self?: unknown } = {};
    circle.self = circle;
    expect(String(verdict({ properties: { self: { $ref: "#" } } }, circle))).toMatch(/cannot be checked|RangeError/);
  });
});
