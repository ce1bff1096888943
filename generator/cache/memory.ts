import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Options } from "../config/settings.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Source } from "../json/source.js";
import { isObject } from "../json/values.js";
import { fingerprint } from "../package-root.js";
import { hashText } from "../plan/manifest.js";
import type { Action, Plan } from "../plan/plan.js";
import { isSameStamp, type Stamp, type Stamps, stampOf } from "../read/stamps.js";
import { cacheFile, readCache, writeCache } from "./cache-file.js";

/** What a run came to, as far as the next one repeats it. */
export type Remembered = {
  tools: string[];
  diagnostics: Diagnostic[];
  plan: Plan;
};

/** What the inspection of a handler can say. */
const INSPECTED: readonly string[] = ["HANDLER_SYNTAX", "HANDLER_EXPORT_MISSING", "HANDLER_TOOL_WRONG"];

/** What the last run on this machine knew. */
export type Memory = {
  /** Whether every input and output is as it was, by stat calls alone. */
  isUnchanged(): boolean;
  /** What the last run came to. `sources` are the files that its diagnostics are about. */
  recall(): Remembered & { sources: Source[] };
  /** The hash of a file's text, if the file has not changed since; `file` is absolute. Takes its stamp, too. */
  knownHash(file: string, stamps: Stamps): string | undefined;
  /** What the inspection of a handler said, if the file has not changed since; `path` is that of an action. */
  inspection(path: string): Diagnostic[] | undefined;
};

/** The cache as it is written. Paths are relative to the working directory, which is in the key. */
type Cache = {
  key: string;
  tools: string[];
  diagnostics: Diagnostic[];
  /** All that the run looked at. */
  stamps: [path: string, stamp: Stamp][];
  actions: Kept[];
  manifest: string;
};
type Kept = [
  path: string,
  action: "keep" | "orphan",
  owner: Action["owner"],
  hash: string,
  tool: string,
  isStub: 0 | 1,
];

/** What is remembered of these options; undefined where nothing is, or another batchgen has written it. */
export function readMemory(options: Options): Memory | undefined {
  const file = cacheFile(options.outDir);
  const cache = file === undefined ? undefined : readCache(file);
  return isObject(cache) && cache["key"] === keyOf(options) ? memoryOf(cache as Cache, options.cwd) : undefined;
}

/**
 * Keeps what a run came to. All that it looked at is in `stamps`, with the stamps of what it wrote; a handler's hash is that of what stands there.
 * @param stamps Absolute paths.
 */
export function writeMemory(options: Options, { tools, diagnostics, plan }: Remembered, stamps: Stamps): void {
  const file = cacheFile(options.outDir);
  if (file === undefined) return;
  const prefix = `${options.cwd}/`;
  const cache: Cache = {
    key: keyOf(options),
    tools,
    diagnostics,
    stamps: [...stamps].map(([path, stamp]) => [path.startsWith(prefix) ? path.slice(prefix.length) : path, stamp]),
    actions: plan.actions.flatMap((action) => keptOf(action, plan.hashes)),
    manifest: plan.manifest.path,
  };
  writeCache(file, cache);
}

/** The options hold the working directory and all folders. */
function keyOf(options: Options): string {
  return hashText(JSON.stringify([fingerprint(), options]));
}

function keptOf(action: Action, hashes: Plan["hashes"]): Kept[] {
  const { path, action: what, owner, current, tool = "", isStub } = action;
  if (what === "delete" || what === "conflict") return [];
  const isEdited = owner === "user" && isStub !== true;
  const hash = isEdited ? hashText(current ?? "") : (hashes.get(path) ?? "");
  return [[path, what === "orphan" ? "orphan" : "keep", owner, hash, tool, isStub === true ? 1 : 0]];
}

function memoryOf(cache: Cache, cwd: string): Memory {
  let rows: { stamps: Map<string, Stamp>; hashes: Map<string, string> } | undefined;
  function byPath(): { stamps: Map<string, Stamp>; hashes: Map<string, string> } {
    rows ??= {
      stamps: new Map(cache.stamps.map(([path, stamp]) => [resolve(cwd, path), stamp])),
      hashes: new Map(cache.actions.map(([path, , , hash]) => [resolve(cwd, path), hash])),
    };
    return rows;
  }
  function isSame(file: string, now: Stamp): boolean {
    const before = byPath().stamps.get(file);
    return before !== undefined && isSameStamp(before, now);
  }
  return {
    isUnchanged: () => cache.stamps.every(([path, stamp]) => isSameStamp(stamp, stampOf(resolve(cwd, path)))),
    recall: () => ({
      tools: cache.tools,
      diagnostics: cache.diagnostics,
      plan: planOf(cache),
      sources: sourcesOf(cache.diagnostics, cwd),
    }),
    knownHash: (file, stamps) => {
      const hash = byPath().hashes.get(file);
      if (hash === undefined || hash === "") return undefined;
      const now = stampOf(file);
      if (!isSame(file, now)) return undefined;
      if (!stamps.has(file)) stamps.set(file, now);
      return hash;
    },
    inspection: (path) => {
      const file = resolve(cwd, path);
      if (!byPath().hashes.has(file) || !isSame(file, stampOf(file))) return undefined;
      return cache.diagnostics.filter((one) => one.file === path && INSPECTED.includes(one.code));
    },
  };
}

function planOf({ actions, manifest }: Cache): Plan {
  return {
    actions: actions.map(([path, action, owner, , tool, isStub]): Action => {
      return { path, action, owner, ...(tool === "" ? {} : { tool }), ...(isStub === 1 ? { isStub: true } : {}) };
    }),
    manifest: { path: manifest, action: "keep", owner: "machine" },
    hashes: new Map(),
  };
}

/** The files that diagnostics are about, for their code frames. */
function sourcesOf(diagnostics: readonly Diagnostic[], cwd: string): Source[] {
  return [...new Set(diagnostics.map(({ file }) => file))].flatMap((file) => {
    try {
      return [{ path: file, file, bytes: readFileSync(resolve(cwd, file)), hash: "" }];
    } catch {
      return [];
    }
  });
}
