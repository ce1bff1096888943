import { hash } from "node:crypto";
import { accessSync, constants, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { replaceFile } from "../apply/write-file.js";

/**
 * Where what is known of an output folder is kept: in the nearest node_modules above it that can be written, or where yarn keeps such files
 * under Plug'n'Play. It is never committed. undefined where there is no such place: then every run generates and compares.
 * @param outDir Absolute.
 */
export function cacheFile(outDir: string): string | undefined {
  const name = `${hash("sha256", outDir).slice(0, 32)}.json`;
  for (let folder = dirname(outDir); ; folder = dirname(folder)) {
    const modules = join(folder, "node_modules");
    if (isWritable(modules)) return join(modules, ".cache", "batchgen", name);
    if (isWritable(join(folder, ".pnp.cjs"))) return join(folder, ".yarn", ".cache", "batchgen", name);
    if (folder === dirname(folder)) return undefined;
  }
}

/** The JSON value in a cache file; undefined for none, or a damaged one. */
export function readCache(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** Writes a cache file. Where the file system refuses it, the next run takes longer and nothing else. */
export function writeCache(file: string, value: unknown): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    replaceFile(file, JSON.stringify(value));
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
  }
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
