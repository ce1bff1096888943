import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { emitTypes } from "../../generator/emit/types/emit-types.js";
import { compileProject } from "../support/compile.js";
import { readCases } from "./cases.js";

/**
 * A case is added without code: a folder in test/cases with an `input.json`. `UPDATE_CASES=1 npx vitest run
 * test/types/cases.test.ts` writes the `expected.ts` of every case as the emitter makes it now; read the difference
 * before you commit it.
 */
const isUpdate = process.env["UPDATE_CASES"] === "1";
const cases = readCases();

test.each(cases)("the types of the case $name read as reviewed", ({ tool, expectedFile, expected }) => {
  const types = emitTypes(tool);
  if (isUpdate) writeFileSync(expectedFile, types);
  else expect(types).toBe(expected);
});

test("the types of 40 cases or more compile under every flag on all compilers in all settings", {
  timeout: 120_000,
}, async () => {
  expect(cases.length).toBeGreaterThanOrEqual(40);
  const files = Object.fromEntries(cases.map(({ name, tool }) => [`${name}.ts`, emitTypes(tool)]));
  expect(await compileProject(files, { types: [] })).toEqual([]);
});
