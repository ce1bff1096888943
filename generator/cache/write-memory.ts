import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { replaceFile } from "../apply/write-file.js";
import type { Options } from "../config/settings.js";
import type { Action, Plan } from "../plan/plan.js";
import { codeOf } from "../read/files.js";
import { hashText } from "../read/hash.js";
import type { Stamps } from "../read/stamps.js";
import { type ActionRow, type Cache, cacheFile, type StampRow } from "./cache-file.js";
import { keyOf, type Remembered } from "./memory.js";

/**
 * Keeps what a run came to. Where the file system refuses it, the next run takes longer and nothing else.
 * @param stamps Of all that the run looked at, with the stamps of what it wrote; absolute paths.
 * @param settings Of all that the options were inferred from.
 */
export function writeMemory(options: Options, ran: Remembered, stamps: Stamps, settings: Stamps): void {
  const file = cacheFile(options.outDir);
  if (file === undefined) return;
  const cache: Cache = {
    key: keyOf(options),
    // What was given says nothing of what is inferred without it.
    inferred:
      options.settings?.importExtension === undefined
        ? { extension: options.extension, stamps: rowsOf(settings, options.cwd) }
        : undefined,
    tools: ran.tools,
    dialects: ran.dialects,
    diagnostics: ran.diagnostics,
    stamps: rowsOf(stamps, options.cwd),
    actions: ran.plan.actions.flatMap((action) => rowOf(action, ran.plan.hashes)),
    manifest: ran.plan.manifest.path,
  };
  try {
    mkdirSync(dirname(file), { recursive: true });
    replaceFile(file, JSON.stringify(cache));
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
  }
}

function rowsOf(stamps: Stamps, cwd: string): StampRow[] {
  const prefix = `${cwd}/`;
  return [...stamps].map(([path, stamp]) => [path.startsWith(prefix) ? path.slice(prefix.length) : path, stamp]);
}

/** A handler's hash is that of what stands there. */
function rowOf(action: Action, hashes: Plan["hashes"]): ActionRow[] {
  const { path, action: what, owner, current, tool = "", isStub } = action;
  if (what === "delete" || what === "conflict") return [];
  const isEdited = owner === "user" && isStub !== true;
  const hash = isEdited ? hashText(current ?? "") : (hashes.get(path) ?? "");
  return [[path, what === "orphan" ? "orphan" : "keep", owner, hash, tool, isStub === true ? 1 : 0]];
}
