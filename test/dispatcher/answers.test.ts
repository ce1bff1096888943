import type Anthropic from "@anthropic-ai/sdk";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Dispatcher } from "../../templates/runtime/contract/dispatcher-types.js";
import { MAX_RESULT_BYTES, MAX_TOTAL_BYTES } from "../../templates/runtime/contract/limits.js";
import type { Loose } from "../support/loose.js";
import { tool } from "../support/project.js";
import { faultyHandlers, faultyWorld, quickFaults } from "./campaign.js";
import { batch, envelopeOf, invoke, paris, withClaude, world } from "./support.js";

const { createDispatcher, toolsFor } = world([tool("get_weather"), tool("get_time")], { maxInvocations: 30 });

const bytes = (text: string): number => new TextEncoder().encode(text).length;

/** A dispatcher whose get_weather gives this, whatever it is asked. */
function giving(result: unknown, options: object = {}): Dispatcher {
  return createDispatcher({ get_weather: async () => result, get_time: async () => "noon" }, options);
}

/** Whether the API takes this answer to these calls: throws its refusal where it does not. */
async function send(content: object[], message: Anthropic.MessageParam | undefined): Promise<void> {
  await withClaude({ script: ["Thank you."] }, async (client) => {
    await client.messages.create({
      model: "claude-sonnet-5-5",
      max_tokens: 100,
      // Calls by code go on in the container where the code waits.
      container: "container_1",
      tools: [{ type: "code_execution_20260521", name: "code_execution" }, ...toolsFor()],
      messages: [
        { role: "user", content: "What is the weather?" },
        { role: "assistant", content: content as Anthropic.ContentBlockParam[] },
        ...(message === undefined ? [] : [message]),
      ],
    });
  });
}

/** Runs calls, alone and in a batch, as one turn, has the API judge the answer, and gives the results. */
async function answered(dispatcher: Dispatcher, invocations: readonly unknown[], over: object = {}): Promise<Loose[]> {
  const uses = [
    { type: "tool_use", id: "toolu_b", name: "batch_tool", input: { invocations }, ...over },
    ...invocations.flatMap((one: Loose, at) =>
      typeof one?.name === "string" && /^\w+$/.test(one.name)
        ? [{ type: "tool_use", id: `toolu_${at}`, name: one.name, input: one.arguments ?? {}, ...over }]
        : [],
    ),
  ];
  const turn = { content: uses as Loose, stop_reason: "tool_use" };
  const message = await dispatcher.answer(turn);
  await send(uses, message);
  return message?.content as Loose[];
}

const image = { type: "image", source: { type: "base64", media_type: "image/png", data: "iVBORw0KGgo=" } };
const words = { type: "document", source: { type: "text", media_type: "text/plain", data: "words" } };
const found = {
  type: "search_result",
  source: "https://example.com",
  title: "A page",
  content: [{ type: "text", text: "found" }],
};

