import { dirname, join } from "node:path";
import { createFilesMatcher, getTsconfig, parseTsconfig, type TsConfigResult } from "get-tsconfig";

/**
 * The tsconfig.json that a file belongs to: the nearest one, with all that it extends, or that of its references which takes the file in.
 * undefined where there is none. `seen` collects what was looked at on the way.
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
