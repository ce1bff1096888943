import { hash } from "node:crypto";
import { isObject } from "../json/values.js";
import type { Disk, Handler, Manifest, ManifestFile } from "./plan.js";

/** The manifest's name in the output folder. */
export const MANIFEST = ".batchgen.json";

/** The hash of a text. CRLF counts as LF, since git may have checked it out so. */
export function hashText(text: string): string {
  return shortHash(hash("sha256", normalizeEnds(text)));
}

/** As much of a SHA-256 in hex as the manifest keeps. */
export function shortHash(sha256: string): string {
  return sha256.slice(0, 32);
}

/** The text with LF line ends. */
export function normalizeEnds(text: string): string {
  return text.replaceAll("\r\n", "\n");
}

/** A manifest as it was read. `isWhole` is false where somebody changed it, a merge say: then it knows files, but is no proof of a run. */
export type ReadManifest = { manifest: Manifest; isWhole: boolean };

/** The manifest in an output folder; undefined for none that can be used. */
export function readManifest(disk: Disk, outDir: string): ReadManifest | undefined {
  const found = disk.look(`${outDir}/${MANIFEST}`);
  return found?.kind === "file" ? parseManifest(found.text) : undefined;
}

/** The manifest in a text; undefined for none, a damaged or a foreign one, which costs a full run and never a file. */
export function parseManifest(text: string | undefined): ReadManifest | undefined {
  if (text === undefined) return undefined;
  try {
    const { seal, ...value } = JSON.parse(text) as { [key: string]: unknown };
    // It was sealed in the order in which it was written; one in another order is somebody else's work.
    return isManifest(value) ? { manifest: value, isWhole: seal === hashText(JSON.stringify(value)) } : undefined;
  } catch {
    return undefined;
  }
}

/** The manifest as text: sorted, so that it is the same for the same content, and sealed with its own hash. */
export function formatManifest(manifest: Manifest): string {
  const value = sorted(manifest);
  return `${JSON.stringify({ ...value, seal: hashText(JSON.stringify(value)) }, undefined, 2)}\n`;
}

/** The handlers that a manifest names, by their paths. */
export function handlersOf(files: Manifest["files"], fromManifest: (path: string) => string): Map<string, Handler> {
  return new Map(
    Object.entries(files).flatMap(([path, { owner, tool = "", hash }]) => {
      return owner === "user" ? [[fromManifest(path), { tool, hash }] as const] : [];
    }),
  );
}

function sorted({ version, generator, options, sources, tools, warnings, files }: Manifest): Manifest {
  return { version, generator, options, tools, warnings, sources: sortKeys(sources), files: sortKeys(files) };
}

function sortKeys<T>(record: { [key: string]: T }): { [key: string]: T } {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isManifest(value: { [key: string]: unknown }): value is Manifest {
  const { version, generator, options, tools, warnings, sources, files } = value;
  if (version !== 1 || typeof generator !== "string" || typeof options !== "string") return false;
  if (!Array.isArray(tools) || !tools.every(isText) || typeof warnings !== "number") return false;
  return (
    isObject(sources) && Object.values(sources).every(isText) && isObject(files) && Object.values(files).every(isFile)
  );
}

function isFile(value: unknown): value is ManifestFile {
  if (!isObject(value) || !isText(value["hash"])) return false;
  if (value["input"] !== undefined && !isText(value["input"])) return false;
  return value["owner"] === "machine" || (value["owner"] === "user" && isText(value["tool"]));
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
