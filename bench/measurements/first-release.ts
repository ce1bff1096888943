import { join } from "node:path";
import type { Bench } from "../bench.js";
import { buildFirstRelease } from "../build-first-release.js";
import { makeTools } from "../corpus.js";
import { clean, cli, cpuTime, makeProject } from "../project.js";
import { race } from "../race.js";
import { type Row, ratioRow } from "../row.js";
import { compare } from "../statistics.js";

/** The processor time of a cold run, against batchgen 0.1.0. */
export function measureFirstRelease(bench: Bench): Row[] {
  if (!bench.hasPeers) return [];
  const before = buildFirstRelease(bench.scratch);
  const folder = makeProject(join(bench.scratch, `first-release-${bench.small}`), makeTools(bench.small));
  const contender = (command: string) => ({ prepare: () => clean(folder), run: () => cpuTime(folder, [command]) });
  const found = race({ now: contender(cli), before: contender(before) }, bench.rounds(9));
  const what = `cold, ${bench.small} tools, processor time`;
  return [ratioRow(what, "batchgen 0.1.0", "ms", [0.65], compare(found.now, found.before))];
}
