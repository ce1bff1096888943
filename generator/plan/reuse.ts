import { hashText, normalizeEnds, type ReadManifest } from "./manifest.js";
import type { Disk, RunKey } from "./plan.js";

/** A file of the output folder as it is on disk, if it was made from the same input (`made`, a hash); undefined otherwise. */
export type Reusable = (name: string, made: string) => string | undefined;

/** The files that the last run wrote with the same batchgen and options, and that nobody has changed since. */
export function findReusable(
  key: RunKey,
  last: ReadManifest | undefined,
  disk: Disk,
  fromManifest: (path: string) => string,
): Reusable {
  const { isWhole, manifest } = last ?? { isWhole: false, manifest: undefined };
  if (!isWhole || manifest?.generator !== key.generator || manifest.options !== key.options) return () => undefined;
  return (name, made) => {
    const entry = manifest.files[name];
    if (entry?.input !== made) return undefined;
    const found = disk.look(fromManifest(name));
    return found?.kind === "file" && hashText(found.text) === entry.hash ? normalizeEnds(found.text) : undefined;
  };
}
