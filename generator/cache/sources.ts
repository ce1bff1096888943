import { mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { replaceFile } from "../apply/write-file.js";
import type { Options } from "../config/settings.js";
import type { DefinedSource, FoundTool, Recall } from "../define/define-source.js";
import type { EmittedTool } from "../emit/context.js";
import type { Source } from "../json/source.js";
import { isObject } from "../json/values.js";
import { codeOf } from "../read/files.js";
import { hashText } from "../read/hash.js";
import { cacheFile } from "./cache-file.js";
import { keyOf } from "./memory.js";

/** What the last run made of each source, so that only those that changed since are defined and emitted again. */
export type KnownSources = {
  recall: Recall;
  /** The hash of a source at the last run, by its path from the tools folder. */
  hashOf: (file: string) => string | undefined;
  /** Keeps what this run made of them; the tools are those of all sources. */
  keep: (sources: readonly Source[], parts: readonly DefinedSource[], tools: readonly EmittedTool[]) => void;
};

/**
 * A source as the cache holds it. Its hash and its path tell whether it is the same; the key of the cache stands for
 * all else.
 */
type Row = [file: string, hash: string, part: DefinedSource];

/**
 * Opens the cache of sources, which lies beside what is known of the whole run. What is damaged, or of other options or
 * another batchgen, counts as nothing.
 */
export function openSources(options: Options): KnownSources {
  const path = cacheFile(options.outDir, "sources");
  const key = keyOf(options);
  const known = path === undefined ? new Map<string, KnownRow>() : readRows(path, key);
  const recalled = new Map<DefinedSource, string>();
  return {
    recall: ({ file, hash }) => {
      const row = known.get(file);
      if (row?.hash !== hash) return undefined;
      recalled.set(row.part, row.line);
      return row.part;
    },
    hashOf: (file) => known.get(file)?.hash,
    keep: (sources, parts, tools) => {
      const isSame = parts.length === known.size && parts.every((part) => recalled.has(part));
      if (path === undefined || isSame) return;
      const byName = new Map(tools.map((tool) => [tool.name, tool]));
      const lines = sources.flatMap(({ file, hash }, index) => {
        const part = parts[index];
        if (part === undefined) return [];
        return [recalled.get(part) ?? lineOf(key, [file, hash, toKeepAll(part, byName)])];
      });
      writeLines(path, lines);
    },
  };
}

/** What is known of a source, with the line that holds it. */
type KnownRow = { hash: string; part: DefinedSource; line: string };

function toKeepAll(part: DefinedSource, tools: ReadonlyMap<string, EmittedTool>): DefinedSource {
  return { ...part, tools: part.tools.map((tool) => toKeep(tool, tools)) };
}

/**
 * Without its schemas, which nothing is emitted from again. That of a strict tool counts for what all tools may cost
 * together.
 */
function toKeep({ name, namePointer, tool }: FoundTool, tools: ReadonlyMap<string, EmittedTool>): FoundTool {
  const texts = tools.get(name)?.texts;
  if (tool === undefined || texts === undefined) return { name, namePointer, tool: undefined };
  const { sent, outputSchema } = tool;
  const kept = {
    ...tool,
    sent: sent["strict"] === true ? sent : { ...sent, input_schema: {} },
    inputSchema: {},
    outputSchema: outputSchema && {},
  };
  return { name, namePointer, tool: kept, texts };
}

/** How long the hash is with which a line begins. */
const SEAL = 32;

/** A line holds a row, after the hash of the cache's key and the row: so what was damaged or edited is known. */
function lineOf(key: string, row: Row): string {
  const json = JSON.stringify(row);
  return `${hashText(key + json)}${json}\n`;
}

/** What is known of each source, by its path from the tools folder. */
function readRows(path: string, key: string): Map<string, KnownRow> {
  const known = new Map<string, KnownRow>();
  try {
    for (const line of readFileSync(path, "utf8").split("\n")) {
      const json = line.slice(SEAL);
      const row: unknown = line.slice(0, SEAL) === hashText(key + json) ? JSON.parse(json) : undefined;
      if (isRow(row)) known.set(row[0], { hash: row[1], part: row[2], line: `${line}\n` });
    }
  } catch {
    return new Map();
  }
  return known;
}

/** Where the file system refuses it, the next run takes longer and nothing else. */
function writeLines(path: string, lines: readonly string[]): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    replaceFile(path, lines);
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
  }
}

function isRow(value: unknown): value is Row {
  if (!Array.isArray(value) || typeof value[0] !== "string" || typeof value[1] !== "string") return false;
  const part: unknown = value[2];
  return isObject(part) && [part["tools"], part["diagnostics"], part["dialects"]].every(Array.isArray);
}
