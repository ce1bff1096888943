import Anthropic from "@anthropic-ai/sdk";
import { handlers, streamConversation } from "./generated/index.js";

const conversation = streamConversation({
  client: new Anthropic(),
  model: "claude-sonnet-5-5",
  messages: [{ role: "user", content: "What's the weather and time in San Francisco?" }],
  handlers,
});

let text = "";
for await (const event of conversation) {
  switch (event.type) {
    case "text":
      text += event.text; // as it arrives
      break;
    case "call_start":
      console.log(`${event.name} ${JSON.stringify(event.input)}`);
      break;
    case "call_end":
      console.log(`${event.name}: ${event.outcome.status}`);
      break;
    case "retry":
      text = ""; // the answer broke off and comes again, whole
      break;
  }
}
const { outcome } = await conversation.result;
console.log(`${outcome}: ${text.split("\n")[0]}`);
