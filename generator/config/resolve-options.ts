import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { NOWHERE } from "../diagnostics/diagnostic.js";
import type { Source } from "../json/source.js";
import { CONFIG_FILES } from "../read/files.js";
import { checkConfig } from "./check-config.js";
import { readConfig } from "./read-config.js";
import { refuseFolders } from "./refuse-folders.js";
import { BATCH_NAME, type Config, type ImportExtension, MAX_INVOCATIONS, type Options } from "./settings.js";

/** The settings of a run, or what is in the way of them. */
export type ResolvedOptions = {
  /** undefined where there are diagnostics. */
  options: Options | undefined;
  /** What the configuration says of them. */
  config: Config;
  diagnostics: Diagnostic[];
  /** The files that the diagnostics are about, for code frames. */
  sources: Source[];
  /** Every file that the settings depend on, whether it is there or not; absolute. */
  files: string[];
};

/**
 * The settings of a run: defaults, then the configuration, then the flags.
 * @param cwd Absolute.
 * @param recall What is inferred from the tsconfig.json of an output folder, where that is known already.
 * @param name A setting of `flags`, as it was written there; by default as on the command line.
 */
export async function resolveOptions(
  flags: Config,
  cwd: string,
  name = flagName,
  recall: (outDir: string) => Inferred | undefined = () => undefined,
): Promise<ResolvedOptions> {
  const { config, diagnostics, sources } = await readConfig(cwd);
  const wrong = await checkConfig(flags, { code: "OPTION_INVALID", name, place: () => NOWHERE });
  const files = await configurationFiles(cwd);
  const refuse = (faults: Diagnostic[]): ResolvedOptions => ({
    options: undefined,
    config,
    diagnostics: faults,
    sources,
    files,
  });
  if (diagnostics.length + wrong.length > 0) return refuse([...diagnostics, ...wrong]);
  const given: Config = {
    ...config,
    ...Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined)),
  };
  const { outDir, ...settled } = complete(given, cwd);
  const refused = refuseFolders({ cwd, outDir, ...settled });
  if (refused.length > 0) return refuse(refused);
  const inferred = given.importExtension === undefined ? (recall(outDir) ?? (await infer(outDir))) : undefined;
  const own = unusual(given, settled);
  const options: Options = {
    cwd,
    outDir,
    ...settled,
    extension: given.importExtension ?? inferred?.extension ?? "js",
    ...(Object.keys(own).length === 0 ? {} : { settings: own }),
  };
  return { options, config, diagnostics: [], sources, files: [...files, ...(inferred?.files ?? [])] };
}

type Settled = Omit<Options, "cwd" | "extension" | "settings" | "outDir">;

/** Settings with their defaults; how imports end aside, which a tsconfig.json decides. */
function complete(given: Config, cwd: string): Settled & Pick<Options, "outDir"> {
  const toolsDir = resolveFolder(cwd, given.tools ?? "tools");
  return {
    toolsDir,
    outDir: resolveFolder(cwd, given.out ?? "generated"),
    handlersDir: given.handlers === undefined ? toolsDir : resolveFolder(cwd, given.handlers),
    batchName: given.batchName ?? BATCH_NAME,
    maxInvocations: given.maxInvocations ?? MAX_INVOCATIONS,
    runtime: given.runtime ?? "copy",
    main: given.main ?? true,
    ...(given.allowEmpty === true ? { allowEmpty: true } : {}),
  };
}

/**
 * A folder as a setting names it, absolute. A setting may have been written on Windows: backslashes separate folders on
 * every system.
 */
export function resolveFolder(cwd: string, folder: string): string {
  return resolve(cwd, folder.replaceAll("\\", "/"));
}

/** The settings of a run that are not the defaults, however they were given. The manifest names the other folders. */
function unusual(given: Config, { toolsDir, handlersDir, batchName, maxInvocations, runtime, main }: Settled): Config {
  const { importExtension, allowEmpty } = given;
  return {
    ...(handlersDir === toolsDir ? {} : { handlers: handlersDir }),
    ...(batchName === BATCH_NAME ? {} : { batchName }),
    ...(maxInvocations === MAX_INVOCATIONS ? {} : { maxInvocations }),
    ...(runtime === "copy" ? {} : { runtime }),
    ...(main ? {} : { main }),
    ...(allowEmpty === true ? { allowEmpty } : {}),
    ...(importExtension === undefined ? {} : { importExtension }),
  };
}

/** Every file that can hold the configuration, and what one that is code imports. */
async function configurationFiles(cwd: string): Promise<string[]> {
  const files = CONFIG_FILES.map((file) => join(cwd, file));
  const modules = files.filter((file) => !file.endsWith(".json") && existsSync(file));
  if (modules.length === 0) return files;
  const { localImports } = await import("./local-imports.js");
  return [...files, ...modules.flatMap(localImports)];
}

/** How imports end, and every file that it was inferred from. */
type Inferred = { extension: ImportExtension; files: string[] };

async function infer(outDir: string): Promise<Inferred> {
  const { inferExtension } = await import("./tsconfig.js");
  return inferExtension(outDir);
}

function flagName(key: string): string {
  if (key === "tools") return "[tools-dir]";
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
