import { existsSync, readFileSync, writeFileSync } from "node:fs";
import Anthropic from "@anthropic-ai/sdk";
import { type ConversationOptions, handlers, runConversation } from "./generated/index.js";

/** Goes on with the conversation in a file, wherever it was left, and keeps the file up to date. */
async function goOn(file: string, question: string): Promise<string> {
  const saved: ConversationOptions["messages"] = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
  const result = await runConversation({
    client: new Anthropic(),
    model: "claude-sonnet-5-5",
    messages: [...saved, { role: "user", content: question }],
    handlers,
    onEvent: (event) => {
      if (event.type === "history") writeFileSync(file, JSON.stringify(event.messages));
    },
  });
  return `${result.outcome}, ${result.messages.length} messages`;
}

console.log(await goOn("history.json", "What's the weather in San Francisco?"));
console.log(await goOn("history.json", "And what time is it there, in San Francisco?"));
