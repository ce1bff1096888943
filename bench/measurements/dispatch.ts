import { join } from "node:path";
import type { Bench } from "../bench.js";
import { makeTools } from "../corpus.js";
import { cli, compile, makeProject, runInProject, runNode } from "../project.js";
import { type Goals, type Row, ratioRow } from "../row.js";
import { compare } from "../statistics.js";

/** The SDK's helpers, and the most that a call may take of what theirs takes. */
const PEERS = [
  { name: "betaTool", shown: "SDK, betaTool: unchecked", alone: [1], within: [1] },
  { name: "betaZodTool", shown: "SDK, betaZodTool", alone: [0.45, 0.15], within: [0.6] },
] as const;

/**
 * A call, its check included, against the SDK's tool runner: one message with a call of every tool is answered, alone
 * and within a whole conversation, whose requests and answers cost both the same.
 */
export function measureDispatch({ scratch, small, rounds, hasPeers }: Bench): Row[] {
  const folder = makeProject(join(scratch, "dispatch"), makeTools(small));
  runNode(folder, [cli]);
  compile(folder);
  const args = [String(rounds(201)), ...(hasPeers ? ["zod"] : [])];
  const found = runInProject(folder, "dispatch.mjs", ...args) as { [name: string]: number[] };
  const row = (what: string, ours: string, theirs: string, shown: string, goals: Goals): Row =>
    ratioRow(what, shown, "µs", goals, compare(found[ours] ?? [], found[theirs] ?? []));
  return PEERS.filter(({ name }) => name in found).flatMap(({ name, shown, alone, within }) => [
    row(`a call of ${small} in a conversation`, "conversation", `${name} conversation`, shown, within),
    row(`a call of ${small} in a message`, "dispatcher", name, shown, alone),
  ]);
}
