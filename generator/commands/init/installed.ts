import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The version of a package that a folder's code would load; undefined where none is installed. */
export function installedVersion(name: string, from: string): string | undefined {
  const file = findManifest(name, from);
  if (file === undefined) return undefined;
  try {
    const { version } = JSON.parse(readFileSync(file, "utf8")) as { version?: unknown };
    return typeof version === "string" ? version : undefined;
  } catch {
    return undefined;
  }
}

function findManifest(name: string, from: string): string | undefined {
  const near = join(from, "node_modules", name, "package.json");
  if (existsSync(near)) return near;
  if (dirname(from) !== from && process.versions["pnp"] === undefined) return findManifest(name, dirname(from));
  try {
    // Plug'n'Play has no folders; it answers where Node resolves.
    return createRequire(join(from, "index.js")).resolve(`${name}/package.json`);
  } catch {
    return undefined;
  }
}
