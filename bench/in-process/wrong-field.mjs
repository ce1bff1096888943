// Runs inside a project: one wrong field in a batch of 20. Prints what the dispatcher tells Claude, and what ajv finds
// in the batch as a whole.
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { batchTool, createDispatcher } from "./build/generated/index.js";

const examples = Object.entries(JSON.parse(readFileSync("examples.json", "utf8")));
const handlers = Object.fromEntries(examples.map(([name]) => [name, async () => "done"]));
const invocations = Array.from({ length: 20 }, (_, index) => {
  const [name, args] = examples[(index * 7) % examples.length];
  return { name, arguments: { ...args } };
});
// The third property of every tool is a whole number.
const wrong = invocations[7].arguments;
wrong[Object.keys(wrong)[2]] = "many";

const dispatcher = createDispatcher(handlers);
const { content } = await dispatcher.run({ id: "toolu_1", name: batchTool.name, input: { invocations } });
const { error } = JSON.parse(content).results[7];

const ajv = new Ajv2020({ allErrors: true, strict: false, logger: false });
const check = ajv.compile(batchTool.input_schema);
check({ invocations });

const bytes = (value) => Buffer.byteLength(JSON.stringify(value));
const ours = { errors: error.issues.length, bytes: bytes(error) };
process.stdout.write(JSON.stringify({ ours, union: { errors: check.errors.length, bytes: bytes(check.errors) } }));
