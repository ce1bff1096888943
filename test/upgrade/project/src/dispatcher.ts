// Every option, method, event and constant of the dispatcher in 0.1.0's docs.
import assert from "node:assert/strict";
import type Anthropic from "@anthropic-ai/sdk";
import * as generated from "../generated/index.js";
import {
  type ApprovalRequest,
  BATCH_NAME,
  batchTool,
  createDispatcher,
  type DispatcherEvent,
  definitions,
  EXPOSURES,
  handlers,
  MAX_INVOCATIONS,
  STATUS_OF,
  ToolError,
  tools,
  toolsFor,
} from "../generated/index.js";

export async function useDispatcher(): Promise<void> {
  const context = { user: "me", written: [] as string[] };
  const events: DispatcherEvent[] = [];
  const asked: ApprovalRequest[] = [];
  const dispatcher = createDispatcher(handlers, {
    context,
    concurrency: 2,
    timeoutMs: 5_000,
    batchTimeoutMs: Number.POSITIVE_INFINITY,
    mode: "parallel",
    stopOnError: false,
    decode: "repair",
    maxResultBytes: 10_000,
    maxTotalBytes: 20_000,
    tools: ["get_weather", "search", "write-note", "measure", "delete_file", "draw_chart", "no_batch"],
    approve: (request) => {
      asked.push(request);
      return request.name === "delete_file" && request.input.path.startsWith("/tmp/")
        ? { approved: true }
        : { approved: false, reason: "Only files in /tmp may be deleted." };
    },
    onEvent: (event) => events.push(event),
  });

  const measured = await dispatcher.call("measure", { length: 10, unit: "ft" });
  assert.deepEqual(measured, { index: 0, name: "measure", status: "ok", result: { metres: 3.048 } });

  const [weather, quick, slow, allowed, denied] = await dispatcher.batch([
    { name: "get_weather", arguments: { location: "Oslo" } },
    { name: "search", arguments: { query: "quick" } },
    { name: "search", arguments: { query: "slow" } },
    { name: "delete_file", arguments: { path: "/tmp/a" } },
    { name: "delete_file", arguments: { path: "/home/b" } },
  ]);
  assert.equal(weather.status === "ok" && weather.result, "Oslo: 22 celsius, for me");
  assert.deepEqual(quick.status === "ok" && quick.result, ["one", "two"]);
  assert.equal(slow.status === "ok" ? "" : slow.error.code, "TIMEOUT");
  assert.equal(allowed.status === "ok" && allowed.result, "Deleted /tmp/a.");
  assert.equal(denied.status, "denied");
  assert.deepEqual(
    asked.map(({ name, index, invocationCount }) => [name, index, invocationCount]),
    [
      ["delete_file", 3, 5],
      ["delete_file", 4, 5],
    ],
  );

  // Serial: in the order of the request, though the first takes longer.
  await dispatcher.batch([
    { name: "write-note", arguments: { line: "a" } },
    { name: "write-note", arguments: { line: "b" } },
  ]);
  assert.deepEqual(context.written, ["1:a", "1:b"]);

  // One of Claude's, with what models do wrong: text for an object.
  const use = { id: "toolu_1", name: "write-note", input: '{"line":"c","page":"2"}' };
  const result = await dispatcher.run(use, { signal: new AbortController().signal });
  assert.deepEqual(result, {
    type: "tool_result",
    tool_use_id: "toolu_1",
    content: '{"page":2,"index":0,"invocationCount":1,"toolUseId":"toolu_1"}',
  });
  const repairs = events.filter((event) => event.type === "repair");
  assert.ok(
    repairs.some(
      ({ path, from, to, toolUseId }) => `${path} ${from} ${to} ${toolUseId}` === "input string object toolu_1",
    ),
  );
  const starts = events.filter((event) => event.type === "call_start");
  assert.deepEqual(starts.at(-1)?.input, { line: "c", page: 2 });
  const ends = events.filter((event) => event.type === "call_end");
  assert.ok(ends.every(({ durationMs, invocationCount, index }) => durationMs >= 0 && index < invocationCount));

  // A whole message, the batch among it.
  const invocations = [
    { name: "get_weather", arguments: { location: "Nowhere" } },
    { name: "get_weather", arguments: { location: "Secret" } },
    { name: "get_weather", arguments: { place: "Oslo" } },
    { name: "draw_chart", arguments: { numbers: [1, 2, 3] } },
    { name: "no_batch", arguments: {} },
    { name: BATCH_NAME, arguments: {} },
    { name: "get_wether", arguments: {} },
  ];
  const content = [
    { type: "tool_use" as const, id: "toolu_2", name: BATCH_NAME, input: { invocations } },
    { type: "tool_use" as const, id: "toolu_3", name: "no_batch", input: {} },
  ];
  const answer = await dispatcher.answer({ content, stop_reason: "tool_use" });
  assert.ok(answer?.role === "user");
  const [batched, alone] = answer.content as Anthropic.ToolResultBlockParam[];
  assert.equal(alone?.content, "null");
  assert.ok(Array.isArray(batched?.content));
  const [head, label, image] = batched.content;
  const envelope = JSON.parse(head?.type === "text" ? head.text : "");
  assert.deepEqual(
    envelope.results.map((one: { status: string; error?: { code: string } }) => one.error?.code ?? one.status),
    ["HANDLER_ERROR", "HANDLER_ERROR", "INVALID_ARGUMENTS", "ok", "NOT_BATCHABLE", "NESTED_BATCH", "UNKNOWN_TOOL"],
  );
  assert.deepEqual([envelope.ok, envelope.failed, envelope.failedIndexes], [1, 6, [0, 1, 2, 4, 5, 6]]);
  assert.equal(envelope.results[0].error.message, "There is no weather in Nowhere.");
  assert.ok(!JSON.stringify(envelope).includes("must not see"));
  assert.equal(envelope.results[2].error.issues[0].path, "invocations[2].arguments.location");
  assert.equal(label?.type === "text" && label.text, "results[3], draw_chart:");
  assert.equal(image?.type, "image");
  const causes = events.map((event) =>
    event.type === "call_end" && event.cause instanceof Error ? event.cause.message : "",
  );
  assert.ok(causes.includes("a text that Claude must not see"));
  assert.equal(await dispatcher.answer({ content: [], stop_reason: "end_turn" }), undefined);

  assert.deepEqual(await dispatcher.validate("measure", { length: 1 }), []);
  const issues = await dispatcher.validate("measure", { length: "long" });
  assert.deepEqual(
    issues.map(({ path }) => path),
    ["length"],
  );
  const stopped = await dispatcher.call("measure", { length: 1 }, { signal: AbortSignal.abort() });
  assert.equal(stopped.status, "cancelled");

  await useStrictOptions(context);
  showTools();
}

