// Runs inside a project, as a process of its own: imports what was generated and lets the dispatcher check and run the
// first call of every tool. Prints the milliseconds of processor time that this took; what Node itself needs to start
// is not in them.
import { readFileSync } from "node:fs";

const examples = Object.entries(JSON.parse(readFileSync("examples.json", "utf8")));
const handlers = Object.fromEntries(examples.map(([name]) => [name, async () => "done"]));
const content = examples.map(([name, input], index) => ({ type: "tool_use", id: `toolu_${index}`, name, input }));

const started = process.cpuUsage();
const { createDispatcher } = await import("./build/generated/index.js");
const answer = await createDispatcher(handlers).answer({ content, stop_reason: "tool_use" });
const { user, system } = process.cpuUsage(started);

const wrong = answer.content.find(({ content: result, is_error }) => is_error || result !== "done");
if (wrong !== undefined || answer.content.length !== examples.length) {
  throw new Error(`Not every call ran: ${JSON.stringify(wrong)}`);
}
process.stdout.write(JSON.stringify((user + system) / 1000));
