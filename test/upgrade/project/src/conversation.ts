// Every option, event and field of the result of a conversation in 0.1.0's docs, against the offline Claude.
import assert from "node:assert/strict";
import Anthropic from "@anthropic-ai/sdk";
import { betaTool } from "@anthropic-ai/sdk/helpers/beta/json-schema";
import { batch, block, say, startOfflineClaude, think, use, useRaw, useText } from "batchgen/offline";
import {
  batchRequest,
  type ConversationEvent,
  type ConversationOptions,
  createContext,
  createDispatcher,
  handlers,
  readBatchResult,
  runConversation,
  runnableTools,
  streamConversation,
  type Tools,
  type Tracer,
  traceLines,
} from "../generated/index.js";

const model = "claude-sonnet-5-5";
const asking = (content: string): ConversationOptions["messages"] => [{ role: "user", content }];

export async function useConversation(): Promise<void> {
  await useEveryOption();
  await useStream();
  await useSavedHistory();
  await useFaults();
  await useRunner();
  await useMessageBatches();
}

async function useEveryOption(): Promise<void> {
  const claude = await startOfflineClaude<Tools>({
    script: [
      [
        think("Both at once."),
        batch([
          { name: "get_weather", arguments: { location: "Oslo" } },
          { name: "measure", arguments: { length: 3 } },
        ]),
      ],
      { content: [use("write-note", { line: "noon" }), useRaw("roll_die", { sides: 6 })], usage: { output_tokens: 9 } },
      [say("Done.")],
    ],
  });
  const client = new Anthropic({ apiKey: "offline", baseURL: claude.baseURL });
  const events: ConversationEvent[] = [];
  const spans: string[] = [];
  const tracer: Tracer = {
    startSpan: (name, options) => {
      spans.push(`${name} ${options?.attributes?.["gen_ai.tool.name"] ?? ""}`.trim());
      return { setAttributes: () => {}, setStatus: () => {}, end: () => {} };
    },
  };
  const lines: string[] = [];
  const trace = traceLines((line) => lines.push(line), { content: true });
  const roll = betaTool({
    name: "roll_die",
    description: "Rolls a die with that many sides",
    inputSchema: { type: "object", properties: { sides: { type: "integer" } }, required: ["sides"] },
    run: ({ sides }) => `${Math.min(4, sides)}`,
  });
  const context = createContext();
  const result = await runConversation({
    client,
    model,
    messages: asking("How is it in Oslo?"),
    handlers,
    context,
    exposure: "alongside",
    system: "Answer in one sentence.",
    maxTokens: 4096,
    request: { metadata: { user_id: "me" }, tool_choice: { type: "auto" } },
    extraTools: [roll],
    maxSteps: 10,
    maxTotalTokens: 1_000_000,
    maxDurationMs: 60_000,
    stuckAfter: 3,
    maxPauses: 5,
    maxResends: 2,
    stallTimeoutMs: 300_000,
    stream: true,
    cache: "1h",
    tracer,
    traceContent: true,
    signal: new AbortController().signal,
    concurrency: 4,
    timeoutMs: 5_000,
    batchTimeoutMs: 10_000,
    mode: "parallel",
    decode: "repair",
    maxResultBytes: 10_000,
    maxTotalBytes: 20_000,
    approve: () => true,
    tools: ["get_weather", "measure", "write-note"],
    onEvent: (event) => {
      events.push(event);
      trace(event);
    },
  });
  claude.verify();
  assert.deepEqual([result.outcome, result.text, result.steps, result.messages.length], ["completed", "Done.", 3, 6]);
  assert.ok(result.usage.input_tokens + result.usage.cache_creation_input_tokens > 0);
  assert.ok(result.usage.output_tokens > 0 && result.usage.cache_read_input_tokens >= 0);
  assert.equal(result.message?.stop_reason, "end_turn");
  assert.deepEqual([result.error, result.budget], [undefined, undefined]);
  assert.deepEqual(context.written, ["1:noon"]);
  const body = claude.requests[0]?.body as { tools: { name: string }[]; system: unknown; max_tokens: number };
  assert.deepEqual(body.tools.map(({ name }) => name).sort(), [
    "all_at_once",
    "get_weather",
    "measure",
    "roll_die",
    "write-note",
  ]);
  assert.equal(body.max_tokens, 4096);
  tellOf(events);
  assert.ok(
    spans.includes("execute_tool get_weather get_weather") || spans.some((name) => name.startsWith("execute_tool")),
  );
  assert.equal(JSON.parse(lines[0] ?? "").type, "trace");
  await claude.close();
}

/** Looks at every field of the events that the docs tell of. */
function tellOf(events: readonly ConversationEvent[]): void {
  const seen = new Set<string>();
  for (const event of events) {
    seen.add(event.type);
    switch (event.type) {
      case "request":
        assert.ok(event.step > 0 && event.messages > 0 && event.tools === 5);
        break;
      case "text":
        assert.equal(typeof event.text, "string");
        break;
      case "thinking":
        assert.equal(typeof event.thinking, "string");
        break;
      case "tool_input":
        assert.equal(typeof event.json + typeof event.name + typeof event.toolUseId, "stringstringstring");
        break;
      case "response":
        assert.ok(event.message.id !== "" && event.usage.output_tokens > 0 && event.durationMs >= 0);
        assert.notEqual(event.requestId, "");
        break;
      case "progress":
        assert.ok(event.done + event.failed <= event.total && event.step === 1 && event.toolUseId !== "");
        break;
      case "history":
        assert.ok(event.messages.length > 1);
        break;
      case "end":
        assert.deepEqual(
          [event.outcome, event.steps, event.budget, event.error],
          ["completed", 3, undefined, undefined],
        );
        assert.ok(event.durationMs >= 0 && event.usage.output_tokens > 0);
        break;
      case "call_end":
        assert.equal(event.outcome.status, "ok");
        break;
      case "retry":
        assert.ok(event.attempt > 0 && event.cause === "http" && event.reason !== "" && event.delayMs >= 0);
        break;
      case "fallback":
        assert.ok(event.field === "tool_choice" || event.field === "cache_control", event.reason);
        break;
      case "repair":
      case "call_start":
        break;
    }
  }
  const told = [
    "request",
    "text",
    "thinking",
    "tool_input",
    "response",
    "call_start",
    "call_end",
    "progress",
    "history",
    "end",
  ];
  assert.deepEqual(
    told.filter((type) => !seen.has(type)),
    [],
  );
  assert.equal(events.at(-1)?.type, "end");
}

