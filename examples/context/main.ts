import Anthropic from "@anthropic-ai/sdk";
import { handlers, runConversation } from "./generated/index.js";
import { createContext } from "./tools/handlers.context.js";

// Claude cannot name another customer: who is signed in is no argument of the tool.
const [customer = "c42"] = process.argv.slice(2);
const result = await runConversation({
  client: new Anthropic(),
  model: process.env["ANTHROPIC_MODEL"] ?? "claude-sonnet-5-5",
  messages: [{ role: "user", content: "List my orders" }],
  handlers,
  context: createContext(customer),
  onEvent: (event) => {
    if (event.type === "call_end") console.log(`${event.name}: ${JSON.stringify(event.outcome)}`);
  },
});

if (result.outcome === "completed") {
  console.log(result.text);
} else {
  console.error(`The conversation ended: ${result.outcome}.`, result.error?.message ?? "");
  process.exitCode = 1;
}
