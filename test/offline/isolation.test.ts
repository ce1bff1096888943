import { readdirSync, readFileSync } from "node:fs";
import { join, normalize, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const folder = fileURLToPath(new URL("../../generator/offline", import.meta.url));
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));

test("the offline Claude imports Node, ajv and itself only, since it ships as an entry point of its own", () => {
  expect(files.length).toBeGreaterThan(10);
  const strangers = files.flatMap((file) =>
    [...readFileSync(join(folder, file), "utf8").matchAll(/from "([^"]+)"/g)]
      .map(([, from = ""]) => from)
      .filter((from) => {
        if (!from.startsWith(".")) return !/^(?:node:|ajv\/|ajv-formats\/)/.test(from);
        return relative(folder, normalize(join(folder, file, "..", from))).startsWith("..");
      })
      .map((from) => `${file}: ${from}`),
  );
  expect(strangers).toEqual([]);
});
