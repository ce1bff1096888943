import type Anthropic from "@anthropic-ai/sdk";
import { describe, expect, test } from "vitest";
import { batch, block, say, use, useText } from "../../generator/offline/index.js";
import type { ConversationEvent } from "../../templates/runtime/contract/conversation-types.js";
import { CONCURRENCY } from "../../templates/runtime/contract/limits.js";
import { createDispatcher, runConversation, streamConversation, toolsFor } from "../../templates/runtime/unbound.js";
import { projectOf } from "../support/bound.js";
import { tool } from "../support/project.js";
import { bodyOf, clientFor, play, project, resultsIn, sendAgain, stage, startClaude } from "./scene.js";

const oslo = { location: "Oslo" };
const hi = [{ role: "user" as const, content: "Hi" }];

describe("a container, without which the API refuses the history", () => {
  const caller = { type: "code_execution_20260120", tool_id: "srvtoolu_1" };
  const running = block({ type: "server_tool_use", id: "srvtoolu_1", name: "code_execution", input: { code: "x" } });
  const called = block({ type: "tool_use", id: "toolu_1", name: "get_time", input: oslo, caller });
  const container = { id: "container_1", expires_at: "2026-12-01T00:00:00Z" };
  const extraTools = [{ type: "code_execution_20260120" as const, name: "code_execution" as const }];

  test("is in every history event from then on and in the result, and as an option it goes on where that was saved", async () => {
    const script = [{ content: [running, called], container, stop_reason: "tool_use" }, "Done."];
    const { result, events } = await play({ script }, { extraTools });
    expect(result).toMatchObject({ outcome: "completed", container: "container_1" });
    const told = events.filter((event) => event.type === "history");
    expect(told.map((event) => event.container)).toEqual(["container_1", "container_1", "container_1"]);

    // Another process, from what was saved when the call was pending.
    const saved = JSON.parse(JSON.stringify(told[0]));
    const later = await play(
      { script: ["Done."] },
      { extraTools, messages: saved.messages, container: saved.container },
    );
    expect(bodyOf(later.claude, 0).container).toBe("container_1");
    expect(later.result).toMatchObject({ outcome: "completed", container: "container_1" });
  });

  test("is nowhere where there is none", async () => {
    const { result, events } = await play({ script: [[use("get_time", oslo)], "Done."] });
    expect(result).not.toHaveProperty("container");
    for (const event of events) expect(event).not.toHaveProperty("container");
  });
});

describe("a question behind code that waits for its calls' results", () => {
  const caller = { type: "code_execution_20260120", tool_id: "srvtoolu_1" };
  const running = { type: "server_tool_use" as const, id: "srvtoolu_1", name: "code_execution" as const, input: {} };
  const called = { type: "tool_use" as const, id: "toolu_1", name: "get_time", input: oslo, caller };
  const result = { type: "tool_result" as const, tool_use_id: "toolu_1", content: "noon" };
  const turn = { role: "assistant" as const, content: [running, called] } as Anthropic.MessageParam;
  const question = { type: "text" as const, text: "And now?" };
  const finished = {
    type: "code_execution_tool_result",
    tool_use_id: "srvtoolu_1",
    content: { type: "code_execution_result", content: [], return_code: 0, stderr: "", stdout: "" },
  };
  const options = {
    container: "container_1",
    extraTools: [{ type: "code_execution_20260120" as const, name: "code_execution" as const }],
  };

  test.each<[string, Anthropic.MessageParam[], number]>([
    [
      "results, and a message of its own",
      [
        { role: "user", content: [result] },
        { role: "user", content: "And now?" },
      ],
      0,
    ],
    ["results, and in their message", [{ role: "user", content: [result, question] }], 0],
    ["nothing", [{ role: "user", content: [question] }], 1],
  ])("is asked when the code has ended: behind %s", async (_what, behind, runs) => {
    const messages = [...hi, turn, ...behind];
    const script = [{ content: [block(finished), say("Noon.")] }, "Night."];
    const { result: held, events, claude, ran } = await play({ script }, { ...options, messages });
    expect(held).toMatchObject({ outcome: "completed", text: "Night.", steps: 2 });
    expect(ran).toHaveLength(runs);
    const sent = [0, 1].map((n) => bodyOf(claude, n).messages);
    expect(sent[0]?.map(({ role }) => role)).toEqual(["user", "assistant", "user"]);
    expect(resultsIn(claude, 0)).toHaveLength(1);
    expect(sent[0]?.at(-1)?.content).toHaveLength(1);
    expect(JSON.stringify(sent[1]?.at(-1))).toContain("And now?");
    expect(sent[1]).toHaveLength(5);
    // Whoever saves the history at any time has the question in it.
    const told = events.filter((event) => event.type === "history");
    for (const event of told) expect(JSON.stringify(event.messages)).toContain("And now?");
    await sendAgain(held.messages);
  });

  test("stays in the history where the conversation ends before", async () => {
    const messages = [...hi, turn, { role: "user" as const, content: [result, question] }];
    const { result: held } = await play({}, { ...options, messages, signal: AbortSignal.abort() });
    expect(held.outcome).toBe("aborted");
    expect(held.messages.map(({ content }) => content)).toEqual(["Hi", turn.content, [result], [question]]);
    const script = [{ content: [block(finished), say("Noon.")] }, "Night."];
    const later = await play({ script }, { ...options, messages: held.messages });
    expect(later.result).toMatchObject({ outcome: "completed", text: "Night." });
  });
});

