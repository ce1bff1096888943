import { readFileSync } from "node:fs";
import Anthropic from "@anthropic-ai/sdk";
import { type OfflineClaude, type OfflineOptions, startOfflineClaude } from "../../generator/offline/index.js";

const toolFile = (name: string): Anthropic.Tool =>
  JSON.parse(readFileSync(new URL(`../../tools/${name}.json`, import.meta.url), "utf8"));

export const weather = toolFile("get_weather");
export const time = toolFile("get_time");

const arm = (tool: Anthropic.Tool) => ({
  type: "object",
  properties: { name: { const: tool.name }, arguments: tool.input_schema },
  required: ["name", "arguments"],
  additionalProperties: false,
});

/** A batch tool of the given shape, as batchgen emits it. */
export const batchTool = (tools: Anthropic.Tool[], shape: "arms" | "by-name", name = "batch_tool"): Anthropic.Tool => ({
  name,
  description: "Runs several independent calls at once.",
  input_schema: {
    type: "object",
    properties: {
      invocations: {
        type: "array",
        items:
          shape === "arms"
            ? { anyOf: tools.map(arm) }
            : {
                type: "object",
                properties: {
                  name: { type: "string", enum: tools.map((tool) => tool.name) },
                  arguments: { type: "object", additionalProperties: true },
                },
                required: ["name", "arguments"],
                additionalProperties: false,
              },
        minItems: 1,
        maxItems: 25,
      },
    },
    required: ["invocations"],
    additionalProperties: false,
  },
});

export const clientOf = (claude: OfflineClaude, options: { maxRetries?: number } = {}): Anthropic =>
  new Anthropic({ apiKey: "offline", baseURL: claude.baseURL, maxRetries: 0, ...options });

/** Runs a test against an offline Claude of its own and stops it, whatever happens. */
export const withOffline = async <T>(
  options: OfflineOptions,
  run: (client: Anthropic, claude: OfflineClaude) => Promise<T>,
): Promise<T> => {
  const claude = await startOfflineClaude(options);
  try {
    return await run(clientOf(claude), claude);
  } finally {
    await claude.close().catch(() => {});
  }
};

export const QUESTION = "What's the weather and time in San Francisco?";

export const asking = (
  question: string,
  tools: Anthropic.ToolUnion[] = [weather, time],
): Anthropic.MessageCreateParamsNonStreaming => ({
  model: "claude-opus-5-5",
  max_tokens: 1024,
  messages: [{ role: "user", content: question }],
  tools,
});

export const usesOf = (message: Anthropic.Message): Anthropic.ToolUseBlock[] =>
  message.content.filter((block) => block.type === "tool_use");

export const textOf = (message: Anthropic.Message): string =>
  message.content.map((block) => (block.type === "text" ? block.text : "")).join("");
