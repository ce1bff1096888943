import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { use, useText } from "../../generator/offline/index.js";
import type { ConversationOptions } from "../../templates/runtime/contract/conversation-types.js";
import { runConversation } from "../../templates/runtime/unbound.js";
import { bodyOf, clientFor, type Fake, play, project, resultsIn, sendAgain, stage } from "./scene.js";

const oslo = { location: "Oslo" };
const hi = [{ role: "user" as const, content: "Hi" }];

type Event = { [field: string]: unknown };
type Answer = Event[] | { status: number; error: string } | { raw: string; type?: string };

const usage = { input_tokens: 10, output_tokens: 5 };
const start: Event = {
  type: "message_start",
  message: { id: "msg_1", type: "message", role: "assistant", model: "m", content: [], stop_reason: null, usage },
};
const end = (stop_reason: string, more: Event = {}): Event[] => [
  { type: "message_delta", delta: { stop_reason, stop_sequence: null }, usage: { output_tokens: 7, ...more } },
  { type: "message_stop" },
];
const block = (index: number, content_block: Event, ...deltas: Event[]): Event[] => [
  { type: "content_block_start", index, content_block },
  ...deltas.map((delta) => ({ type: "content_block_delta", index, delta })),
  { type: "content_block_stop", index },
];
const said = (text: string, index = 0): Event[] =>
  block(index, { type: "text", text: "" }, { type: "text_delta", text });

function toSse(events: readonly Event[]): string {
  return events.map((event) => `event: ${event["type"]}\ndata: ${JSON.stringify(event)}\n\n`).join("");
}

