import type { Config } from "../config/settings.js";
import type { VirtualFile } from "../emit/context.js";
import type { Indent } from "../json/source.js";

/**
 * What a run does with one file. `keep`: it is as it should be, or a person's. `orphan`: nothing wants it any more, or
 * nobody knows it, and it is not batchgen's to delete. `conflict`: something stands in the way that batchgen did not
 * make.
 */
export type Action = {
  /** POSIX, relative to the working directory. */
  path: string;
  action: "create" | "update" | "delete" | "keep" | "orphan" | "conflict";
  owner: VirtualFile["owner"];
  /** What to write, with `create` and `update`. */
  content?: string;
  /** The text that stands there now; undefined where none does, or nobody looked. */
  current?: string | undefined;
  /** What is in the way, with `conflict: "no file"`: the path itself, or one above it. */
  at?: string;
  /**
   * Why, with `conflict`; what was left over, with `orphan`; with `update`, that it is not as the last manifest says.
   */
  because?: "foreign" | "link" | "no file" | "output" | "edited" | "handler" | "lost";
  /**
   * Whether the next run may say something else of it: the last manifest alone told of it, or it is another run's
   * temporary file.
   */
  isSaidOnce?: boolean;
  /** Whether a generated file that is updated is as the last run wrote it, by the manifest. */
  isUntouched?: true;
  /** Of which tool it is, for a handler that a definition calls for. */
  tool?: string;
  /** Whether a handler is a stub that nobody has filled in, after the run. */
  isStub?: boolean;
};

/** All that a run does, in the order of the paths. The manifest's own action is the last to be carried out. */
export type Plan = {
  actions: Action[];
  manifest: Action;
  /** The hashes of the texts that batchgen wants, by the paths of the actions. */
  hashes: ReadonlyMap<string, string>;
};

/**
 * What stands at a path. A link's text is what it leads to; undefined where it leads nowhere. `other` is a folder or
 * something else, and `path` what is in the way: the path itself, or a file where a folder above it belongs.
 */
export type Found =
  | { kind: "file"; text: string }
  | { kind: "link"; text: string | undefined }
  | { kind: "other"; path: string };

/** The disk, as far as a plan reads it. Paths are those of the actions. */
export type Disk = {
  /** What stands at a path; undefined for nothing. */
  look(path: string): Found | undefined;
  /** The hash of the text at a path, where that is known without a look into it. */
  knownHash(path: string): string | undefined;
  /** When a file was written, in milliseconds since 1970; undefined for none. */
  writtenAt(path: string): number | undefined;
  /** Every file in the output folder, links and whatever else is no folder among them. */
  listOutput(): string[];
  /** The files in the folders where handlers live, and links. */
  listHandlers(): string[];
  /**
   * Whether a file may be written or deleted: its folder is where its owner's files live, also with all links resolved.
   */
  isWithin(path: string, owner: VirtualFile["owner"]): boolean;
  /** Whether two paths are one file, as they are where case does not count. */
  isSame(a: string, b: string): boolean;
};

/**
 * What batchgen wrote. It depends on the input alone, so that a run from scratch gives the same one. Hashes are SHA-256
 * over the text with LF line ends, hex, the first 32 digits.
 */
export type Manifest = {
  /** How its text is indented: as the definitions are. */
  indent?: Indent;
  format: number;
  /** The version of the batchgen that wrote it. */
  batchgen: string;
  /** The tools folder, from the output folder, POSIX; undefined where the manifest does not say it. */
  tools: string | undefined;
  /**
   * The settings that are not the defaults, so that `try` can run with the same ones. The handlers' folder is from the
   * output folder, POSIX.
   */
  settings?: Config;
  /**
   * What was written, by paths from the output folder, and its hash; for a handler, `tool` is its name and the hash its
   * stub's, whatever a person has made of that.
   */
  files: { [path: string]: ManifestFile };
};

export type ManifestFile = { owner: VirtualFile["owner"]; hash: string; tool?: string };
