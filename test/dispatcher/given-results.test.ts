import { describe, expect, it } from "vitest";
import { batch as offlineBatch, use as offlineUse } from "../../generator/offline/index.js";
import { toolResult } from "../../templates/runtime/index.js";
import { runConversation } from "../../templates/runtime/unbound.js";
import { clientFor, play, resultsIn, startClaude } from "../conversation/scene.js";
import { projectOf } from "../support/bound.js";
import type { Loose } from "../support/loose.js";
import { tool } from "../support/project.js";
import { batch, envelopeOf, errorOf, invoke, paris, settle, sleep, world } from "./support.js";

const png = "iVBORw0KGgo=";
const image = { type: "image", source: { type: "base64", media_type: "image/png", data: png } } as const;
const text = (text: string) => ({ type: "text", text }) as const;
const degrees = { type: "object", properties: { degrees: { type: "number" } }, required: ["degrees"] };

const { createDispatcher } = world([
  tool("get_weather"),
  { name: "measure", description: "d", inputSchema: { type: "object" }, outputSchema: degrees },
]);

/** What a turn of one call alone and one in a batch is answered over HTTP, where the handler gives this. */
async function told(result: unknown): Promise<Loose[]> {
  const { claude, result: held } = await play(
    { script: [[offlineUse("get_time", paris), offlineBatch([invoke("get_time")])], "Done."] },
    { others: { get_time: () => result } },
  );
  expect(held.outcome).toBe("completed");
  return resultsIn(claude, 1);
}

describe("a result of an MCP server, given on by a handler", () => {
  it("is its content, over HTTP too", async () => {
    const [alone, batched] = await told({
      content: [
        { type: "text", text: "Here it is.", annotations: { audience: ["user"] } },
        { type: "image", data: png, mimeType: "image/png" },
        { type: "resource", resource: { uri: "file:///a.md", mimeType: "text/markdown", text: "# A" } },
        { type: "resource", resource: { uri: "file:///a.pdf", mimeType: "application/pdf", blob: "JVBERi0xLjc=" } },
        { type: "resource", resource: { uri: "file:///a.zip", mimeType: "application/zip", blob: "UEs=" } },
        { type: "resource_link", uri: "https://example.com/b", name: "b" },
        { type: "audio", data: "UklGRg==", mimeType: "audio/wav" },
      ],
      structuredContent: { a: 1 },
      _meta: { at: 5 },
    });
    const pdf = { type: "document", source: { type: "base64", media_type: "application/pdf", data: "JVBERi0xLjc=" } };
    const texts = ["# A", "[resource left out: file:///a.zip, application/zip]", "[b](https://example.com/b)"];
    expect(alone.content).toEqual([
      text("Here it is."),
      image,
      text("# A"),
      pdf,
      ...texts.slice(1).map(text),
      text("[audio left out: audio/wav]"),
    ]);
    expect(envelopeOf(batched).results[0]?.result).toBe(
      ["Here it is.", ...texts, "[audio left out: audio/wav]"].join("\n"),
    );
    expect(batched.content.slice(1)).toEqual([text("results[0], get_time:"), image, pdf]);
  });

  it("that is an error is one, in its own words", async () => {
    const [alone, batched] = await told({ content: [{ type: "text", text: "No such place." }], isError: true });
    expect(alone.is_error).toBe(true);
    expect(errorOf(alone)).toEqual({ code: "HANDLER_ERROR", message: "No such place." });
    expect(envelopeOf(batched).failed).toBe(1);
  });

  it.each([
    ["has another field", { content: [text("a")], next: 5 }],
    ["has no content", { content: [], isError: true }],
    ["has a block of no kind of MCP's", { content: [text("a"), { type: "video", data: "x" }] }],
    ["has blocks of the API's", { content: [image] }],
    ["has text for content", { content: "a" }],
    ["has a resource without its uri", { content: [{ type: "resource", resource: { text: "a" } }] }],
  ])("is an ordinary value where it %s", async (_what, value) => {
    const dispatcher = createDispatcher({ get_weather: () => value, measure: () => ({ degrees: 7 }) });
    const { content } = await dispatcher.run({ id: "t", name: "get_weather", input: paris });
    expect(content).toBe(JSON.stringify(value));
  });

  it("is never looked for where the tool has an output schema", async () => {
    const value = { content: [text("a")], isError: true };
    const loose = world([
      { name: "measure", description: "d", inputSchema: { type: "object" }, outputSchema: { type: "object" } },
    ]);
    const outcome = await loose.createDispatcher({ measure: () => value }).call("measure", {});
    expect(outcome).toEqual({ index: 0, name: "measure", status: "ok", result: value });
  });
});

