import { join } from "node:path";
import type { TsConfigResult } from "get-tsconfig";
import { findTsconfig } from "./find-tsconfig.js";
import type { ImportExtension } from "./settings.js";

type CompilerOptions = NonNullable<TsConfigResult["config"]["compilerOptions"]>;

/**
 * How the nearest tsconfig.json, with all that it extends, wants relative imports to end: NodeNext resolves only what is written out,
 * bundlers like it bare, and some resolve `.ts` alone. `js`, which every setting resolves, where nothing is said.
 * `files` are all files that were looked for on the way: when one of them changes, the answer may.
 */
export function inferExtension(outDir: string): { extension: ImportExtension; files: string[] } {
  const seen = new Map<string, unknown>();
  const options = readOptions(outDir, seen);
  const files = [...seen.keys()].flatMap((key) => /^(?:existsSync|readFileSync):(.*?)(?::utf8)?$/.exec(key)?.[1] ?? []);
  return { extension: chooseExtension(options), files: [...new Set(files)] };
}

function readOptions(outDir: string, seen: Map<string, unknown>): CompilerOptions {
  try {
    return findTsconfig(join(outDir, "index.ts"), seen)?.config.compilerOptions ?? {};
  } catch {
    // TypeScript says best what is wrong with a tsconfig.json.
    return {};
  }
}

function chooseExtension(options: CompilerOptions): ImportExtension {
  const module = String(options.module ?? "").toLowerCase();
  const resolution = String(options.moduleResolution ?? "").toLowerCase();
  if (options.rewriteRelativeImportExtensions === true || options.allowImportingTsExtensions === true) return "ts";
  if (["bundler", "node10", "node", "classic"].includes(resolution)) return "none";
  return resolution === "" && module === "preserve" ? "none" : "js";
}
