import Anthropic from "@anthropic-ai/sdk";
import { betaTool } from "@anthropic-ai/sdk/helpers/beta/json-schema";
import { handlers, runConversation } from "./generated/index.js";

const roll = betaTool({
  name: "roll_die",
  description: "Rolls a die with that many sides",
  inputSchema: { type: "object", properties: { sides: { type: "integer" } }, required: ["sides"] },
  run: ({ sides }) => `${Math.min(4, sides)}`, // chosen by fair dice roll
});

const result = await runConversation({
  client: new Anthropic(),
  model: "claude-sonnet-5-5",
  messages: [{ role: "user", content: "Roll a die with 6 sides, and tell me the weather in San Francisco." }],
  handlers,
  // A server tool needs its definition alone; a client tool brings its `run`. Neither goes into the batch tool.
  extraTools: [{ type: "web_search_20250305", name: "web_search", max_uses: 3 }, roll],
});
console.log(result.outcome, result.steps);
