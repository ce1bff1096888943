import { findStrays } from "./find-strays.js";
import { handlersOf, hashText, MANIFEST, type ReadManifest } from "./manifest.js";
import type { Action, Disk, Plan, RunKey } from "./types.js";

/**
 * The plan of a run whose last one had the same input and whose output is all still there: found from hashes alone, so that nothing else has
 * to be loaded. undefined where a full run has to look.
 */
export function planUnchanged(
  run: RunKey,
  last: ReadManifest | undefined,
  disk: Disk,
  fromManifest: (path: string) => string,
): Plan | undefined {
  if (last === undefined || !last.isWhole) return undefined;
  const { manifest } = last;
  if (manifest.generator !== run.generator || manifest.options !== run.options) return undefined;
  if (!isSame(manifest.sources, run.sources)) return undefined;

  const path = fromManifest(MANIFEST);
  const actions: Action[] = [];
  for (const [name, { owner, hash }] of Object.entries(manifest.files)) {
    const file = fromManifest(name);
    const there = disk.look(file);
    if (there === undefined || there.kind === "other" || !disk.isWithin(file, owner)) return undefined;
    // An edited handler is a person's, whatever it holds.
    if (owner === "machine" && (there.text === undefined || hashText(there.text) !== hash)) return undefined;
    actions.push({ path: file, action: "keep", owner, current: there.text });
  }
  const strays = findStrays(disk, new Set([path, ...actions.map((action) => action.path)]));
  const all = [...actions, ...strays].sort((a, b) => (a.path < b.path ? -1 : 1));
  const handlers = handlersOf(manifest.files, fromManifest);
  return { actions: all, manifest: { path, action: "keep", owner: "machine" }, handlers };
}

function isSame(a: { [key: string]: string }, b: { [key: string]: string }): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}
