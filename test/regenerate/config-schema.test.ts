import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { expect, it } from "vitest";
import { formatJson } from "../../generator/commands/init/json-files.js";
import { configSchema } from "../../generator/config/config-schema.js";
import { SETTINGS } from "../../generator/config/settings.js";
import { defineConfig } from "../../generator/index.js";
import { root } from "../support/project.js";

const FILE = join(root, "config.schema.json");

/** Of each kind, and at the limits of each setting. */
const VALUES = [
  "",
  "x",
  "js",
  "mjs",
  "copy",
  "a b",
  "n".repeat(128),
  "n".repeat(129),
  0,
  1,
  1.5,
  2 ** 53,
  true,
  null,
  [],
];

it("config.schema.json is made from the settings: UPDATE_SCHEMA=1 writes it", () => {
  const text = formatJson(configSchema());
  if (process.env["UPDATE_SCHEMA"] === "1") writeFileSync(FILE, text);
  expect(readFileSync(FILE, "utf8")).toBe(text);
});

it("config.schema.json takes of every setting what batchgen takes, and no other key", () => {
  const validate = new Ajv({ strict: true, strictTypes: false }).compile(JSON.parse(readFileSync(FILE, "utf8")));
  for (const [name, { test, byDefault }] of Object.entries(SETTINGS)) {
    for (const value of VALUES) expect([name, value, validate({ [name]: value })]).toEqual([name, value, test(value)]);
    // What a run finds out is in brackets, and is no value.
    if (!String(byDefault).startsWith("(")) expect(test(byDefault), name).toBe(true);
  }
  expect(validate({ $schema: "./node_modules/batchgen/config.schema.json" })).toBe(true);
  expect([validate({ outt: "x" }), validate([])]).toEqual([false, false]);
});

it("defineConfig takes a $schema, and refuses another key by its type", () => {
  expect(defineConfig({ $schema: "x", out: "y" })).toEqual({ $schema: "x", out: "y" });
  // @ts-expect-error: a key that is misspelt does not compile.
  defineConfig({ outt: "x" });
});
