import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ImportExtension } from "../config/settings.js";
import { packageRoot } from "../package-root.js";
import { withExtension } from "./text.js";

/** The templates, as they stand in the output folder: unchanged but for the extension of their relative imports. */
export function emitRuntime(extension: ImportExtension): { name: string; content: string }[] {
  const folder = join(packageRoot(), "templates");
  const names = readdirSync(join(folder, "runtime"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `runtime/${name.replaceAll("\\", "/")}`);
  return ["main.ts", ...names.sort()].map((name) => {
    const text = readFileSync(join(folder, name), "utf8");
    return { name, content: extension === "js" ? text : rewriteImports(text, extension) };
  });
}

function rewriteImports(text: string, extension: ImportExtension): string {
  return text.replace(/(\bfrom |\bimport\(|^import )"(\.\.?\/[^"]+\.js)"/gm, (_, before: string, specifier: string) => {
    return `${before}"${withExtension(specifier, extension)}"`;
  });
}
