import { isObject } from "../json/values.js";
import type { Disk, Manifest, ManifestFile } from "./plan.js";

/** The manifest's name in the output folder. */
export const MANIFEST = ".batchgen.json";

/** The format of the manifest. The first one is read as well. */
export const FORMAT = 2;

/** The manifest in an output folder; undefined for none that can be used. */
export function readManifest(disk: Disk, outDir: string): Manifest | undefined {
  const found = disk.look(`${outDir}/${MANIFEST}`);
  return found?.kind === "file" ? parseManifest(found.text) : undefined;
}

/**
 * The manifest in a text; undefined for none, or a damaged one. Anybody can write one: what it says is never enough to
 * delete or replace a file. Of one in a newer format only the version is read.
 */
export function parseManifest(text: string | undefined): Manifest | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? toManifest(value) : undefined;
  } catch {
    return undefined;
  }
}

/** The manifest as text: sorted, so that it is the same for the same content. */
export function formatManifest({ batchgen, tools, settings, files, indent = "  " }: Manifest): string {
  const sorted = Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ version: FORMAT, batchgen, tools, settings, files: sorted }, undefined, indent)}\n`;
}

function toManifest({ version, batchgen, tools, settings, files }: { [key: string]: unknown }): Manifest | undefined {
  if (typeof version === "number" && version > FORMAT && typeof batchgen === "string") {
    return { format: version, batchgen, tools: undefined, files: {} };
  }
  if ((version !== 1 && version !== FORMAT) || !isObject(files) || !Object.values(files).every(isFile))
    return undefined;
  const entries = files as { [path: string]: ManifestFile };
  // The first format says neither which batchgen wrote it nor from where.
  if (version === 1) return { format: 1, batchgen: "0.1.0", tools: undefined, files: entries };
  if (typeof batchgen !== "string" || typeof tools !== "string") return undefined;
  return { format: FORMAT, batchgen, tools, files: entries, ...(isObject(settings) ? { settings } : {}) };
}

function isFile(value: unknown): value is ManifestFile {
  if (!isObject(value) || typeof value["hash"] !== "string") return false;
  return value["owner"] === "machine" || (value["owner"] === "user" && typeof value["tool"] === "string");
}
