import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { showValue } from "../diagnostics/show-value.js";
import { type Diagnostic, diagnose, type Place, startOf } from "../diagnostics.js";
import type { JsonDocument } from "../read/parse-json.js";
import type { Source } from "../read/types.js";
import { checkConfig } from "./check-config.js";
import type { Config } from "./config.js";

/** Where a configuration can be, below the working directory. Only one of them may have one. */
export const CONFIG_FILES = ["package.json", "batchgen.config.json", "batchgen.config.mjs"];

/** A configuration, or what is wrong with it. */
export type Found = {
  config: Config;
  diagnostics: Diagnostic[];
  /** The files that the diagnostics are about, for code frames. */
  sources: Source[];
};

type Candidate = { file: string; value: unknown; bytes: Buffer | undefined };

/** Reads the configuration of a working directory: `batchgen` in package.json, batchgen.config.json or batchgen.config.mjs. */
export async function readConfig(cwd: string): Promise<Found> {
  const candidates: Candidate[] = [];
  for (const file of CONFIG_FILES) {
    const read = await readCandidate(cwd, file);
    if (read === undefined) continue;
    if ("diagnostics" in read) return read;
    candidates.push(read);
  }
  const [first, second] = candidates;
  if (first === undefined) return { config: {}, diagnostics: [], sources: [] };
  if (second !== undefined) {
    const text = `There are configurations in ${first.file} and in ${second.file}; one was expected.`;
    return refuse(diagnose("CONFIG_SEVERAL", startOf(second.file), text, "Keep one of them."));
  }
  return check(first);
}

async function readCandidate(cwd: string, file: string): Promise<Candidate | Found | undefined> {
  const path = join(cwd, file);
  try {
    // The query makes Node load the file anew where --watch saw it change.
    if (file.endsWith(".mjs")) {
      const url = `${pathToFileURL(path).href}?${statSync(path).mtimeMs}`;
      const module = (await import(url)) as { default?: unknown };
      if (module.default !== undefined) return { file, value: module.default, bytes: undefined };
      const text = `${file} has no default export; expected was \`export default defineConfig({ … })\`.`;
      return refuse(
        diagnose("CONFIG_INVALID", startOf(file), text, "Export the settings as default, or remove the file."),
      );
    }
    const bytes = readFileSync(path);
    const value: unknown = JSON.parse(bytes.toString("utf8").replace(/^\ufeff/, ""));
    if (file !== "package.json") return { file, value, bytes };
    const own = isRecord(value) ? value["batchgen"] : undefined;
    return own === undefined ? undefined : { file, value: own, bytes };
  } catch (error) {
    if (isMissing(error, path)) return undefined;
    // npm reads package.json too and says best what is wrong with it; what batchgen needs of it is optional.
    if (file === "package.json") return undefined;
    return unreadable(path, file, error);
  }
}

/** What is wrong with the settings that were found; with a place for each where the file is JSON. */
async function check({ file, value, bytes }: Candidate): Promise<Found> {
  const above = file === "package.json" ? "/batchgen" : "";
  const sources = bytes === undefined ? [] : [sourceOf(file, bytes)];
  let document: JsonDocument | undefined;
  const place = (pointer: string, part: "key" | "value"): Place => document?.place(pointer, part) ?? startOf(file);
  if (!isRecord(value)) {
    document = await parse(sources);
    const text = `The configuration is ${showValue(value)}; an object was expected.`;
    return { ...refuse(diagnose("CONFIG_INVALID", place(above, "value"), text, "Make it an object.")), sources };
  }
  const name = (key: string): string => key;
  const origin = { code: "CONFIG_INVALID", name, place: () => startOf(file) } as const;
  const faults = await checkConfig(value, origin);
  if (faults.length === 0) return { config: value, diagnostics: [], sources: [] };
  // Positions need a syntax tree: it is only loaded for a file that has a fault.
  document = await parse(sources);
  const at = (key: string, part: "key" | "value"): Place => place(`${above}/${toSegment(key)}`, part);
  return { config: {}, diagnostics: await checkConfig(value, { ...origin, place: at }), sources };
}

async function unreadable(path: string, file: string, error: unknown): Promise<Found> {
  const hint = "Mend the file, or remove it: batchgen needs no configuration.";
  const reason = (error instanceof Error ? error.message : String(error)).split("\n", 1)[0] ?? "";
  if (error instanceof SyntaxError && file.endsWith(".json")) {
    const source = sourceOf(file, readFileSync(path));
    const { parseJson } = await import("../read/parse-json.js");
    const [fault] = parseJson(source).diagnostics;
    const text = `${file} cannot be read: ${fault?.message ?? reason}`;
    return { ...refuse(diagnose("CONFIG_UNREADABLE", fault ?? startOf(file), text, hint)), sources: [source] };
  }
  return refuse(diagnose("CONFIG_UNREADABLE", startOf(file), `${file} cannot be read: ${reason}.`, hint));
}

async function parse([source]: readonly Source[]): Promise<JsonDocument | undefined> {
  if (source === undefined) return undefined;
  const { parseJson } = await import("../read/parse-json.js");
  return parseJson(source).document;
}

function sourceOf(file: string, bytes: Buffer): Source {
  return { path: file, file, bytes, hash: "" };
}

function refuse(fault: Diagnostic): Found {
  return { config: {}, diagnostics: [fault], sources: [] };
}

/** Whether the file itself is missing, and not one that it imports. */
function isMissing(error: unknown, path: string): boolean {
  const { code, path: missing } = error as NodeJS.ErrnoException;
  return code === "ENOENT" && missing === path;
}

function toSegment(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

function isRecord(value: unknown): value is { [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
