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
      writeRows(file, keyOf(options), rowsOf(sources, parts, tools));
    },
  };
}

function* rowsOf(
  sources: readonly Source[],
  parts: readonly DefinedSource[],
  tools: readonly EmittedTool[],
): Iterable<Row> {
  const byName = new Map(tools.map((tool) => [tool.name, tool]));
  for (const [index, { file, hash }] of sources.entries()) {
    const part = parts[index];
    if (part === undefined) continue;
    yield [file, hash, { ...part, tools: part.tools.map((tool) => toKeep(tool, byName)) }];
  }
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

/** A line holds a row, after the hash of the cache's key and the row: so what was damaged or edited is known. */
function readRows(file: string, key: string): Row[] {
  try {
    const lines = readFileSync(file, "utf8").split("\n");
    return lines.flatMap((line) => {
      const json = line.slice(SEAL);
      const row: unknown = line.slice(0, SEAL) === hashText(key + json) ? JSON.parse(json) : undefined;
      return isRow(row) ? [row] : [];
    });
  } catch {
    return [];
  }
}

/** How long a hash is. */
const SEAL = 32;

/** Where the file system refuses it, the next run takes longer and nothing else. */
function writeRows(file: string, key: string, rows: Iterable<Row>): void {
  const lines = Array.from(rows, (row) => {
    const json = JSON.stringify(row);
    return `${hashText(key + json)}${json}\n`;
  });
  try {
    mkdirSync(dirname(file), { recursive: true });
    replaceFile(file, lines);
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
  }
}

function isRow(value: unknown): value is Row {
  if (!Array.isArray(value) || typeof value[0] !== "string" || typeof value[1] !== "string") return false;
  const part: unknown = value[2];
  return isObject(part) && [part["tools"], part["diagnostics"], part["dialects"]].every(Array.isArray);
}
