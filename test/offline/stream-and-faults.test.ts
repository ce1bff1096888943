import Anthropic from "@anthropic-ai/sdk";
import { describe, expect, test } from "vitest";
import { batch, block, type Fault, say, startOfflineClaude, think, use } from "../../generator/offline/index.js";
import { asking, clientOf, QUESTION, textOf, usesOf, withOffline } from "./with-offline.js";

const failure = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(() => undefined).catch((thrown) => thrown);

// The tools that are sent hold no batch tool: hence its name here.
const twoCalls = {
  ...batch([
    { name: "get_weather", arguments: { location: "Oslo" } },
    { name: "get_time", arguments: { location: 'Århus 🌧️ "quoted"' } },
  ]),
  name: "batch_tool",
};

describe("a stream", () => {
  test("has the API's events in the API's order, and gives back the message's text and input exactly", async () => {
    const script = [[{ type: "thinking" as const, thinking: "Hmm…" }, "Let me look. 🌍", twoCalls]];
    await withOffline({ script }, async (client) => {
      const seen: string[] = [];
      const stream = client.messages.stream(asking(QUESTION));
      stream.on("streamEvent", (event) => {
        if (seen.at(-1) !== event.type) seen.push(event.type);
      });
      const message = await stream.finalMessage();
      const oneBlock = ["content_block_start", "content_block_delta", "content_block_stop"];
      expect(seen).toEqual(["message_start", ...oneBlock, ...oneBlock, ...oneBlock, "message_delta", "message_stop"]);
      expect(message.content.map(({ type }) => type)).toEqual(["thinking", "text", "tool_use"]);
      expect(textOf(message)).toBe("Let me look. 🌍");
      expect(usesOf(message)[0]?.input).toEqual({ invocations: twoCalls.invocations });
    });
  });

  test("sends citations and the input of MCP tools as deltas, as the API does", async () => {
    const citation = { type: "char_location", cited_text: "so", document_index: 0, document_title: null };
    const text = { type: "text", text: "So it is.", citations: [citation] };
    const called = { type: "mcp_tool_use", id: "mcptoolu_1", name: "n", server_name: "s", input: { a: "é" } };
    await withOffline({ script: [[block(text), block(called)]] }, async (client) => {
      const stream = client.beta.messages.stream(asking("hi") as never);
      const opened: unknown[] = [];
      stream.on("streamEvent", (event) => {
        if (event.type === "content_block_start") opened.push(structuredClone(event.content_block));
      });
      expect((await stream.finalMessage()).content).toMatchObject([text, called]);
      expect(opened).toMatchObject([{ text: "", citations: [] }, { input: {} }]);
    });
  });

  test("sends pings and, for each tool input, an empty piece first", async () => {
    await withOffline({ script: [twoCalls] }, async (_, claude) => {
      const response = await fetch(`${claude.baseURL}/v1/messages`, {
        method: "POST",
        headers: { authorization: "Bearer x", "anthropic-version": "2026-10-21" },
        body: JSON.stringify({ ...asking(QUESTION), stream: true }),
      });
      expect(response.headers.get("content-type")).toContain("text/event-stream");
      const text = await response.text();
      expect(text).toContain('event: ping\ndata: {"type":"ping"}\n\n');
      const inputs = [...text.matchAll(/"partial_json":("(?:[^"\\]|\\.)*")/g)].map(([, json]) =>
        JSON.parse(json ?? ""),
      );
      expect(inputs[0]).toBe("");
      expect(inputs.length).toBeGreaterThan(3);
      expect(JSON.parse(inputs.join(""))).toEqual({ invocations: twoCalls.invocations });
    });
  });
});

