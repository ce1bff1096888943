import { join } from "node:path";
import type { Bench } from "../bench.js";
import { makeTools } from "../corpus.js";
import { clean, cli, makeProject, peakMemory } from "../project.js";
import { race } from "../race.js";
import { type Row, ratioRow, valueRow } from "../row.js";
import { compare } from "../statistics.js";

/** How time and memory of a cold run grow with the number of tools. */
export function measureGrowth({ scratch, small, large, rounds, time }: Bench): Row[] {
  const [few = "", many = ""] = [small, large].map((count) =>
    makeProject(join(scratch, `growth-${count}`), makeTools(count)),
  );
  const cold = (folder: string) => ({ prepare: () => clean(folder), run: () => time(folder, [cli]) });
  const found = race({ node: { run: () => time(scratch, ["-e", "0"]) }, few: cold(few), many: cold(many) }, rounds(7));
  const aboveNode = (values: number[]): number[] => values.map((value, round) => value - (found.node[round] ?? 0));
  const growth = compare(aboveNode(found.many), aboveNode(found.few));
  clean(many);
  const memory = peakMemory(many, [cli]);
  return [
    ratioRow(`cold, ${large} tools, less node -e 0`, `${small} tools`, "ms", [11], growth),
    valueRow(`cold, ${large} tools, peak memory`, "MiB", memory, 140),
  ];
}
