import Anthropic from "@anthropic-ai/sdk";
import { batch, startOfflineClaude, think, use } from "batchgen/offline";
import { expect, test } from "vitest";
import { handlers, runConversation, type Tools } from "./generated/index.js";

test("a cut stream and a rate limit make no call run twice", async () => {
  // With the generated Tools, a name or an argument that your tools do not have does not compile.
  const claude = await startOfflineClaude<Tools>({
    script: [
      [think("Both at once."), batch([{ name: "get_time", arguments: { location: "Oslo" } }])],
      {
        content: [use("get_weather", { location: "Oslo" })],
        // Checked before this turn is played; what differs is told by `verify` and `close`.
        expect: {
          messages: 3,
          last: { role: "user" },
          check: ({ body }) => body["model"] === "claude-sonnet-5-5" || "which model?",
        },
      },
      "Noon, and sunny.",
    ],
    faults: [
      { request: 2, kind: "cut", atByte: 600 },
      { request: 4, kind: "rate_limit", retryAfter: 0 },
    ],
  });
  const ran: string[] = [];
  const result = await runConversation({
    client: new Anthropic({ apiKey: "offline", baseURL: claude.baseURL }),
    model: "claude-sonnet-5-5",
    messages: [{ role: "user", content: "How is it in Oslo?" }],
    handlers,
    onEvent: (event) => {
      if (event.type === "call_end") ran.push(event.name);
    },
  });
  expect(result).toMatchObject({ outcome: "completed", text: "Noon, and sunny.", steps: 3 });
  expect(ran).toEqual(["get_time", "get_weather"]);
  expect(claude.requests.map(({ status, fault }) => fault ?? status)).toEqual([200, "cut", 200, "rate_limit", 200]);
  claude.verify(); // nothing scripted was left over, nothing it must be missing
  await claude.close();
});