describe("the API takes what is answered", () => {
  it.each([
    ["a text", "sunny"],
    ["an empty text", ""],
    ["nothing", undefined],
    ["an object", { degrees: 7 }],
    ["an empty list", []],
    ["a text block", [{ type: "text", text: "sunny" }]],
    [
      "blank text blocks",
      [
        { type: "text", text: "" },
        { type: "text", text: " \n" },
      ],
    ],
    ["a text block as Claude itself writes it", [{ type: "text", text: "sunny", citations: null }]],
    ["an image", [image]],
    ["an image between texts", [{ type: "text", text: "before" }, image, { type: "text", text: "after" }]],
    ["an image by its address", [{ type: "image", source: { type: "url", url: "https://example.com/a.png" } }]],
    [
      "an image of a kind that the API does not know",
      [{ type: "image", source: { type: "base64", media_type: "image/bmp", data: "aGk=" } }],
    ],
    [
      "a document",
      [
        {
          type: "document",
          source: { type: "base64", media_type: "application/pdf", data: "JVBERi0xLjc=" },
          title: "t",
        },
      ],
    ],
    ["a document of text", [{ type: "document", source: { type: "text", media_type: "text/plain", data: "words" } }]],
    [
      "a document of blocks",
      [{ type: "document", source: { type: "content", content: [{ type: "text", text: "words" }] } }],
    ],
    ["a search result", [found]],
    ["a search result with null for citations", [{ ...found, citations: null }]],
    ["a search result with half a surrogate pair in its title", [{ ...found, title: "\ud83d" }]],
    [
      "a document with half a surrogate pair in its title and context",
      [{ ...words, title: "\ud83d", context: "\udc00" }],
    ],
    ["a document of HTML", [{ ...words, source: { ...words.source, media_type: "text/html" } }]],
    ["entries with a title that is no text", [{ ...words, title: 5 }]],
    ["entries with a mark that is none", [{ type: "text", text: "sunny", cache_control: "yes" }]],
    ["entries with other citations", [{ ...words, citations: true }]],
    ["entries of documents in a document", [{ ...words, source: { type: "content", content: [words] } }]],
    ["entries that only look like blocks", [{ type: "document", source: { type: "upload" }, id: 5 }]],
    ["entries that are nearly text blocks", [{ type: "text", text: "sunny", id: 5 }]],
    ["blocks of a kind that no result has", [{ type: "thinking", thinking: "hm", signature: "s" }]],
    ["half a surrogate pair", "\ud83d and \udc00"],
    ["half a surrogate pair as a key", { "\ud83d": ["\udc00"] }],
  ])("%s", async (_, result) => {
    const [batched, alone] = await answered(giving(result), [invoke("get_weather"), invoke("get_time")]);
    expect([batched.is_error, alone.is_error]).toEqual([undefined, undefined]);
    expect(JSON.stringify([batched, alone])).not.toMatch(/\\ud[89a-f]/);
  });

  it("text without the citations that Claude itself writes, which it refuses from users", async () => {
    const cited = { type: "text", text: "sunny", citations: [{ type: "char_location", cited_text: "sunny" }] };
    const results = await answered(giving([cited]), [invoke("get_weather")]);
    expect(results[1].content).toEqual([{ type: "text", text: "sunny" }]);
  });

  it("half a surrogate pair is replaced, and what only looks like its escape is left", async () => {
    const [batched] = await answered(giving({ "\ud83d": ["\udc00", "\\ud83d", "\u{1F600}"] }), [invoke("get_weather")]);
    expect(envelopeOf(batched).results[0]?.result).toEqual({ "\ufffd": ["\ufffd", "\\ud83d", "\u{1F600}"] });
  });

  it.each([
    ["a partial failure", [invoke("get_weather"), invoke("nobody"), invoke("get_time", {})]],
    ["a total failure", [invoke("nobody"), "nonsense", null, {}]],
    ["an empty batch", []],
    ["a batch over the limit", Array.from({ length: 35 }, () => invoke("get_time"))],
    ["a nested batch", [invoke("batch_tool", { invocations: [] })]],
  ])("%s", async (_, invocations) => {
    await answered(giving("sunny"), invocations);
  });

  it("anything that handlers do", async () => {
    const module = await faultyWorld();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...quickFaults), { minLength: 1, maxLength: 8 }), async (faults) => {
        const dispatcher = module.createDispatcher(faultyHandlers().handlers);
        await answered(
          dispatcher,
          faults.map((does) => invoke("do", { does })),
        );
      }),
      { numRuns: 25 },
    );
  });

  it("of calls that were made by code, where it takes text only", async () => {
    const byCode = { caller: { type: "code_execution_20260120", tool_id: "srvtoolu_1" } };
    const results = await answered(
      giving([{ type: "text", text: "the map" }, image, found]),
      [invoke("get_weather")],
      byCode,
    );
    expect(results[1].content).toEqual([
      { type: "text", text: "the map" },
      { type: "text", text: "[image left out: the result of a call made by code is text]" },
      { type: "text", text: "[search_result left out: the result of a call made by code is text]" },
    ]);
  });

  it("of a turn that was cut", async () => {
    const content = [{ type: "tool_use", id: "toolu_1", name: "get_time", input: paris }];
    const message = await giving("sunny").answer({ content: content as Loose, stop_reason: "max_tokens" });
    await send(content, message);
  });

  it("of a turn that was cut, in the name of the call's toolset", async () => {
    const calls = [{ id: "toolu_1", toolset_name: "browser" }, { id: "toolu_2" }];
    const content = calls.map((call) => ({ ...call, type: "tool_use", name: "get_time", input: paris }));
    const cut = await giving("sunny").answer({ content: content as Loose, stop_reason: "max_tokens" });
    const results = (cut?.content ?? []) as Loose[];
    expect(results.map((result) => result.toolset_name)).toEqual(["browser", undefined]);
  });
});