describe("a reader that goes away", () => {
  /** A stream whose one call hangs until its signal says otherwise, read up to that call. */
  async function hanging() {
    const claude = await startClaude({ script: [[use("get_time", oslo)], "Done."] });
    let aborted = false;
    const { handlers } = stage({
      get_time: (_input, { signal }) =>
        new Promise((resolve) => {
          signal.addEventListener("abort", () => {
            aborted = true;
            resolve("late");
          });
        }),
    });
    const running = streamConversation(project, { client: clientFor(claude), model: "m", messages: hi, handlers });
    const iterator = running[Symbol.asyncIterator]();
    for (;;) {
      const { value } = await iterator.next();
      if ((value as ConversationEvent).type === "call_start") break;
    }
    return { claude, running, iterator, wasAborted: () => aborted };
  }

  test("by return(), also while an event is waited for, aborts the call at once", async () => {
    const { claude, running, iterator, wasAborted } = await hanging();
    const waiting = iterator.next();
    await iterator.return?.();
    expect(wasAborted()).toBe(true);
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
    expect(await running.result).toMatchObject({ outcome: "aborted" });
    await claude.close();
  });

  test("by cancelling a stream made of the events aborts the call at once", async () => {
    const { claude, running, iterator, wasAborted } = await hanging();
    const stream = new ReadableStream({
      pull: async (controller) => {
        const { done, value } = await iterator.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: async () => {
        await iterator.return?.();
      },
    });
    await stream.cancel();
    expect(wasAborted()).toBe(true);
    expect(await running.result).toMatchObject({ outcome: "aborted" });
    await claude.close();
  });
});

describe("a serial tool", () => {
  test("has one lane for all conversations over the same handlers", async () => {
    const serial = projectOf([tool("append", { "x-batchgen": { serial: true } }), tool("get_time")]);
    let running = 0;
    let most = 0;
    const append = async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running--;
      return "done";
    };
    const calls = [1, 2, 3].map(() => ({ name: "append", arguments: oslo }));
    const held = [1, 2, 3].map(async () => {
      const claude = await startClaude({ script: [[batch(calls)], "Done."] });
      // Copies of the same handlers: the lane is the handler's own.
      const handlers = { append, get_time: () => "noon" };
      const result = await runConversation(serial, { client: clientFor(claude), model: "m", messages: hi, handlers });
      await claude.close();
      return result.outcome;
    });
    const own = createDispatcher(serial, { append, get_time: () => "noon" });
    const outcomes = await own.batch(calls);
    expect(outcomes.map(({ status }) => status)).toEqual(["ok", "ok", "ok"]);
    expect(await Promise.all(held)).toEqual(["completed", "completed", "completed"]);
    expect(most).toBe(1);
  });
});

test("as many calls as the pool has places, each of which calls the same dispatcher, wait for no one", async () => {
  const claude = await startClaude({
    script: [[batch(Array.from({ length: CONCURRENCY }, () => ({ name: "get_weather", arguments: oslo })))], "Done."],
  });
  const { handlers, ran } = stage({
    get_weather: async ({ location }, { signal }) => {
      const [time] = await dispatcher.batch([{ name: "get_time", arguments: { location } }], { signal });
      return time?.status ?? "none";
    },
  });
  const dispatcher = createDispatcher(project, handlers, { timeoutMs: 5000 });
  const client = clientFor(claude);
  const asked = { model: "claude-sonnet-5-5", max_tokens: 1000, tools: toolsFor(project) };
  const message = await client.messages.create({ ...asked, messages: hi });
  const answer = await dispatcher.answer(message);
  const { content } = await client.messages.create({
    ...asked,
    messages: [...hi, { role: "assistant", content: message.content }, ...(answer ? [answer] : [])],
  });
  await claude.close();
  expect(content).toMatchObject([{ text: "Done." }]);
  expect(ran).toHaveLength(2 * CONCURRENCY);
  const envelope = String(resultsIn(claude, 1)[0]?.content);
  expect(JSON.parse(envelope)).toMatchObject({ ok: CONCURRENCY, failed: 0 });
  expect(envelope.match(/"result":"ok"/g)).toHaveLength(CONCURRENCY);
});

describe("a call of a tool that requires nothing", () => {
  test.each(['""', "null", '"null"'])(
    "runs with {} where its input is %s, and its history is taken back",
    async (json) => {
      const list = projectOf([tool("list", { input_schema: { type: "object", properties: {} } })]);
      const claude = await startClaude({ script: [[useText("list", json)], "Done."] });
      const inputs: unknown[] = [];
      const result = await runConversation(list, {
        client: clientFor(claude),
        model: "claude-sonnet-5-5",
        messages: hi,
        handlers: { list: (input: unknown) => inputs.push(input) },
      });
      await claude.close();
      expect(inputs).toEqual([{}]);
      expect(result).toMatchObject({ outcome: "completed", steps: 2 });
      expect(JSON.stringify(result.messages[1])).toContain('"input":{}');
      await sendAgain(result.messages);
    },
  );
});
