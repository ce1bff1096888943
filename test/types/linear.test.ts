import { afterEach, expect, test } from "vitest";
import { emitTypes } from "../../generator/emit/types/emit-types.js";
import type { JsonObject } from "../../generator/json/values.js";
import { toolOf } from "./support.js";

type Method = (this: { length: number }, ...args: unknown[]) => unknown;
type Cost = (self: { length: number }, args: unknown[], result: unknown) => number;

const restore: (() => void)[] = [];
afterEach(() => {
  for (const one of restore.splice(0)) one();
});

let work = 0;

/** Counts what methods look at, while a test runs. */
function count(prototype: object, names: readonly string[], cost: Cost): void {
  for (const name of names) {
    const original = Reflect.get(prototype, name) as Method;
    const counted: Method = function (...args) {
      const result = original.apply(this, args);
      work += cost(this, args, result);
      return result;
    };
    Object.defineProperty(prototype, name, { value: counted, configurable: true, writable: true });
    restore.push(() => Object.defineProperty(prototype, name, { value: original, configurable: true, writable: true }));
  }
}

/** The elements and characters that are looked at to make the types of a schema. */
function workOf(schema: JsonObject): number {
  const whole: Cost = ({ length }) => length;
  const given: Cost = (_, [from = 0, to = 0]) => Math.abs(Number(to) - Number(from));
  const lists = ["map", "filter", "some", "every", "find", "flatMap", "reduce", "includes", "indexOf", "join", "slice"];
  count(Array.prototype, lists, whole);
  count(
    String.prototype,
    ["trim", "trimEnd", "trimStart", "replace", "replaceAll", "split", "match", "normalize"],
    whole,
  );
  count(String.prototype, ["indexOf", "lastIndexOf"], (self, [, from = 0], at) => {
    return given(self, [from, at === -1 ? self.length : at], undefined);
  });
  count(String.prototype, ["slice"], (_, __, result) => String(result).length);
  count(Map.prototype, ["get", "set", "has"], () => 1);
  count(Set.prototype, ["add", "has"], () => 1);
  work = 0;
  emitTypes(toolOf("t", { type: "object", ...schema }));
  for (const one of restore.splice(0)) one();
  return work;
}

function described(description: string): JsonObject {
  return { properties: { a: { type: "string", description } } };
}

function many<Value>(size: number, of: (index: number) => Value): Value[] {
  return Array.from({ length: size }, (_, index) => of(index));
}

function manyOf(size: number, of: (index: number) => unknown): JsonObject {
  return Object.fromEntries(many(size, (index) => [`p${index}`, of(index)]));
}

const kinds: { [what: string]: (size: number) => JsonObject } = {
  "a description of words": (size) => described("word ".repeat(size)),
  "a description of one long word": (size) => described(`${"w".repeat(size)} end`),
  "a description of spaces": (size) => described(`x${" ".repeat(size)}x`),
  "a description of spaces by twos": (size) => described("x  ".repeat(size)),
  "a description of lines": (size) => described("- line\n".repeat(size)),
  "the values of an enum": (size) => ({ properties: { a: { enum: many(size, (index) => `v${index}`) } } }),
  "an enum of objects": (size) => ({ properties: { a: { enum: many(size, (index) => ({ a: index })) } } }),
  "a list of examples": (size) => ({ properties: { a: { type: "string", examples: many(size, String) } } }),
  properties: (size) => ({ properties: manyOf(size, () => ({ type: "string", description: "One." })) }),
  "required properties beside others": (size) => ({
    properties: manyOf(size, (index) => ({ const: index })),
    required: many(size, (index) => `p${index}`),
    additionalProperties: { type: "string" },
  }),
  "a union of objects": (size) => ({
    properties: { a: { anyOf: many(size, (index) => ({ type: "object", properties: { [`k${index}`]: true } })) } },
  }),
  "an object in parts": (size) => ({
    allOf: many(size, (index) => ({ type: "object", properties: { [`k${index}`]: true } })),
  }),
  alternatives: (size) => ({
    properties: manyOf(size, () => ({ type: "string" })),
    anyOf: many(size, (index) => ({ required: [`p${index}`] })),
  }),
  definitions: (size) => ({
    properties: manyOf(size, (index) => ({ $ref: `#/$defs/D${index}` })),
    $defs: Object.fromEntries(many(size, (index) => [`D${index}`, { type: "object", properties: { a: true } }])),
  }),
  "definitions of one name": (size) => ({
    properties: manyOf(size, (index) => ({ $ref: `#/$defs/D${index}/properties/a` })),
    $defs: Object.fromEntries(
      many(size, (index) => [`D${index}`, { type: "object", properties: { a: { type: "object" } } }]),
    ),
  }),
  "definitions that lead to one another": (size) => ({
    properties: { a: { $ref: "#/$defs/D0" } },
    $defs: Object.fromEntries(
      many(size, (index) => [`D${index}`, { anyOf: [{ $ref: `#/$defs/D${index + 1}` }, { type: "array" }] }]),
    ),
  }),
};

test.each(Object.entries(kinds))("twice as much of it is twice the work: %s", (_, kind) => {
  const once = workOf(kind(400));
  expect(once).toBeGreaterThan(200);
  expect(workOf(kind(800)) / once).toBeLessThan(2.2);
});

test("what no count shows is no hang either: patterns over 400,000 spaces", { timeout: 20_000 }, () => {
  const text = emitTypes(toolOf("t", { type: "object", ...described(`a${" ".repeat(400_000)}b\n${" ".repeat(9)}c`) }));
  expect(text).toContain("   * a\n   * b\n");
});
