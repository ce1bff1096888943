import { expect, it } from "vitest";
import { likenessOf } from "../../generator/schema/likeness.js";

const text = { type: "string" };

it.each([
  [text, "schema"],
  [{ type: "STRING" }, "schema"],
  [{ type: ["string", "null"] }, "schema"],
  [{ enum: ["a"] }, "schema"],
  [{ items: text }, "schema"],
  [{ properties: { a: text } }, "schema"],
  [{ $ref: "#/$defs/a" }, "schema"],
  [{ anyOf: [text] }, "schema"],
  [{ city: text, size: { type: "integer" } }, "map"],
  [[{ name: "city", type: "text" }], "list"],
  [[text], "list"],
  [{ city: text, note: "a remark" }, undefined],
  [{ type: "button" }, undefined],
  [{ enum: [] }, undefined],
  [{ anyOf: ["a"] }, undefined],
  [{ properties: { a: "b" } }, undefined],
  [{}, undefined],
  [[], undefined],
  [["a"], undefined],
  ["string", undefined],
])("%j looks like: %s", (value, likeness) => {
  expect(likenessOf(value)).toBe(likeness);
});
