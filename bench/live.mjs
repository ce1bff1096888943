// The live check, for those with a key: the example's conversation with Claude itself, in each exposure.
// Usage: npm run live [-- --model <id>] [-- --question <text>]
import { join } from "node:path";
import { parseArgs } from "node:util";
import Anthropic from "@anthropic-ai/sdk";
import { createJiti } from "jiti";

/** The first is the example's own; the second has more calls in it than a person would like to make one by one. */
const QUESTIONS = [
  "What's the weather and time in San Francisco?",
  "Compare the weather in Bergen, Oslo, Paris and Tokyo, and tell me what time it is in each of them.",
];

const { values } = parseArgs({ options: { model: { type: "string" }, question: { type: "string" } } });
const questions = values.question === undefined ? QUESTIONS : [values.question];
const index = join(import.meta.dirname, "../generated/index.ts");
const generated = await createJiti(index, { fsCache: false, tryNative: false }).import(index);
const { handlers, runConversation, EXPOSURES, DEFAULT_MODEL } = generated;
const model = values.model ?? (process.env.ANTHROPIC_MODEL || DEFAULT_MODEL);

if (!process.env.ANTHROPIC_API_KEY && !process.env.ANTHROPIC_AUTH_TOKEN) {
  process.stdout.write(`There is no key, so nothing was asked. With ANTHROPIC_API_KEY set, this would ask ${model}
${questions.map((question) => `  ${question}\n`).join("")}once in each exposure (${EXPOSURES.join(", ")}), about ${questions.length * EXPOSURES.length * 2} requests in all, run the example's
handlers, and print a table: requests, calls, calls per turn, tokens in and out, time and errors.
`);
} else {
  process.exitCode = await check();
}

async function check() {
  const client = new Anthropic({ openTelemetry: false });
  const rows = [["exposure", "requests", "calls", "per turn", "tokens in", "out", "time", "errors"]];
  const errors = [];
  for (const exposure of EXPOSURES) {
    const sum = { requests: 0, calls: 0, turns: 0, input: 0, output: 0, ms: 0, errors: 0 };
    for (const question of questions) {
      process.stderr.write(`${exposure}: ${question}\n`);
      const fail = (what) => {
        sum.errors++;
        errors.push(`${exposure}: ${what}`);
      };
      const onEvent = (event) => {
        if (event.type === "response" && event.message.stop_reason === "tool_use") sum.turns++;
        if (event.type === "retry") fail(`sent again: ${event.reason}`);
        if (event.type === "fallback") fail(`${event.field} was refused: ${event.reason}`);
        if (event.type !== "call_end") return;
        sum.calls++;
        const { outcome, name } = event;
        if (outcome.status !== "ok") fail(`${name}: ${outcome.error.code}: ${outcome.error.message}`);
      };
      const startedAt = performance.now();
      const messages = [{ role: "user", content: question }];
      const result = await runConversation({ client, model, messages, handlers, exposure, onEvent });
      const { usage } = result;
      sum.ms += performance.now() - startedAt;
      sum.requests += result.steps;
      sum.input += usage.input_tokens + usage.cache_creation_input_tokens + usage.cache_read_input_tokens;
      sum.output += usage.output_tokens;
      if (result.outcome !== "completed") fail(`ended as ${result.outcome}: ${result.error?.message ?? ""}`);
    }
    const perTurn = sum.turns === 0 ? "" : (sum.calls / sum.turns).toFixed(1);
    const numbers = [sum.requests, sum.calls, perTurn, sum.input, sum.output, `${Math.round(sum.ms)} ms`, sum.errors];
    rows.push([exposure, ...numbers.map(String)]);
  }
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const pad = (cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]));
  process.stdout.write(`${model}\n${rows.map((row) => row.map(pad).join("   ")).join("\n")}\n`);
  for (const error of errors) process.stdout.write(`${error}\n`);
  return errors.length === 0 ? 0 : 1;
}
