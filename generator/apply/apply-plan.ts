import { readFileSync, rmdirSync, rmSync } from "node:fs";
import { dirname, resolve, sep } from "node:path";
import { hashText } from "../plan/manifest.js";
import type { Action, Plan } from "../plan/plan.js";
import { codeOf } from "../read/files.js";
import { createFile, replaceFile } from "./write-file.js";

/**
 * Carries out a plan. The manifest comes last, so that an interrupted run is repaired by the next one; deletions come
 * after all else is written. Throws the file system's own error; what stood there before is whole then, or what was to stand there.
 * @param outDir Absolute. Folders that become empty below it are removed.
 */
export function applyPlan({ actions, manifest }: Plan, cwd: string, outDir: string): void {
  const isRespelled = respelledIn(actions);
  const deletions = actions.filter(({ action }) => action === "delete");
  for (const action of deletions) if (isRespelled(action)) deleteFile(action, cwd, outDir);
  for (const action of actions) writeAction(action, cwd);
  for (const action of deletions) if (!isRespelled(action)) deleteFile(action, cwd, outDir);
  writeAction(manifest, cwd);
}

/** Where case does not count, deleting the old spelling of a name would delete the new file: it has to go first. */
function respelledIn(actions: readonly Action[]): (action: Action) => boolean {
  const created = new Set(actions.filter(({ action }) => action === "create").map(({ path }) => path.toLowerCase()));
  return ({ path }) => created.has(path.toLowerCase());
}

function writeAction({ path, action, owner, content, current }: Action, cwd: string): void {
  if (content === undefined || (action !== "create" && action !== "update")) return;
  const file = resolve(cwd, path);
  if (owner === "machine") replaceFile(file, content);
  else if (action === "create") createFile(file, content);
  else if (isUnchanged(file, current)) replaceFile(file, content);
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

function deleteFile({ path, owner, current }: Action, cwd: string, outDir: string): void {
  const file = resolve(cwd, path);
  if (owner === "user" && !isUnchanged(file, current)) return;
  rmSync(file, { force: true });
  for (let folder = dirname(file); folder.startsWith(outDir + sep); folder = dirname(folder)) {
    if (!removeIfEmpty(folder)) return;
  }
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
