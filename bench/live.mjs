// The live check: twelve tasks whose calls need each other's results, held with Claude in each way of making such
// calls; without a key, with the offline Claude, which carries out the plan of each task.
// Usage: npm run live [-- --model <id>] [-- --tasks <n>]
import { parseArgs } from "node:util";
import Anthropic from "@anthropic-ai/sdk";
import { converse, converseOffline, tableOf } from "./chains/converse.mjs";
import { loadShop } from "./chains/shop.mjs";
import { TASKS } from "./chains/tasks.mjs";

const WAYS = ["native", "batch", "references", "programmatic"];

const { values } = parseArgs({ options: { model: { type: "string" }, tasks: { type: "string" } } });
const shop = await loadShop();
const model = values.model ?? (process.env.ANTHROPIC_MODEL || shop.DEFAULT_MODEL);
const hasKey = Boolean(process.env.ANTHROPIC_API_KEY || process.env.ANTHROPIC_AUTH_TOKEN);
const tasks = TASKS.slice(0, values.tasks === undefined ? TASKS.length : Number(values.tasks));
const errors = [];
const rows = [];

for (const way of WAYS) {
  const sum = { requests: 0, calls: 0, input: 0, output: 0, ms: 0, failed: 0, errors: 0 };
  for (const { question, plan, failures = 0 } of tasks) {
    process.stderr.write(`${way}: ${question}\n`);
    const found = hasKey
      ? await converse({ client: new Anthropic({ openTelemetry: false }), model, shop, way, question })
      : await converseOffline({ shop, way, question, plan });
    for (const name of Object.keys(sum)) if (name !== "errors") sum[name] += found[name];
    // What a task is to fail at counts as no error, nor does what could not be done because of it.
    const wrong = found.failed > 0 && failures === 0 ? [`${found.failed} calls failed`] : [];
    const own = [...found.errors, ...wrong].map((what) => `${way}: ${question} ${what}`);
    sum.errors += own.length;
    errors.push(...own);
  }
  const { requests, calls, input, output, ms, failed } = sum;
  rows.push([way, requests, calls, failed, `${(ms / 1000).toFixed(1)} s`, input, output, sum.errors]);
}

const who = hasKey
  ? `${model}, ${tasks.length} tasks`
  : `There is no key, so this is the offline Claude, ${tasks.length} tasks: it carries out the plan of each task, ` +
    `and its tokens are estimates.\nWith ANTHROPIC_API_KEY set, Claude (${model}) is asked: about ` +
    `${rows.reduce((sum, [, requests]) => sum + requests, 0)} requests`;
const head = ["way", "requests", "calls", "not done", "time", "tokens in", "out", "errors"];
process.stdout.write(`${who}.\n\n${tableOf(head, rows)}`);
for (const error of errors) process.stdout.write(`${error}\n`);
process.exitCode = errors.length === 0 ? 0 : 1;
