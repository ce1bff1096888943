import type Anthropic from "@anthropic-ai/sdk";
import { createDispatcher, handlers, toolsFor } from "./generated/index.js";

const dispatcher = createDispatcher(handlers);

// A turn of Claude's, as `client.messages.create` gives it.
const turn = {
  role: "assistant" as const,
  content: [
    {
      type: "tool_use" as const,
      id: "toolu_1",
      name: "batch_tool",
      input: { invocations: [{ name: "draw_chart", arguments: { numbers: [1, 2, 3] } }] },
    },
  ],
  stop_reason: "tool_use" as const,
};

// The one message that answers it, ready to be sent with the tools that were sent before.
const answer = await dispatcher.answer(turn);
const request: Pick<Anthropic.MessageCreateParams, "messages" | "tools"> = {
  messages: [
    { role: "user", content: "Draw me a chart." },
    { role: turn.role, content: turn.content },
    ...(answer === undefined ? [] : [answer]),
  ],
  tools: toolsFor("batch-only"),
};

const [result] = typeof answer?.content === "object" ? answer.content : [];
const blocks = result?.type === "tool_result" && typeof result.content === "object" ? result.content : [];
for (const block of blocks) console.log(block.type === "text" ? block.text : `(${block.type})`);
console.log(`${request.messages.length} messages`);
