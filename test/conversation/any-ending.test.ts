import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type Anthropic from "@anthropic-ai/sdk";
import { expect, test } from "vitest";
import { batch, block, say, think, use, useRaw, useText } from "../../generator/offline/index.js";
import type { FullTurn, OfflineOptions, Turn } from "../../generator/offline/types.js";
import type { ConversationOptions, ConversationResult } from "../../templates/runtime/contract/conversation-types.js";
import { answerTo, QUESTION, REFUSED_WORD, startReportServer } from "./report-server.js";
import { type Handlers, play, startClaude, writeScene } from "./scene.js";

const oslo = { location: "Oslo" };
const weather = use("get_weather", oslo);
const both = batch([
  { name: "get_weather", arguments: oslo },
  { name: "get_time", arguments: oslo },
]);
const removal = use("delete_file", { path: "a" });
const search = block({ type: "server_tool_use", id: "srvtoolu_1", name: "web_search", input: { query: "x" } });
const found = block({ type: "web_search_tool_result", tool_use_id: "srvtoolu_1", content: [] });
const remote = block({ type: "mcp_tool_use", id: "mcptoolu_1", name: "x", server_name: "y", input: {} });
const running = block({ type: "server_tool_use", id: "srvtoolu_2", name: "code_execution", input: { code: "x" } });
const byCode = block({
  type: "tool_use",
  id: "toolu_by_code",
  name: "get_time",
  input: oslo,
  caller: { type: "code_execution_20260120", tool_id: "srvtoolu_2" },
});
const ran = block({
  type: "code_execution_tool_result",
  tool_use_id: "srvtoolu_2",
  content: { type: "code_execution_result", content: [], return_code: 0, stderr: "", stdout: "12" },
});
const inContainer: FullTurn = {
  content: [running, byCode],
  container: { id: "container_1", expires_at: "2026-12-01T00:00:00Z" },
  stop_reason: "tool_use",
};
const extraTools: ConversationOptions["extraTools"] = [
  { type: "web_search_20250305", name: "web_search" },
  { type: "code_execution_20260120", name: "code_execution" },
];
const hi: Anthropic.MessageParam = { role: "user", content: "Hi" };
const called: Anthropic.MessageParam = {
  role: "assistant",
  content: [{ type: "tool_use", id: "toolu_0", name: "get_time", input: oslo }],
};

type Options = Partial<ConversationOptions> & { others?: Handlers };
type Scene = { outcome: string; play: OfflineOptions; options?: Options | (() => Options) };

const turns = (outcome: string, script: Turn[], options: Scene["options"] = {}): Scene => ({
  outcome,
  play: { script },
  options,
});
const stopped = (stop_reason: string | null, outcome: string, ...content: FullTurn["content"]): Scene =>
  turns(outcome, [{ content, stop_reason }]);
const failing = (fault: object, options: Options = {}): Scene => ({
  outcome: "error",
  play: { script: [[both], "Done."], faults: (_, n) => (n > 1 ? (fault as never) : undefined) },
  options: { maxResends: 0, stallTimeoutMs: 50, ...options },
});
/** Aborted by whatever calls the function that `others` are made with. */
const aborted = (script: Turn[], others: (abort: () => void) => Options): Scene => ({
  outcome: "aborted",
  play: { script },
  options: () => {
    const controller = new AbortController();
    return { ...others(() => controller.abort()), signal: controller.signal };
  },
});
const hanging = (abort: () => void): Handlers => ({
  get_time: () => {
    setTimeout(abort, 5);
    return new Promise(() => {});
  },
});
const giving = (value: unknown, script: Turn[] = [[weather, both], "Done."]): Scene =>
  turns("completed", script, { others: { get_weather: () => value } });

