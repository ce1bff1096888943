import { join } from "node:path";
import type { Bench } from "../bench.js";
import { makeTools } from "../corpus.js";
import { cli, makeProject, runNode } from "../project.js";
import { race } from "../race.js";
import { type Goals, type Row, ratioRow } from "../row.js";
import { compare } from "../statistics.js";

/** A run with nothing to do, against Node that does nothing. */
export function measureNoOp({ scratch, small, large, rounds, time }: Bench): Row[] {
  const folders = [small, large].map((count) => makeProject(join(scratch, `no-op-${count}`), makeTools(count)));
  for (const folder of folders) runNode(folder, [cli]);
  const [few = "", many = ""] = folders;
  const found = race(
    {
      node: { run: () => time(scratch, ["-e", "0"]) },
      few: { run: () => time(few, [cli]) },
      many: { run: () => time(many, [cli]) },
    },
    rounds(31),
  );
  const row = (count: number, goals: Goals, ours: number[]): Row =>
    ratioRow(`nothing changed, ${count} tools`, "node -e 0", "ms", goals, compare(ours, found.node));
  return [row(small, [1.35, 1.15], found.few), row(large, [1.6, 1.25], found.many)];
}
