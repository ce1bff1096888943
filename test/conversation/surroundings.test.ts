import { AsyncLocalStorage } from "node:async_hooks";
import type Anthropic from "@anthropic-ai/sdk";
import { ToolError as SdkToolError } from "@anthropic-ai/sdk/lib/tools/ToolError";
import { describe, expect, test } from "vitest";
import { batch, say, think, use, useRaw } from "../../generator/offline/index.js";
import type { Attributes, ConversationEvent, Tracer } from "../../templates/runtime/contract/conversation-types.js";
import { type TraceLine, traceLines } from "../../templates/runtime/trace/lines.js";
import { batchRequest, readBatchResult, streamConversation } from "../../templates/runtime/unbound.js";
import { bodyOf, clientFor, play, project, resultsIn, sendAgain, stage, startClaude } from "./scene.js";

const both = batch([
  { name: "get_weather", arguments: { location: "Bergen" } },
  { name: "get_time", arguments: { location: "Bergen" } },
]);

describe("events", () => {
  test("text, thinking and tool input are told as they arrive and add up to the whole", async () => {
    const { events, result } = await play({
      script: [[think("Let me look at both."), both], say("It is sunny, and it is noon.")],
    });
    const all = <T extends ConversationEvent["type"]>(type: T) =>
      events.filter((event): event is Extract<ConversationEvent, { type: T }> => event.type === type);
    expect(
      all("text")
        .map(({ text }) => text)
        .join(""),
    ).toBe(result.text);
    expect(all("text").length).toBeGreaterThan(1);
    expect(
      all("thinking")
        .map(({ thinking }) => thinking)
        .join(""),
    ).toBe("Let me look at both.");
    const input = all("tool_input")
      .map(({ json }) => json)
      .join("");
    expect(JSON.parse(input)).toMatchObject({ invocations: [{ name: "get_weather" }, { name: "get_time" }] });
    expect(all("progress")).toMatchObject([
      { done: 1, failed: 0, total: 2 },
      { done: 2, total: 2 },
    ]);
    expect(all("request").map(({ step }) => step)).toEqual([1, 2]);
    expect(all("call_start")).toHaveLength(2);
    expect(events.at(-1)).toMatchObject({ type: "end", outcome: "completed", steps: 2 });
  });

  test("a listener that throws disturbs nothing", async () => {
    const onEvent = () => {
      throw new Error("mine");
    };
    const { result } = await play({ script: [[both], "Done."] }, { onEvent });
    expect(result.outcome).toBe("completed");
  });

  test("a listener that rejects disturbs nothing either, nor is its rejection left unhandled", async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on("unhandledRejection", note);
    const onEvent = async () => {
      throw new Error("mine");
    };
    const { result } = await play({ script: [[both], "Done."] }, { onEvent });
    const claude = await startClaude({ script: [[both], "Done."] });
    const messages = [{ role: "user" as const, content: "Hi" }];
    const settings = { client: clientFor(claude), model: "claude-sonnet-5-5", messages, onEvent };
    const streamed = await streamConversation(project, { ...settings, handlers: stage().handlers }).result;
    await claude.close();
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off("unhandledRejection", note);
    expect([result.outcome, streamed.outcome]).toEqual(["completed", "completed"]);
    expect(unhandled).toEqual([]);
  });

  test("the same events come as an async iterable, with the result beside", async () => {
    const claude = await startClaude({ script: [[both], "Done."] });
    const told: ConversationEvent[] = [];
    const running = streamConversation(project, {
      client: clientFor(claude),
      model: "claude-sonnet-5-5",
      messages: [{ role: "user", content: "Hi" }],
      handlers: stage().handlers,
      onEvent: (event) => told.push(event),
    });
    const read: ConversationEvent[] = [];
    for await (const event of running) read.push(event);
    expect(read).toEqual(told);
    expect(read[0]?.type).toBe("request");
    expect(read.at(-1)?.type).toBe("end");
    expect(await running.result).toMatchObject({ outcome: "completed", text: "Done." });
    await claude.close();
  });

  test("a reader that stops early aborts the conversation", async () => {
    const claude = await startClaude({ script: [[both], "Done."] });
    const running = streamConversation(project, {
      client: clientFor(claude),
      model: "claude-sonnet-5-5",
      messages: [{ role: "user", content: "Hi" }],
      handlers: stage().handlers,
    });
    for await (const event of running) if (event.type === "request") break;
    expect(await running.result).toMatchObject({ outcome: "aborted" });
    await claude.close();
  });
});

