// `npm run bench:chains`: what a chain of calls and a call for each of a list take, in every way in which they can be
// made: requests, time and bytes sent, over HTTP to the offline Claude, which takes 300 ms for an answer.
import { converseOffline, tableOf, WAYS } from "./converse.mjs";
import { loadShop } from "./shop.mjs";
import { CHAIN, FAN_OUT } from "./tasks.mjs";

const DEPTHS = [2, 3, 4, 5, 6];
const WIDTHS = [1, 5, 10, 20];
const LATENCY_MS = 300;

const shop = await loadShop();
const tasks = [
  ...DEPTHS.map((depth) => ({ what: `a chain of ${depth}`, plan: CHAIN.slice(0, depth) })),
  ...WIDTHS.map((orders) => ({ what: `a list, and a call for each of ${orders}`, plan: FAN_OUT, orders })),
];
const rows = [];
for (const { what, plan, orders } of tasks) {
  const cells = [];
  for (const way of Object.keys(WAYS)) {
    const found = await converseOffline({ shop, plan, orders, way, question: what, latencyMs: LATENCY_MS });
    if (found.errors.length > 0 || found.failed > 0) throw new Error(`${what}, ${way}: ${found.errors.join("; ")}`);
    cells.push(`${found.requests} · ${(found.ms / 1000).toFixed(1)} s · ${(found.bytes / 1000).toFixed(1)} kB`);
  }
  rows.push([what, ...cells]);
}
process.stdout.write(tableOf(["requests · time · sent", ...Object.keys(WAYS)], rows));
