import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CORPORA } from "../define/corpora.js";
import { checkReported, type Reported } from "../support/reported.js";
import { whenAbsent } from "./corpora.js";

const string = { type: "string" };

/** What each input's expect.md says, by the name of its folder. */
const REPORTS: { readonly [folder: string]: Reported } = {
  "arguments-list": {
    says: ["TOOL_SCHEMA_MISSING"],
    refused: ['"arguments" looks like the parameters, as a list', '"properties":{"q":{"type":"string"'],
  },
  "array-level-enum": {
    says: ["SCHEMA_ENUM_OF_ITEMS"],
    valid: [{ order_by: ["createdTime"] }, { order_by: [] }],
    invalid: [{ order_by: ["x"] }, { order_by: "createdTime" }],
    types: ['("createdTime" | "createdTime desc")[]'],
  },
  "discriminator-mapping-stale": {
    sent: {
      type: "object",
      properties: {
        pet: {
          discriminator: { propertyName: "kind", mapping: { cat: "#/$defs/Cat" } },
          oneOf: [{ $ref: "#/$defs/Cat" }],
        },
      },
      $defs: { Cat: { type: "object", properties: { kind: { const: "cat" } } } },
    },
    valid: [{ pet: { kind: "cat" } }],
    invalid: [{ pet: { kind: "dog" } }],
  },
  "dynamicref-plain-anchor": {
    valid: [{ v: ["foo", 42] }],
    invalid: [{ v: "foo" }],
  },
  "exclusive-boolean": {
    says: ["SCHEMA_EXCLUSIVE_BOOLEAN"],
    sent: { type: "object", properties: { ttl: { type: "integer", exclusiveMinimum: 0 } } },
    valid: [{ ttl: 1 }],
    invalid: [{ ttl: 0 }],
  },
  "format-output-naive-datetime": {
    results: {
      ok: [{ created_at: "2025-10-22T15:50:22.113199" }],
      refused: [{}, { created_at: 5 }],
    },
  },
  "format-time-vs-pattern": {
    valid: [{ at: "10:00" }, { at: "10:00:00" }],
    invalid: [{ at: "noon" }],
  },
  "inline-properties": {
    says: ["PARAMETERS_MISPLACED"],
    refused: ['"location" and "unit" look like properties, which belong under "properties"'],
  },
  "nested-nulls": {
    says: Array.from({ length: 5 }, () => "SCHEMA_NULL_KEYWORD"),
    sent: { type: "object", properties: { a: string, b: { type: "object" }, c: {} } },
    valid: [{ a: "x", b: {}, c: 1 }],
    invalid: [{ a: 1 }],
  },
  "nested-properties-without-type": {
    says: ["SCHEMA_TYPE_MISSING"],
    valid: [{ cfg: { a: "x" } }],
    invalid: [{ cfg: {} }],
    repaired: [{ given: { cfg: '{"a":"x"}' }, reaches: { cfg: { a: "x" } } }],
  },
  "not-empty-never": {
    sent: { type: "object", properties: { a: false, b: string }, additionalProperties: false },
    valid: [{ b: "x" }, {}],
    invalid: [{ a: 1 }, { z: 1 }],
    types: ["a?: never"],
    told: [{ given: { a: 1 }, words: ["not allowed"], never: "must not fit {}" }],
  },
  "null-type-outside-enum": {
    says: ["SCHEMA_NULL_OUTSIDE_ENUM"],
    valid: [{ r: "good" }],
    invalid: [{ r: null }],
    types: ['r?: "good" | "bad";'],
  },
  "property-names-message": {
    valid: [{ m: { a: 1 } }],
    told: [{ given: { m: { c: 1 } }, words: ["name", '\\"c\\"', '\\"a\\"', '\\"b\\"'] }],
  },
  "required-alternatives-message": {
    says: ["SCHEMA_ROOT_COMBINATOR"],
    sent: {
      type: "object",
      properties: { hours: { type: "integer" }, minutes: { type: "integer" }, seconds: { type: "integer" } },
    },
    valid: [{ seconds: 5 }],
    told: [{ given: {}, words: ["one of", "hours", "minutes", "seconds"] }],
  },
  "root-anyof-lost": {
    says: ["SCHEMA_ROOT_COMBINATOR"],
    sent: {
      type: "object",
      properties: { content: { anyOf: [string, {}] }, source_url: { anyOf: [string, {}] } },
    },
    valid: [{ content: "x" }, { source_url: "x" }],
    invalid: [{}],
  },
  "typebox-record-any-key": {
    sent: { type: "object", properties: { fields: { type: "object", additionalProperties: {} } } },
    valid: [{ fields: { any: 1 } }],
    invalid: [{ fields: 1 }],
  },
};

describe.skipIf(CORPORA === undefined)(`definitions from public reports${whenAbsent}`, () => {
  const folder = join(CORPORA ?? "", "reports");
  const names = CORPORA === undefined ? [] : readdirSync(folder);

  it("each has what its expect.md says written down here", () => {
    expect(Object.keys(REPORTS).sort()).toEqual([...names].sort());
  });

  it.each(names)("%s does what its expect.md says", async (name) => {
    const files = readdirSync(join(folder, name, "tools"));
    expect(files).toHaveLength(1);
    const definition: unknown = JSON.parse(readFileSync(join(folder, name, "tools", files[0] ?? ""), "utf8"));
    await checkReported(definition, REPORTS[name] ?? {});
  });
});
