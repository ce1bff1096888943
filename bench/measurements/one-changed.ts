import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Bench } from "../bench.js";
import { makeTools } from "../corpus.js";
import { cli, makeProject, runNode } from "../project.js";
import { race } from "../race.js";
import { type Row, ratioRow } from "../row.js";
import { compare } from "../statistics.js";

/** A run after one definition changed, against Node that does nothing. */
export function measureOneChanged({ scratch, small, rounds, time }: Bench): Row[] {
  const tools = makeTools(small);
  const changing = makeProject(join(scratch, "one-changed"), tools);
  runNode(changing, [cli]);
  const file = join(changing, "tools", `${tools[0]?.name}.json`);
  const text = readFileSync(file, "utf8");
  let changes = 0;
  const found = race(
    {
      changed: {
        prepare: () => writeFileSync(file, text.replace('"description": "', `"description": "Change ${++changes}. `)),
        run: () => time(changing, [cli]),
      },
      node: { run: () => time(scratch, ["-e", "0"]) },
    },
    rounds(11),
  );
  return [ratioRow(`one of ${small} tools changed`, "node -e 0", "ms", [2.5, 1.6], compare(found.changed, found.node))];
}
