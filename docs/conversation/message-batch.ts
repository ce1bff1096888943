import Anthropic from "@anthropic-ai/sdk";
import { batchRequest, createDispatcher, handlers, readBatchResult } from "./generated/index.js";

const client = new Anthropic();
const request = batchRequest({
  customId: "order-1",
  model: "claude-sonnet-5-5",
  messages: [{ role: "user", content: "What's the weather and time in San Francisco?" }],
});

// Hundreds of these go to `client.messages.batches.create({ requests })`, and come back within a day, from
// `client.messages.batches.results(id)`. Here the one is asked directly, and wrapped as its result would be.
const message = await client.messages.create(request.params);
const answer = await readBatchResult({ custom_id: request.custom_id, result: { type: "succeeded", message } });

const dispatcher = createDispatcher(handlers);
for (const invocation of answer.invocations) {
  if (!invocation.valid) console.log(`${invocation.name}: ${invocation.error.message}`);
  else if (invocation.name === "get_weather") console.log("weather in", invocation.arguments.location);
  else console.log(await dispatcher.call(invocation.name, invocation.arguments));
}
