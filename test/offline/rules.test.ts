import Anthropic from "@anthropic-ai/sdk";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RULES } from "../../generator/api/rules.js";
import { type OfflineClaude, startOfflineClaude } from "../../generator/offline/index.js";
import { breaches, sound } from "./breaches.js";
import { misfits } from "./misfits.js";
import { clientOf } from "./with-offline.js";

let claude: OfflineClaude;
beforeAll(async () => {
  claude = await startOfflineClaude();
});
afterAll(() => claude.close());

type Answered = {
  status: number;
  type: string;
  message: string;
  requestId: string | undefined;
  rule: string | undefined;
};

const send = async (body: object, options: object = {}, endpoint = "/v1/messages"): Promise<Answered | undefined> => {
  try {
    await clientOf(claude).post(endpoint, { body, ...options });
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof Anthropic.APIError)) throw thrown;
    const { error } = thrown.error as { error: { type: string; message: string } };
    const rule = claude.requests.at(-1)?.rule;
    return { status: thrown.status ?? 0, ...error, requestId: thrown.requestID ?? undefined, rule };
  }
};

/** The wording as a pattern: places hold anything. */
const pattern = (wording: string): RegExp =>
  new RegExp(
    `^${wording
      .replace(/[.*+?^$()|[\]\\]/g, "\\$&")
      .replace(/\{\w+\}/g, ".+")
      .replace(/[{}]/g, "\\$&")}$`,
    "s",
  );

// Where it is unknown what the API does, the offline Claude accepts.
const ENFORCED = RULES.filter(({ words }) => words !== "unknown");

describe("the rules", () => {
  test("have one breach each in the table of breaches, and no breach is without its rule", () => {
    expect(Object.keys(breaches).sort()).toEqual(ENFORCED.map(({ id }) => id).sort());
  });

  test("accept a sound request", async () => {
    expect(await send(sound())).toBeUndefined();
  });

  test.each(ENFORCED.map((rule) => [rule.id, rule] as const))(
    "%s is enforced, with the API's status, type and wording",
    async (id, rule) => {
      const breach = breaches[id];
      const { body, headers } =
        typeof breach === "function"
          ? { body: breach(sound()), headers: {} }
          : { ...breach, body: breach?.body(sound()) };
      const answered = await send(body ?? {}, { headers });
      expect(answered).toMatchObject({ status: rule.status, type: rule.type, rule: id });
      expect(answered?.message).toMatch(pattern(rule.wording));
      expect(answered?.requestId).toMatch(/^req_/);
    },
  );

  test.each(misfits)("say where a field does not fit: %s", async (_, body, message) => {
    expect(await send(body)).toMatchObject({ status: 400, type: "invalid_request_error", message });
  });

  test("refuse for token counting what they refuse for messages, but do not ask for max_tokens there", async () => {
    const { max_tokens: _, ...counted } = sound();
    expect(await send(counted, {}, "/v1/messages/count_tokens")).toBeUndefined();
    const forced = { ...counted, tool_choice: { type: "any" } };
    expect(await send(forced, {}, "/v1/messages/count_tokens")).toMatchObject({ rule: "forced-choice-unsupported" });
  });

  test("refuse a body that is not JSON, or holds half a surrogate pair", async () => {
    const headers = { authorization: "Bearer offline", "anthropic-version": "2026-10-21" };
    const post = async (body: string) =>
      (await fetch(`${claude.baseURL}/v1/messages`, { method: "POST", headers, body })).json();
    expect(await post("{")).toMatchObject({
      type: "error",
      error: { type: "invalid_request_error", message: expect.stringContaining("not valid JSON") },
    });
    const half = { ...sound(), messages: [{ role: "user", content: "\ud83d" }] };
    expect(await post(JSON.stringify(half))).toMatchObject({
      error: { message: expect.stringContaining("surrogate") },
    });
    const escaped = { ...sound(), messages: [{ role: "user", content: "\\ud83d" }] };
    expect(await post(JSON.stringify(escaped))).toMatchObject({ type: "message" });
  });

  test("refuse a body that is a list, is not UTF-8, or is too large", async () => {
    const headers = { authorization: "Bearer offline", "anthropic-version": "2026-10-21" };
    const post = async (body: string | Uint8Array<ArrayBuffer>) => {
      const response = await fetch(`${claude.baseURL}/v1/messages`, { method: "POST", headers, body });
      return { status: response.status, ...((await response.json()) as { error: object }).error };
    };
    expect(await post("[]")).toMatchObject({ status: 400, message: expect.stringContaining("valid dictionary") });
    expect(await post(new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]))).toMatchObject({
      status: 400,
      message: expect.stringContaining("not valid JSON"),
    });
    expect(await post("")).toMatchObject({ status: 400, message: "model: Field required" });
    expect(await post(new Uint8Array(32 * 1024 * 1024 + 1).fill(0x20))).toMatchObject({
      status: 413,
      type: "request_too_large",
      message: "Request exceeds the maximum size",
    });
    expect(claude.requests.at(-1)).toMatchObject({ bytes: 32 * 1024 * 1024 + 1, rule: "body-size" });
  });

  test("refuse a model's facts without a key, and answer them with one, whatever its name", async () => {
    expect((await fetch(`${claude.baseURL}/v1/models/x`)).status).toBe(401);
    expect(await clientOf(claude).models.retrieve("claude-opus-5-5")).toMatchObject({
      lifecycle: "active",
      max_input_tokens: 1_000_000,
      max_tokens: 128_000,
    });
    expect(await clientOf(claude).models.retrieve("mine")).toMatchObject({ max_input_tokens: null, max_tokens: null });
    const headers = { authorization: "Bearer offline", "anthropic-version": "2026-10-21" };
    expect(await (await fetch(`${claude.baseURL}/v1/models/%E0`, { headers })).json()).toMatchObject({ id: "%E0" });
  });

  test("refuse other paths and methods", async () => {
    const answered = async (path: string, method: string) => {
      const response = await fetch(`${claude.baseURL}${path}`, { method });
      return { status: response.status, ...((await response.json()) as object) };
    };
    expect(await answered("/v1/complete", "POST")).toMatchObject({
      status: 404,
      type: "error",
      error: { type: "not_found_error", message: "Not Found" },
      request_id: expect.stringMatching(/^req_/),
    });
    expect(await answered("/v1/messages?beta=true", "GET")).toMatchObject({
      status: 405,
      error: { type: "invalid_request_error", message: "Method Not Allowed" },
    });
  });
});
