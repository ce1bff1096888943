/** A definition file as it was read. */
export type Source = {
  /** As people are shown it: a POSIX path, relative to the working directory where it lies below that. */
  path: string;
  /** The path from the tools folder, POSIX. */
  file: string;
  bytes: Uint8Array;
  /** SHA-256 of the bytes, hex. CRLF counts as LF, since git may have checked the file out so. */
  hash: string;
};
