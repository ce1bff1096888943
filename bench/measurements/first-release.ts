import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Bench } from "../bench.js";
import { makeTools } from "../corpus.js";
import { clean, cli, cpuTime, makeProject, root } from "../project.js";
import { race } from "../race.js";
import { type Row, ratioRow } from "../row.js";
import { compare } from "../statistics.js";

/** The last commit of 0.1.0. */
const COMMIT = "ffd5a4e";

/** The processor time of a cold run, against batchgen 0.1.0, which is built from this repository's history. */
export function measureFirstRelease(bench: Bench): Row[] {
  if (!bench.hasPeers) return [];
  const before = buildFirstRelease(join(bench.scratch, "batchgen-0.1.0"));
  const folder = makeProject(join(bench.scratch, `first-release-${bench.small}`), makeTools(bench.small));
  const contender = (command: string) => ({ prepare: () => clean(folder), run: () => cpuTime(folder, [command]) });
  const found = race({ now: contender(cli), before: contender(before) }, bench.rounds(9));
  const what = `cold, ${bench.small} tools, processor time`;
  return [ratioRow(what, "batchgen 0.1.0", "ms", [0.65], compare(found.now, found.before))];
}

/** Builds 0.1.0 in a folder of its own, with its own dependencies, unless it is there. Gives the command. */
function buildFirstRelease(folder: string): string {
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