describe("a fault", () => {
  test("rate_limit is a 429 with retry-after, and the SDK's retry then gets the answer", async () => {
    await withOffline({ faults: [{ request: 1, kind: "rate_limit", retryAfter: 0 }] }, async (_, claude) => {
      const message = await clientOf(claude, { maxRetries: 1 }).messages.create(asking(QUESTION));
      expect(message.stop_reason).toBe("tool_use");
      expect(claude.requests.map(({ status, fault }) => [status, fault])).toEqual([
        [429, "rate_limit"],
        [200, undefined],
      ]);
    });
  });

  test("overload is a 529", async () => {
    await withOffline({ faults: [{ request: 1, kind: "overload" }] }, async (client) => {
      const thrown = await failure(client.messages.create(asking(QUESTION)));
      expect(thrown).toMatchObject({ status: 529, type: "overloaded_error" });
    });
  });

  test("overload at a byte is an error event in the middle of the stream", async () => {
    await withOffline({ faults: [{ request: 1, kind: "overload", atByte: 600 }] }, async (client, claude) => {
      const thrown = await failure(client.messages.stream(asking(QUESTION)).finalMessage());
      expect(thrown).toBeInstanceOf(Anthropic.APIError);
      expect(thrown).toMatchObject({ status: undefined, type: "overloaded_error" });
      expect(claude.requests[0]).toMatchObject({ status: 200 });
    });
  });

  test("error answers with any status, type and message", async () => {
    const fault = { request: 1, kind: "error", status: 413, type: "request_too_large", message: "too much" } as const;
    await withOffline({ faults: [fault] }, async (client) => {
      const thrown = await failure(client.messages.create(asking(QUESTION)));
      expect(thrown).toMatchObject({ status: 413, type: "request_too_large" });
    });
  });

  test("cut at byte 0 is a connection that closes without an answer", async () => {
    await withOffline({ faults: [{ request: 1, kind: "cut", atByte: 0 }] }, async (client, claude) => {
      expect(await failure(client.messages.create(asking(QUESTION)))).toBeInstanceOf(Anthropic.APIConnectionError);
      expect(claude.requests[0]).toMatchObject({ status: undefined, responseBytes: 0 });
    });
  });

  test.each([1, 100, 500, 900])(
    "cut at byte %i ends the stream there, whatever it is in the middle of",
    async (atByte) => {
      await withOffline({ faults: [{ request: 1, kind: "cut", atByte }] }, async (client, claude) => {
        expect(await failure(client.messages.stream(asking(QUESTION)).finalMessage())).toBeInstanceOf(Error);
        expect(claude.requests[0]?.responseBytes).toBe(atByte);
      });
    },
  );

  test("cut in the middle of a JSON answer", async () => {
    await withOffline({ faults: [{ request: 1, kind: "cut", atByte: 50 }] }, async (client) => {
      expect(await failure(client.messages.create(asking(QUESTION)))).toBeInstanceOf(Error);
    });
  });

  test.each([
    { kind: "cut", atByte: 100_000 },
    { kind: "stall", atByte: 100_000 },
    { kind: "overload", atByte: 100_000 },
    { kind: "malform" },
  ] as const)(
    "$kind where the answer has nothing for it leaves the answer whole, and its turn is not due again",
    async (fault) => {
      const script = [{ content: [say("one")], fault }, "two"];
      await withOffline({ script }, async (client, claude) => {
        for (const said of ["one", "two"]) {
          expect(textOf(await client.messages.stream(asking("hi")).finalMessage())).toBe(said);
        }
        expect(claude.requests.map((request) => request.fault)).toEqual([undefined, undefined]);
        claude.verify();
      });
    },
  );

  test("faults that throw are a refusal that says so, at close() too", async () => {
    const claude = await startOfflineClaude({
      faults: () => {
        throw new Error("no luck");
      },
    });
    const thrown = await failure(clientOf(claude).messages.create(asking("hi")));
    expect(String(thrown)).toContain("offline Claude, request 1: `faults` threw: no luck");
    await expect(claude.close()).rejects.toThrow("no luck");
  });

  test("stall sends nothing more and keeps the connection open until the caller or close() ends it", async () => {
    const claude = await startOfflineClaude({ faults: [{ request: 1, kind: "stall", atByte: 300 }] });
    const stream = clientOf(claude).messages.stream(asking(QUESTION));
    const ended = failure(stream.finalMessage());
    const state = await Promise.race([ended.then(() => "ended"), new Promise((done) => setTimeout(done, 150, "open"))]);
    expect(state).toBe("open");
    await claude.close();
    expect(await ended).toBeInstanceOf(Error);
  });

  test("malform sends tool input that is no JSON: the SDK's stream helper throws", async () => {
    await withOffline({ faults: [{ request: 1, kind: "malform" }] }, async (client) => {
      expect(await failure(client.messages.stream(asking(QUESTION)).finalMessage())).toBeInstanceOf(
        Anthropic.AnthropicError,
      );
    });
  });

  test("malform in a JSON answer leaves an input whose fields are broken texts", async () => {
    await withOffline({ faults: [{ request: 1, kind: "malform" }] }, async (client) => {
      const message = await client.messages.create(asking(QUESTION));
      expect(usesOf(message).at(-1)?.input).toEqual({ location: '"San Francisco' });
    });
  });

  test.each([true, false])(
    "truncate stops at max_tokens in the middle of a batch's input (streamed: %s)",
    async (streamed) => {
      await withOffline({ script: [twoCalls], faults: [{ request: 1, kind: "truncate" }] }, async (client) => {
        const message = streamed
          ? await client.messages.stream(asking(QUESTION)).finalMessage()
          : await client.messages.create(asking(QUESTION));
        expect(message.stop_reason).toBe("max_tokens");
        const input = usesOf(message)[0]?.input as { invocations: { name: string; arguments?: object }[] };
        expect(input.invocations[0]).toEqual(twoCalls.invocations[0]);
        expect(input).not.toEqual({ invocations: twoCalls.invocations });
      });
    },
  );

  test("the planner's own answer is cut where max_tokens end", async () => {
    await withOffline({}, async (client) => {
      const message = await client.messages.create({ ...asking("hello"), max_tokens: 5 });
      expect(message.stop_reason).toBe("max_tokens");
      expect(textOf(message)).toHaveLength(20);
    });
  });

  test("refuse gives a refusal with its details", async () => {
    await withOffline({ faults: [{ request: 1, kind: "refuse", category: "cyber" }] }, async (client) => {
      const message = await client.messages.stream(asking(QUESTION)).finalMessage();
      expect(message).toMatchObject({ stop_reason: "refusal", content: [], stop_details: { category: "cyber" } });
    });
  });

  test("pause_turn is carried on when the turn is sent again, and its history stays sound", async () => {
    await withOffline({ faults: [{ request: 1, kind: "pause_turn" }] }, async (client) => {
      const asked = asking(QUESTION);
      const paused = await client.messages.create(asked);
      expect(paused.stop_reason).toBe("pause_turn");
      const again = [...asked.messages, { role: "assistant" as const, content: paused.content }];
      const answer = await client.messages.create({ ...asked, messages: again });
      expect(answer.stop_reason).toBe("tool_use");
      const results = usesOf(answer).map(({ id }) => ({
        type: "tool_result" as const,
        tool_use_id: id,
        content: "fine",
      }));
      const last = await client.messages.create({
        ...asked,
        messages: [
          ...again,
          { role: "assistant", content: answer.content },
          { role: "user", content: results },
          { role: "user", content: "and again?" },
        ],
      });
      expect(last.stop_reason).toBe("end_turn");
    });
  });

  test("delay answers late, and close() does not wait for it", async () => {
    await withOffline({ faults: [{ request: 1, kind: "delay", ms: 120 }] }, async (client, claude) => {
      await client.messages.create(asking(QUESTION));
      expect(claude.requests[0]?.durationMs).toBeGreaterThanOrEqual(115);
    });
    const claude = await startOfflineClaude({ faults: [{ request: 1, kind: "delay", ms: 60_000 }] });
    const ended = failure(clientOf(claude).messages.create(asking(QUESTION)));
    await new Promise((done) => setTimeout(done, 50));
    await claude.close();
    expect(await ended).toBeInstanceOf(Error);
  });

  const shaping: Fault[] = [
    { kind: "cut", atByte: 200 },
    { kind: "overload" },
    { kind: "truncate" },
    { kind: "malform" },
    { kind: "refuse" },
  ];
  test.each(shaping.map((fault) => [fault.kind, fault] as const))(
    "after %s the scripted turn is due again",
    async (_, fault) => {
      const script = [use("get_time", { location: "Oslo" }), "done"];
      await withOffline({ script, faults: [{ request: 1, ...fault }] }, async (client) => {
        await failure(client.messages.stream(asking(QUESTION)).finalMessage());
        expect(usesOf(await client.messages.create(asking(QUESTION)))[0]?.name).toBe("get_time");
        expect(textOf(await client.messages.create(asking(QUESTION)))).toBe("done");
      });
    },
  );
});

