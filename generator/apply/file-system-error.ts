import { type Diagnostic, diagnose, NOWHERE, startOf } from "../diagnostics/diagnostic.js";
import { toPosix } from "../read/files.js";

/**
 * The diagnostic of what the file system refused; undefined for any other error.
 * @param cwd Absolute; empty where there is none any more.
 */
export function fileSystemError(error: unknown, cwd: string): Diagnostic | undefined {
  if (!(error instanceof Error) || !("syscall" in error)) return undefined;
  const { path, code, syscall } = error as NodeJS.ErrnoException;
  if (syscall === "uv_cwd") {
    const text = `The working directory does not exist any more: it was deleted or replaced (${code}).`;
    return diagnose("FOLDER_UNREADABLE", NOWHERE, text, "Go into a folder that exists, as with: cd ..");
  }
  const shown = path?.replace(/\.batchgen-\d+-[0-9a-f]+\.tmp$/, "").replace(cwd === "" ? "" : `${cwd}/`, "");
  const reason = /^\w+: ([^,]+)/.exec(error.message)?.[1] ?? error.message;
  const message =
    `The file system refused${shown === undefined ? "" : ` ${toPosix(shown)}`}: ` + `${reason} (${code}, ${syscall}).`;
  const hint = "Fix that and run batchgen again: the next run completes what this one left.";
  return diagnose("WRITE_FAILED", shown === undefined ? NOWHERE : startOf(toPosix(shown)), message, hint);
}
