import Anthropic from "@anthropic-ai/sdk";
import { handlers, runConversation } from "./generated/index.js";

const result = await runConversation({
  client: new Anthropic(),
  model: process.env["ANTHROPIC_MODEL"] ?? "claude-sonnet-5-5",
  messages: [{ role: "user", content: "What's the weather and time in San Francisco?" }],
  handlers,
  onEvent: (event) => {
    if (event.type === "call_end") console.log(`${event.name}: ${event.outcome.status}`);
  },
});

if (result.outcome === "completed") {
  console.log(result.text);
} else {
  console.error(`The conversation ended: ${result.outcome}.`, result.error?.message ?? "");
  process.exitCode = 1;
}