/** Each way in which a conversation can end. */
const SCENES: { readonly [name: string]: Scene } = {
  "an end": stopped("end_turn", "completed", say("Fine.")),
  "an end with blank text": stopped("end_turn", "completed", say(" ")),
  "an end without content": stopped("end_turn", "completed"),
  "an end with thinking alone": stopped("end_turn", "completed", think("Hm")),
  "a stop sequence": stopped("stop_sequence", "completed", say("Fine")),
  "tool_use without one": stopped("tool_use", "completed", say("Hm.")),
  "max_tokens in the text": stopped("max_tokens", "truncated", say("Fi")),
  "max_tokens in a call": stopped("max_tokens", "truncated", say("Well, "), both),
  "max_tokens in the thinking": stopped("max_tokens", "truncated", think("Hm")),
  "max_tokens behind a server tool": stopped("max_tokens", "truncated", search, found, think("Hm"), running),
  "max_tokens in a tool of an MCP server": stopped("max_tokens", "truncated", say("So"), remote),
  "max_tokens in a server tool": stopped("max_tokens", "truncated", say("So"), search),
  "a full window": stopped("model_context_window_exceeded", "context_exceeded", say("So"), weather),
  "a stop reason of a later API": stopped("postponed", "unknown_stop", say("So"), weather),
  "no stop reason": stopped(null, "unknown_stop", think("Hm")),
  "a refusal": turns("refused", [{ content: [say("I ca")], stop_reason: "refusal" }], {
    messages: [hi, { role: "assistant", content: "Hello!" }, { role: "user", content: `Something ${REFUSED_WORD}` }],
  }),
  "a refusal after calls": turns("refused", [[weather, removal], { content: [both], stop_reason: "refusal" }], {
    messages: [{ role: "user", content: `Something ${REFUSED_WORD}` }],
  }),
  "a pause too many": turns("paused", [{ content: [search], stop_reason: "pause_turn" }], { maxPauses: 0, extraTools }),
  "a pause with text": turns("paused", [{ content: [say("So"), search, found], stop_reason: "pause_turn" }], {
    maxPauses: 0,
    extraTools,
  }),
  "no steps left": turns("max_steps", [[weather], [both]], { maxSteps: 2 }),
  "no step at all": turns("max_steps", [], { maxSteps: 0 }),
  "no tokens left": turns("max_steps", [[weather], [both]], { maxTotalTokens: 1 }),
  "no time left": turns("max_steps", [[both]], {
    maxDurationMs: 30,
    others: { get_time: () => new Promise(() => {}) },
  }),
  "no steps left in a container": turns("max_steps", [inContainer], { maxSteps: 1, extraTools }),
  stuck: turns("stuck", [[removal], [removal], [removal]]),
  "stuck in a batch that cannot be read": turns(
    "stuck",
    [1, 2, 3].map(() => useText("batch_tool", '{"invocations"')),
  ),
  "an abort before the start": aborted([], (abort) => {
    abort();
    return {};
  }),
  "an abort in the request": aborted([say("word ".repeat(2000))], (abort) => ({
    onEvent: ({ type }) => type === "text" && abort(),
  })),
  "an abort in a call": aborted([[weather, both]], (abort) => ({ others: hanging(abort) })),
  "an abort in sequential calls": aborted([[both, both]], (abort) => ({ others: hanging(abort), mode: "sequential" })),
  "an abort while it is asked": aborted([[weather, removal]], (abort) => ({
    approve: () => {
      abort();
      return new Promise(() => {});
    },
  })),
  "an abort in a call made by code": aborted([inContainer], (abort) => ({ others: hanging(abort), extraTools })),
  "an abort between two attempts": {
    outcome: "aborted",
    play: { script: [[both], "Done."], faults: [{ kind: "cut", atByte: 400, request: 2 }] },
    options: () => {
      const controller = new AbortController();
      return { signal: controller.signal, onEvent: ({ type }) => type === "retry" && controller.abort() };
    },
  },
  "a refused request": failing({ kind: "error", status: 403, type: "permission_error", message: "no" }),
  "a stream cut at its start": failing({ kind: "cut", atByte: 1 }),
  "a stream cut in the middle": failing({ kind: "cut", atByte: 600 }),
  "a stream that fell silent": failing({ kind: "stall", atByte: 600 }),
  "an error in the stream": failing({ kind: "overload", atByte: 600 }),
  "an answer in one piece that is cut": failing({ kind: "cut", atByte: 100 }, { stream: false }),
  "a failing prepare": turns("error", [], { prepare: () => Promise.reject(new Error("no room")) }),
  "input that is no JSON": turns("completed", [[useText("get_time", '{"location": "Os')], "Done."]),
  "input that is no object": turns("completed", [[useText("get_time", "[1]"), useText("batch_tool", "5")], "Done."]),
  "unknown tools": turns("completed", [[useRaw("constructor", {}), useRaw("functions.x", {}), useRaw("", 5)], "Done."]),
  "wrong arguments": turns("completed", [[useRaw("get_time", { location: 4 }), useRaw("count", {})], "Done."]),
  "approvals denied": turns("completed", [[removal, weather], "Done."], { approve: () => false }),
  "a batch over the cap": turns("completed", [
    [batch(Array.from({ length: 60 }, () => ({ name: "get_time", arguments: oslo })))],
    "Done.",
  ]),
  "results over the cap": giving("x".repeat(400_000)),
  "blank results": giving(" "),
  "results with half a character": giving({ text: "\ud83d" }),
  "results that cannot be written": giving(new Map()),
  "a broken image": giving([
    { type: "image", source: { type: "base64", media_type: "image/png", data: "PGh0bWw+" } },
    { type: "text", text: "" },
  ]),
  "an empty image": giving([{ type: "image", source: { type: "base64", media_type: "image/png", data: "" } }]),
  "an error of MCP's": giving({ content: [{ type: "text", text: "" }], isError: true }),
  "a call that never ends": turns("completed", [[both], "Done."], {
    others: { get_time: () => new Promise(() => {}) },
    timeoutMs: 10,
  }),
  "two calls of one id": turns("completed", [
    [
      { ...weather, id: "call_0" },
      { ...weather, id: "call_0" },
    ],
    "Done.",
  ]),
  "a tool that nobody runs": turns("completed", [[useRaw("idle", {})], "Done."], {
    extraTools: [{ name: "idle", input_schema: { type: "object" } }],
  }),
  "a call made by code": turns("completed", [inContainer, { content: [ran, say("12.")] }], { extraTools }),
  "calls that the history ends in": turns("completed", ["Noon."], { messages: [hi, called] }),
  "calls whose results were lost": turns("completed", ["Noon."], {
    messages: [hi, called, { role: "user", content: "Well?" }, { role: "assistant", content: "Hm." }, hi],
  }),
};

