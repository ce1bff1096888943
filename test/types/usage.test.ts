import { expect, test } from "vitest";
import { emitTypes } from "../../generator/emit/types/emit-types.js";
import type { JsonObject } from "../../generator/json/values.js";
import { compileProject } from "../support/compile.js";
import { toolOf } from "./support.js";

/** What users write with the types, and what the compiler must stop them from writing; each in a file of its own. */
const cases: { [name: string]: { input: JsonObject; uses: string } } = {
  Closed: {
    input: {
      properties: { city: { type: "string" }, unit: { enum: ["c", "f"] }, days: { type: "integer" } },
      required: ["city"],
      additionalProperties: false,
    },
    uses: `
export const a: ClosedInput = { city: "x", unit: "c" };
// @ts-expect-error city is required
export const b: ClosedInput = { unit: "c" };
// @ts-expect-error no such unit
export const c: ClosedInput = { city: "x", unit: "k" };
// @ts-expect-error a misspelt key
export const d: ClosedInput = { city: "x", day: 1 };
// @ts-expect-error an optional property is left out, not undefined
export const e: ClosedInput = { city: "x", days: undefined };
export const f: Record<string, unknown> = a;`,
  },
  Parts: {
    input: {
      properties: { id: { type: "string" } },
      required: ["id"],
      oneOf: [
        { properties: { kind: { const: "circle" }, radius: { type: "number" } }, required: ["kind", "radius"] },
        { properties: { kind: { const: "square" }, side: { type: "number" } }, required: ["kind", "side"] },
      ],
    },
    uses: `
export function area(shape: PartsInput): number {
  switch (shape.kind) {
    case "circle":
      return shape.id.length * shape.radius;
    case "square":
      // @ts-expect-error a square has no radius
      shape.radius;
      return shape.side ** 2;
    default: {
      const none: never = shape;
      return none;
    }
  }
}
// @ts-expect-error a circle has no side alone
export const a: PartsInput = { id: "x", kind: "circle", side: 1 };`,
  },
  Alternatives: {
    input: {
      properties: { id: { type: "number" }, route: { type: "string" }, file: { type: "string" } },
      anyOf: [{ required: ["route"] }, { required: ["file"] }],
    },
    uses: `
export function size(input: AlternativesInput): number {
  return input.route !== undefined ? input.route.length : (input.file?.length ?? 0);
}
export function exactSize(input: AlternativesInput): number {
  return "route" in input ? input.route.length : input.file.length;
}
export const destructured = ({ id, route, file }: AlternativesInput): unknown[] => [id, route?.length, file?.length];
export const a: AlternativesInput[] = [{ route: "x" }, { file: "x", id: 1 }, { route: "x", file: "y" }];
// @ts-expect-error one of the two is required
export const b: AlternativesInput = { id: 1 };
// @ts-expect-error of the wrong type
export const c: AlternativesInput = { route: 1 };
// @ts-expect-error a misspelt key
export const d: AlternativesInput = { route: "x", fiel: "y" };`,
  },
  OpenAlternatives: {
    input: {
      properties: { route: { type: "string" }, file: { type: "string" }, name: { type: "string" } },
      required: ["name"],
      additionalProperties: { type: "number" },
      oneOf: [{ required: ["route"] }, { required: ["file"], not: { required: ["route"] } }],
    },
    uses: `
export function size(input: OpenAlternativesInput): number {
  return "route" in input ? input.route.length : input.file.length;
}
export const a: OpenAlternativesInput[] = [{ name: "n", route: "x" }, { name: "n", file: "x", extra: 1 }];
// @ts-expect-error one of the two is required
export const b: OpenAlternativesInput = { name: "n", extra: 1 };`,
  },
  Nothing: {
    input: { additionalProperties: false },
    uses: `
export const a: NothingInput = {};
// @ts-expect-error it holds nothing
export const b: NothingInput = { x: 1 };
// @ts-expect-error no object
export const c: NothingInput = "x";`,
  },
  Open: {
    input: {},
    uses: `
export const a: OpenInput = { x: 1 };
// @ts-expect-error no object
export const b: OpenInput = "x";`,
  },
  Mixed: {
    input: {
      properties: { name: { type: "string" }, note: { type: "string" } },
      required: ["name"],
      additionalProperties: { type: "number" },
    },
    uses: `
export const a: MixedInput = { name: "x", extra: 1 };
export const b: string = a.name;
// @ts-expect-error no boolean
export const c: MixedInput = { name: "x", extra: true };`,
  },
  Tuple: {
    input: {
      properties: {
        point: { type: "array", prefixItems: [{ type: "number" }, { type: "number" }], minItems: 2, items: false },
        row: { type: "array", prefixItems: [{ type: "string" }], items: { type: "number" } },
      },
    },
    uses: `
export const a: TupleInput = { point: [1, 2], row: [] };
export const b: TupleInput = { row: ["x", 1, 2] };
// @ts-expect-error too short
export const c: TupleInput = { point: [1] };
// @ts-expect-error too long
export const d: TupleInput = { point: [1, 2, 3] };
// @ts-expect-error of the wrong type
export const e: TupleInput = { row: ["x", "y"] };`,
  },
  Tree: {
    input: {
      properties: { name: { type: "string" }, children: { type: "array", items: { $ref: "#" } } },
      required: ["name"],
    },
    uses: `
export const count = (tree: TreeInput): number => 1 + (tree.children ?? []).reduce((sum, child) => sum + count(child), 0);
// @ts-expect-error a child without a name
export const a: TreeInput = { name: "x", children: [{}] };`,
  },
  Nest: {
    // Found by the fuzz: in a union, TypeScript resolves the names in a list behind a bare `?` or `...` at once.
    input: {
      properties: { nest: { $ref: "#/$defs/nest" }, list: { $ref: "#/$defs/list" }, both: { $ref: "#/$defs/both" } },
      $defs: {
        both: {
          type: ["string", "array"],
          items: { $ref: "#/$defs/both", type: ["null", "array"], items: { $ref: "#/$defs/both" } },
          prefixItems: [{ type: "array", items: { $ref: "#/$defs/both" } }],
        },
        nest: {
          type: ["string", "array"],
          prefixItems: [{ anyOf: [{ type: "array", items: { $ref: "#/$defs/nest" } }, { type: "null" }] }],
          items: false,
        },
        list: {
          type: ["string", "array"],
          items: { type: ["string", "array"], items: { $ref: "#/$defs/list" } },
          prefixItems: [{ type: "string" }],
        },
      },
    },
    uses: `
export const a: NestInput = { nest: [[[null], [[[]]], []]], list: ["x", "y", [["z"], []]] };
// @ts-expect-error too long
export const b: NestInput = { nest: [null, null] };
// @ts-expect-error of the wrong type, deep within
export const c: NestInput = { nest: [[[1]]] };
// @ts-expect-error of the wrong type, deep within
export const d: NestInput = { list: ["x", [["z", 1]]] };
// @ts-expect-error of the wrong type, deep within
export const e: NestInput = { both: [["x", [["y", 1]]]] };`,
  },
  Keys: {
    input: {
      properties: Object.fromEntries([
        ...["a-b", "__proto__", "constructor", "1", "", "x\u2028y", "\ud800"].map((key) => [key, { type: "number" }]),
        ["toString", { type: "string" }],
      ]),
    },
    uses: `
export const a: KeysInput = { "a-b": 1, 1: 2, "": 3, ["__proto__"]: 4, "x\\u2028y": 5, "\\ud800": 6 };
export const b: KeysInput = {};
// @ts-expect-error where it is left out, it is a function
export const c: string | undefined = b["toString"];
// @ts-expect-error of the wrong type
export const d: KeysInput = { "x\\u2028y": "5" };`,
  },
};

