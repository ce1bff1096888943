import { packageVersion } from "../package-root.js";

declare const __FINGERPRINT__: string | undefined;

/** What the output depends on in batchgen itself; the build puts in a hash of it. From source, only the version is known. */
export function fingerprint(): string {
  return typeof __FINGERPRINT__ === "string" ? __FINGERPRINT__ : `source ${packageVersion()}`;
}
