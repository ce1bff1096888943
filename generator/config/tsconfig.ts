import { dirname, join } from "node:path";
import { createFilesMatcher, getTsconfig, parseTsconfig, type TsConfigResult } from "get-tsconfig";
import type { ImportExtension } from "./settings.js";

type CompilerOptions = NonNullable<TsConfigResult["config"]["compilerOptions"]>;

/**
 * How the nearest tsconfig.json, with all that it extends, wants relative imports to end: NodeNext resolves only what
 * is written out, bundlers like it bare, and some resolve `.ts` alone. `js`, which every setting resolves, where
 * nothing is said. `files` are all files that were looked for on the way: when one of them changes, the answer may.
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

/**
 * The tsconfig.json that a file belongs to: the nearest one, with all that it extends, or that of its references which
 * takes the file in. undefined where there is none. `seen` collects what was looked at on the way.
 */
export function findTsconfig(file: string, seen: Map<string, unknown> = new Map()): TsConfigResult | undefined {
  const nearest = getTsconfig(dirname(file), "tsconfig.json", seen);
  if (nearest === null) return undefined;
  const { references = [], files, include } = nearest.config;
  // One that only refers to others has no options of its own.
  if (references.length === 0 || files?.length !== 0 || (include?.length ?? 0) > 0) return nearest;
  for (const { path } of references) {
    const other = join(dirname(nearest.path), path.endsWith(".json") ? path : join(path, "tsconfig.json"));
    const project = { path: other, config: parseTsconfig(other, seen as Map<string, string>) };
    if (takesIn(project, file)) return project;
  }
  return nearest;
}

/** Whether a tsconfig.json takes a file in by its `files` and `include`. */
export function takesIn(tsconfig: TsConfigResult, file: string): boolean {
  return createFilesMatcher(tsconfig)(file) !== undefined;
}
