import type Anthropic from "@anthropic-ai/sdk";
import { betaTool } from "@anthropic-ai/sdk/helpers/beta/json-schema";
import { describe, expect, test } from "vitest";
import {
  batch,
  OfflineClaudeError,
  type Script,
  say,
  startOfflineClaude,
  think,
  use,
  useRaw,
  useText,
} from "../../generator/offline/index.js";
import { asking, batchTool, clientOf, QUESTION, textOf, time, usesOf, weather, withOffline } from "./with-offline.js";

interface Tools {
  get_weather: { input: { location: string; unit?: "C" | "F" }; output: string };
  get_time: { input: { location: string }; output: string };
}

describe("a script", () => {
  test("answers turn by turn: text, thinking, calls alone, side by side and batched", async () => {
    const claude = await startOfflineClaude<Tools>({
      script: [
        "hello",
        [think("so"), say("well")],
        use("get_weather", { location: "Oslo", unit: "C" }),
        [use("get_weather", { location: "Oslo" }), use("get_time", { location: "Oslo" })],
        batch([
          { name: "get_weather", arguments: { location: "Oslo" } },
          { name: "get_time", arguments: { location: "Oslo" } },
        ]),
        { content: [say("cut")], stop_reason: "some_new_reason", usage: { output_tokens: 7 } },
      ],
    });
    const client = clientOf(claude);
    const asked = asking(QUESTION, [batchTool([weather, time], "arms", "many"), weather, time]);
    const answers = [];
    for (let turn = 0; turn < 6; turn += 1) answers.push(await client.messages.create(asked));
    expect(answers.map(({ stop_reason }) => stop_reason)).toEqual([
      "end_turn",
      "end_turn",
      "tool_use",
      "tool_use",
      "tool_use",
      "some_new_reason",
    ]);
    expect(answers[1]?.content.map(({ type }) => type)).toEqual(["thinking", "text"]);
    expect(answers.slice(2, 5).map((answer) => usesOf(answer).map(({ name }) => name))).toEqual([
      ["get_weather"],
      ["get_weather", "get_time"],
      ["many"],
    ]);
    expect(answers[5]?.usage.output_tokens).toBe(7);
    claude.verify();
    await claude.close();
  });

  test("cannot batch where the request offers no batch tool, unless the piece names the tool", async () => {
    const calls = batch([{ name: "get_weather", arguments: { location: "Oslo" } }]);
    const claude = await startOfflineClaude<Tools>({ script: [calls, { ...calls, name: "many" }] });
    const client = clientOf(claude);
    const asked = asking(QUESTION, [weather, time]);
    await expect(client.messages.create(asked)).rejects.toThrow(
      "offline Claude, request 1: the answer is a batch, and the request offers no batch tool. " +
        "Send one, or name the tool: { ...batch([…]), name }.",
    );
    expect(usesOf(await client.messages.create(asked))).toMatchObject([
      { name: "many", input: { invocations: [{ name: "get_weather" }] } },
    ]);
    await expect(claude.close()).rejects.toThrow("the request offers no batch tool");
  });

  test("does not compile with a tool, an argument or a batch that the tools do not have", () => {
    // @ts-expect-error no such tool
    const wrongName: Script<Tools> = [use("get_news", { location: "Oslo" })];
    // @ts-expect-error the location is a text
    const wrongInput: Script<Tools> = [use("get_time", { location: 5 })];
    // @ts-expect-error C or F
    const wrongBatch: Script<Tools> = [batch([{ name: "get_weather", arguments: { location: "Oslo", unit: "K" } }])];
    // @ts-expect-error the location is missing
    const missing: Script<Tools> = [{ type: "tool_use", name: "get_time", input: {} }];
    const raw: Script<Tools> = [useRaw("get_news", 5), useText("get_time", "{oops")];
    const lists: Script<{ search: { input: { words: string[]; pair: [number, number] } } }> = [
      use("search", { words: ["a"], pair: [1, 2] }),
    ];
    expect([wrongName, wrongInput, wrongBatch, missing, raw, lists]).toHaveLength(6);
  });

  test("may be a function of the request", async () => {
    const script: Script = ({ number, body }) => `${number}: ${JSON.stringify(body["messages"])}`;
    await withOffline({ script }, async (client) => {
      expect(textOf(await client.messages.create(asking("hi")))).toBe('1: [{"role":"user","content":"hi"}]');
    });
  });

  test(
    "refuses a request that is not what a turn expects, showing each difference, and reports it at verify() and " +
      "close()",
    async () => {
      const claude = await startOfflineClaude({
        script: [
          {
            content: ["never said"].map(say),
            expect: {
              body: { max_tokens: 5, model: "claude-opus-5-5" },
              tools: ["get_time", "get_weather"],
              messages: 2,
              last: { role: "user", content: "hello" },
              check: () => "it rains",
            },
          },
          "left over",
        ],
      });
      const thrown = await clientOf(claude)
        .messages.create(asking("hi"))
        .catch((error: Error) => error);
      const lines = [
        "request 1",
        "max_tokens: expected 5, received 1024",
        'tools[0]: expected "get_time", received "get_weather"',
        "messages.length: expected 2, received 1",
        'messages[0].content: expected "hello", received "hi"',
        "it rains",
      ];
      expect(thrown).toMatchObject({ status: 400 });
      for (const line of lines) expect(String(thrown)).toContain(JSON.stringify(line).slice(1, -1));
      expect(() => claude.verify()).toThrow(/max_tokens: expected 5[\s\S]*1 scripted turn was never asked for/);
      await expect(claude.close()).rejects.toThrow(OfflineClaudeError);
    },
  );

  test("passes where the request is as expected, lets vitest's own expect be the check, and verify() is silent", async () => {
    const script: Script = [
      {
        content: [say("fine")],
        expect: { last: { role: "user" }, check: ({ body }) => expect(body["tools"]).toHaveLength(2) },
      },
    ];
    await withOffline({ script }, async (client, claude) => {
      expect(textOf(await client.messages.create(asking("hi")))).toBe("fine");
      claude.verify();
      const thrown = await client.messages.create(asking("more")).catch((error: Error) => error);
      expect(String(thrown)).toContain("no turn left");
      expect(() => claude.verify()).toThrow("request 2");
    });
  });

  test("can hold a fault: it strikes once, and the turn is due again", async () => {
    const script: Script = [{ content: [say("fine")], fault: { kind: "overload" } }];
    await withOffline({ script }, async (client) => {
      await expect(client.messages.create(asking("hi"))).rejects.toMatchObject({ status: 529 });
      expect(textOf(await client.messages.create(asking("hi")))).toBe("fine");
    });
  });
});