describe("history", () => {
  test("the caller's array is not touched, and the result holds it and what came after", async () => {
    const messages: Anthropic.MessageParam[] = [{ role: "user", content: "Hi" }];
    Object.freeze(messages);
    const { result } = await play({ script: [[both], "Done."] }, { messages });
    expect(messages).toHaveLength(1);
    expect(result.messages).toHaveLength(4);
    expect(result.messages[0]).toBe(messages[0]);
  });

  test("a saved history goes on, and calls that end it unanswered are run first", async () => {
    const open: Anthropic.MessageParam[] = JSON.parse(
      JSON.stringify([
        { role: "user", content: "Hi" },
        {
          role: "assistant",
          content: [{ type: "tool_use", id: "toolu_1", name: "get_time", input: { location: "Bergen" } }],
        },
      ]),
    );
    const { result, ran, claude } = await play({ script: ["Noon."] }, { messages: open });
    expect(ran).toHaveLength(1);
    expect(resultsIn(claude, 0)).toMatchObject([{ tool_use_id: "toolu_1", content: "12:32 PM" }]);
    expect(result).toMatchObject({ outcome: "completed", text: "Noon.", steps: 1 });
  });

  test("where a question stands behind such calls, their results are put before it, and those given are kept", async () => {
    const places = ["Bergen", "Oslo"];
    const content = places.map((location, n) => ({
      type: "tool_use" as const,
      id: `toolu_${n}`,
      name: "get_time",
      input: { location },
    }));
    const given = { type: "tool_result" as const, tool_use_id: "toolu_0", content: "11 AM" };
    for (const results of [[], [given]]) {
      const messages: Anthropic.MessageParam[] = [
        { role: "user", content: "Hi" },
        { role: "assistant", content },
        { role: "user", content: [...results, { type: "text", text: "Well?" }] },
      ];
      const { result, ran } = await play({ script: ["Noon."] }, { messages });
      expect(ran).toHaveLength(places.length - results.length);
      expect(result).toMatchObject({ outcome: "completed", text: "Noon." });
      expect(result.messages.map(({ role }) => role)).toEqual(["user", "assistant", "user", "user", "assistant"]);
      expect(result.messages[3]).toEqual(messages[2]);
      await sendAgain(result.messages);
    }
  });
});

