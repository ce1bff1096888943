import Anthropic from "@anthropic-ai/sdk";
import { ask } from "./ask.js";
import { handlers, runConversation } from "./generated/index.js";

const result = await runConversation({
  client: new Anthropic(),
  model: process.env["ANTHROPIC_MODEL"] ?? "claude-sonnet-5-5",
  messages: [{ role: "user", content: "Delete the file notes.txt" }],
  handlers,
  // Asked for each call of a tool that needs it, all of a turn's before any of them runs.
  approve: async ({ name, input }) => {
    const approved = await ask(`Run ${name} ${JSON.stringify(input)}?`);
    return approved || { approved, reason: "The user said no." };
  },
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
