import { mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { replaceFile } from "../apply/write-file.js";
import type { Options } from "../config/settings.js";
import type { DefinedSource, FoundTool, Recall } from "../define/define-source.js";
import type { EmittedTool } from "../emit/context.js";
import type { Source } from "../json/source.js";
import { isObject } from "../json/values.js";
import { codeOf } from "../read/files.js";
import { hashBytes } from "../read/hash.js";
import { cacheFile } from "./cache-file.js";
import { keyOf } from "./memory.js";

/** What the last run made of each source, so that only those that changed since are defined and emitted again. */
export type KnownSources = {
  recall: Recall;
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
  const file = cacheFile(options.outDir, "sources");
  const rows = file === undefined ? [] : readRows(file, keyOf(options));
  const known = new Map(rows.map(([name, hash, part]) => [`${hash} ${name}`, part]));
  const recalled = new Set<DefinedSource>();
  return {
    recall: ({ file: name, hash }) => {
      const part = known.get(`${hash} ${name}`);
      if (part !== undefined) recalled.add(part);
      return part;
    },
    keep: (sources, parts, tools) => {
      const isSame = parts.length === known.size && parts.every((part) => recalled.has(part));
      if (file === undefined || isSame) return;
      const byName = new Map(tools.map((tool) => [tool.name, tool]));
      writeRows(
        file,
        keyOf(options),
        sources.flatMap(({ file: name, hash }, index): Row[] => {
          const part = parts[index];
          if (part === undefined) return [];
          return [[name, hash, { ...part, tools: part.tools.map((tool) => toKeep(tool, byName)) }]];
        }),
      );
    },
  };
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

/** The first line is the hash of the second, so that a file that was damaged or edited is known. */
function readRows(file: string, key: string): Row[] {
  try {
    const [hash, json = ""] = readFileSync(file, "utf8").split("\n");
    if (hash !== hashBytes(Buffer.from(json))) return [];
    const found: unknown = JSON.parse(json);
    if (!isObject(found) || found["key"] !== key || !Array.isArray(found["rows"])) return [];
    return found["rows"].filter(isRow);
  } catch {
    return [];
  }
}

/** Where the file system refuses it, the next run takes longer and nothing else. */
function writeRows(file: string, key: string, rows: readonly Row[]): void {
  const json = JSON.stringify({ key, rows });
  try {
    mkdirSync(dirname(file), { recursive: true });
    replaceFile(file, `${hashBytes(Buffer.from(json))}\n${json}`);
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
  }
}

function isRow(value: unknown): value is Row {
  if (!Array.isArray(value) || typeof value[0] !== "string" || typeof value[1] !== "string") return false;
  const part: unknown = value[2];
  return isObject(part) && [part["tools"], part["diagnostics"], part["dialects"]].every(Array.isArray);
}
