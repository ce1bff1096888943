import { describe, expect, test } from "vitest";
import { accepted } from "./accepted.js";
import { clientOf, withOffline } from "./with-offline.js";

describe("requests as the API's documentation and the SDK's examples show them", () => {
  test.each(Object.entries(accepted))("are accepted: %s", async (_, { body, beta }) => {
    await withOffline({}, async (_client, claude) => {
      const headers = beta ? { "anthropic-beta": beta } : {};
      await clientOf(claude).post("/v1/messages", { body, headers });
      expect(claude.requests[0]).toMatchObject({ status: 200, rule: undefined });
    });
  });
});