describe("usage", () => {
  const cached = { cache_control: { type: "ephemeral" as const } };

  test("counts what an earlier request's marker has stored as read from the cache, and a changed prefix as not", async () => {
    await withOffline({ script: () => "fine" }, async (client) => {
      const asked = asking(QUESTION);
      const first = await client.messages.create({ ...asked, ...cached });
      const longer = [
        ...asked.messages,
        { role: "assistant" as const, content: first.content },
        { role: "user" as const, content: "and now?" },
      ];
      const second = await client.messages.create({ ...asked, ...cached, messages: longer });
      const changed = await client.messages.create({ ...asked, ...cached, messages: longer, tools: [] });
      expect(first.usage.cache_read_input_tokens).toBe(0);
      expect(first.usage.cache_creation_input_tokens).toBeGreaterThan(0);
      expect(second.usage.cache_read_input_tokens).toBe(first.usage.cache_creation_input_tokens);
      expect(changed.usage.cache_read_input_tokens).toBe(0);
    });
  });

  test("finds a stored prefix up to 20 blocks before a marker, and none further back", async () => {
    await withOffline({ script: () => "fine" }, async (client) => {
      const texts = (count: number) =>
        Array.from({ length: count }, (_, index) => ({ type: "text" as const, text: `part ${index}` }));
      const send = (count: number) =>
        client.messages.create({ ...asking("x"), ...cached, messages: [{ role: "user", content: texts(count) }] });
      await send(5);
      expect((await send(26)).usage.cache_read_input_tokens).toBe(0);
      expect((await send(46)).usage.cache_read_input_tokens).toBeGreaterThan(0);
    });
  });
});

