import type Anthropic from "@anthropic-ai/sdk";
import { jsonSchemaOutputFormat } from "@anthropic-ai/sdk/helpers/json-schema";
import { describe, expect, test } from "vitest";
import { buildArguments } from "../../generator/offline/answer/build-arguments.js";
import { factsOf } from "../../generator/offline/answer/facts.js";
import { asking, batchTool, QUESTION, textOf, time, usesOf, weather, withOffline } from "./with-offline.js";

const LOCATION = { location: "San Francisco" };

describe("the planner", () => {
  test("batches both calls where a batch tool with typed arms is offered", async () => {
    await withOffline({}, async (client) => {
      const answer = await client.messages.create(
        asking(QUESTION, [batchTool([weather, time], "arms"), weather, time]),
      );
      expect(answer.stop_reason).toBe("tool_use");
      expect(usesOf(answer).map(({ name, input }) => ({ name, input }))).toEqual([
        {
          name: "batch_tool",
          input: {
            invocations: [
              { name: "get_weather", arguments: LOCATION },
              { name: "get_time", arguments: LOCATION },
            ],
          },
        },
      ]);
    });
  });

  test("knows a batch tool by its shape, whatever its name, and takes arguments from the tools beside an open one", async () => {
    await withOffline({}, async (client) => {
      const tools = [batchTool([weather, time], "by-name", "many"), weather, time];
      const answer = await client.messages.create(asking(QUESTION, tools));
      expect(usesOf(answer)[0]).toMatchObject({
        name: "many",
        input: { invocations: [{ arguments: LOCATION }, { arguments: LOCATION }] },
      });
    });
  });

  test("batches where the batch tool is the only tool sent", async () => {
    await withOffline({}, async (client) => {
      const answer = await client.messages.create(asking(QUESTION, [batchTool([weather, time], "arms")]));
      expect(usesOf(answer)[0]?.input).toEqual({
        invocations: [
          { name: "get_weather", arguments: LOCATION },
          { name: "get_time", arguments: LOCATION },
        ],
      });
    });
  });

  test("never batches a single call", async () => {
    await withOffline({}, async (client) => {
      const tools = [batchTool([weather, time], "arms"), weather, time];
      const answer = await client.messages.create(asking("What time is it in Oslo?", tools));
      expect(usesOf(answer).map(({ name, input }) => ({ name, input }))).toEqual([
        { name: "get_time", input: { location: "Oslo" } },
      ]);
    });
  });

  test("calls natively in parallel in the parallel manner, and where no batch tool is offered", async () => {
    const tools = [batchTool([weather, time], "arms"), weather, time];
    for (const [manner, offered] of [
      ["parallel", tools],
      ["batch", [weather, time]],
    ] as const) {
      await withOffline({ manner }, async (client) => {
        const answer = await client.messages.create(asking(QUESTION, [...offered]));
        expect(usesOf(answer).map(({ name }) => name)).toEqual(["get_weather", "get_time"]);
      });
    }
  });

  test("makes one call per turn in the sequential manner, then answers with what all gave", async () => {
    await withOffline({ manner: "sequential" }, async (client, claude) => {
      const messages: Anthropic.MessageParam[] = [{ role: "user", content: QUESTION }];
      const called: string[] = [];
      let answer = await client.messages.create({ ...asking(QUESTION), messages });
      while (answer.stop_reason === "tool_use") {
        const [use, ...more] = usesOf(answer);
        expect(more).toEqual([]);
        called.push(use?.name ?? "");
        messages.push({ role: "assistant", content: answer.content });
        messages.push({
          role: "user",
          content: [{ type: "tool_result", tool_use_id: use?.id ?? "", content: `result of ${use?.name}` }],
        });
        answer = await client.messages.create({ ...asking(QUESTION), messages });
      }
      expect(called).toEqual(["get_weather", "get_time"]);
      expect(claude.requests).toHaveLength(3);
      expect(textOf(answer)).toContain("result of get_weather");
      expect(textOf(answer)).toContain("result of get_time");
      expect(textOf(answer)).toContain("no language model");
    });
  });

  test("streams the same message that it answers as JSON", async () => {
    await withOffline({}, async (client) => {
      const whole = await client.messages.create(asking(QUESTION));
      const streamed = await client.messages.stream(asking(QUESTION)).finalMessage();
      expect(usesOf(streamed).map(({ name, input }) => ({ name, input }))).toEqual(
        usesOf(whole).map(({ name, input }) => ({ name, input })),
      );
      expect(streamed.stop_reason).toBe("tool_use");
      expect(streamed.usage.output_tokens).toBe(whole.usage.output_tokens);
    });
  });
});