describe("toolResult", () => {
  const given = (result: unknown): Loose => createDispatcher({ get_weather: () => result, measure: () => result });
  const call = { id: "t", name: "measure", input: {} };

  it("has a value and content beside it, over HTTP too, where the tool has an output schema", async () => {
    const described = projectOf([
      { name: "measure", description: "d", inputSchema: { type: "object" }, outputSchema: degrees },
    ]);
    const claude = await startClaude({
      script: [[offlineUse("measure", {}), offlineBatch([invoke("measure", {})])], "Done."],
    });
    const held = await runConversation(described, {
      client: clientFor(claude),
      model: "claude-sonnet-5-5",
      messages: [{ role: "user", content: "Hi" }],
      handlers: { measure: () => toolResult({ value: { degrees: 7 }, content: [image, text("a chart")] }) },
    });
    await claude.close();
    expect(held.outcome).toBe("completed");
    const [alone, batched] = resultsIn(claude, 1) as Loose[];
    expect(alone.content).toEqual([text('{"degrees":7}'), image, text("a chart")]);
    expect(envelopeOf(batched).results[0]?.result).toEqual({ degrees: 7 });
    expect(batched.content.slice(1)).toEqual([text("results[0], measure:"), image, text("a chart")]);
  });

  it("has a value, which the output schema is about, and content beside it", async () => {
    const dispatcher = given(toolResult({ value: { degrees: 7 }, content: [image, text("a chart")] }));
    expect((await dispatcher.run(call)).content).toEqual([text('{"degrees":7}'), image, text("a chart")]);
    const { content } = await dispatcher.run(batch(invoke("measure", {})));
    expect(envelopeOf({ content }).results[0]?.result).toEqual({ degrees: 7 });
    expect(content.slice(1)).toEqual([text("results[0], measure:"), image, text("a chart")]);
    expect(await dispatcher.call("measure", {})).toMatchObject({
      result: { degrees: 7 },
      content: [image, text("a chart")],
    });
    const wrong = await given(toolResult({ value: { degrees: "7" } })).call("measure", {});
    expect(wrong).toMatchObject({ error: { code: "INVALID_RESULT", issues: [{ path: "result.degrees" }] } });
  });

  it("is a failure with isError, told by its content, or its value", async () => {
    for (const [result, message] of [
      [toolResult({ content: [text("No such"), text("place.")], isError: true }), "No such\nplace."],
      [toolResult({ value: "No such place.", isError: true }), "No such place."],
      [toolResult({ value: { why: 5 }, isError: true }), '{"why":5}'],
      [toolResult({ isError: true }), "measure failed."],
    ] as const) {
      expect(errorOf(await given(result).run(call))).toEqual({ code: "HANDLER_ERROR", message });
    }
  });

  it("refuses what is no content block", () => {
    const wrong = [{ type: "video" }] as never;
    expect(() => toolResult({ content: wrong })).toThrow(
      new TypeError(
        "content must be a list of content blocks: text, image, document, search_result or tool_reference.",
      ),
    );
  });

  it("passes a tool_reference on, over HTTP too", async () => {
    const reference = { type: "tool_reference", tool_name: "get_weather" };
    const [alone] = await told([reference]);
    expect(alone.content).toEqual([reference]);
  });
});

/** What can be awaited, and is no promise: awaiting it would run the query. */
function queryBuilder(): object {
  const name = "then";
  return { [name]: () => {} };
}

describe("what JSON cannot hold", () => {
  const circle: { [key: string]: unknown } = {};
  circle["self"] = { list: [1, circle] };
  it.each([
    ["a nested promise", { rows: [1, Promise.resolve(2)] }, "result.rows[1] is a promise"],
    ["a thenable", { query: queryBuilder() }, "result.query is a promise"],
    ["a Map", new Map([["a", 1]]), "result is a Map"],
    ["a nested Set", { "odd key": new Set([1]) }, 'result["odd key"] is a Set'],
    ["a stream", { body: new ReadableStream() }, "result.body is a ReadableStream"],
    ["a stream of Node's", { body: process.stdout }, "result.body is a stream"],
    ["a Response", new Response("x"), "result is a Response"],
    ["an Error", { error: new Error("secret") }, "result.error is an Error"],
    ["a RegExp", [/x/], "result[0] is a RegExp"],
    ["a BigInt", { much: 1n }, "result.much is a BigInt"],
    ["a circle", circle, "result.self.list[1] leads back to itself"],
    ["a promise in a toolResult", toolResult({ value: { a: Promise.resolve() } }), "result.value.a is a promise"],
  ])("%s is named with its place, over HTTP too", async (_what, value, place) => {
    const [alone, batched] = await told(value);
    const message = `get_time ran, but its result cannot be written as JSON: ${place}. Do not repeat the call for that.`;
    expect(errorOf(alone)).toEqual({ code: "RESULT_UNSERIALIZABLE", message });
    expect(envelopeOf(batched).results[0]?.error?.message).toBe(message);
  });

  it.each([
    ["a Date", { at: new Date(0) }],
    ["a Buffer", { data: Buffer.from("a") }],
    ["an Error that says how", Object.assign(new Error("a"), { toJSON: () => "told" })],
    ["one object in two places", [paris, { paris }, paris]],
    ["an object without a prototype", Object.assign(Object.create(null), { a: 1 })],
    [
      "an object of a class",
      new (class {
        a = 1;
      })(),
    ],
    ["fields that are undefined", { a: undefined, b: 1 }],
  ])("%s is no such thing", async (_what, value) => {
    const dispatcher = createDispatcher({ get_weather: () => value, measure: () => ({ degrees: 7 }) });
    const { content } = await dispatcher.run({ id: "t", name: "get_weather", input: paris });
    expect(content).toBe(JSON.stringify(value));
  });

  it("promises in it that fail end nothing, not even in a result that comes too late", async () => {
    const rejections: unknown[] = [];
    const note = (reason: unknown) => rejections.push(reason);
    process.on("unhandledRejection", note);
    const failing = () => ({
      a: Promise.reject(new Error("a")),
      b: [settle().then(() => Promise.reject(new Error("b")))],
    });
    const late = async () => {
      await sleep(20);
      return failing();
    };
    const dispatcher = createDispatcher({ get_weather: failing, measure: late }, { timeoutMs: 5 });
    await dispatcher.run(batch(invoke("get_weather"), invoke("measure", {})));
    await sleep(40);
    process.off("unhandledRejection", note);
    expect(rejections).toEqual([]);
  });
});