/** A server that answers as it is told, one answer after the other, the last one again and again. */
async function serve(answers: readonly Answer[]): Promise<Fake & { bodies: Event[] }> {
  const bodies: Event[] = [];
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    bodies.push(JSON.parse(text));
    const answer = answers[Math.min(bodies.length, answers.length) - 1] ?? [];
    if ("status" in answer) {
      response.writeHead(answer.status, { "content-type": "application/json" });
      response.end(JSON.stringify({ type: "error", error: { type: "invalid_request_error", message: answer.error } }));
      return;
    }
    const type = "raw" in answer ? answer.type : undefined;
    response.writeHead(200, { "content-type": type ?? "text/event-stream" });
    response.end("raw" in answer ? answer.raw : toSse(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { baseURL: `http://127.0.0.1:${port}`, requests: [], bodies, close };
}

/** Holds a conversation with such a server. */
async function hold(answers: readonly Answer[], options: object = {}) {
  const server = await serve(answers);
  const { handlers, ran } = stage();
  const client = clientFor(server, { maxRetries: 0 });
  try {
    const result = await runConversation(project, {
      client,
      model: "m",
      messages: hi,
      handlers,
      maxResends: 0,
      ...options,
    });
    return { result, ran, bodies: server.bodies };
  } finally {
    await server.close();
  }
}

describe("streams that are not as they should be", () => {
  const call = block(
    0,
    { type: "tool_use", id: "toolu_1", name: "get_time", input: {} },
    {
      type: "input_json_delta",
      partial_json: JSON.stringify(oslo),
    },
  );

  test("a second message_start begins the message anew: nothing of the first is in it", async () => {
    const opened = (index: number) => ({
      type: "content_block_start",
      index,
      content_block: { type: "tool_use", id: `toolu_0${index}`, name: "get_time", input: {} },
    });
    const half = [
      start,
      opened(0),
      { type: "content_block_delta", index: 0, delta: { type: "input_json_delta", partial_json: '{"location":' } },
      opened(1),
    ];
    const { result, ran } = await hold([
      [...half, start, ...call, ...end("tool_use")],
      [start, ...said("Done."), ...end("end_turn")],
    ]);
    expect(result).toMatchObject({ outcome: "completed", text: "Done." });
    expect(ran).toEqual([{ name: "get_time", input: oslo }]);
    expect(result.messages[1]?.content).toHaveLength(1);
    await sendAgain(result.messages);
  });

  test("a second message_start that holds its call already has that call's input, and nothing of the first", async () => {
    const whole = { type: "tool_use", id: "toolu_1", name: "get_time", input: oslo };
    const again = { ...start, message: { ...(start["message"] as Event), content: [whole] } };
    const { ran } = await hold([
      [
        start,
        ...call.slice(0, 1),
        { ...call[1], delta: { type: "input_json_delta", partial_json: "{}" } },
        again,
        ...end("tool_use"),
      ],
      [start, ...said("Done."), ...end("end_turn")],
    ]);
    expect(ran).toEqual([{ name: "get_time", input: oslo }]);
  });

  test("a second start of a block begins the block anew", async () => {
    const half = [start, ...call.slice(0, 2)];
    const { result, ran } = await hold([
      [...half, ...call, ...end("tool_use")],
      [start, ...said("Done."), ...end("end_turn")],
    ]);
    expect(result).toMatchObject({ outcome: "completed", text: "Done." });
    expect(ran).toEqual([{ name: "get_time", input: oslo }]);
  });

  test("texts and counters that are left out, or are none, are read as nothing", async () => {
    const bare = { input_tokens: "10", output_tokens: -5, cache_read_input_tokens: null };
    const { message } = start as { message: Event };
    const { result } = await hold([
      [
        { ...start, message: { ...message, usage: bare, container: { id: 5 } } },
        ...block(0, { type: "thinking" }, { type: "signature_delta", signature: "s" }),
        ...block(1, { type: "text" }),
        ...block(2, { type: "text" }, { type: "text_delta", text: "Done." }),
        { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: "7" } },
      ],
    ]);
    expect(result).toMatchObject({ outcome: "completed", text: "Done." });
    expect(Object.values(result.usage)).toEqual([0, 0, 0, 0]);
    expect(result.container).toBeUndefined();
  });

  test("a field of a block of a later API that is called __proto__ changes no object", async () => {
    const delta = JSON.parse('{"type":"later_delta","__proto__":{"polluted":true},"more":"x"}');
    const { result } = await hold([
      [start, ...block(0, { type: "later" }, delta), ...said("Done.", 1), ...end("end_turn")],
    ]);
    const [later] = (result.messages[1]?.content ?? []) as unknown as Event[];
    expect(later).toEqual({ type: "later", more: "x" });
    expect(later?.["polluted"]).toBeUndefined();
  });

  test.each([
    ["a message whose content is no list", { ...start, message: { content: "Done." } }],
    ["a message with a block that is none", { ...start, message: { content: [null] } }],
  ])("%s is named", async (_what, event) => {
    const { result } = await hold([[event]]);
    expect(result.outcome).toBe("error");
    expect(result.error?.message).toContain("The answer holds an event that cannot be read: ");
    const whole = { ...event.message, stop_reason: "end_turn" };
    const inOnePiece = await hold([{ raw: JSON.stringify(whole), type: "application/json" }], { stream: false });
    expect(inOnePiece.result.error?.message).toContain("The answer is no message: ");
  });

  test("a message_start without content and usage is read", async () => {
    const bare = {
      type: "message_start",
      message: { id: "msg_1", type: "message", role: "assistant", stop_reason: null },
    };
    const { result } = await hold([[bare, ...said("Done."), ...end("end_turn")]]);
    expect(result).toMatchObject({ outcome: "completed", text: "Done.", usage: { output_tokens: 7 } });
  });

  const odd = (event: unknown): Answer => ({
    raw:
      `${toSse([start])}event: content_block_start\ndata: ${JSON.stringify(event)}\n\n` +
      `${toSse([...call, ...end("tool_use")])}`,
  });
  test.each([
    ["a huge index", { type: "content_block_start", index: 100_000_000, content_block: { type: "text", text: "" } }],
    ["a negative index", { type: "content_block_start", index: -1, content_block: { type: "text", text: "" } }],
    ["no index", { type: "content_block_start", content_block: { type: "text", text: "" } }],
    [
      "an index that is a key",
      { type: "content_block_start", index: "length", content_block: { type: "text", text: "" } },
    ],
    ["no block", { type: "content_block_start", index: 0 }],
    ["a block without a type", { type: "content_block_start", index: 0, content_block: {} }],
    ["no delta", { type: "content_block_delta", index: 0 }],
    ["a message_delta without one", { type: "message_delta" }],
    ["a second start without a message", { type: "message_start" }],
  ])("an event with %s is named, and no call runs", async (_what, event) => {
    const { result, ran } = await hold([odd(event)]);
    expect(result.outcome).toBe("error");
    expect(result.error?.message).toContain("The answer holds an event that cannot be read: ");
    expect(ran).toEqual([]);
  });
});

describe("what gateways and betas do otherwise", () => {
  test.each([400, 422])("a field that is refused with %s is left out at the second try", async (status) => {
    const { result, bodies } = await hold([
      { status, error: "cache_control: Extra inputs are not permitted" },
      [start, ...said("Done."), ...end("end_turn")],
    ]);
    expect(result.outcome).toBe("completed");
    expect(bodies.map((body) => "cache_control" in body)).toEqual([true, false]);
  });

  test("a turn that ends with its context's compaction is sent on, and what that took is counted", async () => {
    const compaction = block(0, { type: "compaction", content: "The user said hi." });
    const iterations = [
      { type: "compaction", input_tokens: 1000, output_tokens: 100 },
      { type: "message", input_tokens: 10, output_tokens: 7 },
    ];
    const { result, bodies } = await hold([
      [start, ...compaction, ...end("compaction", { iterations })],
      [start, ...said("Done."), ...end("end_turn")],
    ]);
    expect(result).toMatchObject({ outcome: "completed", text: "Done.", steps: 2 });
    expect(result.usage).toMatchObject({ input_tokens: 1020, output_tokens: 114 });
    expect(JSON.stringify(bodies[1]?.["messages"])).toContain('"type":"compaction"');
  });

  test("a beta's fields are typed by the SDK, and sent", async () => {
    const request: ConversationOptions["request"] = {
      betas: ["compact-2026-01-12"],
      context_management: { edits: [{ type: "compact_20260112", pause_after_compaction: true }] },
    };
    const { bodies } = await hold([[start, ...said("Done."), ...end("end_turn")]], { request });
    expect(bodies[0]?.["context_management"]).toEqual(request.context_management);
    expect(bodies[0]).not.toHaveProperty("betas");
  });

  test("the text of a batch with raw line breaks in its strings is read", async () => {
    const json = '{"invocations":"[{\\"name\\":\\"get_time\\",\\"arguments\\":{\\"location\\":\\"A\\nB\\tC\\"}}]"}';
    const { ran } = await play({ script: [[useText("batch_tool", json)], "Done."] });
    expect(ran).toEqual([{ name: "get_time", input: { location: "A\nB\tC" } }]);
  });

  test("calls in the middle of a history whose results were lost are answered, so that the API takes it", async () => {
    const called = (id: string) => ({
      role: "assistant" as const,
      content: [{ type: "tool_use" as const, id, name: "get_time", input: oslo }],
    });
    const messages = [
      ...hi,
      called("toolu_1"),
      { role: "user" as const, content: "And?" },
      called("toolu_2"),
      called("toolu_3"),
    ];
    const { result, claude } = await play(
      { script: ["Done."] },
      { messages: [...messages, { role: "user", content: "Well?" }] },
    );
    expect(result.outcome).toBe("completed");
    expect(JSON.stringify(bodyOf(claude, 0).messages)).toContain(
      "Not executed: its result is lost. Call again if need be.",
    );
    await sendAgain(result.messages);
  });
});

describe("prepare", () => {
  test("says what is sent; the history kept stays whole", async () => {
    const counts: number[] = [];
    const { result, claude } = await play(
      { script: [[use("get_time", oslo)], [use("get_time", oslo)], "Done."] },
      {
        messages: [{ role: "user", content: "Long ago" }, { role: "assistant", content: "Yes." }, ...hi],
        prepare: async (messages) => {
          counts.push(messages.length);
          // Its own list: what becomes of it changes nothing.
          return messages.splice(2);
        },
      },
    );
    expect(counts).toEqual([3, 5, 7]);
    expect([0, 1, 2].map((n) => bodyOf(claude, n).messages.length)).toEqual([1, 3, 5]);
    expect(resultsIn(claude, 2)).toHaveLength(1);
    expect(result.messages).toHaveLength(8);
    expect(result.messages[0]).toEqual({ role: "user", content: "Long ago" });
  });

  test("the end of what was sent before is what is marked for the cache, whatever the history holds", async () => {
    const calls = Array.from({ length: 12 }, (_, to) => use("count", { to }));
    const { claude } = await play(
      { script: [[use("get_time", oslo)], calls, "Done."] },
      {
        messages: [{ role: "user", content: "Long ago" }, { role: "assistant", content: "Yes." }, ...hi],
        prepare: (messages) => messages.slice(2),
      },
    );
    const marks = bodyOf(claude, 2).messages.map((message) => JSON.stringify(message).includes("cache_control"));
    expect(marks).toEqual([false, false, true, false, false]);
  });

  test.each([
    ["throws", () => Promise.reject(new Error("no room")), "no room"],
    ["gives no list", () => undefined as never, "prepare must give a list of messages, not undefined."],
  ])("that %s ends the conversation as an error, the history whole", async (_what, prepare, message) => {
    const { result } = await play({ script: ["Done."] }, { prepare });
    expect(result.outcome).toBe("error");
    expect(result.error?.message).toBe(message);
    expect(result.messages).toHaveLength(1);
  });
});
