import { describe, expect, it } from "vitest";
import { batch as batched } from "../../generator/offline/index.js";
import { drawTimelines } from "../../generator/trace/draw-timeline.js";
import { layOut } from "../../generator/trace/lay-out.js";
import { readTrace } from "../../generator/trace/read-trace.js";
import { find, list, ref, stage, wideShop } from "../dispatcher/shop.js";
import { envelopeOf, withClaude } from "../dispatcher/support.js";
import type { Loose } from "../support/loose.js";

const { runConversation, runnableTools, traceLines } = wideShop;

const refunds = {
  id: "r",
  name: "refund_order",
  each: ref("o#/orders"),
  arguments: { order_id: ref("item#/id"), amount: ref("item#/total") },
};
const plan = batched([find, list, refunds] as Loose);
const messages = [{ role: "user", content: "Refund all of Ada's orders" }];

/** Holds a conversation about three orders, of which the second cannot be refunded. */
async function converse(script: unknown[], options: object = {}) {
  const { handlers, ran } = stage();
  return withClaude({ script: script as Loose }, async (client, claude) => {
    const model = "claude-sonnet-5-5";
    const settings = { client, model, messages, handlers, references: "each", approve: () => true };
    return { result: await runConversation({ ...settings, ...options }), ran, claude };
  });
}

describe("a conversation with each", () => {
  it("takes two requests, whatever the number of orders, and tells how far it is", async () => {
    const progress: unknown[] = [];
    const onEvent = ({ type, done, failed, total }: Loose) =>
      type === "progress" && progress.push([done, failed, total]);
    const { result, ran, claude } = await converse([[plan], "Done."], { onEvent });
    expect(result).toMatchObject({ outcome: "completed", steps: 2 });
    expect(progress).toEqual([
      [1, 0, 3],
      [2, 0, 3],
      [3, 1, 5],
      [4, 1, 5],
      [5, 1, 5],
    ]);
    expect(JSON.stringify(claude.requests[0]?.body["tools"])).toContain("item#/id");
    expect(ran).toHaveLength(4);
  });

  it("has a trace with a line for each call's start and end, and a row for each in the timeline", async () => {
    const lines: string[] = [];
    await converse([[plan], "Done."], { onEvent: traceLines((line: string) => lines.push(line)) });
    const calls = lines.map((line) => JSON.parse(line)).filter(({ item }) => item !== undefined);
    expect(calls.map(({ type, index, of, item, items }) => [type, index, of, item, items])).toHaveLength(5);
    expect(calls).toContainEqual(expect.objectContaining({ type: "call_start", index: 2, of: 3, item: 2, items: 3 }));
    expect(calls).toContainEqual(expect.objectContaining({ type: "call_end", item: 1, code: "INVALID_ARGUMENTS" }));
    const drawn = drawTimelines(layOut(readTrace(lines.join(""), "trace.jsonl").lines), {
      width: 100,
      color: false,
      ascii: true,
    });
    const rows = drawn.split("\n").filter((row) => row.includes("refund_order"));
    expect(rows.map((row) => row.trim().split(/ {2,}/)[0])).toEqual([
      "refund_order [0]",
      "refund_order [1]",
      "refund_order [2]",
    ]);
    const notes = rows.map((row) => /(?:ok|INVALID_ARGUMENTS)(?=, after list_orders|, afte\.\.)/.exec(row)?.[0]);
    expect(notes).toEqual(["ok", "INVALID_ARGUMENTS", "ok"]);
  });

  it("has a span for each call", async () => {
    const spans: { name: string; attributes: Loose; ended: boolean }[] = [];
    const startSpan = (name: string, { attributes }: Loose) => {
      const span = { name, attributes, ended: false };
      spans.push(span);
      const end = () => {
        expect(span.ended).toBe(false);
        span.ended = true;
      };
      return { setAttributes: () => {}, setStatus: () => {}, end };
    };
    await converse([[plan], "Done."], { tracer: { startSpan } });
    const own = spans.filter(({ name }) => name === "execute_tool refund_order");
    expect(own.map(({ attributes }) => attributes["batchgen.batch.needs"])).toEqual(Array(own.length).fill(["1"]));
    const places = own.map(({ attributes }) => [attributes["batchgen.each.index"], attributes["batchgen.each.size"]]);
    expect(places.sort()).toEqual([
      [0, 3],
      [1, 3],
      [2, 3],
    ]);
    expect(spans.every(({ ended }) => ended)).toBe(true);
  });

  it("tells after a refusal which calls ran, with the values that they were given", async () => {
    const refusal = { content: [{ type: "text", text: "I ca" }], stop_reason: "refusal" };
    const { result } = await converse([[plan], refusal]);
    expect(result.outcome).toBe("refused");
    expect(result.discarded.calls.slice(1)).toEqual([
      expect.objectContaining({ name: "list_orders", index: 1, input: { customer_id: 42 } }),
      expect.objectContaining({ index: 2, item: { index: 0, count: 3 }, input: { order_id: "o1", amount: 5 } }),
      expect.objectContaining({ index: 2, item: { index: 2, count: 3 }, input: { order_id: "o3", amount: 7 } }),
    ]);
  });

  it("is stuck where the same plan fails turn after turn, and not where it goes over another list each time", async () => {
    const over = (pointer: string) => [batched([find, list, { ...refunds, each: ref(pointer) }] as Loose)];
    const same = over("o#/orders");
    expect((await converse([same, same, same, "never"])).result).toMatchObject({ outcome: "stuck", steps: 3 });
    const others = [over("x#/orders"), over("y#/orders"), over("z#/orders"), "Done."];
    expect((await converse(others)).result.outcome).toBe("completed");
  });

  it("runs in the SDK's own tool runner, too", async () => {
    const { handlers, ran } = stage();
    await withClaude({ script: [[plan], "Done."] as Loose }, async (client, claude) => {
      const tools = runnableTools(handlers, { references: "each", approve: () => true });
      const settings = { model: "claude-sonnet-5-5", max_tokens: 1000, messages, tools, thread: false };
      await client.beta.messages.toolRunner(settings as Loose).runUntilDone();
      const [, , answer] = (claude.requests[1]?.body["messages"] ?? []) as Loose[];
      expect(envelopeOf(answer.content[0]).results.map(({ status }) => status)).toEqual(["ok", "ok", "partial"]);
    });
    expect(ran).toHaveLength(4);
  });
});
