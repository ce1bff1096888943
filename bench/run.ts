// `npm run bench`: every goal that batchgen has for time, memory and counts, measured side by side with its peers in
// one run. Usage: npm run bench [-- --only <word>] [-- --processor-time] [-- --short] [-- --json]
import { mkdirSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Bench } from "./bench.js";
import { formatRows } from "./format-rows.js";
import { measureBundle } from "./measurements/bundle.js";
import { measureCold } from "./measurements/cold.js";
import { measureDispatch } from "./measurements/dispatch.js";
import { measureFirstCall } from "./measurements/first-call.js";
import { measureFirstRelease } from "./measurements/first-release.js";
import { measureGrowth } from "./measurements/growth.js";
import { measureImports } from "./measurements/imports.js";
import { measureNoOp } from "./measurements/no-op.js";
import { measureOneChanged } from "./measurements/one-changed.js";
import { measureRefusals } from "./measurements/refusals.js";
import { measureTypeCheck } from "./measurements/type-check.js";
import { measureWrongField } from "./measurements/wrong-field.js";
import { installPeers } from "./peers.js";
import { cpuTime, deleteDiscarded, root, timeNode } from "./project.js";
import { isMet } from "./row.js";

const MEASUREMENTS = {
  "no-op": measureNoOp,
  "one-changed": measureOneChanged,
  cold: measureCold,
  "first-release": measureFirstRelease,
  "first-call": measureFirstCall,
  growth: measureGrowth,
  "wrong-field": measureWrongField,
  dispatch: measureDispatch,
  refusals: measureRefusals,
  "type-check": measureTypeCheck,
  imports: measureImports,
  bundle: measureBundle,
};

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    "processor-time": { type: "boolean" },
    short: { type: "boolean" },
    json: { type: "boolean" },
  },
});
const isShort = values.short === true;
const scratch = join(root, "test/.tmp", isShort ? "bench-short" : "bench");
mkdirSync(scratch, { recursive: true });

const say = (text: string): void => void process.stderr.write(`${text}\n`);
const missing = isShort ? "the short version needs no network" : installPeers(scratch);
if (missing !== undefined) say(`Peers are left out: ${missing}`);
const bench: Bench = {
  scratch,
  small: isShort ? 4 : 100,
  large: isShort ? 8 : 1000,
  rounds: (wanted) => (isShort ? 1 : wanted),
  time: values["processor-time"] === true ? cpuTime : timeNode,
  hasPeers: missing === undefined,
  isShort,
};

const names = Object.keys(MEASUREMENTS).filter((name) => name.includes(values.only ?? ""));
if (names.length === 0)
  throw new Error(`There is no measurement ${values.only}: ${Object.keys(MEASUREMENTS).join(", ")}`);
const rows = names.flatMap((name) => {
  say(`measuring ${name} …`);
  return MEASUREMENTS[name as keyof typeof MEASUREMENTS](bench);
});
deleteDiscarded();

if (values.json === true) process.stdout.write(`${JSON.stringify(rows, undefined, 2)}\n`);
else {
  const machine = `${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`;
  const missed = rows.filter((row) => isMet(row) === false).length;
  process.stdout.write(
    `${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${machine}; ${missed} of ` +
      `${rows.length} rows miss their goal.\n\n${formatRows(rows)}`,
  );
}