async function useStrictOptions(context: generated.Context): Promise<void> {
  const strict = createDispatcher(handlers, {
    context,
    mode: "sequential",
    stopOnError: true,
    decode: "strict",
    tools: ["get_weather", "measure"],
    validate: (schema, value) =>
      schema["type"] === "object" && typeof value === "object" ? [] : [{ pointer: "", message: "must be an object" }],
  });
  const outcomes = await strict.batch([
    { name: "get_weather", arguments: { location: "Nowhere" } },
    { name: "measure", arguments: { length: 1 } },
  ]);
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ["error", "skipped"],
  );
  const outside = await strict.run({ id: "toolu_4", name: "search", input: { query: "quick" } });
  assert.equal(outside.is_error, true);
  assert.match(String(outside.content), /UNKNOWN_TOOL/);
  const coded = await strict.run({ id: "toolu_5", name: "measure", input: '{"length":1}' });
  assert.match(String(coded.content), /INVALID_ARGUMENTS/);
  assert.throws(() => createDispatcher(handlers, { context, concurrency: 0 }), TypeError);
}

function showTools(): void {
  assert.deepEqual(EXPOSURES.slice(0, 4), ["alongside", "batch-only", "by-name", "native"]);
  const names = (list: readonly Anthropic.Tool[]): string[] => list.map(({ name }) => name);
  const all = ["draw_chart", "measure", "delete_file", "no_batch", "get_weather", "search", "write-note"];
  assert.deepEqual(names(tools), all);
  assert.deepEqual(names(toolsFor()), [BATCH_NAME, ...all]);
  assert.deepEqual(names(toolsFor("batch-only")), [BATCH_NAME, "no_batch"]);
  assert.deepEqual(names(toolsFor("by-name", ["measure"])), [BATCH_NAME, "measure"]);
  assert.deepEqual(names(toolsFor("native")), all);
  assert.equal(toolsFor()[0], toolsFor()[0]);
  assert.equal(batchTool.name, BATCH_NAME);
  assert.equal(definitions.search.timeoutMs, 50);
  assert.equal(definitions["write-note"].serial, true);
  assert.equal(definitions.delete_file.approval, true);
  assert.equal(definitions.no_batch.batchable, false);
  assert.ok(definitions.measure.outputSchema);
  assert.equal(definitions.measure.tool.description, "Gives a length in metres");
  assert.deepEqual([BATCH_NAME, MAX_INVOCATIONS], ["all_at_once", 10]);
  assert.equal(STATUS_OF.LIMIT_EXCEEDED, "skipped");
  assert.ok(new ToolError("a") instanceof Error);

  const constants = {
    CONCURRENCY: 8,
    TIMEOUT_MS: 60_000,
    MAX_RESULT_BYTES: 65_536,
    MAX_TOTAL_BYTES: 262_144,
    MAX_ERROR_BYTES: 300,
    MAX_EXAMPLE_BYTES: 200,
    MAX_ISSUES: 25,
    NEAREST_NAMES: 3,
    MAX_NAME_LENGTH: 128,
    MAX_DEPTH: 200,
    LONGEST_TIMER_MS: 2_147_483_647,
    MAX_TOKENS: 8192,
    MAX_STEPS: 20,
    STUCK_AFTER: 3,
    MAX_PAUSES: 5,
    MAX_RESENDS: 2,
    RESEND_DELAY_MS: 500,
    STALL_TIMEOUT_MS: 300_000,
    CACHE_LOOK_BACK: 20,
    MAX_CACHE_BREAKPOINTS: 4,
    CLOSE_TIMEOUT_MS: 1000,
  };
  for (const [name, value] of Object.entries(constants)) assert.equal(Reflect.get(generated, name), value, name);
  assert.equal(typeof generated.DEFAULT_MODEL, "string");
}
