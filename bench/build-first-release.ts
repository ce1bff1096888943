import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./project.js";

/** The last commit of 0.1.0. */
const COMMIT = "ffd5a4e";

/**
 * Builds batchgen 0.1.0 from this repository's history, with its own dependencies, in a folder of its own in the
 * scratch folder, unless it is there. Gives the path of its command.
 */
export function buildFirstRelease(scratch: string): string {
  const folder = join(scratch, "batchgen-0.1.0");
  const command = join(folder, "dist/cli.cjs");
  if (existsSync(command)) return command;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const archive = execFileSync("git", ["archive", COMMIT], { cwd: root, maxBuffer: 1 << 28 });
  execFileSync("tar", ["-x"], { cwd: folder, input: archive });
  const options = { cwd: folder, stdio: "pipe", shell: process.platform === "win32" } as const;
  execFileSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], options);
  execFileSync("npm", ["run", "build"], options);
  return command;
}
