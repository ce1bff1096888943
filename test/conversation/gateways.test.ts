import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import type { ConversationEvent, ConversationOptions } from "../../templates/runtime/contract/conversation-types.js";
import { runConversation } from "../../templates/runtime/unbound.js";
import { clientFor, project, sendAgain, stage } from "./scene.js";

// What the API does not send, and gateways, proxies and later versions of it do: hence a server that sends what it is
// told to.

type Piece = { [field: string]: unknown };
type Answer = Piece[] | ((res: ServerResponse) => void);

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

const lineOf = (event: Piece): string => `event: ${event["type"]}\ndata: ${JSON.stringify(event)}\n\n`;

const headOf = { id: "msg_1", type: "message", role: "assistant", model: "m", stop_reason: null, stop_sequence: null };
const start = (): Piece => ({
  type: "message_start",
  message: { ...headOf, content: [], usage: { input_tokens: 1, output_tokens: 0 } },
});
const open = (index: number, content_block: Piece): Piece => ({ type: "content_block_start", index, content_block });
const delta = (index: number, change: Piece): Piece => ({ type: "content_block_delta", index, delta: change });
const shut = (index: number): Piece => ({ type: "content_block_stop", index });
const end = (stop_reason: string): Piece[] => [
  { type: "message_delta", delta: { stop_reason, stop_sequence: null }, usage: { output_tokens: 1 } },
  { type: "message_stop" },
];
const useOf = (id: string, name: string): Piece => ({
  type: "tool_use",
  id,
  name,
  input: {},
  caller: { type: "direct" },
});
const called = (index: number, id: string, name: string, json = '{"location":"Oslo"}'): Piece[] => [
  open(index, useOf(id, name)),
  delta(index, { type: "input_json_delta", partial_json: json }),
  shut(index),
];
const done = [
  start(),
  open(0, { type: "text", text: "" }),
  delta(0, { type: "text_delta", text: "Done." }),
  shut(0),
  ...end("end_turn"),
];

