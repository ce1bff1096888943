import { join } from "node:path";
import type { Bench } from "../bench.js";
import { makeTools } from "../corpus.js";
import { PEERS, writePeerInput } from "../peers.js";
import { clean, cli, discard, makeProject } from "../project.js";
import { type Contender, race } from "../race.js";
import { type Row, ratioRow } from "../row.js";
import { compare } from "../statistics.js";

/** A run from scratch, which writes everything, against generators that make types alone of the same schemas. */
export function measureCold(bench: Bench): Row[] {
  if (!bench.hasPeers) return [];
  return [bench.small, bench.large].flatMap((count, at) => raceAt(bench, count, at));
}

function raceAt({ scratch, rounds, time }: Bench, count: number, at: number): Row[] {
  const tools = makeTools(count);
  const folder = makeProject(join(scratch, `cold-${count}`), tools);
  const input = writePeerInput(scratch, tools);
  const contenders: { [name: string]: Contender } = {
    batchgen: { prepare: () => clean(folder), run: () => time(folder, [cli]) },
  };
  for (const { name, command } of PEERS) {
    const output = `output-${name.replaceAll(" ", "")}`;
    contenders[name] = {
      prepare: () => discard(join(scratch, output)),
      run: () => time(scratch, command(input, output)),
    };
  }
  const found = race(contenders, rounds(at === 0 ? 9 : 5));
  return PEERS.map(({ name, goals }) => {
    const comparison = compare(found["batchgen"] ?? [], found[name] ?? []);
    return ratioRow(`cold, ${count} tools`, name, "ms", goals[at] ?? [], comparison);
  });
}
