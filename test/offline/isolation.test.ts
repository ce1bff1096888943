import { readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, test } from "vitest";

const generator = fileURLToPath(new URL("../../generator", import.meta.url));

/** Every file that `from` leads to by imports, itself first, and every package that one of them imports. */
function reached(from: string): { files: string[]; packages: string[] } {
  const files = [from];
  const packages = new Set<string>();
  // The loop also visits the files that are pushed while it runs.
  for (const file of files) {
    // Types are gone when it runs.
    const text = readFileSync(join(generator, file), "utf8").replace(/^(?:import|export) type [^;]*;/gm, "");
    for (const { fileName: name } of ts.preProcessFile(text).importedFiles) {
      if (!name.startsWith(".")) packages.add(name);
      else {
        const path = relative(generator, join(generator, file, "..", name.replace(/\.js$/, ".ts"))).replaceAll(
          sep,
          "/",
        );
        if (!files.includes(path)) files.push(path);
      }
    }
  }
  return { files, packages: [...packages] };
}

test("the offline Claude reaches Node and itself only, since it ships as an entry point of its own", () => {
  const { files, packages } = reached("offline/index.ts");
  expect(files.length).toBeGreaterThan(10);
  // What it shares with the generator: the API's rules, and the rooms of the runtime that check values, schemas, JSON
  // and references.
  const shared = /^(?:offline|api|json|schema|\.\.\/templates\/runtime\/(?:contract|json|references|validate))\//;
  expect(files.filter((file) => !shared.test(file))).toEqual(["diagnostics/show-value.ts"]);
  expect(packages.filter((name) => !/^node:/.test(name))).toEqual([]);
});
