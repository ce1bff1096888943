import { readFileSync, rmdirSync, rmSync } from "node:fs";
import { dirname, sep } from "node:path";
import type { Action, Plan } from "../plan/plan.js";
import { absolutePath } from "../read/files.js";
import { hashText } from "../read/hash.js";
import { type Stamp, stampOf } from "../read/stamps.js";
import { createFile, replaceFile } from "./write-file.js";

/**
 * What was done, which can be less than was planned, and the stamps of the files written and deleted and of their
 * folders, by absolute path; undefined for a file that is not certain to be the one that was written.
 */
export type Applied = { plan: Plan; stamps: Map<string, Stamp | undefined> };

/**
 * Carries out a plan. Handlers come first, the manifest last, so that an interrupted run is repaired by the next one;
 * deletions come after all else is written. Throws the file system's own error; what stood there before is whole then,
 * or what was to stand there.
 * @param outDir Absolute. Folders that become empty below it are removed.
 * @param onDelete Takes each file that is deleted, as soon as it is.
 */
export function applyPlan(
  { actions, manifest, hashes }: Plan,
  cwd: string,
  outDir: string,
  onDelete: (action: Action) => void = () => {},
): Applied {
  const stamps: Applied["stamps"] = new Map();
  const isRespelled = respelledIn(actions);
  const done = new Map<Action, Action>();
  function carryOut(action: Action): void {
    const isDeletion = action.action === "delete";
    const did = isDeletion ? deleteFile(action, cwd, outDir, onDelete) : writeAction(action, cwd, stamps);
    done.set(action, did);
  }
  const deletions = actions.filter(({ action }) => action === "delete");
  for (const action of deletions) if (isRespelled(action)) carryOut(action);
  for (const action of actions) if (action.owner === "user" && action.action !== "delete") carryOut(action);
  for (const action of actions) if (action.owner === "machine" && action.action !== "delete") carryOut(action);
  for (const action of deletions) if (!isRespelled(action)) carryOut(action);
  carryOut(manifest);
  for (const { path, action } of deletions) if (action === "delete") stamps.set(absolutePath(cwd, path), null);
  for (const folder of new Set([...stamps.keys()].map((file) => dirname(file)))) stamps.set(folder, stampOf(folder));
  return {
    plan: {
      actions: actions.map((action) => done.get(action) ?? action),
      manifest: done.get(manifest) ?? manifest,
      hashes,
    },
    stamps,
  };
}

/** Where case does not count, deleting the old spelling of a name would delete the new file: it has to go first. */
function respelledIn(actions: readonly Action[]): (action: Action) => boolean {
  const created = new Set(actions.filter(({ action }) => action === "create").map(({ path }) => path.toLowerCase()));
  return ({ path }) => created.has(path.toLowerCase());
}

/** Gives what was done: a handler that a person has begun to write meanwhile is kept. */
function writeAction(action: Action, cwd: string, stamps: Applied["stamps"]): Action {
  const { path, action: what, owner, content, current } = action;
  if (content === undefined || (what !== "create" && what !== "update")) return action;
  const file = absolutePath(cwd, path);
  if (owner === "user" && what === "create") {
    const { isCreated, stamp } = createFile(file, content);
    stamps.set(file, stamp);
    return isCreated ? action : kept(action);
  }
  if (owner === "user" && !isUnchanged(file, current)) {
    stamps.set(file, undefined);
    return kept(action);
  }
  stamps.set(file, replaceFile(file, content, what === "update"));
  return action;
}

function kept({ path, owner, tool }: Action): Action {
  return { path, action: "keep", owner, ...(tool === undefined ? {} : { tool }) };
}

/** Somebody may have begun to edit a file since it was looked at. */
function isUnchanged(file: string, current: string | undefined): boolean {
  try {
    return current !== undefined && hashText(readFileSync(file, "utf8")) === hashText(current);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return false;
    throw error;
  }
}

function deleteFile(action: Action, cwd: string, outDir: string, onDelete: (action: Action) => void): Action {
  const { path, owner, current } = action;
  const file = absolutePath(cwd, path);
  if (owner === "user" && !isUnchanged(file, current)) return { path, action: "orphan", owner, because: "handler" };
  rmSync(file, { force: true });
  onDelete(action);
  for (let folder = dirname(file); folder.startsWith(outDir + sep); folder = dirname(folder)) {
    if (!removeIfEmpty(folder)) break;
  }
  return action;
}

function removeIfEmpty(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch (error) {
    // Not empty, or another run was faster. Some systems say EPERM or EBUSY for a folder that somebody is looking into.
    if (["ENOTEMPTY", "EEXIST", "ENOENT", "EPERM", "EBUSY", "EACCES"].includes(String(codeOf(error)))) return false;
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
