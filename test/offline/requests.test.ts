import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OfflineClaude, startOfflineClaude } from "../../generator/offline/index.js";
import { REQUESTS } from "./requests.js";
import { clientOf } from "./with-offline.js";

let claude: OfflineClaude;
beforeAll(async () => {
  claude = await startOfflineClaude();
});
afterAll(() => claude.close());

describe("requests as the API takes and refuses them", () => {
  test("are over 120 of the one kind and over 150 of the other, none twice", () => {
    const accepted = REQUESTS.filter(({ verdict }) => verdict === "accepted");
    expect(accepted.length).toBeGreaterThan(120);
    expect(REQUESTS.length - accepted.length).toBeGreaterThan(150);
    expect(new Set(REQUESTS.map(({ what }) => what)).size).toBe(REQUESTS.length);
  });

  test.each(REQUESTS.map((one) => [one.verdict, one.what, one] as const))("%s: %s", async (_, __, one) => {
    const { body, headers = {}, verdict } = one;
    const answer = await clientOf(claude)
      .post("/v1/messages", { body, headers: { ...headers } })
      .catch((thrown: Error) => thrown.message);
    const rule = claude.requests.at(-1)?.rule ?? "accepted";
    if (verdict === "field-*") expect(rule).toMatch(/^field-/);
    else expect(rule, JSON.stringify(answer).slice(0, 400)).toBe(verdict);
  });
});
