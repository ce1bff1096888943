import { join } from "node:path";
import type { Bench } from "../bench.js";
import { buildFirstRelease } from "../build-first-release.js";
import { makeTools, type SyntheticTool } from "../corpus.js";
import { cli, compile, makeProject, runInProject, runNode } from "../project.js";
import { type Row, ratioRow } from "../row.js";
import { compare } from "../statistics.js";

/** How deep the worst case is nested: deeper, and 0.1.0 takes minutes. */
const DEPTH = 4;

const NODE = { $ref: "#/$defs/node" };

/**
 * A tool whose input is a tree of conditions, as query languages have them: six branches that look at the same
 * children.
 */
const SEARCH: SyntheticTool = {
  name: "search",
  description: "Finds records by a tree of conditions",
  input_schema: {
    type: "object",
    properties: { query: NODE },
    required: ["query"],
    $defs: {
      node: {
        anyOf: [
          ...["and", "or", "not", "eq", "any", "all"].map((kind) => ({
            type: "object",
            properties: { left: NODE, right: NODE, [kind]: { type: "string" } },
            required: ["left", "right", kind],
          })),
          { type: "integer" },
        ],
      },
    },
  },
  example: { query: 1 },
};

type Found = { invalid: number[]; worst: number };

/** What a call costs that is refused for its arguments, and what the worst one costs, against batchgen 0.1.0. */
export function measureRefusals(bench: Bench): Row[] {
  if (!bench.hasPeers) return [];
  const before = buildFirstRelease(bench.scratch);
  const measure = (name: string, command: string): Found => {
    const folder = makeProject(join(bench.scratch, `refusals-${name}`), [...makeTools(bench.small), SEARCH]);
    runNode(folder, [command]);
    compile(folder);
    return runInProject(folder, "refusals.mjs", String(bench.rounds(51)), String(DEPTH)) as Found;
  };
  const [now, then] = [measure("now", cli), measure("before", before)];
  const peer = "batchgen 0.1.0";
  return [
    ratioRow(`a refused call of ${bench.small}`, peer, "µs", [], compare(now.invalid, then.invalid)),
    ratioRow(`the worst refusal, ${DEPTH} levels deep`, peer, "ms", [], compare([now.worst], [then.worst])),
  ];
}
