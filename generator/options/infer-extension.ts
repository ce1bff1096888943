import { dirname, join } from "node:path";
import { createFilesMatcher, getTsconfig, parseTsconfig, type TsConfigResult } from "get-tsconfig";
import type { ImportExtension } from "../emit/types.js";

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
    const nearest = getTsconfig(outDir, "tsconfig.json", seen);
    return (nearest === null ? undefined : findProject(nearest, outDir, seen).config.compilerOptions) ?? {};
  } catch {
    // TypeScript says best what is wrong with a tsconfig.json.
    return {};
  }
}

/** A tsconfig.json that only refers to others has no options of its own: the one that the output belongs to has. */
function findProject(nearest: TsConfigResult, outDir: string, seen: Map<string, unknown>): TsConfigResult {
  const { references = [], files, include } = nearest.config;
  if (references.length === 0 || files?.length !== 0 || (include?.length ?? 0) > 0) return nearest;
  for (const { path } of references) {
    const file = join(dirname(nearest.path), path.endsWith(".json") ? path : join(path, "tsconfig.json"));
    const project = { path: file, config: parseTsconfig(file, seen as Map<string, string>) };
    if (createFilesMatcher(project)(join(outDir, "index.ts")) !== undefined) return project;
  }
  return nearest;
}

function chooseExtension(options: CompilerOptions): ImportExtension {
  const module = String(options.module ?? "").toLowerCase();
  const resolution = String(options.moduleResolution ?? "").toLowerCase();
  if (options.rewriteRelativeImportExtensions === true || options.allowImportingTsExtensions === true) return "ts";
  if (["bundler", "node10", "node", "classic"].includes(resolution)) return "none";
  return resolution === "" && module === "preserve" ? "none" : "js";
}
