import { expect, test } from "vitest";
import { startOfflineClaude } from "../../generator/offline/index.js";
import { asking, clientOf, textOf } from "./with-offline.js";

test("an offline Claude on the port of one that was closed is talked to at once, without a retry", async () => {
  let port = 0;
  for (let time = 0; time < 40; time++) {
    const claude = await startOfflineClaude({ script: ["One.", "Two."], port });
    port = Number(new URL(claude.baseURL).port);
    const client = clientOf(claude, { maxRetries: 0 });
    expect(textOf(await client.messages.create(asking("Hi")))).toBe("One.");
    expect(textOf(await client.messages.stream(asking("Hi")).finalMessage())).toBe("Two.");
    await claude.close();
  }
});
