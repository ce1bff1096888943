import { existsSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type { SourceFile } from "ts-morph";
import type { Options } from "../config/settings.js";
import { type Diagnostic, diagnose, startOf } from "../diagnostics/diagnostic.js";
import { moduleBetween } from "../emit/modules.js";
import { toPosix } from "../read/files.js";
import { MANIFEST } from "./manifest.js";

/** The index of a folder, as an import can name it. */
const INDEX = /\/index(?:\.[cm]?[jt]s)?$/;

/**
 * Says where a handler imports `Handler` from another output folder than this run's: that of a run before `out` was
 * changed. Its types stay as they were then, or it is gone.
 * @param path The handler's, as people are shown it.
 */
export function warnOfOldOutput(file: SourceFile, path: string, options: Options): Diagnostic[] {
  const { cwd, outDir } = options;
  const folder = dirname(resolve(cwd, path));
  return file.getImportDeclarations().flatMap((statement) => {
    const specifier = statement.getModuleSpecifierValue();
    const isHandler = statement.getNamedImports().some((named) => named.getName() === "Handler");
    if (!isHandler || !/^\.\.?\//.test(specifier)) return [];
    const named = resolve(folder, specifier.replace(INDEX, ""));
    const isOutput = existsSync(join(named, MANIFEST)) || (INDEX.test(specifier) && !existsSync(named));
    if (named === outDir || !isOutput) return [];
    const [old, now] = [named, outDir].map((one) => `${toPosix(relative(cwd, one))}/`);
    const wanted = moduleBetween(folder, join(outDir, "index.ts"), options);
    const place = { ...startOf(path), ...file.getLineAndColumnAtPos(statement.getModuleSpecifier().getStart()) };
    const text = `${path} imports Handler from ${old}, and the output folder is ${now} now.`;
    const hint = `Import it from ${wanted}. When no handler imports ${old} any more, delete that folder.`;
    return [diagnose("HANDLER_IMPORT_OLD", place, text, hint)];
  });
}
