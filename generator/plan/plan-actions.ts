import { resolve } from "node:path";
import type { VirtualFile } from "../emit/context.js";
import { isStub } from "../emit/stub-form.js";
import { hasBanner } from "../emit/text.js";
import { hashText, normalizeEnds } from "../read/hash.js";
import { findStrays, isHandler } from "./find-strays.js";
import { FORMAT, formatManifest, MANIFEST, parseManifest } from "./manifest.js";
import type { Action, Disk, Found, Manifest, ManifestFile, Plan } from "./plan.js";

/** What a plan is made from, beside the disk. */
export type PlanInput = {
  files: readonly VirtualFile[];
  /** The manifest of the run. */
  manifest: Manifest;
  /** The working directory, absolute: the folder that paths of actions are relative to. */
  cwd: string;
  /** The output folder, as the paths of the actions name it. */
  outDir: string;
  /** The path of an action, from how the manifest names it. */
  fromManifest: (path: string) => string;
};

type OutputPlace = Pick<PlanInput, "cwd" | "outDir">;
type Listed = ReadonlyMap<string, ManifestFile>;

/** Decides what becomes of every file, wanted, written before or found; the only place that does. Writes nothing. */
export function planActions(input: PlanInput, disk: Disk): Plan {
  const { fromManifest } = input;
  const manifestPath = `${input.outDir}/${MANIFEST}`;
  const before = disk.look(manifestPath);
  const text = before?.kind === "file" ? before.text : undefined;
  const listed = byPath(parseManifest(text)?.files ?? {}, fromManifest);
  const wanted = byPath(input.manifest.files, fromManifest);

  const respelled = findRespelled(listed, wanted, disk);
  const decided = [
    ...input.files.map((file): Action => {
      const old = respelled.get(file.path);
      const entry = wanted.get(file.path);
      const isNew = old !== undefined && planGone(...old, input, disk)[0]?.action === "delete";
      const action = isNew ? create(file) : planWanted(file, entry, listed.get(file.path), input, disk);
      return entry?.tool === undefined ? action : { ...action, tool: entry.tool };
    }),
    ...[...listed].flatMap(([path, entry]) => (wanted.has(path) ? [] : planGone(path, entry, input, disk))),
  ];
  const strays = findStrays(disk, new Set([manifestPath, ...decided.flatMap(({ path, at = path }) => [path, at])]));
  const actions = [...decided, ...strays].sort((a, b) => (a.path < b.path ? -1 : 1));
  const hashes = new Map([...wanted].map(([path, { hash }]) => [path, hash]));
  return { actions, manifest: planManifest(manifestPath, before, formatManifest(input.manifest)), hashes };
}

function byPath(files: Manifest["files"], fromManifest: (path: string) => string): Map<string, ManifestFile> {
  return new Map(Object.entries(files).map(([path, entry]) => [fromManifest(path), entry]));
}

function create({ path, content, owner }: VirtualFile): Action {
  return { path, action: "create", owner, content, ...(owner === "user" ? { isStub: true } : {}) };
}

function planWanted(
  file: VirtualFile,
  wanted: ManifestFile | undefined,
  listed: ManifestFile | undefined,
  place: OutputPlace,
  disk: Disk,
): Action {
  const { path, content, owner } = file;
  if (owner === "user" && path.startsWith(`${place.outDir}/`))
    return { path, action: "conflict", owner, because: "output" };
  if (!disk.isWithin(path, owner)) return { path, action: "conflict", owner, because: "link" };
  if (disk.knownHash(path) === wanted?.hash) return keep(file);
  const found = disk.look(path);
  if (found === undefined) return create(file);
  if (found.kind === "other") return { path, action: "conflict", owner, because: "no file", at: found.path };
  const current = found.text;
  if (owner === "user") return planHandler(file, listed, found, place);
  if (current === undefined) return { path, action: "conflict", owner, because: "no file" };
  if (normalizeEnds(current) === content) return { ...keep(file), current };
  // That the manifest lists it proves nothing: anybody can write a manifest.
  if (!hasBanner(current)) return { path, action: "conflict", owner, because: listed ? "edited" : "foreign" };
  const update = { path, action: "update", owner, content, current } as const;
  if (listed === undefined) return update;
  return hashText(current) === listed.hash
    ? { ...update, isUntouched: true }
    : { ...update, because: "edited", isSaidOnce: true };
}