/**
 * Goes on from each of the saved conversations with one more question: with the SDK alone, and with the generated loop.
 */
const PROGRAM = `import { readFileSync, writeFileSync } from "node:fs";
import Anthropic from "@anthropic-ai/sdk";
import { runConversation, toolsFor } from "./generated/index.js";

const [file, ...servers] = process.argv.slice(2);
const extras = ${JSON.stringify(extraTools)};
const told = [];
for (const { name, messages, container } of JSON.parse(readFileSync(file, "utf8"))) {
  for (const baseURL of servers) {
    const client = new Anthropic({ apiKey: "offline", baseURL, maxRetries: 0 });
    const asked = { model: "claude-sonnet-5-5", messages: [...messages, { role: "user", content: ${JSON.stringify(QUESTION)} }], container };
    const raw = await client.messages
      .create({ ...asked, max_tokens: 100, tools: [...toolsFor(), ...extras] })
      .then(({ content }) => content.at(-1)?.text ?? "refused", (error) => error.message);
    const { outcome, text, error } = await runConversation({ ...asked, client, stream: false, handlers: {}, extraTools: extras });
    told.push({ name, raw, loop: outcome + ": " + (error?.message ?? text) });
  }
}
writeFileSync(file, JSON.stringify(told));
`;

test("whatever the ending, its history with its container and one more question is taken in another process", {
  timeout: 120_000,
}, async () => {
  const saved: (Pick<ConversationResult, "messages" | "container"> & { name: string })[] = [];
  const outcomes = new Set<string>();
  for (const [name, scene] of Object.entries(SCENES)) {
    const options = typeof scene.options === "function" ? scene.options() : scene.options;
    const { result } = await play(scene.play, options);
    expect([name, result.outcome]).toEqual([name, scene.outcome]);
    outcomes.add(result.outcome);
    saved.push({ name, messages: result.messages, ...(result.container && { container: result.container }) });
  }
  // Those that a conversation can have.
  expect([...outcomes].sort()).toEqual([
    "aborted",
    "completed",
    "context_exceeded",
    "error",
    "max_steps",
    "paused",
    "refused",
    "stuck",
    "truncated",
    "unknown_stop",
  ]);
  const told = await goOn(saved);
  expect(told).toHaveLength(2 * saved.length);
  for (const { name, raw, loop } of told) {
    expect([name, loop]).toEqual([name, "completed: Yes."]);
    // Code that waits for its calls' results takes no question before it has ended: the loop lets it end first.
    if (name !== "an abort in a call made by code") expect([name, raw]).toEqual([name, "Yes."]);
  }
});

async function goOn(saved: readonly object[]): Promise<{ name: string; raw: string; loop: string }[]> {
  const folder = await writeScene({});
  const file = `${folder}/saved.json`;
  writeFileSync(file, JSON.stringify(saved));
  writeFileSync(`${folder}/go-on.ts`, PROGRAM);
  const claude = await startClaude({ script: ({ body }) => answerTo(body["messages"]) });
  const report = await startReportServer();
  const jiti = fileURLToPath(new URL("../../node_modules/jiti/lib/jiti-cli.mjs", import.meta.url));
  const child = spawn(process.execPath, [jiti, `${folder}/go-on.ts`, file, claude.baseURL, report.baseURL], {
    env: { PATH: process.env["PATH"], HOME: folder, JITI_FS_CACHE: "false" },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (data) => {
      output += data;
    });
  }
  expect(await new Promise((resolve) => child.on("close", resolve)), output).toBe(0);
  await claude.close();
  await report.close();
  return JSON.parse(readFileSync(file, "utf8"));
}