describe("what the planner calls with", () => {
  const locations = async (question: string): Promise<unknown[]> =>
    withOffline({ manner: "parallel" }, async (client) =>
      usesOf(await client.messages.create(asking(question, [weather]))).map(
        ({ input }) => (input as { location: string }).location,
      ),
    );

  test.each([
    ["What's the weather in Paris and London?", ["Paris", "London"]],
    ["Weather for San Francisco, CA please", ["San Francisco, CA"]],
    ["weather in Rio de Janeiro, Lagos and New York?", ["Rio de Janeiro", "Lagos", "New York"]],
    ["Compare Oslo's weather and Bergen's weather", ["Oslo", "Bergen"]],
    ["what's the weather in new york?", ["new york"]],
    ["東京 weather in 東京?", ["東京"]],
    ["How is the weather?", ["San Francisco, CA"]],
  ])("reads the places of: %s", async (question, places) => {
    expect(await locations(question)).toEqual(places);
  });

  const both = async (question: string): Promise<unknown[]> =>
    withOffline({ manner: "parallel" }, async (client) =>
      usesOf(await client.messages.create(asking(question))).map(
        ({ name, input }) => `${name.slice(4)} ${(input as { location: string }).location}`,
      ),
    );

  test.each([
    ["weather and time in Paris and London?", ["weather Paris", "weather London", "time Paris", "time London"]],
    ["Get the weather in Paris and the time in London", ["weather Paris", "time London"]],
    ["The time in New York, NY and the weather in Boston, MA.", ["time New York, NY", "weather Boston, MA"]],
    ["The weather in Rome. The time in Rome.", ["weather Rome", "time Rome"]],
    ["What's the weather in Zürich? And the time?", ["weather Zürich", "time Zürich"]],
    ["In Paris, what's the weather and time?", ["weather Paris", "time Paris"]],
    ["Oslo's weather and Bergen's time", ["weather Oslo", "time Bergen"]],
    ["weather: Berlin; time: Madrid", ["weather Berlin", "time Madrid"]],
    [
      "what is the WEATHER like in san francisco, and what TIME is it there?",
      ["weather san francisco", "time san francisco"],
    ],
  ])("gives each tool the places it is named for: %s", async (question, calls) => {
    expect(await both(question)).toEqual(calls);
  });

  const text = { type: "string" };
  const money = { enum: ["EUR", "GBP", "USD"] };
  const several = Object.entries({
    search_flights: { from: text, to: text, date: { type: "string", format: "date" }, passengers: { type: "integer" } },
    send_email: { to: { type: "string", format: "email" }, subject: text, body: text },
    fetch_url: { url: text },
    convertCurrency: { amount: { type: "number" }, from: money, to: money },
    delete_file: { path: text },
    read_file: { path: text },
    create_customer: { name: text },
    list_customers: {},
    list_invoices: {},
    create_invoice: { customer: text },
  }).map(([name, properties]) => ({
    name,
    input_schema: { type: "object" as const, properties, required: Object.keys(properties) },
  }));

  test.each([
    [
      "Find flights from Berlin to Paris on 2026-03-04 for 3 passengers",
      [["search_flights", { from: "Berlin", to: "Paris", date: "2026-03-04", passengers: 3 }]],
    ],
    [
      'Send an email to bob@example.com with body "See you" and subject "S"',
      [["send_email", { to: "bob@example.com", subject: "S", body: "See you" }]],
    ],
    ["Fetch https://example.com/a?b=c.", [["fetch_url", { url: "https://example.com/a?b=c" }]]],
    ["Convert 12.5 USD to EUR, please", [["convertCurrency", { amount: 12.5, from: "USD", to: "EUR" }]]],
    [
      "Delete the files a.txt and b.txt",
      [
        ["delete_file", { path: "a.txt" }],
        ["delete_file", { path: "b.txt" }],
      ],
    ],
    [
      "Create a customer named Bob and list all invoices",
      [
        ["create_customer", { name: "Bob" }],
        ["list_invoices", {}],
      ],
    ],
    ["Tell me about node.js", []],
  ])("puts what the question holds where it belongs: %s", async (question, calls) => {
    await withOffline({ manner: "parallel" }, async (client) => {
      const answer = await client.messages.create(asking(question, several));
      expect(usesOf(answer).map(({ name, input }) => [name, input])).toEqual(calls);
    });
  });

  test("answers in the output format that is asked for, so that the SDK can parse it", async () => {
    const schema = {
      type: "object",
      properties: { city: { type: "string" }, degrees: { type: "number" } },
      required: ["city", "degrees"],
      additionalProperties: false,
    } as const;
    await withOffline({}, async (client) => {
      const format = jsonSchemaOutputFormat(schema);
      const answer = await client.messages.parse({ ...asking("Is it 7 in Oslo?", []), output_config: { format } });
      expect(answer.parsed_output).toEqual({ city: "Oslo", degrees: 7 });
      expect(JSON.stringify(answer.content[0])).toContain("no language model");
    });
  });

  test("fills required fields by type, enum, format and bounds, and optional ones that the question names", async () => {
    const search: Anthropic.Tool = {
      name: "search_flights",
      input_schema: {
        type: "object",
        properties: {
          destination: { type: "string" },
          day: { type: "string", format: "date" },
          seat: { enum: ["window", "aisle"] },
          limit: { type: "integer", minimum: 1, maximum: 10 },
          nonstop: { type: "boolean" },
          tags: { type: "array", items: { $ref: "#/$defs/tag" }, minItems: 2, uniqueItems: true },
          kind: { const: "flight" },
          maybe: { anyOf: [{ type: "null" }, { type: "string" }] },
          note: { type: "string" },
        },
        required: ["destination", "day", "seat", "nonstop", "tags", "kind", "maybe"],
        $defs: { tag: { type: "string", maxLength: 5 } },
      },
    };
    await withOffline({}, async (client) => {
      const question = "Search flights to Oslo on 2026-12-24, an aisle seat, limit 5 of the 500";
      const [use] = usesOf(await client.messages.create(asking(question, [search])));
      const { tags, maybe, ...rest } = (use?.input ?? {}) as Record<string, unknown>;
      expect(rest).toEqual({
        destination: "Oslo",
        day: "2026-12-24",
        seat: "aisle",
        limit: 5,
        nonstop: true,
        kind: "flight",
      });
      expect(new Set(tags as string[]).size).toBe(2);
      expect(maybe).toEqual(expect.any(String));
    });
  });

  test("says so where no tool's words occur, and names what is on offer", async () => {
    await withOffline({}, async (client) => {
      const answer = await client.messages.create(asking("Tell me a joke"));
      expect(answer.stop_reason).toBe("end_turn");
      expect(textOf(answer)).toMatch(/get_weather, get_time[\s\S]*no language model/);
    });
  });

  test("prefers the tool whose verb is asked for", async () => {
    const tools = ["read_file", "delete_file"].map((name) => ({ ...weather, name }));
    await withOffline({}, async (client) => {
      const answer = await client.messages.create(asking("Please read the file notes.txt", tools));
      expect(usesOf(answer).map(({ name }) => name)).toEqual(["read_file"]);
    });
  });
});

