import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../package-root.js";
import type { EmitContext } from "./context.js";
import { rewriteImports } from "./modules.js";
import { withHeaders } from "./text.js";

type Settings = Pick<EmitContext, "runtime" | "main" | "extension">;

/**
 * The templates that the settings call for, as they stand in the output folder: unchanged but for the headers and the
 * extension of relative imports. The build has joined the runtime to a few files.
 */
export function emitTemplates({ runtime, main, extension }: Settings): { name: string; content: string }[] {
  templates ??= readTemplates();
  const wanted = [...templates].filter(([name]) => (name === "main.ts" ? main : runtime === "copy"));
  return wanted.map(([name, text]) => ({ name, content: withHeaders(rewriteImports(text, extension)) }));
}

/** Kept: batchgen can be replaced on disk while it watches. */
let templates: ReadonlyMap<string, string> | undefined;

function readTemplates(): Map<string, string> {
  const folder = join(packageRoot(), "dist/templates");
  const runtime = readdirSync(join(folder, "runtime")).map((name) => `runtime/${name}`);
  return new Map(["main.ts", ...runtime.sort()].map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}
