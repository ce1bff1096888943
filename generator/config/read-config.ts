import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Diagnostic, diagnose, type Place, startOf } from "../diagnostics/diagnostic.js";
import { showValue } from "../diagnostics/show-value.js";
import type { JsonDocument } from "../json/parse-json.js";
import { toSegment } from "../json/pointer.js";
import type { Source } from "../json/source.js";
import { CONFIG_FILES } from "../read/files.js";
import { checkConfig } from "./check-config.js";
import type { Config } from "./settings.js";

/** Those that are code. */
const MODULES = ["batchgen.config.mjs", "batchgen.config.ts"];

/** A configuration, or what is wrong with it. */
export type FoundConfig = {
  config: Config;
  diagnostics: Diagnostic[];
  /** The files that the diagnostics are about, for code frames. */
  sources: Source[];
};

type Candidate = { file: string; value: unknown; source: Source | undefined; kind?: string };

/** Reads the configuration of a working directory: `batchgen` in package.json, batchgen.config.json, .mjs or .ts. */
export async function readConfig(cwd: string): Promise<FoundConfig> {
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
    const text = `There are configurations in ${first.file} and in ${second.file}; there must be one.`;
    return refuse(diagnose("CONFIG_SEVERAL", startOf(second.file), text, "Keep one of them."));
  }
  return check(first);
}

async function readCandidate(cwd: string, file: string): Promise<Candidate | FoundConfig | undefined> {
  const path = join(cwd, file);
  if (!existsSync(path)) return undefined;
  try {
    if (MODULES.includes(file)) return await importModule(path, file);
    if (!file.endsWith(".json")) return unread(file);
    return await parseFile(path, file);
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split("\n", 1)[0] ?? "";
    return refuse(diagnose("CONFIG_UNREADABLE", startOf(file), `${file} cannot be read: ${reason}.`, hintFor(file)));
  }
}

async function importModule(path: string, file: string): Promise<Candidate | FoundConfig> {
  const { loadModule } = await import("./load-module.js");
  const { value, kind } = await loadModule(path);
  if (kind !== undefined) return { file, value, source: undefined, kind };
  if (value !== undefined) return { file, value, source: undefined };
  const text = `${file} has no default export; it must have \`export default defineConfig({ … })\`.`;
  const hint = "Export the settings as default, or remove the file.";
  return refuse(diagnose("CONFIG_INVALID", startOf(file), text, hint));
}

/** A package.json that is broken counts as one that may hold settings: a run without them would write elsewhere. */
async function parseFile(path: string, file: string): Promise<Candidate | FoundConfig | undefined> {
  const source = { path: file, file, bytes: readFileSync(path), hash: "" };
  let value: unknown;
  try {
    value = JSON.parse(source.bytes.toString("utf8").replace(/^\ufeff/, ""));
  } catch (error) {
    const [fault] = (await parse(source)).diagnostics;
    const isBlank = source.bytes.toString("utf8").trim() === "";
    // The parser would ask for a tool definition.
    const reason = isBlank ? "it is empty; it must be a JSON object." : (fault?.message ?? String(error));
    const text = `${file} cannot be read: ${reason}`;
    const refused = diagnose("CONFIG_UNREADABLE", fault ?? startOf(file), text, hintFor(file));
    return { ...refuse(refused), sources: [source] };
  }
  if (file !== "package.json") return { file, value, source };
  const own = isPlain(value) ? value["batchgen"] : undefined;
  return own === undefined ? undefined : { file, value: own, source };
}

/**
 * Nobody writes a file of that name for another purpose: to pass over it would be to generate something else than was
 * asked for.
 */
function unread(file: string): FoundConfig {
  const text = `${file} is not read; a configuration must be in package.json or in batchgen.config.json, .mjs or .ts.`;
  const hint = "Call it batchgen.config.mjs, or batchgen.config.ts if it is TypeScript, and write it as an ES module.";
  return refuse(diagnose("CONFIG_UNREADABLE", startOf(file), text, hint));
}

function hintFor(file: string): string {
  return file === "package.json" ? "Fix the file." : "Fix the file, or remove it: batchgen needs no configuration.";
}

/** What is wrong with the settings that were found; with a place for each where the file is JSON. */
async function check({ file, value, source, kind }: Candidate): Promise<FoundConfig> {
  const above = file === "package.json" ? "/batchgen" : "";
  const sources = source === undefined ? [] : [source];
  let document: JsonDocument | undefined;
  const place = (pointer: string, part: "key" | "value"): Place => document?.place(pointer, part) ?? startOf(file);
  if (!isPlain(value)) {
    document = source && (await parse(source)).document;
    const text = `The configuration is ${kind ?? showValue(value)}; it must be an object.`;
    return { ...refuse(diagnose("CONFIG_INVALID", place(above, "value"), text, "Make it an object.")), sources };
  }
  const name = (key: string): string => key;
  const origin = { code: "CONFIG_INVALID", name, place: () => startOf(file) } as const;
  const faults = await checkConfig(value, origin);
  if (faults.length === 0) return { config: value, diagnostics: [], sources: [] };
  // Positions need a syntax tree: it is only loaded for a file that has a fault.
  document = source && (await parse(source)).document;
  const at = (key: string, part: "key" | "value"): Place => place(`${above}/${toSegment(key)}`, part);
  return { config: {}, diagnostics: await checkConfig(value, { ...origin, place: at }), sources };
}

async function parse(source: Source) {
  const { parseJson } = await import("../json/parse-json.js");
  return parseJson(source);
}

function refuse(fault: Diagnostic): FoundConfig {
  return { config: {}, diagnostics: [fault], sources: [] };
}

/** Whether a value is an object as JSON has them: a Map, say, has no keys either. */
function isPlain(value: unknown): value is { [key: string]: unknown } {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