describe("a script that is not one", () => {
  test.each([
    ["hello", "startOfflineClaude: `script` is a list of turns or a function."],
    [["hello", null], "script[1]: a turn is a string, a piece, a list of them, or { content, … }; this is none: null"],
    [[{ content: "hello" }], 'script[0]: the content of a turn is a list of pieces; this is none: "hello"'],
    [
      [{ content: [], stopReason: "end_turn" }],
      'script[0]: a turn has no "stopReason"; it may have content, stop_reason',
    ],
    [[[{ type: "server_tool_use" }]], "script[0]: a piece is a string or comes from say, think, use, batch, useRaw"],
    [[[5]], "this is none: 5"],
    [[{ type: "tool_use", name: "get_weather" }], 'a tool_use piece lacks what it needs: {"type":"tool_use"'],
  ])("is refused at the start, saying where and what: %j", async (script, message) => {
    await expect(startOfflineClaude({ script: script as never })).rejects.toThrow(message);
  });

  test("is refused where it is a function, as the answer to the request", async () => {
    const script = (() => ({ text: "hello" })) as never;
    await withOffline({ script }, async (client, claude) => {
      const thrown = await client.messages.create(asking("hi")).catch((error: Error) => error);
      expect(String(thrown)).toContain(
        "offline Claude, request 1: the script threw: a piece is a string or comes from say",
      );
      expect(() => claude.verify()).toThrow('this is none: {"text":"hello"}');
    });
  });

  test("expects a turn's request once: what a fault has changed may be asked for again otherwise", async () => {
    const script: Script = [{ content: [say("fine")], expect: { messages: 1 }, fault: { kind: "pause_turn" } }];
    await withOffline({ script }, async (client, claude) => {
      const asked = asking("hi");
      const paused = await client.messages.create(asked);
      const messages = [...asked.messages, { role: "assistant" as const, content: paused.content }];
      expect(textOf(await client.messages.create({ ...asked, messages }))).toBe("fine");
      claude.verify();
    });
  });
});