describe("other tools", () => {
  test("a client tool with its own run is sent without it, run beside the generated ones, and answered in order", async () => {
    const dice = {
      name: "roll",
      description: "Rolls a die",
      input_schema: { type: "object" as const },
      parse: (input: unknown) => ({ parsed: input }),
      run: (input: unknown) => JSON.stringify(input),
    };
    const script = [
      [use("get_time", { location: "Bergen" }), use("roll", { sides: 6 }), use("get_weather", { location: "Bergen" })],
      "4.",
    ];
    const { claude, result } = await play({ script }, { extraTools: [dice] });
    expect(result.outcome).toBe("completed");
    expect(bodyOf(claude, 0).tools?.at(-1)).toEqual({
      name: "roll",
      description: "Rolls a die",
      input_schema: { type: "object" },
    });
    expect(resultsIn(claude, 1).map(({ content }) => content)).toEqual([
      "12:32 PM",
      '{"parsed":{"sides":6}}',
      "72 degrees and sunny",
    ]);
  });

  test("an extra tool runs when all approvals of its turn are decided, beside the generated ones", async () => {
    const log: string[] = [];
    let ended = (): void => {};
    const mineEnds = new Promise<void>((resolve) => {
      ended = resolve;
    });
    const mine = {
      name: "mine",
      input_schema: { type: "object" as const },
      run: async () => {
        log.push("mine runs");
        ended();
        return "done";
      },
    };
    const { claude } = await play(
      { script: [[use("mine", {}), use("get_time", { location: "Oslo" }), use("delete_file", { path: "a" })], "Hm."] },
      {
        extraTools: [mine],
        approve: async () => {
          log.push("asked");
          await new Promise((resolve) => setTimeout(resolve, 20));
          log.push("decided");
          return false;
        },
        // Not one after the other: this one ends when the extra tool has run.
        others: { get_time: () => mineEnds.then(() => "noon") },
        timeoutMs: 5000,
      },
    );
    expect(log).toEqual(["asked", "decided", "mine runs"]);
    expect(resultsIn(claude, 1).map(({ content, is_error }) => is_error ?? content)).toEqual(["done", "noon", true]);
  });

  test("an extra tool that throws, or that nobody runs, is that call's error alone", async () => {
    const schema = { type: "object" as const };
    const extraTools = [
      { name: "broken", input_schema: schema, run: () => Promise.reject(new Error("secret path")) },
      { name: "idle", input_schema: schema },
    ];
    const { claude } = await play(
      { script: [[use("broken", {}), use("idle", {}), use("get_time", { location: "Bergen" })], "Hm."] },
      { extraTools },
    );
    const [broken, idle, time] = resultsIn(claude, 1);
    expect(broken).toMatchObject({ is_error: true });
    expect(broken?.content).not.toContain("secret");
    expect(idle).toMatchObject({ is_error: true });
    expect(idle?.content).toContain("Not executed");
    expect(time?.is_error).toBeUndefined();
  });

  test("what an extra tool gives and throws is treated as a handler's: sizes, blocks, time, texts meant for Claude", async () => {
    const schema = { type: "object" as const };
    const runs: { [name: string]: () => unknown } = {
      long: () => "x".repeat(2000),
      rows: () => [{ type: "user", id: 1 }],
      blank: () => [{ type: "text", text: "" }],
      half: () => "\ud800",
      circle: () => {
        const circle: { self?: unknown } = {};
        circle.self = circle;
        return circle;
      },
      hangs: () => new Promise(() => {}),
      meant: () => {
        throw new SdkToolError("Ask for a smaller one.");
      },
    };
    const extraTools = Object.entries(runs).map(([name, run]) => ({ name, input_schema: schema, run }));
    const calls = extraTools.map(({ name }) => use(name, {}));
    const { claude, result, events } = await play(
      { script: [calls, "Done."] },
      { extraTools, timeoutMs: 50, maxResultBytes: 1000 },
    );
    expect(result.outcome).toBe("completed");
    expect(resultsIn(claude, 1).map(({ content, is_error }) => [content, is_error])).toEqual([
      [`${"x".repeat(1000)}\n[truncated: the first 1000 of 2000 bytes]`, undefined],
      ['[{"type":"user","id":1}]', undefined],
      ["", undefined],
      ["\ufffd", undefined],
      [expect.stringContaining("RESULT_UNSERIALIZABLE"), true],
      [expect.stringContaining("TIMEOUT"), true],
      [expect.stringContaining("Ask for a smaller one."), true],
    ]);
    expect(events.filter(({ type }) => type === "call_end")).toHaveLength(7);
  });

  test("betas go out as a header and other fields in the body", async () => {
    const { claude } = await play(
      { script: ["Hi."] },
      { request: { betas: ["one-2026", "two-2026"], metadata: { user_id: "u" } }, cache: "1h" },
    );
    expect(claude.requests[0]?.headers["anthropic-beta"]).toBe("one-2026,two-2026");
    expect(claude.requests[0]?.body).toMatchObject({
      metadata: { user_id: "u" },
      cache_control: { type: "ephemeral", ttl: "1h" },
    });
    expect(claude.requests[0]?.body).not.toHaveProperty("betas");
  });
});

