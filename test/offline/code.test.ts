import type Anthropic from "@anthropic-ai/sdk";
import { describe, expect, test } from "vitest";
import { code, codeResult, codeUse } from "../../generator/offline/index.js";
import { asking, QUESTION, textOf, time, usesOf, weather, withOffline } from "./with-offline.js";

const CODE_TOOL = { type: "code_execution_20260521", name: "code_execution" } as const;
const forCode = (tool: Anthropic.Tool, ...callers: "direct"[]): Anthropic.Tool => ({
  ...tool,
  allowed_callers: [...callers, "code_execution_20260120"],
});
const TOOLS = [CODE_TOOL, forCode(weather), forCode(time, "direct")];

type Held = { answers: Anthropic.Message[]; messages: Anthropic.MessageParam[] };

/** Holds a conversation as any client would: each call is answered by its input, until a turn calls nothing. */
async function hold(client: Anthropic, question: string, tools: Anthropic.ToolUnion[] = TOOLS): Promise<Held> {
  const { messages, ...rest } = asking(question, tools);
  const history = [...messages];
  const answers: Anthropic.Message[] = [];
  for (;;) {
    const container = answers.at(-1)?.container?.id;
    const answer = await client.messages.create({ ...rest, messages: history, ...(container && { container }) });
    answers.push(answer);
    history.push({ role: "assistant", content: answer.content as Anthropic.ContentBlockParam[] });
    const uses = usesOf(answer);
    if (uses.length === 0) return { answers, messages: history };
    const content = uses.map(({ id, input }) => {
      const { location } = input as { location: string };
      return {
        type: "tool_result" as const,
        tool_use_id: id,
        content: `fine in ${location}`,
        is_error: location === "Oslo",
      };
    });
    history.push({ role: "user", content });
  }
}

const blocksOf = ({ content }: Anthropic.Message): object[] => content as object[];

describe("the manner code", () => {
  test("calls the tools of the example from one piece of code, at once, in a container", async () => {
    await withOffline({ manner: "code" }, async (client) => {
      const { answers } = await hold(client, QUESTION);
      expect(answers).toHaveLength(2);
      const [first, last] = answers as [Anthropic.Message, Anthropic.Message];
      const id = (first.content[0] as Anthropic.ServerToolUseBlock).id;
      const caller = { type: "code_execution_20260120", tool_id: id };
      expect(first.stop_reason).toBe("tool_use");
      expect(blocksOf(first)).toMatchObject([
        {
          type: "server_tool_use",
          name: "code_execution",
          input: {
            code: `import asyncio

get_weather_result, get_time_result = await asyncio.gather(
    get_weather({"location": "San Francisco"}),
    get_time({"location": "San Francisco"}),
)
print(get_weather_result, get_time_result)`,
          },
        },
        { type: "tool_use", name: "get_weather", input: { location: "San Francisco" }, caller },
        { type: "tool_use", name: "get_time", input: { location: "San Francisco" }, caller },
      ]);
      expect(first.container?.id).toMatch(/^container_[0-9a-f]{24}$/);
      expect(last.container?.id).toBe(first.container?.id);
      expect(blocksOf(last)[0]).toMatchObject({
        type: "code_execution_tool_result",
        tool_use_id: id,
        content: {
          type: "code_execution_result",
          stdout: "get_weather(San Francisco): fine in San Francisco\nget_time(San Francisco): fine in San Francisco\n",
          return_code: 0,
        },
      });
      expect(textOf(last)).toContain("fine in San Francisco");
      expect(last.stop_reason).toBe("end_turn");
    });
  });

  test("loops over a list, a call at a time, and goes on where one fails", async () => {
    await withOffline({ manner: "code" }, async (client) => {
      const { answers } = await hold(client, "What is the weather in Paris, Oslo and Rome?");
      const [first] = answers as [Anthropic.Message];
      expect((first.content[0] as Anthropic.ServerToolUseBlock).input).toEqual({
        code: `get_weather_result = []
for arguments in [
    {"location": "Paris"},
    {"location": "Oslo"},
    {"location": "Rome"},
]:
    get_weather_result.append(await get_weather(arguments))
print(get_weather_result)`,
      });
      expect(answers.map((answer) => usesOf(answer).map(({ input }) => input))).toEqual([
        [{ location: "Paris" }],
        [{ location: "Oslo" }],
        [{ location: "Rome" }],
        [],
      ]);
      expect(answers.flatMap(({ content }) => content.filter(({ type }) => type === "server_tool_use"))).toHaveLength(
        1,
      );
      expect(blocksOf(answers[3] as Anthropic.Message)[0]).toMatchObject({
        content: {
          stdout:
            "get_weather(Paris): fine in Paris\nget_weather(Oslo) failed: fine in Oslo\nget_weather(Rome): fine " +
            "in Rome\n",
        },
      });
    });
  });

  test("calls directly what no code may call, when the code has ended", async () => {
    await withOffline({ manner: "code" }, async (client) => {
      const { answers } = await hold(client, QUESTION, [CODE_TOOL, forCode(weather), time]);
      expect(answers.map((answer) => blocksOf(answer).map((block) => Reflect.get(block, "type")))).toEqual([
        ["server_tool_use", "tool_use"],
        ["code_execution_tool_result", "tool_use"],
        ["text"],
      ]);
      expect(usesOf(answers[1] as Anthropic.Message)[0]).toMatchObject({
        name: "get_time",
        caller: { type: "direct" },
      });
    });
  });

  test("writes none without a code execution tool, and other manners write none", async () => {
    for (const [manner, tools] of [
      ["code", [weather, time]],
      ["parallel", [CODE_TOOL, forCode(weather, "direct"), forCode(time, "direct")]],
    ] as const) {
      await withOffline({ manner }, async (client) => {
        const answer = await client.messages.create(asking(QUESTION, [...tools]));
        expect(answer.content.map(({ type }) => type)).toEqual(["tool_use", "tool_use"]);
        expect(answer.container).toBeNull();
      });
    }
  });

  test.each(["parallel", "sequential", "batch"] as const)(
    "alone calls what only code may call: %s says so",
    async (manner) => {
      await withOffline({ manner }, async (client) => {
        const answer = await client.messages.create(asking(QUESTION, [CODE_TOOL, forCode(weather)]));
        expect(answer.content.map(({ type }) => type)).toEqual(["text"]);
        expect(textOf(answer)).toContain("No tool is offered that could be called.");
      });
    },
  );

  test("streams the same", async () => {
    await withOffline({ manner: "code" }, async (client) => {
      const whole = await client.messages.create(asking(QUESTION, TOOLS));
      const streamed = await client.messages.stream(asking(QUESTION, TOOLS)).finalMessage();
      expect(streamed.content).toEqual(whole.content);
      expect(streamed.container).toEqual(whole.container);
    });
  });
});