describe("the SDK's tool runner, unchanged", () => {
  test.each([false, true])(
    "holds its conversation, on the message threads it uses by default (streamed: %s)",
    async (stream) => {
      await withOffline({}, async (client, claude) => {
        const runnable = (name: "get_weather" | "get_time", said: string) =>
          betaTool({
            name,
            description: "The current one in a place",
            inputSchema: { type: "object", properties: { location: { type: "string" } }, required: ["location"] },
            run: ({ location }) => `${location}: ${said}`,
          });
        const runner = client.beta.messages.toolRunner({
          model: "claude-opus-5-5",
          max_tokens: 1024,
          stream,
          messages: [{ role: "user", content: QUESTION }],
          tools: [runnable("get_weather", "sunny"), runnable("get_time", "12:32 PM")],
        });
        const last = await runner.runUntilDone();
        const said = last.content.map((block) => (block.type === "text" ? block.text : "")).join("");
        expect(said).toContain("San Francisco: sunny");
        expect(said).toContain("San Francisco: 12:32 PM");
        expect(claude.requests.map(({ body }) => body["thread"])).toEqual([
          { type: "create" },
          { type: "continue", previous_message_id: expect.any(String) },
        ]);
      });
    },
  );

  test("is told where a thread is not known", async () => {
    await withOffline({}, async (client) => {
      const thrown = await client.beta.messages
        .create({
          ...asking("hi"),
          thread: { type: "continue", previous_message_id: "msg_x" },
          betas: ["message-threads-2026-08-12"],
        } as never)
        .catch((error: unknown) => error);
      expect(thrown).toMatchObject({ status: 400, error: { error: { details: { error_code: "thread_not_found" } } } });
    });
  });

  test("cannot continue a reply twice, or say again what the thread was started with", async () => {
    await withOffline({}, async (client) => {
      const betas = ["message-threads-2026-08-12"];
      const { tools: _, ...more } = asking("And now?");
      const started = { ...asking("weather in Oslo?", []), thread: { type: "create" }, betas } as never;
      const ask = (id: string, fields: object = {}) =>
        client.beta.messages.create({
          ...more,
          ...fields,
          thread: { type: "continue", previous_message_id: id },
          betas,
        } as never) as unknown as Promise<Anthropic.Message>;
      const { id } = await client.beta.messages.create(started);
      await expect(ask(id, { system: "Be brief." })).rejects.toThrow(
        "system: may not be sent when a thread is continued",
      );
      const second = await ask(id);
      await expect(ask(id)).rejects.toMatchObject({
        error: { error: { details: { error_code: "thread_already_continued" } } },
      });
      // The same question twice more is two threads more, though equal requests get equal replies.
      for (let time = 0; time < 2; time += 1) {
        expect((await client.beta.messages.create(started)).id).toBe(id);
      }
      for (let time = 0; time < 2; time += 1) expect((await ask(id)).id).toBe(second.id);
    });
  });

  test("takes at most 3 markers on a thread", async () => {
    await withOffline({}, async (client) => {
      const content = [1, 2, 3, 4].map((text) => ({
        type: "text",
        text: `${text}`,
        cache_control: { type: "ephemeral" },
      }));
      const asked = { ...asking("x"), messages: [{ role: "user", content }] };
      const betas = ["message-threads-2026-08-12"];
      await client.beta.messages.create({ ...asked, betas } as never);
      await expect(
        client.beta.messages.create({ ...asked, thread: { type: "create" }, betas } as never),
      ).rejects.toThrow("A maximum of 3 blocks with cache_control may be provided. Found 4.");
    });
  });
});
