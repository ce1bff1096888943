import type { VirtualFile } from "../emit/context.js";

/**
 * What a run does with one file. `keep`: it is as it should be, or a person's. `orphan`: nothing wants it any more, or
 * nobody knows it, and it is not batchgen's to delete. `conflict`: something stands in the way that batchgen did not make.
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
  /** Why, with `conflict`; what was left over, with `orphan`. */
  because?: "stranger" | "link" | "no file" | "output" | "edited" | "handler" | "lost";
};

/** All that a run does, in the order of the paths. The manifest's own action is the last to be carried out. */
export type Plan = {
  actions: Action[];
  manifest: Action;
  /** The handlers, by their paths, and what is known of each. */
  handlers: ReadonlyMap<string, Handler>;
};

/** A tool's handler, as the manifest of the run has it. */
export type Handler = { tool: string /** The hash of the stub that batchgen writes there. */; hash: string };

/**
 * What stands at a path. A link's text is what it leads to; undefined where it leads nowhere. `other` is a folder or something else, and
 * `path` what is in the way: the path itself, or a file where a folder above it belongs.
 */
export type Found =
  | { kind: "file"; text: string }
  | { kind: "link"; text: string | undefined }
  | { kind: "other"; path: string };

/** The disk, as far as a plan reads it. Paths are those of the actions. */
export type Disk = {
  /** What stands at a path; undefined for nothing. */
  look(path: string): Found | undefined;
  /** Every file in the output folder, links and whatever else is no folder among them. */
  listOutput(): string[];
  /** The files in the folders where handlers live, and links. */
  listHandlers(): string[];
  /** Whether a file may be written or deleted: its folder is where its owner's files live, also with all links resolved. */
  isWithin(path: string, owner: VirtualFile["owner"]): boolean;
  /** Whether two paths are one file, as they are where case does not count. */
  isSame(a: string, b: string): boolean;
};

/** What a run is made from. With the same in the last run's manifest, the same comes out. */
export type RunKey = {
  /** batchgen itself: its version, emitters and templates. */
  generator: string;
  /** The options that the output depends on. */
  options: string;
  /** The definition files, by their paths from the tools folder. */
  sources: { [file: string]: string };
};

/**
 * What batchgen wrote, from what. It depends on the input alone, so that a run from scratch gives the same one. Hashes are SHA-256 over
 * the text with LF line ends, hex, the first 32 digits.
 */
export type Manifest = RunKey & {
  version: 1;
  /** The names of the tools, in the order of the output. */
  tools: string[];
  /** How many warnings the definitions had: they are said again by each run. */
  warnings: number;
  /**
   * What was written, by paths from the output folder, and its hash; for a handler, `tool` is its name and the hash its stub's,
   * whatever a person has made of that. `input` is the hash of what a types file was made from.
   */
  files: { [path: string]: ManifestFile };
};

export type ManifestFile = { owner: VirtualFile["owner"]; hash: string; tool?: string; input?: string };