test("people can use the types as they would expect, and no other way", { timeout: 120_000 }, async () => {
  const files: { [path: string]: string } = {};
  for (const [name, { input, uses }] of Object.entries(cases)) {
    files[`${name}.ts`] = emitTypes(toolOf(name, { type: "object", ...input })) + uses;
  }
  expect(await compileProject(files, { types: [], settings: ["esm"] })).toEqual([]);
});

test("the types of a huge, a deep and a multiplying schema compile", { timeout: 120_000 }, async () => {
  const many = Object.fromEntries(
    Array.from({ length: 2000 }, (_, index) => [`p${index}`, { enum: [`${index}`, index] }]),
  );
  let deep: JsonObject = { type: "string" };
  for (let level = 0; level < 500; level++) {
    deep =
      level % 2 === 0 ? { type: "array", items: deep } : { type: "object", properties: { a: deep, b: { const: 1 } } };
  }
  const wide = (prefix: string): JsonObject => ({
    anyOf: Array.from({ length: 400 }, (_, index) => ({
      properties: { [prefix]: { const: index } },
      required: [prefix],
    })),
  });
  const inputs: { [name: string]: JsonObject } = {
    Many: { properties: many },
    Deep: { properties: { deep } },
    Wide: { allOf: [wide("a"), wide("b"), wide("c")] },
  };
  const files: { [path: string]: string } = {};
  for (const [name, input] of Object.entries(inputs)) {
    files[`${name}.ts`] = emitTypes(toolOf(name, { type: "object", ...input }));
  }
  expect(await compileProject(files, { types: [], settings: ["esm"] })).toEqual([]);
});
