import Anthropic from "@anthropic-ai/sdk";
import { handlers, runConversation } from "./generated/index.js";

const result = await runConversation({
  client: new Anthropic(),
  model: "claude-sonnet-5-5",
  messages: [{ role: "user", content: "What's the weather and time in San Francisco?" }],
  handlers,
  system: "Answer in one sentence.",
  maxSteps: 10,
  maxTotalTokens: 200_000,
  maxDurationMs: 120_000,
});

switch (result.outcome) {
  case "completed":
    console.log(result.text);
    break;
  case "max_steps":
    console.log(`Stopped: the budget of ${result.budget} is used up.`);
    break;
  case "error":
    console.log(`Failed: ${result.error?.message}`);
    break;
  default:
    console.log(`Ended as ${result.outcome}.`);
}