describe("what the API streams beside text and calls", () => {
  const body = { model: "claude-opus-5-5", max_tokens: 1024, messages: [{ role: "user" as const, content: "Hi" }] };

  test("a compaction comes as one delta, and the SDK puts it together", async () => {
    const compaction = { type: "compaction", content: "So far.", encrypted_content: "abc" };
    await withOffline({ script: [{ content: [block(compaction)], stop_reason: "compaction" }] }, async (client) => {
      const stream = client.beta.messages.stream({ ...body, betas: ["compact-2026-01-12"] });
      const deltas: unknown[] = [];
      for await (const event of stream) if (event.type === "content_block_delta") deltas.push(event.delta);
      expect(deltas).toEqual([{ ...compaction, type: "compaction_delta" }]);
      const message = await stream.finalMessage();
      expect(message).toMatchObject({ stop_reason: "compaction", content: [compaction] });
    });
  });

  test("the last event counts all that was used", async () => {
    const usage = { input_tokens: 1, cache_read_input_tokens: 2, cache_creation_input_tokens: 3, output_tokens: 4 };
    const script = [{ content: [say("Hi.")], usage }];
    await withOffline({ script }, async (client) => {
      const events = await client.messages.create({ ...body, stream: true });
      const found: unknown[] = [];
      for await (const event of events) if (event.type === "message_delta") found.push(event.usage);
      expect(found).toEqual([{ ...usage, output_tokens_details: null, server_tool_use: null }]);
    });
  });

  test("thinking that it signed is taken back as it was, and not otherwise", async () => {
    const script = [{ content: [think("Rain or sun?"), say("Sun.")] }, "Yes.", "No."];
    await withOffline({ script }, async (client) => {
      const first = await client.messages.create(body);
      const again = (content: unknown) =>
        client.messages.create({
          ...body,
          messages: [
            ...body.messages,
            { role: "assistant", content: content as Anthropic.ContentBlockParam[] },
            { role: "user", content: "Sure?" },
          ],
        });
      await again(first.content);
      const [thinking, text] = first.content;
      await expect(again([{ ...thinking, thinking: "Snow?" }, text])).rejects.toThrow(
        "messages.1.content.0: Invalid `signature` in `thinking` block",
      );
    });
  });
});
