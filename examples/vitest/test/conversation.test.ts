import Anthropic from "@anthropic-ai/sdk";
import { batch, startOfflineClaude } from "batchgen/offline";
import { expect, test } from "vitest";
import { handlers, runConversation, type Tools } from "../generated/index.js";

test("the conversation goes on after a call that failed", async () => {
  const calls = [
    { name: "get_weather", arguments: { location: "Nowhere" } },
    { name: "get_time", arguments: { location: "Oslo" } },
  ] as const;
  const claude = await startOfflineClaude<Tools>({ script: [[batch(calls)], "I know the time only."] });
  const statuses: string[] = [];
  const result = await runConversation({
    client: new Anthropic({ apiKey: "offline", baseURL: claude.baseURL }),
    model: "claude-sonnet-5-5",
    messages: [{ role: "user", content: "How is it in Nowhere, and what time is it in Oslo?" }],
    handlers,
    onEvent: (event) => {
      if (event.type === "call_end") statuses.push(event.outcome.status);
    },
  });
  expect(result).toMatchObject({ outcome: "completed", text: "I know the time only." });
  expect(statuses.sort()).toEqual(["error", "ok"]);
  claude.verify();
  await claude.close();
});
