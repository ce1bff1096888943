import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** batchgen's own folder: the nearest above this file with a package.json, whether it runs bundled or from source. */
export function packageRoot(): string {
  root ??= findRoot();
  return root;
}

// Kept: batchgen can be replaced on disk while it watches.
let root: string | undefined;
let version: string | undefined;

function findRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json"))) folder = dirname(folder);
  return folder;
}

/** batchgen's version, from its package.json. */
export function packageVersion(): string {
  version ??= (JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8")) as { version: string }).version;
  return version;
}

declare const __FINGERPRINT__: string | undefined;

/**
 * A hash of batchgen itself, which the build puts in: another batchgen remembers nothing of this one's runs. From
 * source, the version.
 */
export function fingerprint(): string {
  return typeof __FINGERPRINT__ === "string" ? __FINGERPRINT__ : `source ${packageVersion()}`;
}