async function useStream(): Promise<void> {
  const claude = await startOfflineClaude({ manner: "parallel", latencyMs: 1 });
  const conversation = streamConversation({
    client: new Anthropic({ apiKey: "offline", baseURL: claude.baseURL }),
    model,
    messages: asking("What is the weather in Paris?"),
    handlers,
    context: createContext(),
    exposure: "native",
    stream: false,
    cache: false,
  });
  const types: string[] = [];
  for await (const event of conversation) types.push(event.type);
  const { outcome, text } = await conversation.result;
  assert.equal(outcome, "completed");
  assert.match(text, /Paris: 22 celsius, for somebody/);
  assert.equal(types[0], "request");
  await claude.close();
}

async function useSavedHistory(): Promise<void> {
  const claude = await startOfflineClaude({ script: [[useText("measure", '{"length":"5"}')], "Five.", "Again five."] });
  const client = new Anthropic({ apiKey: "offline", baseURL: claude.baseURL });
  let saved: ConversationOptions["messages"] = [];
  const stopped = await runConversation({
    client,
    model,
    messages: asking("How long?"),
    handlers,
    context: createContext(),
    maxSteps: 1,
    onEvent: (event) => {
      if (event.type === "history") saved = JSON.parse(JSON.stringify(event.messages));
    },
  });
  assert.deepEqual([stopped.outcome, stopped.budget, stopped.steps], ["max_steps", "steps", 1]);
  const goneOn = await runConversation({
    client,
    model,
    messages: [...saved, ...asking("And now?")],
    handlers,
    context: createContext(),
  });
  assert.deepEqual([goneOn.outcome, goneOn.text], ["completed", "Five."]);
  await claude.close().catch(() => {});
}

async function useFaults(): Promise<void> {
  const claude = await startOfflineClaude({
    script: [
      { content: [say("First"), say("second.")], expect: { messages: 1, last: { role: "user" } } },
      { content: [block({ type: "text", text: "Too long" })], fault: { kind: "truncate" } },
    ],
    faults: [
      { request: 1, kind: "rate_limit", retryAfter: 0 },
      { request: 2, kind: "cut", atByte: 300 },
    ],
  });
  const client = new Anthropic({ apiKey: "offline", baseURL: claude.baseURL });
  const causes: string[] = [];
  const ask = () =>
    runConversation({
      client,
      model,
      messages: asking("Say it"),
      handlers,
      context: createContext(),
      onEvent: (event) => {
        if (event.type === "retry") causes.push(event.cause);
      },
    });
  assert.equal((await ask()).outcome, "completed");
  assert.deepEqual(causes, ["http", "stream"]);
  assert.equal((await ask()).outcome, "truncated");
  // A turn that a fault has spoilt is due again.
  assert.equal((await ask()).text, "Too long");
  assert.deepEqual(claude.requests.map(({ status, fault }) => fault ?? status).slice(0, 3), ["rate_limit", "cut", 200]);
  claude.verify();
  await claude.close();
  const failed = await ask();
  assert.equal(failed.outcome, "error");
  assert.ok(failed.error instanceof Error);
}

async function useRunner(): Promise<void> {
  const claude = await startOfflineClaude();
  const client = new Anthropic({ apiKey: "offline", baseURL: claude.baseURL });
  const tools = runnableTools(handlers, { context: createContext(), exposure: "alongside", approve: () => true });
  const messages = [{ role: "user" as const, content: "What is the weather in Rome?" }];
  const runner = client.beta.messages.toolRunner({ model, max_tokens: 8192, messages, tools, thread: false });
  const last = await runner.runUntilDone();
  assert.match(JSON.stringify(last.content), /Rome: 22 celsius/);
  await claude.close();
}

async function useMessageBatches(): Promise<void> {
  const claude = await startOfflineClaude();
  const client = new Anthropic({ apiKey: "offline", baseURL: claude.baseURL });
  const request = batchRequest({
    customId: "order-1",
    model,
    messages: [{ role: "user", content: "What is the weather in Bern, and in Rome?" }],
    system: "Be quick.",
    maxTokens: 1000,
  });
  const message = await client.messages.create(request.params);
  const answer = await readBatchResult({ custom_id: request.custom_id, result: { type: "succeeded", message } });
  const dispatcher = createDispatcher(handlers, { context: createContext() });
  const places: string[] = [];
  for (const invocation of answer.invocations) {
    if (!invocation.valid) throw new Error(invocation.error.message);
    if (invocation.name !== "get_weather") continue;
    places.push(invocation.arguments.location);
    assert.equal((await dispatcher.call(invocation.name, invocation.arguments)).status, "ok");
  }
  assert.deepEqual(places, ["Bern", "Rome"]);
  await claude.close();
}