describe("is_error", () => {
  it("is set where no call succeeded, and nowhere else", async () => {
    const { run } = giving("sunny");
    expect((await run(batch(invoke("nobody"), invoke("get_time")))).is_error).toBeUndefined();
    expect((await run(batch(invoke("nobody"), invoke("nobody")))).is_error).toBe(true);
    expect((await run(batch())).is_error).toBe(true);
    expect((await run({ id: "toolu_1", name: "nobody", input: {} })).is_error).toBe(true);
    expect((await run({ id: "toolu_1", name: "get_time", input: paris })).is_error).toBeUndefined();
  });
});

describe("a result that is too large", () => {
  it("stays ok: its head is given, and how much that is of how much", async () => {
    for (const [result, of] of [
      ["é".repeat(MAX_RESULT_BYTES), 2 * MAX_RESULT_BYTES],
      [{ text: "x".repeat(MAX_RESULT_BYTES) }, MAX_RESULT_BYTES + 11],
      [[{ type: "text", text: "x".repeat(MAX_RESULT_BYTES + 1) }], MAX_RESULT_BYTES + 1],
    ] as const) {
      const [batched, alone] = await answered(giving(result), [invoke("get_weather"), invoke("get_time")]);
      const [entry, other] = envelopeOf(batched).results;
      expect(entry).toMatchObject({ status: "ok", truncated: { bytes: MAX_RESULT_BYTES, of } });
      expect(bytes(String(entry?.result))).toBe(MAX_RESULT_BYTES);
      expect(other).toEqual({ index: 1, name: "get_time", status: "ok", result: "noon" });
      expect(JSON.stringify(alone.content)).toContain(`[truncated: the first ${MAX_RESULT_BYTES} of ${of} bytes]`);
    }
  });

  it("is cut between two characters, and a result at the cap is whole", async () => {
    const { run } = giving("aé€😀", { maxResultBytes: 9 });
    const [entry] = envelopeOf(await run(batch(invoke("get_weather")))).results;
    expect(entry).toEqual({
      index: 0,
      name: "get_weather",
      status: "ok",
      result: "aé€",
      truncated: { bytes: 6, of: 10 },
    });
    const whole = giving("aé€😀", { maxResultBytes: 10 });
    expect((await whole.run({ id: "toolu_1", name: "get_weather", input: paris })).content).toBe("aé€😀");
  });

  it("stays whole without a limit, as text, as JSON and in blocks", async () => {
    const large = "x".repeat(MAX_TOTAL_BYTES + 1);
    const noLimits = { maxResultBytes: Number.POSITIVE_INFINITY, maxTotalBytes: Number.POSITIVE_INFINITY };
    for (const result of [large, { text: large }, [{ type: "text", text: large }]]) {
      const answers = await answered(giving(result, noLimits), [invoke("get_weather")]);
      for (const { content } of answers) {
        expect(JSON.stringify(content)).toContain(large);
        expect(JSON.stringify(content)).not.toContain("truncated");
      }
    }
  });

  it("leaves the small ones of its batch whole where all together are too much", async () => {
    const large = "x".repeat(60_000);
    const { run } = giving(large);
    const invocations = [...Array.from({ length: 9 }, () => invoke("get_weather")), invoke("get_time")];
    const result = await run(batch(...invocations));
    const { results } = envelopeOf(result);
    expect(results[9]?.result).toBe("noon");
    const total = results.reduce((sum, { result: text }) => sum + bytes(String(text)), 0);
    expect(total).toBeGreaterThan(0.95 * MAX_TOTAL_BYTES);
    expect(total).toBeLessThanOrEqual(MAX_TOTAL_BYTES);
    expect(results[0]?.truncated?.of).toBe(60_000);
  });

  it.each([
    ["line breaks", "\n".repeat(60_000)],
    ["control characters", "\u0001".repeat(60_000)],
    ["text in many languages", "aé€😀".repeat(6_000)],
    ["JSON", Array.from({ length: 8_000 }, (_, at) => `${at}`)],
  ])("keeps the envelope within its bytes, whatever its text takes there: %s", async (_, result) => {
    const calls = Array.from({ length: 9 }, () => invoke("get_weather"));
    const { content }: Loose = await giving(result).run(batch(...calls));
    const around = 9 * 150;
    expect(bytes(content)).toBeLessThan(MAX_TOTAL_BYTES + around);
    expect(bytes(content)).toBeGreaterThan(0.9 * MAX_TOTAL_BYTES);
    expect(envelopeOf({ content }).ok).toBe(9);
  });

  it("leaves the other calls' errors whole", async () => {
    const large = "x".repeat(60_000);
    const calls = [...Array.from({ length: 6 }, () => invoke("get_weather")), invoke("nobody")];
    const { results } = envelopeOf(await giving(large, { maxTotalBytes: 100 }).run(batch(...calls)));
    expect(results[6]?.error?.message).toBe('There is no tool "nobody". The tools are get_weather, get_time.');
  });

  it("is cut in documents and search results as well", async () => {
    const text = "y".repeat(50_000);
    const blocks = [
      { type: "document", source: { type: "text", media_type: "text/plain", data: text } },
      { type: "search_result", source: "s", title: "t", content: [{ type: "text", text }] },
    ];
    for (const result of await answered(giving(blocks), [invoke("get_weather")])) {
      const content = JSON.stringify(result.content);
      expect(bytes(content)).toBeLessThan(MAX_RESULT_BYTES + 1000);
      expect(content).toContain(`[truncated: the first ${MAX_RESULT_BYTES} of 100000 bytes]`);
    }
  });

  it("of an error is cut as well", async () => {
    const module = world([tool("get_weather"), tool("get_time")]);
    const fail = async (): Promise<never> => {
      throw new module.ToolError("e".repeat(100_000));
    };
    const { run } = module.createDispatcher({ get_weather: fail, get_time: fail });
    const alone = await run({ id: "toolu_1", name: "get_weather", input: paris });
    expect(bytes(alone.content)).toBeLessThan(MAX_RESULT_BYTES + 200);
    const many = await run(batch(...Array.from({ length: 25 }, () => invoke("get_weather"))));
    expect(bytes(many.content)).toBeLessThan(MAX_TOTAL_BYTES + 25 * 200);
    expect(envelopeOf(many).results[0]?.error?.message).toMatch(/eee\n\[truncated: the first \d+ of 100000 bytes\]$/);
  });
});

describe("the outcome that code gets", () => {
  it("is the value itself, and beside it the content where it is that", async () => {
    const value = { degrees: 7, at: new Date(0) };
    expect(await giving(value).call("get_weather", paris)).toEqual({
      index: 0,
      name: "get_weather",
      status: "ok",
      result: value,
    });
    expect(await giving([image]).call("get_weather", paris)).toEqual({
      index: 0,
      name: "get_weather",
      status: "ok",
      result: [image],
      content: [image],
    });
    expect(await giving(undefined).call("get_weather", paris)).toEqual({
      index: 0,
      name: "get_weather",
      status: "ok",
      result: null,
    });
  });

  it("of a batch has no cap, and a batch of nothing is nothing", async () => {
    const calls = Array.from({ length: 100 }, () => invoke("get_time")) as Loose;
    const outcomes: Loose = await giving("sunny").batch(calls);
    expect(outcomes).toHaveLength(100);
    expect(outcomes.every(({ status }: Loose) => status === "ok")).toBe(true);
    expect(await giving("sunny").batch([])).toEqual([]);
  });
});
