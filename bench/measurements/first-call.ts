import { join } from "node:path";
import type { Bench } from "../bench.js";
import { buildFirstRelease } from "../build-first-release.js";
import { makeTools } from "../corpus.js";
import { cli, compile, makeProject, runInProject, runNode } from "../project.js";
import { race } from "../race.js";
import { type Row, ratioRow } from "../row.js";
import { compare } from "../statistics.js";

/**
 * How much a new process needs to import what was generated and to check and run the first call of each tool, against
 * batchgen 0.1.0.
 */
export function measureFirstCall(bench: Bench): Row[] {
  if (!bench.hasPeers) return [];
  const before = buildFirstRelease(bench.scratch);
  const row = (tools: number, most: number): Row => {
    const contender = (name: string, command: string) => {
      const folder = makeProject(join(bench.scratch, `first-call-${name}-${tools}`), makeTools(tools));
      runNode(folder, [command]);
      compile(folder);
      return { run: () => Number(runInProject(folder, "first-call.mjs")) };
    };
    const found = race({ now: contender("now", cli), before: contender("before", before) }, bench.rounds(11));
    const what = `import and first call of ${tools === 1 ? "1 tool" : `each of ${tools} tools`}`;
    return ratioRow(what, "batchgen 0.1.0", "ms", [most], compare(found.now, found.before));
  };
  return [row(1, 0.12), row(bench.small, 0.08)];
}
