import type Anthropic from "@anthropic-ai/sdk";
import { describe, expect, test } from "vitest";
import { batch, block, say, think, use, useRaw, useText } from "../../generator/offline/index.js";
import type { FullTurn } from "../../generator/offline/types.js";
import type { ResponseEvent } from "../../templates/runtime/contract/conversation-types.js";
import { bodyOf, play, resultsIn, sendAgain } from "./scene.js";

const weather = use("get_weather", { location: "Bergen" });
const time = use("get_time", { location: "Bergen" });

describe("the points of a conversation loop", () => {
  test("1. Claude's turn goes back unchanged, thinking included, and the history only grows", async () => {
    const redacted = block({ type: "redacted_thinking", data: "c2VjcmV0" });
    const script = [[think("Let me look."), redacted, say("One moment."), weather], "Sunny."];
    const { claude, events } = await play({ script });
    const response = events.find((event): event is ResponseEvent => event.type === "response");
    const [first, turn] = bodyOf(claude, 1).messages;
    expect(turn?.content).toEqual(response?.message.content);
    expect(((turn?.content ?? []) as { type: string }[]).map(({ type }) => type)).toEqual([
      "thinking",
      "redacted_thinking",
      "text",
      "tool_use",
    ]);
    expect(first).toEqual(bodyOf(claude, 0).messages[0]);
  });

  const cut: FullTurn = { content: [say("Well, "), batch([])], stop_reason: "max_tokens" };
  const stops: [name: string, turn: FullTurn, outcome: string, text: string][] = [
    ["end_turn", { content: [say("Fine.")], stop_reason: "end_turn" }, "completed", "Fine."],
    [
      "stop_sequence",
      { content: [say("Fine")], stop_reason: "stop_sequence", stop_sequence: "." },
      "completed",
      "Fine",
    ],
    ["max_tokens in the text", { content: [say("Fi")], stop_reason: "max_tokens" }, "truncated", "Fi"],
    ["max_tokens in a call", cut, "truncated", "Well, "],
    ["max_tokens in the thinking", { content: [think("Hm")], stop_reason: "max_tokens" }, "truncated", ""],
    [
      "model_context_window_exceeded",
      { content: [weather], stop_reason: "model_context_window_exceeded" },
      "context_exceeded",
      "",
    ],
    ["refusal", { content: [say("I ca"), weather], stop_reason: "refusal" }, "refused", ""],
    [
      "a stop reason of a later API",
      { content: [say("Hm."), weather], stop_reason: "postponed" as never },
      "unknown_stop",
      "Hm.",
    ],
    ["no stop reason", { content: [say("Hm.")], stop_reason: null }, "unknown_stop", "Hm."],
    ["tool_use without one", { content: [say("Hm.")], stop_reason: "tool_use" }, "completed", "Hm."],
  ];
  test.each(stops)(
    "2. %s ends as an outcome, runs nothing, and leaves a history to go on with",
    async (_name, turn, outcome, text) => {
      for (const stream of [true, false]) {
        const { result, ran, claude } = await play({ script: [turn] }, { stream });
        expect(result).toMatchObject({ outcome, text, steps: 1 });
        expect(ran).toEqual([]);
        expect(claude.requests).toHaveLength(1);
        await sendAgain(result.messages);
      }
    },
  );

  test.each(["end_turn", "stop_sequence", "pause_turn", "tool_use"])(
    "2. a call in a turn that ended with %s is a call, whatever the stop reason says",
    async (stop_reason) => {
      for (const stream of [true, false]) {
        const turn: FullTurn = { content: [say("Hm."), weather, batch([])], stop_reason };
        const { result, ran, claude } = await play({ script: [turn, "Sunny."] }, { stream });
        expect(result).toMatchObject({ outcome: "completed", text: "Sunny.", steps: 2 });
        expect(ran).toHaveLength(1);
        expect(resultsIn(claude, 1)).toHaveLength(2);
        await sendAgain(result.messages);
      }
    },
  );

  test("2. a turn that was cut behind a finished server tool is kept as far as it is valid", async () => {
    const search = (id: string) => block({ type: "server_tool_use", id, name: "web_search", input: { query: "x" } });
    const found = block({ type: "web_search_tool_result", tool_use_id: "srvtoolu_1", content: [] });
    const content = [say("Let me see. "), search("srvtoolu_1"), found, think("Hm"), search("srvtoolu_2")];
    const extraTools = [{ type: "web_search_20250305" as const, name: "web_search" as const }];
    const { result } = await play({ script: [{ content, stop_reason: "max_tokens" }] }, { extraTools });
    expect(result).toMatchObject({ outcome: "truncated", text: "Let me see. " });
    const kept = [{ type: "text" }, { type: "server_tool_use" }, { type: "web_search_tool_result" }];
    expect(result.messages.at(-1)?.content).toMatchObject(kept);
    await sendAgain(result.messages);
  });

  test(
    "2. after a refusal the history ends before the question, and what is taken out is given with the calls that " +
      "ran",
    async () => {
      const refusal: FullTurn = { content: [say("I ca")], stop_reason: "refusal" };
      const before: Anthropic.MessageParam[] = [
        { role: "user", content: "Hello" },
        { role: "assistant", content: "Hello!" },
      ];
      const messages = [...before, { role: "user" as const, content: "Something that is refused" }];
      const { result, events, claude } = await play(
        { script: [[weather, use("delete_file", { path: "a" })], refusal] },
        { messages },
      );
      expect(result).toMatchObject({ outcome: "refused", messages: before });
      const sent = bodyOf(claude, 1).messages;
      expect(result.discarded?.messages).toEqual(sent.slice(2));
      // The denied one did not run.
      expect(result.discarded?.calls).toMatchObject([{ name: "get_weather", index: 0, status: "ok" }]);
      const told = events.filter((event) => event.type === "history");
      expect(told.at(-1)).toMatchObject({ messages: before });
      await sendAgain(result.messages);
    },
  );

  test("2. a refusal of a question that stands beside tool results leaves the results, which the calls before need", async () => {
    const content = [{ type: "tool_use" as const, id: "toolu_0", name: "get_weather", input: { location: "Oslo" } }];
    const results = [{ type: "tool_result" as const, tool_use_id: "toolu_0", content: "sunny" }];
    const messages: Anthropic.MessageParam[] = [
      { role: "user", content: "Hi" },
      { role: "assistant", content },
      { role: "user", content: [...results, { type: "text", text: "Something that is refused" }] },
    ];
    const { result } = await play({ script: [{ content: [say("I ca")], stop_reason: "refusal" }] }, { messages });
    expect(result.messages).toEqual([...messages.slice(0, 2), { role: "user", content: results }]);
    expect(result.discarded).toEqual({ messages: messages.slice(2), calls: [] });
    await sendAgain(result.messages);
  });

  test("2. a refusal's partial answer is not in the history", async () => {
    const { result } = await play({
      script: [
        {
          content: [say("I ca")],
          stop_reason: "refusal",
          stop_details: { type: "refusal", category: "cyber", explanation: "no" },
        },
      ],
    });
    expect(result.messages).toEqual([]);
    expect(result.message?.stop_details).toMatchObject({ category: "cyber" });
  });

  test("2. a call cut by max_tokens is neither run nor kept, even where its input looks whole", async () => {
    const half = {
      content: [batch([{ name: "get_weather", arguments: { location: "Bergen" } }])],
      stop_reason: "max_tokens",
    };
    const { result, ran } = await play({ script: [half] });
    expect(ran).toEqual([]);
    expect(result.messages).toHaveLength(1);
  });

  test("2. a paused turn is sent as it is, a bounded number of times", async () => {
    const search = block({ type: "server_tool_use", id: "srvtoolu_1", name: "web_search", input: { query: "x" } });
    const paused = { content: [search], stop_reason: "pause_turn" };
    const going = await play({ script: [paused, "Found."] });
    expect(going.result).toMatchObject({ outcome: "completed", text: "Found.", steps: 2 });
    expect(bodyOf(going.claude, 1).messages.at(-1)).toMatchObject({
      role: "assistant",
      content: [{ id: "srvtoolu_1" }],
    });
    const script = [1, 2, 3].map((n) => ({
      ...paused,
      content: [{ ...search, block: { ...search.block, id: `srvtoolu_${n}` } }],
    }));
    const stopped = await play({ script }, { maxPauses: 2 });
    expect(stopped.result).toMatchObject({ outcome: "paused", steps: 3 });
    await sendAgain(stopped.result.messages);
  });

  test("3. an end without content is an answer without text", async () => {
    const { result } = await play({ script: [{ content: [], stop_reason: "end_turn" }] });
    expect(result).toMatchObject({ outcome: "completed", text: "" });
    await sendAgain(result.messages);
  });

  test("4. every call of a turn is answered once, in one message and in order: good, unknown, invalid, failing", async () => {
    const bad = useRaw("get_weather", { location: 7 });
    const script = [
      [weather, useRaw("get_wether", {}), bad, batch([{ name: "get_time", arguments: { location: "Bergen" } }]), time],
      "Done.",
    ];
    const { claude, result } = await play(
      { script },
      { others: { get_time: () => Promise.reject(new Error("no clock")) } },
    );
    const results = resultsIn(claude, 1);
    const turn = (bodyOf(claude, 1).messages[1]?.content ?? []) as { id: string }[];
    expect(results.map(({ tool_use_id }) => tool_use_id)).toEqual(turn.map(({ id }) => id));
    expect(results.map(({ is_error }) => is_error ?? false)).toEqual([false, true, true, true, true]);
    expect(bodyOf(claude, 1).messages).toHaveLength(3);
    expect(result.outcome).toBe("completed");
  });

  test("5. beside a server tool under way, results come alone, with the same tools and the same container", async () => {
    const running = block({
      type: "server_tool_use",
      id: "srvtoolu_1",
      name: "code_execution",
      input: { code: "x" },
    });
    const called = block({
      type: "tool_use",
      id: "toolu_1",
      name: "get_weather",
      input: { location: "Bergen" },
      caller: { type: "code_execution_20260120", tool_id: "srvtoolu_1" },
    });
    const container = { id: "container_1", expires_at: "2026-12-01T00:00:00Z" };
    const script = [{ content: [running, called], container, stop_reason: "tool_use" }, "Done."];
    const { claude, result } = await play(
      { script },
      { extraTools: [{ type: "code_execution_20260120", name: "code_execution" }] },
    );
    expect(result).toMatchObject({ outcome: "completed" });
    expect(bodyOf(claude, 1).messages.at(-1)?.content).toHaveLength(1);
    expect(resultsIn(claude, 1)).toHaveLength(1);
    expect(bodyOf(claude, 0).container).toBeUndefined();
    expect(bodyOf(claude, 1).container).toBe("container_1");
    expect(bodyOf(claude, 1).tools).toEqual(bodyOf(claude, 0).tools);
    expect(bodyOf(claude, 0).tools?.at(-1)).toMatchObject({ name: "code_execution" });
  });

  test("6. an input is checked before its handler runs, and the error says where and what", async () => {
    const calls = [
      useRaw("get_weather", { location: 7 }),
      useRaw("count", { to: "many" }),
      useText("get_time", "[1]"),
      useText("count", '{"to": 3'),
    ];
    const { claude, ran, result } = await play({ script: [calls, "I see."] });
    expect(ran).toEqual([]);
    const texts = resultsIn(claude, 1).map(({ content }) => String(content));
    expect(texts[0]).toContain('"path":"location"');
    expect(texts[1]).toContain('"path":"to"');
    expect(texts[2]).toContain("must be object");
    expect(texts[3]).toContain("INVALID_ARGUMENTS");
    const turn = (bodyOf(claude, 1).messages[1]?.content ?? []) as { input: unknown }[];
    expect(turn[3]?.input).toEqual({ INVALID_JSON: '{"to": 3' });
    expect(result.outcome).toBe("completed");
  });

  test("7. whatever a handler gives or throws is content that the API takes", async () => {
    const gives: [string, () => unknown][] = [
      ["nothing", () => undefined],
      ["an object", () => ({ degrees: 72 })],
      ["an empty text", () => ""],
      ["half a character", () => "\ud83d"],
      ["an error without text", () => Promise.reject(new Error(""))],
      ["a text thrown", () => Promise.reject("broken")],
      [
        "a circle",
        () => {
          const circle: { self?: unknown } = {};
          circle.self = circle;
          return circle;
        },
      ],
    ];
    for (const [what, give] of gives) {
      const { result, claude } = await play(
        { script: [[weather], "Done."] },
        { others: { get_weather: give as never } },
      );
      expect(result.outcome, what).toBe("completed");
      const [answer] = resultsIn(claude, 1);
      expect(answer, what).toBeDefined();
      if (answer?.is_error) expect(String(answer.content).trim(), what).not.toBe("");
    }
  });

  test("8. an unknown name is answered with the names there are, and constructor is no tool", async () => {
    const { claude } = await play({ script: [[useRaw("constructor", {}), useRaw("__proto__", {})], "Done."] });
    const results = resultsIn(claude, 1);
    expect(results).toHaveLength(2);
    for (const result of results) {
      expect(result.is_error).toBe(true);
      expect(result.content).toContain("get_weather, get_time");
    }
  });

  test("9. calls run at most `concurrency` at a time, answered in order, and one that fails stops no other", async () => {
    let running = 0;
    let most = 0;
    const count = async ({ to }: { [key: string]: unknown }) => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 20 - Number(to)));
      running--;
      if (to === 4) throw new Error("four");
      return { counted: to as number };
    };
    const calls = Array.from({ length: 9 }, (_, to) => use("count", { to }));
    const { claude } = await play({ script: [calls, "Done."] }, { others: { count: count as never }, concurrency: 3 });
    expect(most).toBe(3);
    const results = resultsIn(claude, 1);
    expect(results.map(({ content, is_error }) => (is_error ? "failed" : JSON.parse(String(content)).counted))).toEqual(
      [0, 1, 2, 3, "failed", 5, 6, 7, 8],
    );
  });

  test("9. a call that hangs is ended by its timeout, its signal aborted, its neighbours answered", async () => {
    let aborted = false;
    const hang = (_input: unknown, { signal }: { signal: AbortSignal }) =>
      new Promise<string>(() =>
        signal.addEventListener("abort", () => {
          aborted = true;
        }),
      );
    const { claude, result } = await play(
      { script: [[weather, time], "Done."] },
      { others: { get_weather: hang }, timeoutMs: 50 },
    );
    expect(result.outcome).toBe("completed");
    expect(aborted).toBe(true);
    const [late, fine] = resultsIn(claude, 1);
    expect(late?.content).toContain("TIMEOUT");
    expect(fine?.content).toBe("12:32 PM");
  });

  test("10. at the limit of steps the pending calls are answered and not run", async () => {
    const { result, ran, claude } = await play({ script: [[weather], [time]] }, { maxSteps: 2 });
    expect(result).toMatchObject({ outcome: "max_steps", budget: "steps", steps: 2 });
    expect(ran.map(({ name }) => name)).toEqual(["get_weather"]);
    expect(claude.requests).toHaveLength(2);
    expect(JSON.stringify(result.messages.at(-1))).toContain("Not executed: ");
    await sendAgain(result.messages);
  });

  test("11. more tokens than a plain answer may have are asked for, since answers are streamed", async () => {
    const { result } = await play({ script: ["Long."] }, { maxTokens: 32_000 });
    expect(result.outcome).toBe("completed");
  });

  test("12. a forced choice that the model refuses becomes auto, for good, and an event says so", async () => {
    const tool_choice = { type: "any", disable_parallel_tool_use: true } as const;
    const { result, claude, events } = await play({ script: [[weather], "Sunny."] }, { request: { tool_choice } });
    expect(result).toMatchObject({ outcome: "completed", steps: 2 });
    const auto = { type: "auto", disable_parallel_tool_use: true };
    expect(claude.requests.map((_, n) => bodyOf(claude, n).tool_choice)).toEqual([tool_choice, auto, auto]);
    const fallbacks = events.filter((event) => event.type === "fallback");
    expect(fallbacks).toMatchObject([{ field: "tool_choice", step: 1 }]);
  });

  test.each([
    "Thinking may not be enabled when tool_choice forces tool use.",
    "Forced tool use is not supported with this model",
  ])("12. in other words it is the same refusal: %s", async (message) => {
    const error = { kind: "error", status: 400, type: "invalid_request_error", message, request: 1 } as const;
    const { result, claude } = await play(
      { script: [[weather], "Done."], faults: [error] },
      { model: "claude-haiku-4-5", request: { tool_choice: { type: "any" } } },
    );
    expect(result.outcome).toBe("completed");
    expect(bodyOf(claude, 1).tool_choice).toEqual({ type: "auto" });
  });

  test("12. a forced choice that the model allows holds until it has called", async () => {
    const tool_choice = { type: "tool", name: "get_weather" } as const;
    const { claude } = await play(
      { script: [[weather], "Sunny."] },
      { request: { tool_choice }, model: "claude-haiku-5-5" },
    );
    expect(claude.requests.map((_, n) => bodyOf(claude, n).tool_choice)).toEqual([tool_choice, { type: "auto" }]);
  });

  test("12. no sampling parameter is sent, and no prefill", async () => {
    const { claude } = await play({ script: [[weather], "Sunny."] });
    for (const { body } of claude.requests) {
      expect(Object.keys(body)).not.toEqual(expect.arrayContaining(["temperature"]));
      expect((body["messages"] as { role: string }[]).at(-1)?.role).toBe("user");
    }
  });

  test("13. system, tools, choice, thinking and caching are the same bytes in every request", async () => {
    const request = { thinking: { type: "adaptive" }, tool_choice: { type: "auto" } } as const;
    const { claude } = await play({ script: [[weather], [time], "Done."] }, { request, system: "Be brief." });
    const frames = claude.requests.map(({ body }) => {
      const { messages: _messages, ...frame } = body;
      return JSON.stringify(frame);
    });
    expect(new Set(frames).size).toBe(1);
    expect(bodyOf(claude, 0)).toMatchObject({ cache_control: { type: "ephemeral" }, system: "Be brief.", ...request });
  });

  test("13. a turn of more blocks than the cache looks back over marks where the cache ends", async () => {
    const calls = Array.from({ length: 12 }, (_, to) => use("count", { to }));
    const { claude, result } = await play({ script: [[weather], calls, "Done."] });
    const marks = (n: number) =>
      bodyOf(claude, n).messages.map((message) => JSON.stringify(message).includes("cache_control"));
    expect(marks(1)).toEqual([false, false, false]);
    expect(marks(2)).toEqual([false, false, true, false, false]);
    expect(JSON.stringify(result.messages)).not.toContain("cache_control");
  });

  test("13. with all four breakpoints set by the caller, none is added", async () => {
    const control = { cache_control: { type: "ephemeral" as const } };
    const system = ["a", "b", "c", "d"].map((text) => ({ type: "text" as const, text, ...control }));
    const { claude, result, events } = await play({ script: [[weather], "Done."] }, { system });
    expect(result.outcome).toBe("completed");
    expect(claude.requests.map(({ body }) => JSON.stringify(body).split("cache_control").length - 1)).toEqual([4, 4]);
    expect(events.filter(({ type }) => type === "fallback")).toEqual([]);
  });

  test("13. where handlers mark what they give, the last breakpoints are sent and the history keeps all", async () => {
    const control = { cache_control: { type: "ephemeral" as const } };
    const others = { get_weather: () => [{ type: "text", text: "sunny", ...control }] };
    const script = [...Array.from({ length: 6 }, () => [use("get_weather", { location: "Bergen" })]), "Done."];
    const { claude, result } = await play({ script }, { others });
    expect(result.outcome).toBe("completed");
    const marks = (messages: unknown) => JSON.stringify(messages).split('"ephemeral"').length - 1;
    expect(claude.requests.map(({ body }) => marks(body))).toEqual([1, 2, 3, 4, 4, 4, 4]);
    expect(marks(resultsIn(claude, 6))).toBe(1);
    expect(marks(result.messages)).toBe(6);
  });

  test("14. what we say to Claude beside results stands in system and user text alone", async () => {
    const { claude } = await play({
      script: [[batch([{ name: "get_weather", arguments: { location: "Bergen" } }])], "Done."],
    });
    const [result] = resultsIn(claude, 1);
    expect(JSON.parse(String(result?.content))).toEqual({
      results: [{ index: 0, name: "get_weather", status: "ok", result: "72 degrees and sunny" }],
      ok: 1,
      failed: 0,
      failedIndexes: [],
    });
    expect(bodyOf(claude, 1).messages.at(-1)?.content).toHaveLength(1);
  });

  test("15. usage is added up over all requests, and each answer comes with its request's id", async () => {
    const usage = { input_tokens: 100, output_tokens: 10, cache_creation_input_tokens: 7, cache_read_input_tokens: 50 };
    const { result, events } = await play({
      script: [
        { content: [weather], usage },
        { content: [say("Sunny.")], usage },
      ],
    });
    expect(result.usage).toEqual({
      input_tokens: 200,
      output_tokens: 20,
      cache_creation_input_tokens: 14,
      cache_read_input_tokens: 100,
    });
    const responses = events.filter((event) => event.type === "response");
    expect(responses).toHaveLength(2);
    for (const { requestId } of responses) expect(requestId).toMatch(/^req_/);
  });

  test("16. the same call twice in a turn runs twice and is answered twice", async () => {
    const { claude, ran } = await play({ script: [[weather, weather], "Done."] });
    expect(ran).toHaveLength(2);
    expect(new Set(resultsIn(claude, 1).map(({ tool_use_id }) => tool_use_id)).size).toBe(2);
  });

  test("16. a call of a toolset that nobody runs is answered in its name", async () => {
    const click = block({
      type: "tool_use",
      id: "toolu_1",
      name: "click",
      input: {},
      toolset_name: "browser",
      caller: { type: "direct" },
    });
    const { result } = await play({ script: [{ content: [click], stop_reason: "tool_use" }, "Done."] });
    const [answer] = (result.messages[2]?.content ?? []) as Anthropic.ToolResultBlockParam[];
    expect(answer).toMatchObject({ tool_use_id: "toolu_1", toolset_name: "browser", is_error: true });
  });

  test("17. the same call in other words of JSON is the same call", async () => {
    const spellings = [
      '{"path":"/a","x":1}',
      '{"x":1,"path":"\\/a"}',
      '{ "path": "\\u002fa", "x": 1.0 }',
      '{"path":"/a","x":1}',
    ];
    const script = spellings.map((json) => [useText("delete_file", json)]);
    const { result } = await play({ script });
    expect(result).toMatchObject({ outcome: "stuck", steps: 3 });
    await sendAgain(result.messages);
  });
});