describe("the planner's turns", () => {
  const answerTo = (
    message: Anthropic.Message,
    results: Partial<Anthropic.ToolResultBlockParam>[],
  ): Anthropic.MessageParam[] => [
    { role: "assistant", content: message.content },
    {
      role: "user",
      content: usesOf(message).map(({ id }, index) => ({ type: "tool_result", tool_use_id: id, ...results[index] })),
    },
  ];

  test("report each call of an envelope, failures included, and plan anew from the last question", async () => {
    await withOffline({}, async (client) => {
      const asked = asking(QUESTION, [batchTool([weather, time], "arms"), weather, time]);
      const first = await client.messages.create(asked);
      const envelope = {
        results: [
          { index: 0, name: "get_weather", status: "ok", result: { degrees: 72 } },
          {
            index: 1,
            name: "get_time",
            status: "timeout",
            error: { code: "TIMEOUT", message: "took longer than 60 s" },
          },
        ],
      };
      const history = [...asked.messages, ...answerTo(first, [{ content: JSON.stringify(envelope) }])];
      const second = await client.messages.create({ ...asked, messages: history });
      expect(textOf(second)).toContain('get_weather(San Francisco): {"degrees":72}');
      expect(textOf(second)).toContain("get_time(San Francisco) failed: took longer than 60 s");
      const third = await client.messages.create({
        ...asked,
        messages: [
          ...history,
          { role: "assistant", content: second.content },
          { role: "user", content: "And the time in Oslo?" },
        ],
      });
      expect(usesOf(third).map(({ name, input }) => [name, input])).toEqual([["get_time", { location: "Oslo" }]]);
    });
  });

  test("keep to the batch tool's cap, and make the rest of the calls in the next turn", async () => {
    const batch = batchTool([weather, time], "arms");
    const capped = structuredClone(batch);
    (capped.input_schema.properties as { invocations: { maxItems: number } }).invocations.maxItems = 2;
    await withOffline({}, async (client) => {
      const asked = asking("weather in Oslo, Paris and Rome", [capped, weather]);
      const first = await client.messages.create(asked);
      expect(usesOf(first)[0]?.input).toHaveProperty("invocations.length", 2);
      const results = [0, 1].map((index) => ({ index, status: "ok", result: "sun" }));
      const history = [...asked.messages, ...answerTo(first, [{ content: JSON.stringify({ results }) }])];
      const second = await client.messages.create({ ...asked, messages: history });
      expect(usesOf(second).map(({ name, input }) => [name, input])).toEqual([["get_weather", { location: "Rome" }]]);
    });
  });

  test("heed tool_choice: none, a forced tool, and one call at most", async () => {
    await withOffline({ manner: "parallel" }, async (client) => {
      const asked = { ...asking(QUESTION), model: "claude-haiku-4-5" };
      expect(usesOf(await client.messages.create({ ...asked, tool_choice: { type: "none" } }))).toEqual([]);
      const forced = await client.messages.create({ ...asked, tool_choice: { type: "tool", name: "get_time" } });
      expect(usesOf(forced).map(({ name }) => name)).toEqual(["get_time"]);
      const single = { type: "auto", disable_parallel_tool_use: true } as const;
      expect(usesOf(await client.messages.create({ ...asked, tool_choice: single }))).toHaveLength(1);
    });
  });

  test("are the same bytes for the same request, on any server, and ids do not repeat in a conversation", async () => {
    const run = () => withOffline({}, async (client) => client.messages.create(asking(QUESTION)));
    const [one, two] = [await run(), await run()];
    expect(one).toEqual(two);
    await withOffline({ manner: "sequential" }, async (client) => {
      const asked = asking(QUESTION);
      const first = await client.messages.create(asked);
      const messages = [...asked.messages, ...answerTo(first, [{ content: "x" }])];
      const second = await client.messages.create({ ...asked, messages });
      expect(usesOf(second)[0]?.id).not.toBe(usesOf(first)[0]?.id);
    });
  });
});

