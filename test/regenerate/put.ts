import { mkdirSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Files, write } from "../support/project.js";

/**
 * Puts files in place whole, as careful editors do: no other process can see one half-written, however slow the machine
 * is.
 */
export function put(folder: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    write(folder, { "being-written": content });
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    renameSync(join(folder, "being-written"), join(folder, path));
  }
}