function keep({ path, owner, content }: VirtualFile): Action {
  return { path, action: "keep", owner, content, ...(owner === "user" ? { isStub: true } : {}) };
}

/** A stub that nobody has touched follows its definition; one that somebody has, or made a link of, is theirs. */
function planHandler(
  { path, content, owner }: VirtualFile,
  listed: ManifestFile | undefined,
  found: Exclude<Found, { kind: "other" }>,
  place: OutputPlace,
): Action {
  const current = found.text;
  if (current !== undefined && normalizeEnds(current) === content) {
    return { path, action: "keep", owner, current, isStub: true };
  }
  const isUntouched = found.kind === "file" && isOwnStub(path, listed, found.text, place);
  if (!isUntouched) return { path, action: "keep", owner, current };
  return { path, action: "update", owner, content, current, isStub: true };
}

/**
 * Whether a handler is as batchgen wrote it: as the manifest says, and in the form of that tool's stub with nothing
 * added.
 */
function isOwnStub(
  path: string,
  listed: ManifestFile | undefined,
  text: string,
  { cwd, outDir }: OutputPlace,
): boolean {
  const { tool, hash } = listed ?? {};
  if (tool === undefined || hashText(text) !== hash) return false;
  return isStub(normalizeEnds(text), { file: resolve(cwd, path), index: resolve(cwd, outDir, "index.ts"), tool });
}

/** What was written once and is not wanted any more. Deleted is only what reads as batchgen's own at that place. */
function planGone(path: string, entry: ManifestFile, place: OutputPlace, disk: Disk): Action[] {
  const { owner, hash } = entry;
  // A manifest can name any file, and batchgen writes no others.
  if (!path.endsWith(".ts")) return [];
  const isWithin = disk.isWithin(path, owner);
  if (!isWithin && owner === "machine") return [];
  const found = disk.look(path);
  if (found === undefined || found.kind === "other") return [];
  const current = found.text;
  // Handlers may have lived in another folder before, which is none of this run's.
  if (!isWithin && !isHandler(current)) return [];
  if (isWithin && found.kind === "file" && isOwn(path, entry, found.text, place)) {
    return [{ path, action: "delete", owner, current }];
  }
  if (owner === "user") return [{ path, action: "orphan", owner, current, because: "handler", isSaidOnce: true }];
  const isEdited = current !== undefined && hasBanner(current) && hashText(current) !== hash;
  return [{ path, action: "orphan", owner, current, because: isEdited ? "edited" : "foreign", isSaidOnce: true }];
}

function isOwn(path: string, entry: ManifestFile, text: string, place: OutputPlace): boolean {
  if (entry.owner === "user") return isOwnStub(path, entry, text, place);
  return hashText(text) === entry.hash && hasBanner(text);
}

/**
 * Wanted paths that differ from an old one by case alone, on a disk where case does not count: both are one file. The
 * old spelling is deleted first and the new one created, or the file would keep its old name; unless a person has
 * edited it: then it stays as it is called.
 */
function findRespelled(listed: Listed, wanted: Listed, disk: Disk): Map<string, [path: string, entry: ManifestFile]> {
  const old = [...listed].filter(([path]) => !wanted.has(path));
  const spelled = new Map(old.map(([path, entry]) => [path.toLowerCase(), [path, entry] as [string, ManifestFile]]));
  return new Map(
    [...wanted.keys()].flatMap((path) => {
      const before = spelled.get(path.toLowerCase());
      return before !== undefined && disk.isSame(before[0], path) ? [[path, before] as const] : [];
    }),
  );
}

function planManifest(path: string, before: Found | undefined, content: string): Action {
  const owner = "machine";
  if (before === undefined) return { path, action: "create", owner, content };
  if (before.kind === "other") return { path, action: "conflict", owner, because: "no file", at: before.path };
  if (before.kind === "link") return { path, action: "conflict", owner, because: "no file" };
  const { text } = before;
  const action = normalizeEnds(text) === content ? "keep" : "update";
  const last = parseManifest(text);
  const isLost = last === undefined || last.format > FORMAT;
  return { path, action, owner, content, current: text, ...(isLost ? { because: "lost" as const } : {}) };
}
