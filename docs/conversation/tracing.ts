import { appendFileSync } from "node:fs";
import Anthropic from "@anthropic-ai/sdk";
import { handlers, runConversation, type Tracer, traceLines } from "./generated/index.js";

// With OpenTelemetry: const tracer = trace.getTracer("my-agent"). Whatever has a startSpan of that shape will do.
const tracer: Tracer = {
  startSpan: (name, options) => {
    console.log(name, options?.attributes?.["gen_ai.tool.name"] ?? "");
    return { setAttributes: () => {}, setStatus: () => {}, end: () => {} };
  },
};

await runConversation({
  client: new Anthropic(),
  model: "claude-sonnet-5-5",
  messages: [{ role: "user", content: "What's the weather and time in San Francisco?" }],
  handlers,
  tracer,
  // For `npx batchgen trace trace.jsonl`.
  onEvent: traceLines((line) => appendFileSync("trace.jsonl", line)),
});
