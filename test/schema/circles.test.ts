import { describe, expect, it } from "vitest";
import { generate } from "../../generator/index.js";
import { findCircle } from "../../generator/schema/circles.js";
import { makeProject } from "../support/project.js";

describe("a schema that contains itself", () => {
  it.each([
    ["through its root", { properties: { a: { $ref: "#" } } }, "/properties/a/$ref"],
    [
      "through a definition",
      { $ref: "#/$defs/a", $defs: { a: { items: { $ref: "#/$defs/a" } } } },
      "/$defs/a/items/$ref",
    ],
    [
      "through two definitions",
      { $ref: "#/$defs/a", $defs: { a: { $ref: "#/$defs/b" }, b: { $ref: "#/$defs/a" } } },
      "/$defs/b/$ref",
    ],
    [
      "through a key that a reference encodes",
      { properties: { x: { $ref: "#/$defs/a%20~1b" } }, $defs: { "a /b": { not: { $ref: "#/$defs/a%20~1b" } } } },
      "/$defs/a ~1b/not/$ref",
    ],
    [
      "where a reference leads into the middle of it",
      {
        properties: {
          x: { $ref: "#/properties/y/properties/z" },
          y: { properties: { z: { $ref: "#/properties/y" } } },
        },
      },
      "/properties/y/properties/z/$ref",
    ],
  ])("%s", (_, schema, pointer) => {
    expect(findCircle(schema)).toBe(pointer);
  });

  it.each([
    ["a reference twice", { properties: { a: { $ref: "#/$defs/x" }, b: { $ref: "#/$defs/x" } }, $defs: { x: {} } }],
    ["a definition that nothing refers to", { $defs: { x: { items: { $ref: "#/$defs/x" } } } }],
    ["a reference in data", { const: { $ref: "#" }, default: { $ref: "#" } }],
    ["a property called $ref", { properties: { $ref: { type: "string" } } }],
  ])("does not by %s", (_, schema) => {
    expect(findCircle(schema)).toBeUndefined();
  });

  it("is found in no time where references double from one to the next", () => {
    const doubling = Array.from({ length: 60 }, (_, at) => [
      `d${at}`,
      { properties: { a: { $ref: `#/$defs/d${at + 1}` }, b: { $ref: `#/$defs/d${at + 1}` } } },
    ]);
    expect(findCircle({ $ref: "#/$defs/d0", $defs: { ...Object.fromEntries(doubling), d60: {} } })).toBeUndefined();
  });
});

describe("a chain of definitions that each lead to the next", () => {
  const links: [name: string, limit: number, link: (next: object) => object][] = [
    ["$ref", 990, (next) => next],
    ["anyOf", 490, (next) => ({ anyOf: [next, { type: "null" }] })],
    ["allOf", 490, (next) => ({ allOf: [next] })],
    ["not", 490, (next) => ({ not: next })],
    ["properties", Infinity, (next) => ({ type: "object", properties: { a: next } })],
    ["items", Infinity, (next) => ({ type: "array", items: next })],
  ];

  async function codesOf(length: number, link: (next: object) => object): Promise<string[]> {
    const parts = Array.from({ length }, (_, at) => [`d${at}`, link({ $ref: `#/$defs/d${at + 1}` })]);
    const $defs = { ...Object.fromEntries(parts), [`d${length}`]: { type: "string" } };
    const input_schema = { type: "object", properties: { a: { $ref: "#/$defs/d0" } }, $defs };
    const cwd = makeProject({ "tools/chain.json": { name: "chain", description: "A chain.", input_schema } });
    const { diagnostics } = await generate({ cwd });
    return diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code);
  }

  it.each(links)(
    "through %s is taken as far as it goes, or refused, and never overflows the stack",
    async (_, limit, link) => {
      expect(await codesOf(Math.min(limit, 3_000), link)).toEqual([]);
      if (limit < Infinity) expect(await codesOf(5_000, link)).toEqual(["REF_CHAIN"]);
    },
  );
});