describe("Message Batches", () => {
  test("a request's one answer carries all calls, which come back typed and validated, and nothing runs", async () => {
    const request = batchRequest(project, {
      customId: "a",
      model: "claude-sonnet-5-5",
      messages: [{ role: "user", content: "Hi" }],
      system: "Be brief.",
    });
    expect(request.params.tools).toHaveLength(1);
    expect(request.params.system).toMatch(/^Be brief\.\n\n.*batch_tool/s);
    const invocations = [
      { name: "get_weather", arguments: { location: "Bergen" } },
      { name: "count", arguments: { to: "7" } },
      { name: "get_time", arguments: {} },
    ];
    const claude = await startClaude({
      script: [[batch(invocations), useRaw("batch_tool", { invocations: [] })]],
    });
    const message = await clientFor(claude).messages.create(request.params);
    await claude.close();
    const result = await readBatchResult(project, { custom_id: "a", result: { type: "succeeded", message } });
    expect(result).toMatchObject({ customId: "a", outcome: "completed" });
    expect(result.invocations).toMatchObject([
      { valid: true, index: 0, name: "get_weather", arguments: { location: "Bergen" } },
      { valid: true, index: 1, name: "count", arguments: { to: 7 } },
      { valid: false, index: 2, name: "get_time", error: { code: "INVALID_ARGUMENTS" } },
      { valid: false, index: 0, name: "batch_tool", error: { code: "INVALID_INVOCATION" } },
    ]);
  });

  test("calls of one id are read each, those of a toolset not, and a custom id that the API refuses is refused here", async () => {
    const own = {
      type: "tool_use",
      id: "a",
      name: "get_time",
      input: { location: "Oslo" },
      caller: { type: "direct" },
    };
    const content = [own, { ...own, name: "get_weather" }, { ...own, id: "b", toolset_name: "computer" }];
    const message = { content, stop_reason: "tool_use" } as unknown as Anthropic.Message;
    const result = await readBatchResult(project, { custom_id: "a", result: { type: "succeeded", message } });
    expect(result.invocations).toMatchObject([
      { valid: true, toolUseId: "a", name: "get_time" },
      { valid: true, toolUseId: "a_2", name: "get_weather" },
    ]);
    for (const customId of ["", "order 1", "x".repeat(65)]) {
      expect(() => batchRequest(project, { customId, model: "m", messages: [] })).toThrow(
        /^customId must be 1 to 64 of A-Z, a-z, 0-9, _ and -, not "/,
      );
    }
  });

  test.each([
    ["refusal", "refused", ""],
    ["model_context_window_exceeded", "context_exceeded", "So"],
    ["postponed", "unknown_stop", "So"],
  ])("an answer that ended with %s is %s, and none of its calls is to be run", async (stop_reason, outcome, text) => {
    const use = { type: "tool_use", id: "a", name: "get_time", input: { location: "Oslo" } };
    const message = { content: [{ type: "text", text: "So" }, use], stop_reason } as unknown as Anthropic.Message;
    const result = await readBatchResult(project, { custom_id: "a", result: { type: "succeeded", message } });
    expect(result).toMatchObject({ outcome, text, invocations: [], message });
  });

  test("no call is lost to the dispatcher's cap: nothing runs, so the request names none and reading knows none", async () => {
    const invocations = Array.from({ length: 39 }, (_, at) => ({
      name: "get_time",
      arguments: { location: `${at}` },
    }));
    const claude = await startClaude({ script: [[batch(invocations)]] });
    const { params } = batchRequest(project, {
      customId: "a",
      model: "claude-sonnet-5-5",
      messages: [{ role: "user", content: "Hi" }],
    });
    const [tool] = params.tools as Anthropic.Tool[];
    expect(JSON.stringify(tool)).not.toMatch(/maxItems|At most|LIMIT_EXCEEDED/);
    const message = await clientFor(claude).messages.create(params);
    await claude.close();
    const result = await readBatchResult(project, { custom_id: "a", result: { type: "succeeded", message } });
    expect(result.invocations.map(({ index, valid }) => [index, valid])).toEqual(
      invocations.map((_, at) => [at, true]),
    );
    // The same objects for each request, as in a conversation.
    const again = batchRequest(project, { customId: "b", model: "claude-sonnet-5-5", messages: [] });
    expect(again.params.tools?.[0]).toBe(tool);
  });

  test.each([
    ["tool_use", "completed"],
    ["end_turn", "completed"],
    ["stop_sequence", "completed"],
    ["pause_turn", "paused"],
  ])("the calls of an answer that ended with %s are read: it was not cut", async (stop_reason, outcome) => {
    const use = { type: "tool_use", id: "a", name: "get_time", input: { location: "Oslo" } };
    const message = { content: [{ type: "text", text: "So" }, use], stop_reason } as unknown as Anthropic.Message;
    const result = await readBatchResult(project, { custom_id: "a", result: { type: "succeeded", message } });
    expect(result).toMatchObject({ outcome, text: "So", invocations: [{ valid: true, name: "get_time" }] });
  });

  test("a cut, a failed, a canceled and an expired request give no calls, and say why", async () => {
    const claude = await startClaude({ script: [{ content: [both], stop_reason: "max_tokens" }] });
    const request = batchRequest(project, {
      customId: "a",
      model: "claude-sonnet-5-5",
      messages: [{ role: "user", content: "Hi" }],
    });
    const message = await clientFor(claude).messages.create(request.params);
    await claude.close();
    expect(await readBatchResult(project, { custom_id: "a", result: { type: "succeeded", message } })).toMatchObject({
      outcome: "truncated",
      invocations: [],
    });
    expect(await readBatchResult(project, { custom_id: "a", result: { type: "expired" } })).toMatchObject({
      outcome: "expired",
      invocations: [],
    });
    expect(await readBatchResult(project, { custom_id: "a", result: { type: "canceled" } })).toEqual({
      customId: "a",
      outcome: "canceled",
      invocations: [],
      text: "",
    });
    const error = {
      type: "error",
      error: { type: "api_error", message: "oops" },
      request_id: null,
    } as Anthropic.ErrorResponse;
    expect(await readBatchResult(project, { custom_id: "a", result: { type: "errored", error } })).toMatchObject({
      outcome: "error",
      error,
    });
  });
});