describe("the record of requests", () => {
  test("holds what was received and answered, in order, with bytes and times", async () => {
    await withOffline({}, async (client, claude) => {
      const asked = asking(QUESTION);
      await client.messages.create(asked);
      await client.messages.create({ ...asked, max_tokens: -1 }).catch(() => {});
      await client.messages.countTokens({ model: asked.model, messages: asked.messages });
      await client.models.retrieve("claude-opus-5-5");
      expect(
        claude.requests.map(({ number, method, path, status, rule }) => [number, method, path, status, rule]),
      ).toEqual([
        [1, "POST", "/v1/messages", 200, undefined],
        [2, "POST", "/v1/messages", 400, "max-tokens-least"],
        [3, "POST", "/v1/messages/count_tokens", 200, undefined],
        [4, "GET", "/v1/models/claude-opus-5-5", 200, undefined],
      ]);
      const [first, second] = claude.requests;
      expect(first?.bytes).toBe(Buffer.byteLength(JSON.stringify(asked)));
      expect(first?.body).toEqual(asked);
      expect(first?.headers["anthropic-version"]).toBe("2026-10-21");
      expect(first?.responseBytes).toBeGreaterThan(300);
      expect(first?.stopReason).toBe("tool_use");
      expect(second?.error).toEqual({ type: "invalid_request_error", message: expect.stringContaining("max_tokens") });
      expect(second?.at).toBeGreaterThanOrEqual(first?.at ?? 0);
    });
  });
});

describe("numbers", () => {
  const schema = {
    type: "object",
    properties: { days: { type: "integer" }, limit: { type: "integer" }, price: { type: "number" } },
    required: ["days", "limit", "price"],
  };
  const built = (question: string) => buildArguments({ schema, root: schema }, factsOf(question), []);

  test("go to the fields that the question names them for, and each to one field", () => {
    expect(built("Find trips with a limit of 20 for 3 days under 150.5")).toEqual([
      { days: 3, limit: 20, price: 150.5 },
    ]);
    expect(built("Find trips: 4, 9 and 80")).toEqual([{ days: 4, limit: 9, price: 80 }]);
    expect(built("Find trips for 4")).toEqual([{ days: 4, limit: 1, price: 1 }]);
  });
});
