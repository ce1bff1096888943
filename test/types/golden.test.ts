import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { emitTypes } from "../../generator/emit/types/emit-types.js";
import { corpusTools, haveCorpora } from "./support.js";

/**
 * Every file `<corpus>/<tool>.ts` here is what the types of that real tool must read like; it was reviewed by eye. To
 * add one, create it empty and run the test with UPDATE_GOLDEN=1, which writes what the emitter says now: read the
 * difference before it is committed.
 */
const cases = fileURLToPath(new URL("../cases/types/", import.meta.url));
const paths = readdirSync(cases, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.endsWith(".ts"))
  .sort();

test("20 real tools or more are kept as they must read", () => {
  expect(paths.length).toBeGreaterThanOrEqual(20);
});

const skipped = haveCorpora ? "" : "SKIPPED, the corpora are absent: ";
test.skipIf(!haveCorpora).each(paths)(`${skipped}the types of %s read as reviewed`, async (path) => {
  const [corpus, tool] = path.replace(/\.ts$/, "").split("/");
  const found = Object.entries(corpusTools()).find(([id, { name }]) => id.startsWith(`${corpus}/`) && name === tool);
  expect(found, `${tool} in the corpus ${corpus}`).toBeDefined();
  if (found === undefined) return;
  const text = emitTypes(found[1]);
  if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(join(cases, path), text);
  expect(text).toBe(readFileSync(join(cases, path), "utf8"));
});