describe("traces", () => {
  type Noted = { name: string; attributes: Attributes; failed: boolean; ended: boolean };
  const recorder = (): { tracer: Tracer; spans: Noted[] } => {
    const spans: Noted[] = [];
    const startSpan: Tracer["startSpan"] = (name, options) => {
      const span: Noted = { name, attributes: { ...options?.attributes }, failed: false, ended: false };
      spans.push(span);
      return {
        setAttributes: (attributes) => Object.assign(span.attributes, attributes),
        setStatus: ({ code }) => {
          span.failed = code === 2;
        },
        end: () => {
          span.ended = true;
        },
      };
    };
    return { tracer: { startSpan }, spans };
  };

  test("a tracer gets a span for the conversation, each request and each call, all ended, without what was said", async () => {
    const { tracer, spans } = recorder();
    const mixed = batch([...both.invocations, { name: "delete_file", arguments: { path: "/secret" } }]);
    await play({ script: [[mixed], "Sunny in Bergen."] }, { tracer });
    expect(spans.map(({ name }) => name).sort()).toEqual([
      "chat claude-sonnet-5-5",
      "chat claude-sonnet-5-5",
      "execute_tool delete_file",
      "execute_tool get_time",
      "execute_tool get_weather",
      "invoke_agent",
    ]);
    expect(spans.every(({ ended }) => ended)).toBe(true);
    const chat = spans.find(({ name }) => name.startsWith("chat"));
    expect(chat?.attributes).toMatchObject({
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "anthropic",
      "gen_ai.request.model": "claude-sonnet-5-5",
      "gen_ai.response.finish_reasons": ["tool_use"],
    });
    expect(spans.find(({ name }) => name.endsWith("delete_file"))).toMatchObject({
      failed: true,
      attributes: { "error.type": "DENIED" },
    });
    expect(JSON.stringify(spans)).not.toMatch(/Bergen|secret/);
  });

  test("with traceContent the spans hold inputs, results and text; a failed request's span fails and ends", async () => {
    const { tracer, spans } = recorder();
    await play({ script: [[both], "Sunny in Bergen."] }, { tracer, traceContent: true });
    expect(JSON.stringify(spans)).toContain("72 degrees");
    const failing = recorder();
    await play(
      { faults: [{ kind: "error", status: 403, type: "permission_error", message: "no", request: 1 }] },
      { tracer: failing.tracer },
    );
    expect(failing.spans.every(({ ended, failed }) => ended && failed)).toBe(true);
  });

  test("with startActiveSpan the spans of requests and calls are children of the conversation's", async () => {
    const active = new AsyncLocalStorage<string>();
    const spans: [name: string, parent: string | undefined][] = [];
    const ended: string[] = [];
    const startSpan: Tracer["startSpan"] = (name) => {
      spans.push([name, active.getStore()]);
      return { setAttributes: () => {}, setStatus: () => {}, end: () => ended.push(name) };
    };
    const tracer: Tracer = {
      startSpan,
      startActiveSpan: (name, options, run) => {
        const span = startSpan(name, options);
        return active.run(name, () => run(span));
      },
    };
    // The calls that a history ends in come before the first request, and are part of the conversation as well.
    const messages: Anthropic.MessageParam[] = [
      { role: "user", content: "Hi" },
      { role: "assistant", content: [{ type: "tool_use", id: "a", name: "count", input: { to: 3 } }] },
    ];
    await play({ script: [[both], "Done."] }, { tracer, messages });
    expect(spans).toEqual([
      ["invoke_agent", undefined],
      ["execute_tool count", "invoke_agent"],
      ["chat claude-sonnet-5-5", "invoke_agent"],
      ["execute_tool get_weather", "invoke_agent"],
      ["execute_tool get_time", "invoke_agent"],
      ["chat claude-sonnet-5-5", "invoke_agent"],
    ]);
    expect(ended.sort()).toEqual(spans.map(([name]) => name).sort());
  });

  test("a tracer that fails disturbs nothing, and no conversation is held twice", async () => {
    const fail = () => {
      throw new Error("mine");
    };
    const tracers: Tracer[] = [
      { startSpan: fail },
      { startSpan: fail, startActiveSpan: fail },
      {
        startSpan: () => ({ setAttributes: fail, setStatus: fail, end: fail }),
        startActiveSpan: (_name, _options, run) => {
          run({ setAttributes: fail, setStatus: fail, end: fail });
          return fail();
        },
      },
    ];
    for (const tracer of tracers) {
      const { result, claude } = await play({ script: ["Hi."] }, { tracer });
      expect(result).toMatchObject({ outcome: "completed", text: "Hi." });
      expect(claude.requests).toHaveLength(1);
    }
  });

  test("the lines of a trace are JSON, in order of time, and hold what was said on request only", async () => {
    const lines: string[] = [];
    const contents: string[] = [];
    const plain = traceLines((line) => lines.push(line));
    const full = traceLines((line) => contents.push(line), { content: true });
    const onEvent = (event: ConversationEvent) => {
      plain(event);
      full(event);
    };
    await play({ script: [[both], "Sunny in Bergen."] }, { onEvent });
    const entries = lines.map((line): TraceLine => JSON.parse(line));
    expect(lines.every((line) => line.endsWith("\n"))).toBe(true);
    expect(entries.map(({ type }) => type)).toEqual([
      "trace",
      "request",
      "first",
      "response",
      "call_start",
      "call_start",
      "call_end",
      "call_end",
      "request",
      "first",
      "response",
      "end",
    ]);
    expect(entries.map(({ t }) => t)).toEqual(entries.map(({ t }) => t).sort((one, other) => one - other));
    expect(lines.join("")).not.toContain("Bergen");
    expect(contents.join("")).toContain("Sunny in Bergen.");
  });
});
