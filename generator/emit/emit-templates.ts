import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../package-root.js";
import type { EmitContext } from "./context.js";
import { rewriteImports } from "./modules.js";
import { withHeaders } from "./text.js";

/** The templates that the settings call for, as they stand in the output folder: unchanged but for the headers and the extension of relative imports. */
export function emitTemplates({ runtime, main, extension }: EmitContext): { name: string; content: string }[] {
  const folder = join(packageRoot(), "templates");
  const names = [...(main ? ["main.ts"] : []), ...(runtime === "copy" ? runtimeFiles(folder) : [])];
  return names.map((name) => {
    const text = readFileSync(join(folder, name), "utf8");
    return { name, content: withHeaders(rewriteImports(text, extension)) };
  });
}

function runtimeFiles(folder: string): string[] {
  const names = readdirSync(join(folder, "runtime"), { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `runtime/${name.replaceAll("\\", "/")}`)
    .sort();
}
