import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Anthropic from "@anthropic-ai/sdk";
import { describe, expect, test } from "vitest";
import { batch, say, use, useRaw } from "../../generator/offline/index.js";
import { runConversation } from "../../templates/runtime/unbound.js";
import { play, project, resultsIn, sendAgain, stage } from "./scene.js";

const both = batch([
  { name: "get_weather", arguments: { location: "Bergen" } },
  { name: "get_time", arguments: { location: "Bergen" } },
]);

describe("faults", () => {
  test.each([
    ["cut", { kind: "cut", atByte: 700 }],
    ["cut before its first byte", { kind: "cut", atByte: 0 }],
    ["overloaded in the middle", { kind: "overload", atByte: 700 }],
    ["silent", { kind: "stall", atByte: 700 }],
    ["rate-limited", { kind: "rate_limit", retryAfter: 0 }],
    ["overloaded", { kind: "overload" }],
  ] as const)("an answer that is %s is asked for again, and no call runs twice", async (_what, fault) => {
    for (const request of [1, 2]) {
      const { result, ran, events } = await play(
        { script: [[both], "Sunny at noon."], faults: [{ ...fault, request }] },
        { stallTimeoutMs: 100 },
      );
      expect(result).toMatchObject({ outcome: "completed", text: "Sunny at noon.", steps: 2 });
      expect(ran.map(({ name }) => name).sort()).toEqual(["get_time", "get_weather"]);
      const [retry] = events.filter((event) => event.type === "retry");
      expect(retry).toMatchObject({ step: request, attempt: 2 });
      expect(retry?.reason).not.toBe("");
    }
  });

  test.each([
    ["cut", { kind: "cut", atByte: 100 }],
    ["silent", { kind: "stall", atByte: 100 }],
  ] as const)("an answer in one piece that is %s is asked for again, too", async (_what, fault) => {
    const { result, ran } = await play(
      { script: [[both], "Sunny."], faults: [{ ...fault, request: 2 }] },
      { stallTimeoutMs: 100, stream: false },
    );
    expect(result).toMatchObject({ outcome: "completed", text: "Sunny.", steps: 2 });
    expect(ran).toHaveLength(2);
  });

  test("an answer that breaks off every time ends as an error, after a bounded number of requests", async () => {
    const { result, claude, ran } = await play(
      { script: [[both], "Sunny."], faults: (_, n) => (n > 1 ? { kind: "cut", atByte: 600 } : undefined) },
      { maxResends: 1 },
    );
    expect(result).toMatchObject({ outcome: "error", steps: 2 });
    expect(result.error).toBeInstanceOf(Error);
    expect(ran).toHaveLength(2);
    expect(claude.requests).toHaveLength(3);
    await sendAgain(result.messages);
  });

  test("an error of the API is the outcome, with the SDK's own error", async () => {
    const error = { kind: "error", status: 401, type: "authentication_error", message: "no such key" } as const;
    const { result, claude } = await play({ script: ["Hello"], faults: [{ ...error, request: 1 }] });
    expect(result).toMatchObject({ outcome: "error", text: "", steps: 1 });
    expect(result.error).toBeInstanceOf(Anthropic.AuthenticationError);
    expect(claude.requests).toHaveLength(1);
  });

  test("a refused history is an error and never a rejection", async () => {
    const { result } = await play({ script: ["Hello"] }, { messages: [{ role: "user", content: "" }] });
    expect(result.outcome).toBe("error");
  });

  test("nobody at the address is an error", async () => {
    const client = new Anthropic({
      apiKey: "offline",
      baseURL: "http://127.0.0.1:9",
      maxRetries: 0,
      openTelemetry: false,
    });
    const { result } = await play({}, { client });
    expect(result.outcome).toBe("error");
    expect(result.error).toBeInstanceOf(Anthropic.APIConnectionError);
  });

  test("tool input that is no JSON is that call's error, and the conversation goes on", async () => {
    const { result, ran, claude } = await play({
      script: [{ content: [both], fault: { kind: "malform" } }, "Done."],
    });
    expect(result.outcome).toBe("completed");
    expect(resultsIn(claude, 1)).toMatchObject([{ is_error: true }]);
    // The offline Claude gives the turn once more, in full: that one runs.
    expect(ran).toHaveLength(2);
    expect(claude.requests).toHaveLength(3);
  });

  test("an abort during the request ends it at once, and the history is as it was", async () => {
    const controller = new AbortController();
    const onEvent = (event: { type: string }) => {
      if (event.type === "text") controller.abort();
    };
    const long = say("word ".repeat(2000));
    const { result } = await play({ script: [long], latencyMs: 5 }, { signal: controller.signal, onEvent });
    expect(result).toMatchObject({ outcome: "aborted", steps: 1 });
    expect(result.messages).toHaveLength(1);
  });

  test("an abort during the calls keeps what is finished and answers the rest", async () => {
    const controller = new AbortController();
    const others = {
      get_weather: () => "sunny",
      get_time: () => new Promise<string>(() => setTimeout(() => controller.abort(), 20)),
    };
    const { result, claude } = await play({ script: [[both], "never"] }, { signal: controller.signal, others });
    expect(result).toMatchObject({ outcome: "aborted", steps: 1 });
    expect(claude.requests).toHaveLength(1);
    const last = JSON.stringify(result.messages.at(-1));
    expect(last).toContain("sunny");
    expect(last).toContain("CANCELLED");
    await sendAgain(result.messages);
  });

  test("an abort before the start makes no request", async () => {
    const { result, claude } = await play({}, { signal: AbortSignal.abort() });
    expect(result).toMatchObject({ outcome: "aborted", steps: 0 });
    expect(claude.requests).toHaveLength(0);
  });

  test("an abort while waiting to send again ends the wait", async () => {
    const controller = new AbortController();
    const onEvent = (event: { type: string }) => {
      if (event.type === "retry") controller.abort();
    };
    const { result } = await play(
      { script: ["x"], faults: [{ kind: "cut", atByte: 500, request: 1 }] },
      { signal: controller.signal, onEvent },
    );
    expect(result.outcome).toBe("aborted");
  });

  test("a gateway that answers in one piece where a stream was asked for is understood", async () => {
    const message = {
      id: "msg_1",
      type: "message",
      role: "assistant",
      model: "m",
      content: [{ type: "text", text: "Hello" }],
      stop_reason: "end_turn",
      stop_sequence: null,
      usage: { input_tokens: 1, output_tokens: 1 },
    };
    const server = createServer((_request, response) => {
      response.setHeader("content-type", "application/json").end(JSON.stringify(message));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const client = new Anthropic({
      apiKey: "x",
      baseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    });
    const result = await runConversation(project, {
      client,
      model: "m",
      messages: [{ role: "user", content: "Hi" }],
      handlers: stage().handlers,
    });
    server.close();
    expect(result).toMatchObject({ outcome: "completed", text: "Hello" });
  });

  test("a gateway without automatic caching is asked again without, and an event says so", async () => {
    const error = {
      kind: "error",
      status: 400,
      type: "invalid_request_error",
      message: "cache_control: Extra inputs are not permitted",
    } as const;
    const { result, claude, events } = await play({ script: [[both], "Sunny."], faults: [{ ...error, request: 1 }] });
    expect(result.outcome).toBe("completed");
    expect(claude.requests.map(({ body }) => "cache_control" in body)).toEqual([true, false, false]);
    expect(events.filter((event) => event.type === "fallback")).toMatchObject([{ field: "cache_control" }]);
  });
});

describe("budgets", () => {
  const usage = { input_tokens: 500, output_tokens: 100, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 };

  test("past its tokens a conversation asks no more, and answers what is pending", async () => {
    const { result, ran } = await play(
      {
        script: [
          { content: [use("get_time", { location: "Bergen" })], usage },
          { content: [both], usage },
        ],
      },
      { maxTotalTokens: 1200 },
    );
    expect(result).toMatchObject({ outcome: "max_steps", budget: "tokens", steps: 2 });
    expect(ran).toHaveLength(1);
    await sendAgain(result.messages);
  });

  test("past its time a conversation stops what runs, and answers what is pending", async () => {
    const { result } = await play(
      { script: [[both]] },
      { maxDurationMs: 150, others: { get_time: () => new Promise<string>(() => {}) } },
    );
    expect(result).toMatchObject({ outcome: "max_steps", budget: "time", steps: 1 });
    await sendAgain(result.messages);
  });

  test("a call that fails differently every time is not stuck; the same one three turns in a row is", async () => {
    const failing = (path: string) => [use("delete_file", { path })];
    const moving = await play({ script: [failing("a"), failing("b"), failing("c"), failing("d"), "I give up."] });
    expect(moving.result.outcome).toBe("completed");
    const mixed = (to: number) => [
      batch([
        { name: "delete_file", arguments: { path: "a" } },
        { name: "count", arguments: { to } },
      ]),
    ];
    const stuck = await play({ script: [mixed(1), mixed(2), mixed(3), "never"] });
    expect(stuck.result).toMatchObject({ outcome: "stuck", steps: 3 });
    expect(stuck.ran.map(({ name }) => name)).toEqual(["count", "count", "count"]);
    await sendAgain(stuck.result.messages);
    const patient = await play({ script: [mixed(1), mixed(2), mixed(3), "At last."] }, { stuckAfter: 0 });
    expect(patient.result.outcome).toBe("completed");
  });

  test("a call that fails alone and in a batch by turns is the same call", async () => {
    const bad = { name: "get_time", arguments: {} };
    const { result } = await play({
      script: [[useRaw("get_time", {})], [batch([bad as never])], [useRaw("get_time", {})], "Never said."],
    });
    expect(result).toMatchObject({ outcome: "stuck", steps: 3 });
  });

  test("a call that fails as an object and as a text by turns is the same call", async () => {
    const bad = { name: "get_time", arguments: {} };
    const text = JSON.stringify;
    for (const inputs of [
      [
        { invocations: [bad] },
        { invocations: text([bad]) },
        text({ invocations: [text({ ...bad, arguments: "{}" })] }),
      ],
      [{ invocations: bad }, text(text({ invocations: text(bad) })), { invocations: [bad] }],
    ]) {
      const script = [...inputs.map((input) => [useRaw("batch_tool", input)]), "Never said."];
      const { result } = await play({ script });
      expect(result).toMatchObject({ outcome: "stuck", steps: 3 });
    }
  });

  test("Infinity, and more than a timer can last, mean no limit", async () => {
    for (const ms of [Number.POSITIVE_INFINITY, 2 ** 40]) {
      const { result } = await play({ script: ["Hi."] }, { maxDurationMs: ms, stallTimeoutMs: ms });
      expect(result).toMatchObject({ outcome: "completed", text: "Hi." });
    }
    const none = Number.POSITIVE_INFINITY;
    const limits = { maxSteps: none, maxTotalTokens: none, maxPauses: none, maxResends: none, stuckAfter: none };
    expect((await play({ script: ["Hi."] }, limits)).result.outcome).toBe("completed");
  });

  test.each([
    ["maxSteps", Number.NaN, "maxSteps must be an integer from 0, not NaN."],
    ["maxSteps", 1.5, "maxSteps must be an integer from 0, not 1.5."],
    ["maxPauses", -1, "maxPauses must be an integer from 0, not -1."],
    ["maxResends", -1, "maxResends must be an integer from 0, not -1."],
    ["stuckAfter", -1, "stuckAfter must be an integer from 0, not -1."],
    ["maxTotalTokens", Number.NaN, "maxTotalTokens must be a number from 0, not NaN."],
    ["maxDurationMs", -1, "maxDurationMs must be a number from 0, not -1."],
    ["stallTimeoutMs", Number.NaN, "stallTimeoutMs must be a number from 0, not NaN."],
  ])("%s: %s is refused", async (name, value, message) => {
    await expect(play({ script: ["Hi."] }, { [name]: value })).rejects.toThrow(new TypeError(message));
  });
});
