// Runs inside a project: one message with a call of every tool, answered by the dispatcher and by the SDK's tool runner
// in turn, alone and within a whole conversation. Prints the microseconds of processor time per call of every round, in
// which other programs' load is not. Usage: node dispatch.mjs <rounds> [zod]
import { readFileSync } from "node:fs";
import Anthropic from "@anthropic-ai/sdk";
import { betaTool } from "@anthropic-ai/sdk/helpers/beta/json-schema";
import { createDispatcher, definitions, runConversation } from "./build/generated/index.js";

/** Rounds that do not count: until everything is compiled, the validators too. */
const WARM_UP = 30;
const [rounds, hasZod] = [Number(process.argv[2]), process.argv[3] === "zod"];
const examples = Object.entries(JSON.parse(readFileSync("examples.json", "utf8")));
const names = examples.map(([name]) => name);
const run = async () => "done";
const handlers = Object.fromEntries(names.map((name) => [name, run]));

const calls = examples.map(([name, input], index) => ({ type: "tool_use", id: `toolu_${index}`, name, input }));
const question = { role: "user", content: "Go." };
const request = { model: "none", max_tokens: 1, messages: [question] };

/** Claude, who makes all calls at once and then ends. */
const client = new Anthropic({
  apiKey: "none",
  maxRetries: 0,
  fetch: async (_, { body }) => {
    const isFirst = !body.includes('"tool_result"');
    const content = isFirst ? calls : [{ type: "text", text: "Done." }];
    const usage = { input_tokens: 1, output_tokens: 1 };
    const stop_reason = isFirst ? "tool_use" : "end_turn";
    const message = { id: "msg", type: "message", role: "assistant", model: "none", content, stop_reason, usage };
    return new Response(JSON.stringify(message), { headers: { "content-type": "application/json" } });
  },
});

const dispatcher = createDispatcher(handlers);
const runners = { betaTool: names.map((name) => betaTool({ ...toolOf(name), run })) };
if (hasZod) {
  const { betaZodTool } = await import("@anthropic-ai/sdk/helpers/beta/zod");
  const { fromJSONSchema } = await import("zod/v4");
  const withZod = (name) => ({ ...toolOf(name), inputSchema: fromJSONSchema(toolOf(name).inputSchema), run });
  runners.betaZodTool = names.map((name) => betaZodTool(withZod(name)));
}

/** What each does; a preparation, which is not measured, gives what is. */
const contenders = {
  dispatcher: () => async () => {
    const { content } = await dispatcher.answer({ content: calls, stop_reason: "tool_use" });
    return content;
  },
  conversation: () => async () => {
    const options = { client, model: "none", messages: [question], handlers, exposure: "native", stream: false };
    const { messages, outcome } = await runConversation(options);
    if (outcome !== "completed") throw new Error(`The conversation ended as ${outcome}.`);
    return messages[2].content;
  },
};
for (const [name, tools] of Object.entries(runners)) {
  contenders[name] = () => {
    // A runner answers its last message once.
    const messages = [question, { role: "assistant", content: calls }];
    const runner = client.beta.messages.toolRunner({ ...request, messages, tools });
    return async () => (await runner.generateToolResponse()).content;
  };
  contenders[`${name} conversation`] = () => async () => {
    const runner = client.beta.messages.toolRunner({ ...request, tools });
    await runner.runUntilDone();
    return runner.params.messages[2].content;
  };
}

const order = Object.keys(contenders);
const values = Object.fromEntries(order.map((name) => [name, []]));
for (let round = rounds > 1 ? -WARM_UP : 0; round < rounds; round++) {
  for (const at of order.keys()) {
    const name = order[(round + WARM_UP + at) % order.length];
    const answer = contenders[name]();
    const started = process.cpuUsage();
    const results = await answer();
    const { user, system } = process.cpuUsage(started);
    const wrong = results.find(({ content, is_error }) => is_error || content !== "done");
    if (wrong !== undefined || results.length !== names.length) {
      throw new Error(`${name} did not run every call: ${JSON.stringify(wrong)}`);
    }
    if (round >= 0) values[name].push((user + system) / names.length);
  }
}
process.stdout.write(JSON.stringify(values));

function toolOf(name) {
  const { description, input_schema } = definitions[name].tool;
  return { name, description, inputSchema: input_schema };
}
