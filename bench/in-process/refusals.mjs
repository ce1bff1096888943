// Runs inside a project: calls that are refused for their arguments, with what Claude is told. Prints the microseconds
// of processor time that a call with one wrong field takes, over all tools in turn, and the milliseconds of the worst
// case: a union that contains itself, whose innermost value is wrong, so that a check without a bound tries every way
// to take it apart.
import { readFileSync } from "node:fs";
import { createDispatcher } from "./build/generated/index.js";

const [rounds, depth] = process.argv.slice(2).map(Number);
const examples = Object.entries(JSON.parse(readFileSync("examples.json", "utf8")));
const handlers = Object.fromEntries(examples.map(([name]) => [name, async () => "done"]));
const dispatcher = createDispatcher(handlers);

// The third property of every made-up tool is an integer.
const refused = examples
  .filter(([name]) => name !== "search")
  .map(([name, input]) => [name, { ...input, [Object.keys(input)[2]]: "many" }]);

let query = "bad";
for (let level = 0; level < depth; level += 1) query = { left: query, right: 1, any: "x" };

const all = async () => {
  for (const [name, input] of refused) await expectRefusal(name, input);
};
await all();
const invalid = [];
for (let round = 0; round < rounds; round += 1) invalid.push((await spent(all)) / refused.length);
const worst = (await spent(() => expectRefusal("search", { query }))) / 1000;
process.stdout.write(JSON.stringify({ invalid, worst }));

async function expectRefusal(name, input) {
  const { status, error } = await dispatcher.call(name, input);
  if (status !== "error" || error.code !== "INVALID_ARGUMENTS") throw new Error(`${name} was not refused: ${status}`);
}

/** The microseconds of processor time that some work takes. */
async function spent(work) {
  const started = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(started);
  return user + system;
}
