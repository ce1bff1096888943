import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../package-root.js";
import type { EmitContext } from "./context.js";
import { rewriteImports } from "./modules.js";
import { withHeaders } from "./text.js";

type Settings = Pick<EmitContext, "runtime" | "main" | "extension">;

/** The templates that the settings call for, as they stand in the output folder: unchanged but for the headers and the extension of relative imports. */
export function emitTemplates({ runtime, main, extension }: Settings): { name: string; content: string }[] {
  templates ??= readTemplates();
  const wanted = [...templates].filter(([name]) => (name === "main.ts" ? main : runtime === "copy"));
  return wanted.map(([name, text]) => ({ name, content: withHeaders(rewriteImports(text, extension)) }));
}

/** Kept: batchgen can be replaced on disk while it watches. */
let templates: ReadonlyMap<string, string> | undefined;

function readTemplates(): Map<string, string> {
  const folder = join(packageRoot(), "templates");
  const names = ["main.ts", ...runtimeFiles(folder)];
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

function runtimeFiles(folder: string): string[] {
  const names = readdirSync(join(folder, "runtime"), { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `runtime/${name.replaceAll("\\", "/")}`)
    .sort();
}
