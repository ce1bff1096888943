import { posix, relative, resolve } from "node:path";
import { toPosix } from "../read/files.js";

/** The path of an action, as the manifest names it, and back: the manifest knows nothing of the working directory. */
export type ManifestPaths = {
  fromManifest: (path: string) => string;
  toManifest: (path: string) => string;
};

/** @param folders Absolute. */
export function manifestPaths({ cwd, outDir }: { cwd: string; outDir: string }): ManifestPaths {
  const shown = new Map<string, string>();
  // `relative` takes longer than reading a file, and thousands of files are in a few folders.
  function show(folder: string): string {
    const known = shown.get(folder) ?? toPosix(relative(cwd, resolve(outDir, folder)));
    shown.set(folder, known);
    return known;
  }
  const named = new Map<string, string>();
  function name(folder: string): string {
    const known = named.get(folder) ?? toPosix(relative(outDir, resolve(cwd, folder)));
    named.set(folder, known);
    return known;
  }
  return {
    fromManifest: (path) => posix.join(show(posix.dirname(path)), posix.basename(path)),
    toManifest: (path) => posix.join(name(posix.dirname(path)), posix.basename(path)),
  };
}
