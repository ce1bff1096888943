import Anthropic from "@anthropic-ai/sdk";
import { startOfflineClaude } from "batchgen/offline";
import { expect, test } from "vitest";
import { handlers, runConversation } from "./generated/index.js";

test("my tools answer the question", async () => {
  const claude = await startOfflineClaude();
  const client = new Anthropic({ apiKey: "offline", baseURL: claude.baseURL });
  const messages = [{ role: "user" as const, content: "What's the weather and time in San Francisco?" }];
  const result = await runConversation({ client, model: "claude-sonnet-5-5", messages, handlers });
  expect(result.text).toContain("72 degrees");
  await claude.close();
});
