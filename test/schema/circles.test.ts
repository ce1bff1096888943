import { describe, expect, it } from "vitest";
import { findCircle } from "../../generator/schema/circles.js";

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
