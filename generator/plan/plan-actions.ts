import type { VirtualFile } from "../emit/context.js";
import { hasBanner } from "../emit/text.js";
import { findStrays } from "./find-strays.js";
import { formatManifest, handlersOf, hashText, MANIFEST, normalizeEnds, parseManifest } from "./manifest.js";
import type { Action, Disk, Found, Manifest, ManifestFile, Plan } from "./plan.js";

/** What a plan is made from, beside the disk. */
export type PlanInput = {
  files: readonly VirtualFile[];
  /** The manifest of the run. */
  manifest: Manifest;
  /** The output folder, as the paths of the actions name it. */
  outDir: string;
  /** The path of an action, from how the manifest names it. */
  fromManifest: (path: string) => string;
};

/** Decides what becomes of every file, wanted, written before or found; the only place that does. Writes nothing. */
export function planActions(input: PlanInput, disk: Disk): Plan {
  const { fromManifest } = input;
  const manifestPath = `${input.outDir}/${MANIFEST}`;
  const before = disk.look(manifestPath);
  const text = before?.kind === "file" ? before.text : undefined;
  const last = parseManifest(text)?.manifest.files ?? {};
  const known = new Map(Object.entries(last).map(([path, entry]) => [fromManifest(path), entry]));

  const paths = new Set(input.files.map(({ path }) => path));
  const respelled = findRespelled(known, paths, disk);
  const decided = [
    ...input.files.map((file) => {
      const isNew = replaces(respelled.get(file.path), disk);
      return isNew ? create(file) : planWanted(file, known.get(file.path)?.hash, input.outDir, disk);
    }),
    ...[...known].flatMap(([path, entry]) => (paths.has(path) ? [] : planGone(path, entry, disk))),
  ];
  const strays = findStrays(disk, new Set([manifestPath, ...decided.flatMap(({ path, at = path }) => [path, at])]));
  const actions = [...decided, ...strays].sort((a, b) => (a.path < b.path ? -1 : 1));

  const content = formatManifest(input.manifest);
  return {
    actions,
    manifest: planManifest(manifestPath, before, content),
    handlers: handlersOf(input.manifest.files, fromManifest),
  };
}

function create({ path, content, owner }: VirtualFile): Action {
  return { path, action: "create", owner, content };
}

function planWanted(file: VirtualFile, hash: string | undefined, outDir: string, disk: Disk): Action {
  const { path, content, owner } = file;
  if (owner === "user" && path.startsWith(`${outDir}/`)) return { path, action: "conflict", owner, because: "output" };
  if (!disk.isWithin(path, owner)) return { path, action: "conflict", owner, because: "link" };
  const found = disk.look(path);
  if (found === undefined) return create(file);
  if (found.kind === "other") return { path, action: "conflict", owner, because: "no file", at: found.path };
  const current = found.text;
  if (owner === "user") return planHandler(path, content, hash, found);
  if (current === undefined) return { path, action: "conflict", owner, because: "no file" };
  if (normalizeEnds(current) === content) return { path, action: "keep", owner, content, current };
  const isOurs = hash !== undefined || hasBanner(current);
  return isOurs
    ? { path, action: "update", owner, content, current }
    : { path, action: "conflict", owner, because: "stranger" };
}

/** A stub that nobody has touched follows its definition; one that somebody has, or made a link of, is theirs. */
function planHandler(
  path: string,
  content: string,
  hash: string | undefined,
  found: Exclude<Found, { kind: "other" }>,
): Action {
  const owner = "user";
  const current = found.text;
  const isUntouched = found.kind === "file" && hash !== undefined && hash === hashText(found.text);
  const isSame = current !== undefined && normalizeEnds(current) === content;
  if (isSame || !isUntouched) return { path, action: "keep", owner, current };
  return { path, action: "update", owner, content, current };
}

/** What was written once and is not wanted any more. Only what nobody has changed since is deleted. */
function planGone(path: string, { owner, hash }: ManifestFile, disk: Disk): Action[] {
  // A manifest from elsewhere can name any file: what is not where batchgen writes is none of its business.
  if (!disk.isWithin(path, owner) || (owner === "user" && !path.endsWith(".ts"))) return [];
  const found = disk.look(path);
  if (found === undefined || found.kind === "other") return [];
  if (found.kind === "file" && hashText(found.text) === hash)
    return [{ path, action: "delete", owner, current: found.text }];
  return [{ path, action: "orphan", owner, current: found.text, because: owner === "user" ? "handler" : "edited" }];
}

/**
 * Wanted paths that differ from an old one by case alone, on a disk where case does not count: both are one file. The old spelling is deleted
 * first and the new one created, or the file would keep its old name; unless a person has edited it: then it stays as it is called.
 */
function findRespelled(
  known: ReadonlyMap<string, ManifestFile>,
  paths: ReadonlySet<string>,
  disk: Disk,
): Map<string, { path: string; entry: ManifestFile }> {
  const old = [...known].filter(([path]) => !paths.has(path));
  const spelled = new Map(old.map(([path, entry]) => [path.toLowerCase(), { path, entry }]));
  return new Map(
    [...paths].flatMap((path) => {
      const before = spelled.get(path.toLowerCase());
      return before !== undefined && disk.isSame(before.path, path) ? [[path, before] as const] : [];
    }),
  );
}

function replaces(before: { path: string; entry: ManifestFile } | undefined, disk: Disk): boolean {
  return before !== undefined && planGone(before.path, before.entry, disk)[0]?.action === "delete";
}

function planManifest(path: string, before: Found | undefined, content: string): Action {
  const owner = "machine";
  if (before === undefined) return { path, action: "create", owner, content };
  if (before.kind === "other") return { path, action: "conflict", owner, because: "no file", at: before.path };
  if (before.kind === "link") return { path, action: "conflict", owner, because: "no file" };
  const { text } = before;
  const action = normalizeEnds(text) === content ? "keep" : "update";
  const isLost = parseManifest(text) === undefined;
  return { path, action, owner, content, current: text, ...(isLost ? { because: "lost" as const } : {}) };
}