/** Holds a conversation with a server that gives these answers, one after the other, the last one from then on. */
async function hold(answers: Answer[], options: Partial<ConversationOptions> = {}, maxRetries = 0) {
  let requests = 0;
  const server = createServer((req, res) => {
    req.resume();
    const answer = answers[Math.min(requests++, answers.length - 1)] ?? [];
    if (typeof answer === "function") return answer(res);
    res.writeHead(200, { "content-type": "text/event-stream" });
    res.end(answer.map(lineOf).join(""));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { handlers, ran } = stage();
  const events: ConversationEvent[] = [];
  const baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const result = await runConversation(project, {
    client: clientFor({ baseURL } as Parameters<typeof clientFor>[0], { maxRetries }),
    model: "claude-sonnet-5-5",
    messages: [{ role: "user", content: "How is it in Oslo?" }],
    handlers,
    onEvent: (event) => events.push(event),
    ...options,
  });
  return { result, ran, events, requests };
}

describe("what gateways send", () => {
  test("an id that was there before becomes another: each call runs once, and each result is its own", async () => {
    const twice = [
      start(),
      ...called(0, "call_0", "get_weather"),
      ...called(1, "call_0", "get_time"),
      ...end("tool_use"),
    ];
    const again = [start(), ...called(0, "call_0", "get_time"), ...end("tool_use")];
    const { result, ran } = await hold([twice, again, done]);
    expect(ran.map(({ name }) => name)).toEqual(["get_weather", "get_time", "get_time"]);
    expect(result.outcome).toBe("completed");
    expect(result.messages[2]?.content).toMatchObject([
      { tool_use_id: "call_0", content: "72 degrees and sunny" },
      { tool_use_id: "call_0_2", content: "12:32 PM" },
    ]);
    expect(result.messages[4]?.content).toMatchObject([{ tool_use_id: "call_0_3", content: "12:32 PM" }]);
    await sendAgain(result.messages);
  });

  test.each(["", "functions.get_time:0"])(
    "the id %j, which the API would not take back, becomes another",
    async (id) => {
      const { result, ran } = await hold([[start(), ...called(0, id, "get_time"), ...end("tool_use")], done]);
      expect(ran).toHaveLength(1);
      await sendAgain(result.messages);
    },
  );

  test.each(["functions.get_time", "multi_tool_use.parallel", "", "x".repeat(200), "\ud83d"])(
    "the tool name %j, which the API would not take back, is answered, and another one in the history",
    async (name) => {
      const { result, ran } = await hold([[start(), ...called(0, "a", name), ...end("tool_use")], done]);
      expect(ran).toEqual([]);
      expect(result.outcome).toBe("completed");
      expect(JSON.stringify(result.messages[2])).toContain("UNKNOWN_TOOL");
      await sendAgain(result.messages);
    },
  );

  test("half a surrogate pair in Claude's input or text is replaced in the history, which can be sent", async () => {
    const half = JSON.stringify({ location: "\ud83d \\ud83d" });
    const { result, ran } = await hold([
      [start(), ...called(0, "a", "get_time", half), ...end("tool_use")],
      [start(), open(0, { type: "text", text: "It is \udc00 noon." }), shut(0), ...end("end_turn")],
    ]);
    expect(ran).toHaveLength(1);
    expect(result.messages[1]?.content).toMatchObject([{ input: { location: "\ufffd \\ud83d" } }]);
    expect(result.messages[3]?.content).toMatchObject([{ text: "It is \ufffd noon." }]);
    await sendAgain(result.messages);
  });

  test("a block that was left out leaves no gap", async () => {
    const { result } = await hold([[start(), ...called(2, "a", "get_time"), ...end("tool_use")], done]);
    expect(result.messages[1]?.content).toHaveLength(1);
    await sendAgain(result.messages);
  });

  test("a block of a kind that is not known yet goes back whole, and what its deltas brought is in it", async () => {
    const { result } = await hold([
      [
        start(),
        open(0, { type: "compaction", content: null }),
        delta(0, { type: "compaction_delta", content: "So far: ", encrypted_content: "c2VjcmV0" }),
        delta(0, { type: "compaction_delta", content: "nothing." }),
        shut(0),
        { type: "an_event_of_a_later_api", index: 0 },
        ...called(1, "a", "get_time"),
        ...end("tool_use"),
      ],
      done,
    ]);
    expect(result.outcome).toBe("completed");
    expect(result.messages[1]?.content).toMatchObject([
      { type: "compaction", content: "So far: nothing.", encrypted_content: "c2VjcmV0" },
      { type: "tool_use" },
    ]);
  });

  test("input nested so deep that it could not be written again is that call's error, and the history can be sent", async () => {
    const deep = `{"location":${"[".repeat(20_000)}${"]".repeat(20_000)}}`;
    const { result, ran } = await hold([[start(), ...called(0, "a", "get_time", deep), ...end("tool_use")], done]);
    expect(result.outcome).toBe("completed");
    expect(ran).toEqual([]);
    expect(result.messages[2]?.content).toMatchObject([{ is_error: true }]);
    await sendAgain(result.messages);
  });

  test("an answer is whole with its last event: what fails behind it is nothing, and nobody waits for the connection", async () => {
    const overload = { type: "error", error: { type: "overloaded_error", message: "Overloaded" } };
    const failing = await hold([[...done, overload]]);
    expect(failing).toMatchObject({ requests: 1, result: { outcome: "completed", text: "Done." } });
    const startedAt = performance.now();
    const hanging = await hold([
      (res) => {
        res.writeHead(200, { "content-type": "text/event-stream" });
        res.write(done.map(lineOf).join(""));
      },
    ]);
    expect(hanging).toMatchObject({ requests: 1, result: { outcome: "completed", text: "Done." } });
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });

  const page = "<html><body>Sign in</body></html>";
  test.each([
    [true, "text/html", page, "The answer held no message. Is this the address of the API?"],
    [false, "text/html", page, `The answer is no message: ${JSON.stringify(page)}. Is this the address of the API?`],
    [
      true,
      "application/json",
      '{"detail":"x"}',
      'The answer is no message: {"detail":"x"}. Is this the address of the API?',
    ],
    [false, "application/json", "null", "The answer is no message: null. Is this the address of the API?"],
  ])("an answer that is none is an error that says so (stream: %s, %s)", async (stream, type, body, message) => {
    const { result } = await hold([(res) => res.writeHead(200, { "content-type": type }).end(body)], {
      stream,
      maxResends: 0,
    });
    expect(result).toMatchObject({ outcome: "error", error: { message } });
    await sendAgain(result.messages);
  });

  test.each(["before the headers", "behind the headers", "in the middle"])(
    "a connection that is cut %s is one more request, and no call runs twice",
    async (when) => {
      const turn = [start(), ...called(0, "a", "get_time"), ...end("tool_use")];
      const cut = (res: ServerResponse) => {
        if (when === "before the headers") {
          res.destroy();
          return;
        }
        res.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
        if (when === "in the middle") res.write(turn.slice(0, 3).map(lineOf).join(""));
        setTimeout(() => res.destroy(), 20);
      };
      const { result, ran, requests } = await hold([cut, turn, done]);
      // Before the headers it is the SDK's to repeat, which is told not to here.
      const lost = when === "before the headers";
      expect({ outcome: result.outcome, ran: ran.length, requests }).toEqual(
        lost ? { outcome: "error", ran: 0, requests: 1 } : { outcome: "completed", ran: 1, requests: 3 },
      );
      await sendAgain(result.messages);
    },
  );

  test("a stream that breaks off is asked for again of a client without middleware, too", async () => {
    let requests = 0;
    async function* answer(): AsyncGenerator<Piece> {
      const whole = [start(), open(0, { type: "text", text: "Noon." }), shut(0), ...end("end_turn")];
      yield* ++requests === 1 ? whole.slice(0, 2) : whole;
      if (requests === 1) throw new Error("socket hang up");
    }
    const client = { messages: { create: async () => answer() } } as unknown as ConversationOptions["client"];
    const { result } = await hold([], { client });
    expect(result).toMatchObject({ outcome: "completed", text: "Noon.", steps: 1 });
    expect(requests).toBe(2);
  });

  test("the wait between two attempts of the SDK is told", async () => {
    const limited = (res: ServerResponse) => {
      res.writeHead(429, { "retry-after-ms": "300", "content-type": "application/json" }).end("{}");
    };
    const { events, result } = await hold([limited, done], {}, 1);
    expect(result.outcome).toBe("completed");
    const [retry] = events.filter((event) => event.type === "retry");
    expect(retry).toMatchObject({ attempt: 2, cause: "http", reason: "HTTP status 429" });
    expect(retry?.delayMs).toBeGreaterThanOrEqual(290);
  });
});

describe("bytes on the wire", () => {
  const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const ping = lineOf({ type: "ping" });

  test("keep a stream alive, though the SDK swallows them: a model that thinks long is asked once", async () => {
    const answer: Answer = async (res) => {
      res.writeHead(200, { "content-type": "text/event-stream" });
      res.write(lineOf(start()));
      for (let n = 0; n < 12; n++) {
        await later(50);
        res.write(ping);
      }
      res.end(done.slice(1).map(lineOf).join(""));
    };
    const { result, requests } = await hold([answer], { stallTimeoutMs: 250 });
    expect(result).toMatchObject({ outcome: "completed", text: "Done.", steps: 1 });
    expect(requests).toBe(1);
  });

  test("do not keep a stream open behind the end of its message", async () => {
    const answer: Answer = async (res) => {
      res.writeHead(200, { "content-type": "text/event-stream" });
      res.write(done.map(lineOf).join(""));
      while (!res.closed) {
        await later(50);
        res.write(ping);
      }
    };
    const before = performance.now();
    const { result } = await hold([answer], { stallTimeoutMs: 60_000 });
    expect(result).toMatchObject({ outcome: "completed", text: "Done." });
    expect(performance.now() - before).toBeLessThan(10_000);
  });
});
