import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";

/**
 * What a module names by a relative path, in whatever form. What only looks like an import does no harm: a file more is
 * watched.
 */
const RELATIVE = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*(["'])(\.{1,2}\/[^"'\n]+)\1/g;
const MODULE = /\.[cm]?[jt]s$/;

/**
 * The files that a module of the user's imports by relative paths, and those that these import, whether they are there
 * or not; absolute.
 * @param path Absolute.
 */
export function localImports(path: string): string[] {
  const found = new Set<string>();
  follow(path, found);
  found.delete(path);
  return [...found];
}

function follow(path: string, found: Set<string>): void {
  if (found.has(path)) return;
  found.add(path);
  if (!MODULE.test(path) || !existsSync(path)) return;
  for (const [, , specifier = ""] of readFileSync(path, "utf8").matchAll(RELATIVE)) {
    const named = resolve(dirname(path), specifier);
    follow(variants(named).find((file) => existsSync(file)) ?? named, found);
  }
}

/** What a specifier can mean: TypeScript writes `.js` for a `.ts`, or no ending. */
function variants(named: string): string[] {
  const source = named.replace(/\.([cm]?)js$/, ".$1ts");
  return MODULE.test(named) ? [named, source] : [named, `${named}.ts`, `${named}.js`];
}
