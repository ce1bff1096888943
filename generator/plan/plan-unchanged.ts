import { findStrays } from "./find-strays.js";
import { handlersOf, hashText, MANIFEST, type ReadManifest } from "./manifest.js";
import type { Action, Disk, Found, Plan, RunKey } from "./plan.js";

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
  // Listed first: the disk then knows most of what there is without looking at each file.
  const listed = { output: disk.listOutput(), handlers: disk.listHandlers() };
  const beside = new Set(listed.handlers);
  const actions: Action[] = [];
  for (const [name, { owner, hash }] of Object.entries(manifest.files)) {
    const file = fromManifest(name);
    // A handler is a person's, whatever it holds: nobody has to look into it.
    const isThere = owner === "user" ? beside.has(file) || isFile(disk.look(file)) : holds(disk.look(file), hash);
    if (!isThere || !disk.isWithin(file, owner)) return undefined;
    actions.push({ path: file, action: "keep", owner });
  }
  const strays = findStrays(disk, new Set([path, ...actions.map((action) => action.path)]), listed);
  const all = [...actions, ...strays].sort((a, b) => (a.path < b.path ? -1 : 1));
  const handlers = handlersOf(manifest.files, fromManifest);
  return { actions: all, manifest: { path, action: "keep", owner: "machine" }, handlers };
}

function isFile(found: Found | undefined): found is Exclude<Found, { kind: "other" }> {
  return found !== undefined && found.kind !== "other";
}

function holds(found: Found | undefined, hash: string): boolean {
  return isFile(found) && found.text !== undefined && hashText(found.text) === hash;
}

function isSame(a: { [key: string]: string }, b: { [key: string]: string }): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}
