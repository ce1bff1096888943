import { readFileSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import type { ImportExtension, Options } from "../config/settings.js";
import type { ReadDialect } from "../define/dialects/dialect.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Source } from "../json/source.js";
import { fingerprint } from "../package-root.js";
import type { Action, Plan } from "../plan/plan.js";
import { absolutePath } from "../read/files.js";
import { isSameStamp, type Stamp, type Stamps, stampOf } from "../read/stamps.js";
import type { Cache, StampRow } from "./cache-file.js";

/** What a run came to, as far as the next one repeats it. */
export type Remembered = { tools: string[]; dialects: ReadDialect[]; diagnostics: Diagnostic[]; plan: Plan };

/** What the last run on this machine knew. */
export type Memory = {
  /** Whether every input and output is as it was, by stat calls alone. */
  isUnchanged(): boolean;
  /** What the last run came to. `sources` are the files that its diagnostics are about. */
  recall(): Remembered & { sources: Source[] };
  /** Whether a file is as it was; `file` is absolute. */
  isSame(file: string, now: Stamp | undefined): boolean;
  /** What the last run said of a file under a code; `path` is that of the diagnostics. */
  saidOf(path: string, ...codes: readonly string[]): Diagnostic[];
  /** The hash of a file's text, if the file has not changed since; `file` is absolute. Takes its stamp, too. */
  knownHash(file: string, stamps: Stamps): string | undefined;
  /** What the inspection of a handler said, if the file has not changed since; `path` is that of an action. */
  inspection(path: string): Diagnostic[] | undefined;
};

/** What the inspection of a handler can say. */
const INSPECTED: readonly string[] = [
  "HANDLER_SYNTAX",
  "HANDLER_EXPORT_MISSING",
  "HANDLER_TOOL_WRONG",
  "HANDLER_IMPORT_OLD",
];

/** How imports end, if all that it was inferred from is as it was. */
export function recallExtension(
  { inferred }: Cache,
  cwd: string,
): { extension: ImportExtension; files: string[] } | undefined {
  if (inferred === undefined || !isUnchanged(inferred.stamps, cwd)) return undefined;
  return { extension: inferred.extension, files: inferred.stamps.map(([path]) => absolute(path, cwd)) };
}

/** What a cache knows of these options; undefined where it is of others, or another batchgen has written it. */
export function readMemory(cache: Cache | undefined, options: Options): Memory | undefined {
  return cache?.key === keyOf(options) ? memoryOf(cache, options.cwd) : undefined;
}

/** The options hold the working directory and all folders. */
export function keyOf(options: Options): string {
  return JSON.stringify([fingerprint(), options]);
}

function memoryOf(cache: Cache, cwd: string): Memory {
  let rows: { stamps: Map<string, Stamp>; hashes: Map<string, string> } | undefined;
  function byPath(): { stamps: Map<string, Stamp>; hashes: Map<string, string> } {
    rows ??= {
      stamps: new Map(cache.stamps.map(([path, stamp]) => [absolute(path, cwd), stamp])),
      hashes: new Map(cache.actions.map(([path, , , hash]) => [absolutePath(cwd, path), hash])),
    };
    return rows;
  }
  function isSame(file: string, now: Stamp | undefined): boolean {
    const before = byPath().stamps.get(file);
    return before !== undefined && now !== undefined && isSameStamp(before, now);
  }
  function saidOf(path: string, ...codes: readonly string[]): Diagnostic[] {
    return cache.diagnostics.filter((one) => one.file === path && codes.includes(one.code));
  }
  return {
    isUnchanged: () => isUnchanged(cache.stamps, cwd),
    recall: () => ({
      tools: cache.tools,
      dialects: cache.dialects,
      diagnostics: cache.diagnostics,
      plan: planOf(cache),
      sources: sourcesOf(cache.diagnostics, cwd),
    }),
    isSame,
    saidOf,
    knownHash: (file, stamps) => {
      const hash = byPath().hashes.get(file);
      if (hash === undefined || hash === "") return undefined;
      const now = stampOf(file);
      if (!isSame(file, now)) return undefined;
      if (!stamps.has(file)) stamps.set(file, now);
      return hash;
    },
    inspection: (path) => {
      const file = absolutePath(cwd, path);
      if (!byPath().hashes.has(file) || !isSame(file, stampOf(file))) return undefined;
      return saidOf(path, ...INSPECTED);
    },
  };
}

function isUnchanged(stamps: readonly StampRow[], cwd: string): boolean {
  // The system finds a short path sooner than a long one. The folder of that name can be another one than the one that
  // the process is in.
  const isHere = cwd === process.cwd() && isSameStamp(stampOf("."), stampOf(cwd));
  return stamps.every(([path, stamp]) => isSameStamp(stamp, stampOf(isHere ? path : absolute(path, cwd))));
}

/** Joins without looking for `..`, which takes longer than the stat call. */
function absolute(path: string, cwd: string): string {
  return isAbsolute(path) ? path : `${cwd}/${path}`;
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
