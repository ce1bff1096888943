import { accessSync, constants, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ImportExtension } from "../config/settings.js";
import type { ReadDialect } from "../define/dialects/dialect.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { isObject } from "../json/values.js";
import type { Action } from "../plan/plan.js";
import type { Stamp } from "../read/stamps.js";

/**
 * What is known of the last run with an output folder. Paths are absolute, or relative to the working directory, which
 * is in the key.
 */
export type Cache = {
  /** batchgen itself and all options. */
  key: string;
  /** How imports end, and what that was inferred from; undefined where nothing had to be inferred. */
  inferred: { extension: ImportExtension; stamps: StampRow[] } | undefined;
  tools: string[];
  dialects: ReadDialect[];
  diagnostics: Diagnostic[];
  /** All that the run looked at, with the stamps of what it wrote. */
  stamps: StampRow[];
  actions: ActionRow[];
  /** The path of the manifest. */
  manifest: string;
};

export type StampRow = [path: string, stamp: Stamp];
export type ActionRow = [
  path: string,
  action: "keep" | "orphan",
  owner: Action["owner"],
  hash: string,
  tool: string,
  isStub: 0 | 1,
];

/**
 * Where what is known of an output folder is kept: in the nearest node_modules above it that can be written, or where
 * yarn keeps such files under Plug'n'Play. It is never committed. undefined where there is no such place: then every
 * run generates and compares.
 * @param outDir Absolute.
 * @param what The whole run, or each source.
 */
export function cacheFile(outDir: string, what: "run" | "sources" = "run"): string | undefined {
  const name = `${nameOf(outDir)}${what === "run" ? "" : `.${what}`}.json`;
  for (let folder = dirname(outDir); ; folder = dirname(folder)) {
    const modules = join(folder, "node_modules");
    if (isWritable(modules)) return join(modules, ".cache", "batchgen", name);
    if (isWritable(join(folder, ".pnp.cjs"))) return join(folder, ".yarn", ".cache", "batchgen", name);
    if (folder === dirname(folder)) return undefined;
  }
}

/** What is known of an output folder; undefined where nothing is. */
export function readCache(outDir: string): Cache | undefined {
  const file = cacheFile(outDir);
  if (file === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8"));
    return isObject(value) && typeof value["key"] === "string" ? (value as Cache) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A hash of the path (FNV-1a, twice 32 bits). Two paths with the same one only take the cache from each other: the key
 * tells them apart. Loading node:crypto would take longer than all else that a run with nothing to do does.
 */
function nameOf(path: string): string {
  let [a, b] = [0x811c9dc5, 0xcbf29ce4];
  for (let index = 0; index < path.length; index++) {
    a = Math.imul(a ^ path.charCodeAt(index), 0x01000193);
    b = Math.imul(b ^ path.charCodeAt(path.length - 1 - index), 0x01000193);
  }
  return [a, b].map((part) => (part >>> 0).toString(16).padStart(8, "0")).join("");
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
