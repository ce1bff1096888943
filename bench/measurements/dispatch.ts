import { join } from "node:path";
import type { Bench } from "../bench.js";
import { makeTools } from "../corpus.js";
import { cli, compile, makeProject, runInProject, runNode } from "../project.js";
import { type Row, ratioRow } from "../row.js";
import { compare } from "../statistics.js";

/** The SDK's helpers, and the most that a call may take of what theirs takes. */
const PEERS = [
  { name: "betaTool", shown: "SDK, betaTool: unchecked", most: 1 },
  { name: "betaZodTool", shown: "SDK, betaZodTool", most: 0.5 },
];

/**
 * A call, its check included, against the SDK's tool runner: one message with a call of every tool is answered, alone and within a whole
 * conversation, whose requests and answers cost both the same.
 */
export function measureDispatch({ scratch, small, rounds, hasPeers }: Bench): Row[] {
  const folder = makeProject(join(scratch, "dispatch"), makeTools(small));
  runNode(folder, [cli]);
  compile(folder);
  const args = [String(rounds(201)), ...(hasPeers ? ["zod"] : [])];
  const found = runInProject(folder, "dispatch.mjs", ...args) as { [name: string]: number[] };
  const row = (what: string, ours: string, theirs: string, { shown, most }: (typeof PEERS)[number]): Row =>
    ratioRow(what, shown, "µs", most, compare(found[ours] ?? [], found[theirs] ?? []));
  return PEERS.filter(({ name }) => name in found).flatMap((peer) => [
    row(`a call of ${small} in a conversation`, "conversation", `${peer.name} conversation`, peer),
    row(`a call of ${small} in a message`, "dispatcher", peer.name, peer),
  ]);
}
