import { expect, test } from "vitest";
import { compileProject } from "../support/compile.js";

test("the compile matrix passes clean code on all compilers in all settings", { timeout: 120_000 }, async () => {
  const files = {
    "a.ts": 'import type { B } from "./b.js";\nexport const a: B = { b: 1 };\n',
    "b.ts": "export type B = { b: number };\n",
  };
  expect(await compileProject(files)).toEqual([]);
  const withTs = { ...files, "a.ts": files["a.ts"].replace(".js", ".ts") };
  expect(await compileProject(withTs, { settings: ["esm-ts"] })).toEqual([]);
});

test("the compile matrix reports each fault once per compiler and setting, by its file", {
  timeout: 120_000,
}, async () => {
  const wrong = { "sub/wrong.ts": "export const x: { a?: string } = { a: undefined };\n" };
  const found = await compileProject(wrong, { types: [] });
  expect(found).toHaveLength(9);
  for (const line of found)
    expect(line).toMatch(/^(esm|bundler|cjs), TypeScript (5\.9|6|7): sub\/wrong\.ts\(1,14\): error TS2375/);
});

test("the compile matrix heeds the flags that only generated code must please", { timeout: 120_000 }, async () => {
  const wrong = {
    "enum.ts": "export enum E { A }\n",
    "unused.ts": "const unused = 1;\nexport {};\n",
  };
  const found = await compileProject(wrong, { types: [], versions: ["6"], settings: ["esm"] });
  expect(found.map((line) => /TS\d+/.exec(line)?.[0]).sort()).toEqual(["TS1294", "TS6133"]);
  const vague = { "declaration.ts": "export const f = () => Math.max(1);\n" };
  const [first = ""] = await compileProject(vague, { types: [], versions: ["6"], settings: ["esm"] });
  expect(first).toContain("TS9007");
});