describe("a script with code", () => {
  test("begins it, goes on with it over several turns, and ends it", async () => {
    const script = [
      ["First I look.", code("await get_weather(…)"), codeUse("get_weather", { location: "Paris" })],
      codeUse("get_weather", { location: "Rome" }),
      [codeResult("Rome is warmer."), "Rome."],
    ];
    await withOffline({ script }, async (client, claude) => {
      const { answers } = await hold(client, "Which is warmer?");
      expect(answers.map((answer) => blocksOf(answer).map((block) => Reflect.get(block, "type")))).toEqual([
        ["text", "server_tool_use", "tool_use"],
        ["tool_use"],
        ["code_execution_tool_result", "text"],
      ]);
      const ids = answers.flatMap((answer) => usesOf(answer).map(({ caller }) => Reflect.get(caller, "tool_id")));
      expect(new Set(ids)).toEqual(new Set([Reflect.get(blocksOf(answers[0] as Anthropic.Message)[1] ?? {}, "id")]));
      claude.verify();
    });
  });

  test.each([
    ["a call", codeUse("get_weather", { location: "Paris" })],
    ["an end", codeResult("nothing")],
  ])("is refused where no code runs: %s", async (_, piece) => {
    await expect(
      withOffline({ script: [piece] }, async (client) => client.messages.create(asking(QUESTION, TOOLS))),
    ).rejects.toThrow(
      "the answer goes on with code, and none is running. Begin it with code(…), in this turn or an earlier one.",
    );
  });
});

describe("a container that is lost", () => {
  test("is refused from that request on; requests that name none are not", async () => {
    const faults = [{ request: 2, kind: "lose_container" as const }];
    await withOffline({ faults, script: ["One.", "Two.", "Three."] }, async (client, claude) => {
      const ask = (container?: string) =>
        client.messages.create({ ...asking("Hello?"), ...(container && { container }) });
      expect(textOf(await ask("container_1"))).toBe("One.");
      for (let again = 0; again < 2; again++) {
        await expect(ask("container_1")).rejects.toMatchObject({
          status: 404,
          error: { error: { type: "not_found_error", message: "Container 'container_1' not found or expired." } },
        });
      }
      expect(textOf(await ask())).toBe("Two.");
      expect(textOf(await ask("container_2"))).toBe("Three.");
      expect(claude.requests.map(({ rule }) => rule)).toEqual([
        undefined,
        "container-known",
        "container-known",
        undefined,
        undefined,
      ]);
      expect(claude.requests.map(({ fault }) => fault)).toEqual([
        undefined,
        "lose_container",
        undefined,
        undefined,
        undefined,
      ]);
    });
  });
});
