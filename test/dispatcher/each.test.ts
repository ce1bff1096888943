import { describe, expect, it } from "vitest";
import type { Loose } from "../support/loose.js";
import { find, list, play as playWith, ref, shopTools, shopWorld, stage, wideShop } from "./shop.js";
import { batch, type Entry, envelopeOf, gate, settle, world } from "./support.js";

const { createDispatcher, toolsFor, toolResult } = wideShop;

/** Plays a batch with `references: "each"`. */
function play(invocations: readonly unknown[], options: object = {}, others: object = {}) {
  return playWith(invocations, { references: "each", shop: wideShop, ...options }, others);
}

const refunds = {
  id: "r",
  name: "refund_order",
  each: ref("o#/orders"),
  arguments: { order_id: ref("item#/id"), amount: ref("item#/total") },
};
const paid = [
  { id: "o1", total: 5 },
  { id: "o2", total: 6 },
  { id: "o3", total: 7 },
];
const allPaid = { list_orders: () => ({ orders: paid }) };
const failing = {
  ...allPaid,
  refund_order: ({ order_id }: Loose) => {
    if (order_id === "o2") throw new Error("down");
    return { refund_id: `r-${order_id}` };
  },
};

function itemsOf(entry: Entry | undefined): Loose[] {
  return (entry as Loose).items;
}

describe("each", () => {
  it("makes a call for each element of a list, and its result is the list of theirs", async () => {
    const all = { name: "refund_all", arguments: { order_ids: ref("r#/*/refund_id") } };
    const last = { name: "send_email", arguments: { to: "a", body: ref("r#/-1/refund_id") } };
    const { ran, results, ok } = await play([find, list, refunds, all, last], {}, allPaid);
    expect(ran.slice(2)).toEqual([
      ["refund_order", { order_id: "o1", amount: 5 }],
      ["refund_order", { order_id: "o2", amount: 6 }],
      ["refund_order", { order_id: "o3", amount: 7 }],
      ["refund_all", { order_ids: ["r-o1", "r-o2", "r-o3"] }],
      ["send_email", { to: "a", body: "r-o3" }],
    ]);
    expect(results[2]).toEqual({
      index: 2,
      name: "refund_order",
      status: "ok",
      items: ["o1", "o2", "o3"].map((id) => ({ status: "ok", result: { refund_id: `r-${id}` } })),
    });
    expect(ok).toBe(5);
  });

  it.each(["alongside", "batch-only", "by-name"])("is told of in %s where it is on, and nowhere else", (exposure) => {
    const [batchTool] = toolsFor(exposure, undefined, { references: "each" });
    expect(batchTool.description).toContain('{"$result": "item#/id"}');
    const { items } = batchTool.input_schema.properties.invocations;
    for (const arm of items.anyOf ?? [items]) expect(arm.properties.each).toEqual({ type: "object" });
    for (const references of ["off", "on"]) {
      expect(JSON.stringify(toolsFor(exposure, undefined, { references }))).not.toMatch(/each\\?"|item#/);
    }
    expect(toolsFor("native", undefined, { references: "each" })).toEqual(toolsFor("native"));
  });

  it("is refused where references are on without it", async () => {
    const { results, names } = await playWith([find, list, refunds], {});
    expect(results[2]?.error?.message).toContain('invocations[2] has "each" beside name and arguments');
    expect(names).toEqual(["find_customer", "list_orders"]);
  });

  it("is read where it is a text of an object, too", async () => {
    const written = { ...refunds, each: JSON.stringify(refunds.each) };
    const repairs: unknown[] = [];
    const onEvent = ({ type, path }: Loose) => type === "repair" && repairs.push(path);
    expect((await play([find, list, written], { onEvent }, allPaid)).ok).toBe(3);
    expect(repairs).toEqual(["invocations[2].each"]);
    const strict = await play([find, list, written], { decode: "strict" }, allPaid);
    expect(strict.results[2]?.error?.code).toBe("INVALID_INVOCATION");
  });

  it("makes no call for an empty list, and that is ok", async () => {
    const ended: unknown[] = [];
    const onEvent = ({ type, name, item }: Loose) => type === "call_end" && ended.push([name, item]);
    const all = { name: "refund_all", arguments: { order_ids: ref("r#/*/refund_id") } };
    const { results, ok, ran } = await play(
      [find, list, refunds, all],
      { onEvent },
      { list_orders: () => ({ orders: [] }) },
    );
    expect(results[2]).toEqual({ index: 2, name: "refund_order", status: "ok", items: [] });
    expect(ran.at(-1)).toEqual(["refund_all", { order_ids: [] }]);
    expect(ok).toBe(4);
    expect(ended).toEqual([
      ["find_customer", undefined],
      ["list_orders", undefined],
      ["refund_all", undefined],
    ]);
  });

  it("goes over the results of another each, one by one, and over lists that * makes", async () => {
    const mails = { name: "send_email", each: ref("r#"), arguments: { to: "a", body: ref("item#/refund_id") } };
    const direct = { name: "send_email", each: ref("o#/orders/*/id"), arguments: { to: "a", body: ref("item") } };
    const { ran } = await play([find, list, refunds, mails, direct], {}, allPaid);
    const bodies = ran.filter(([name]) => name === "send_email").map(([, input]) => (input as Loose).body);
    expect(bodies.sort()).toEqual(["o1", "o2", "o3", "r-o1", "r-o2", "r-o3"]);
  });

  it("may refer to its element and to other results at once, in lists and deep in objects", async () => {
    const sums = {
      name: "refund_all",
      each: ref("o#/orders"),
      arguments: { order_ids: [ref("item#/id"), ref("o#/orders/0/id"), "x"] },
    };
    const { ran } = await play([find, list, sums], {}, allPaid);
    expect(ran.slice(2).map(([, input]) => input)).toEqual(
      ["o1", "o2", "o3"].map((id) => ({ order_ids: [id, "o1", "x"] })),
    );
  });

  it("gives each call values of its own", async () => {
    const seen: unknown[] = [];
    const spoil = ({ order_ids }: Loose) => {
      seen.push([...order_ids]);
      order_ids.push("spoilt");
      return { refunds: 0 };
    };
    const sums = {
      id: "s",
      name: "refund_all",
      each: ref("o#/orders"),
      arguments: { order_ids: ref("o#/orders/*/id") },
    };
    await play([find, list, sums], {}, { ...allPaid, refund_all: spoil });
    expect(seen).toEqual([paid, paid, paid].map((all) => all.map(({ id }) => id)));
  });
});

describe("an element that fails", () => {
  it("is its call's failure alone: the entry is partial, and counts as failed", async () => {
    const { results, ok, failedIndexes } = await play([find, list, refunds], {}, failing);
    expect(results[2]?.status).toBe("partial");
    expect(itemsOf(results[2]).map(({ status }) => status)).toEqual(["ok", "error", "ok"]);
    expect([ok, failedIndexes]).toEqual([2, [2]]);
  });

  it("is error where all fail", async () => {
    const { results } = await play([find, list, refunds], { approve: () => false }, allPaid);
    expect(results[2]?.status).toBe("error");
    expect(itemsOf(results[2]).map(({ status }) => status)).toEqual(["denied", "denied", "denied"]);
  });

  it("skips what needs it, and nothing else", async () => {
    const first = { name: "send_email", arguments: { to: "first", body: ref("r#/0/refund_id") } };
    const second = { name: "send_email", arguments: { to: "second", body: ref("r#/1/refund_id") } };
    const all = { name: "refund_all", arguments: { order_ids: ref("r#/*/refund_id") } };
    const mails = { name: "send_email", each: ref("r#"), arguments: { to: "each", body: ref("item#/refund_id") } };
    const { results, at } = await play([find, list, refunds, first, second, all, mails], {}, failing);
    const cause = "Not executed: it needs the result of invocations[2].items[1] (refund_order), which failed.";
    expect(results.map(({ status }) => status)).toEqual(["ok", "ok", "partial", "ok", "skipped", "skipped", "partial"]);
    for (const index of [4, 5]) expect(at(index).error).toEqual({ code: "SKIPPED", message: cause });
    expect(itemsOf(at(6)).map(({ error }) => error?.message)).toEqual([undefined, cause, undefined]);
  });

  it("skips also a call that is made for it and takes nothing of it", async () => {
    const mails = { name: "send_email", each: ref("r#"), arguments: { to: "a", body: "b" } };
    const { at, names } = await play([find, list, refunds, mails], {}, failing);
    expect(itemsOf(at(3)).map(({ status }) => status)).toEqual(["ok", "skipped", "ok"]);
    expect(names.filter((name) => name === "send_email")).toHaveLength(2);
  });

  it("of the list itself skips all of it, as one entry", async () => {
    const { at, names } = await play(
      [find, list, refunds],
      {},
      { list_orders: () => Promise.reject(new Error("down")) },
    );
    expect(at(2)).toEqual({
      index: 2,
      name: "refund_order",
      status: "skipped",
      error: {
        code: "SKIPPED",
        message: "Not executed: it needs the result of invocations[1] (list_orders), which failed.",
      },
    });
    expect(names).toEqual(["find_customer", "list_orders"]);
  });

  it("is checked by itself with its own values: one that breaks the schema does not run", async () => {
    const asked: unknown[] = [];
    const approve = ({ item }: Loose) => asked.push(item.index) > 0;
    const { at, names } = await play([find, list, refunds], { approve });
    // Nobody is asked for it, either.
    expect(asked).toEqual([0, 2]);
    expect(itemsOf(at(2)).map(({ status }) => status)).toEqual(["ok", "error", "ok"]);
    expect(itemsOf(at(2))[1].error).toMatchObject({
      code: "INVALID_ARGUMENTS",
      issues: [{ path: "invocations[2].arguments.amount" }],
    });
    expect(names.filter((name) => name === "refund_order")).toHaveLength(2);
  });

  it("is INVALID_REFERENCE where its value is absent", async () => {
    const notes = { name: "send_email", each: ref("o#/orders"), arguments: { to: "a", body: ref("item#/note") } };
    const { at } = await play([find, list, notes]);
    expect(itemsOf(at(2)).map(({ status }) => status)).toEqual(["ok", "error", "error"]);
    expect(itemsOf(at(2))[1].error.issues).toEqual([
      {
        path: "invocations[2].arguments.body",
        message: 'there is no "note" in the result, which is an object with id, total',
      },
    ]);
  });
});

describe("the cap with each", () => {
  const many = (count: number) => ({
    list_orders: () => ({ orders: Array.from({ length: count }, (_, at) => ({ id: `o${at}`, total: 1 })) }),
  });

  it("counts each call of a list: the first n run, in request and element order", async () => {
    const { at, names } = await play([find, list, refunds], { shop: shopWorld }, many(10));
    // The cap is 8.
    expect(names).toHaveLength(8);
    const statuses = itemsOf(at(2)).map(({ status }) => status);
    expect(statuses).toEqual([...Array(6).fill("ok"), "skipped"]);
    expect(itemsOf(at(2))[6].error).toEqual({
      code: "LIMIT_EXCEEDED",
      message:
        "Not executed: a batch runs at most 8 calls, each element of a list being one. Send this one and the 3 " +
        "after it in other batches.",
    });
    expect(at(2).status).toBe("partial");
    const { at: ofSeven } = await play([find, list, refunds], { shop: shopWorld }, many(7));
    expect(itemsOf(ofSeven(2))[6].error.message).toMatch(/Send this one in another batch\.$/);
  });

  it("keeps a place for each invocation; lists share what is left, the earlier one first", async () => {
    const again = { ...refunds, id: "r2" };
    const { at, names } = await play([find, list, refunds, again, { ...find, id: "c2" }], { shop: shopWorld }, many(4));
    const okIn = (index: number) => itemsOf(at(index)).filter(({ status }) => status === "ok").length;
    // Eight places, five of them the invocations' own: three further ones for the first list, none for the second.
    expect([okIn(2), okIn(3), at(4).status]).toEqual([4, 1, "ok"]);
    expect(names).toHaveLength(8);
    // An empty list leaves its place to others.
    const none = { ...refunds, id: "n", each: ref("e#/orders") };
    const empty = { ...list, id: "e" };
    let lists = 0;
    const mixed = { list_orders: () => (lists++ === 0 ? { orders: [] } : many(9).list_orders()) };
    const { at: inMixed } = await play([find, empty, list, none, refunds], { shop: shopWorld }, mixed);
    expect(itemsOf(inMixed(4)).filter(({ status }) => status === "ok")).toHaveLength(5);
  });

  it("skips what needs an element past it", async () => {
    const mailOf = (pointer: string) => ({ name: "send_email", arguments: { to: "a", body: ref(pointer) } });
    const plan = [find, list, refunds, mailOf("r#/9/refund_id"), mailOf("r#/-1/refund_id"), mailOf("r#/10/refund_id")];
    const { at } = await play(plan, { shop: shopWorld }, many(10));
    for (const index of [3, 4]) {
      expect(at(index).error?.message).toMatch(
        / invocations\[2\]\.items\[9\] \(refund_order\), which was not executed\.$/,
      );
    }
    expect(at(5).error?.issues?.[0]?.message).toBe('there is no "10" in the result, which is a list of 10');
  });

  it("makes no call, and no work, for each of a million elements", async () => {
    let events = 0;
    const over = (at: number) => ref(at === 0 ? "o#/orders" : `r${at - 1}#`);
    const lists = Array.from({ length: 5 }, (_, at) => ({
      ...refunds,
      id: `r${at}`,
      each: over(at),
      arguments: { order_id: "x", amount: 1 },
    }));
    const { at } = await play([find, list, ...lists], { onEvent: () => (events += 1) }, many(1_000_000));
    expect(itemsOf(at(2))).toHaveLength(20);
    expect(events).toBeLessThan(100);
  });

  it("is none for calls made by code", async () => {
    const { handlers } = stage(many(50));
    const dispatcher = createDispatcher(handlers, { references: "each", approve: () => true });
    const outcomes = await dispatcher.batch([find, list, refunds]);
    expect(outcomes[2]).toMatchObject({ index: 2, name: "refund_order", status: "ok" });
    expect(outcomes[2].items).toHaveLength(50);
    expect(outcomes[2].items[7]).toEqual({
      index: 2,
      name: "refund_order",
      status: "ok",
      result: { refund_id: "r-o7" },
    });
  });
});

describe("a call of an each", () => {
  it("starts the moment its element is there, whatever else is under way", async () => {
    const held = gate<object>();
    const { handlers, ran } = stage({
      ...allPaid,
      refund_order: ({ order_id }: Loose) => (order_id === "o2" ? held.promise : { refund_id: `r-${order_id}` }),
    });
    const first = { name: "send_email", arguments: { to: "first", body: ref("r#/0/refund_id") } };
    const mails = { name: "send_email", each: ref("r#"), arguments: { to: "each", body: ref("item#/refund_id") } };
    const dispatcher = createDispatcher(handlers, { references: "each", approve: () => true });
    const running = dispatcher.run(batch(find, list, refunds, first, mails));
    for (let turn = 0; turn < 4; turn += 1) await settle();
    const bodies = () => ran.filter(([name]) => name === "send_email").map(([, input]) => (input as Loose).body);
    expect(bodies().sort()).toEqual(["r-o1", "r-o1", "r-o3"]);
    held.open({ refund_id: "late" });
    expect(envelopeOf(await running).ok).toBe(5);
    expect(bodies()).toHaveLength(4);
  });

  it("does not wait for the approval of another", async () => {
    const answer = gate<boolean>();
    const { handlers, ran } = stage(allPaid);
    const { approve, ...options } = { approve: () => answer.promise, references: "each" };
    const sums = { name: "refund_all", each: ref("o#/orders"), arguments: { order_ids: [ref("item#/id")] } };
    const running = createDispatcher(handlers, { ...options, approve }).run(batch(find, list, refunds, sums));
    for (let turn = 0; turn < 4; turn += 1) await settle();
    expect(ran.map(([name]) => name)).toEqual([
      "find_customer",
      "list_orders",
      "refund_all",
      "refund_all",
      "refund_all",
    ]);
    answer.open(true);
    expect(envelopeOf(await running).ok).toBe(4);
  });

  it("runs one after the other in sequential mode, and not after a failure with stopOnError", async () => {
    let atWork = 0;
    const one = async ({ order_id }: Loose) => {
      atWork += 1;
      expect(atWork).toBe(1);
      await settle();
      atWork -= 1;
      return failing.refund_order({ order_id });
    };
    const after = { name: "send_email", arguments: { to: "a", body: "b" } };
    const sequential = { mode: "sequential" };
    const { names, results } = await play([find, list, refunds, after], sequential, { ...allPaid, refund_order: one });
    expect(names).toEqual(["find_customer", "list_orders", ...Array(3).fill("refund_order"), "send_email"]);
    expect(results[2]?.status).toBe("partial");
    const stopped = await play([find, list, refunds, after], { ...sequential, stopOnError: true }, failing);
    expect(stopped.names).toEqual(["find_customer", "list_orders", "refund_order", "refund_order"]);
    expect(itemsOf(stopped.at(2))[2].error).toEqual({
      code: "SKIPPED",
      message: "Not executed: the preceding refund_order call failed.",
    });
    expect(stopped.at(3).status).toBe("skipped");
  });

  it("is in the events by its element, with its real values; an invocation that makes none has one end", async () => {
    const events: unknown[] = [];
    const onEvent = ({ type, index, item, input, outcome }: Loose) => {
      if (index === 2) events.push([type, item, input ?? outcome.status]);
    };
    await play([find, list, refunds], { onEvent, concurrency: 1 }, failing);
    expect(events).toHaveLength(6);
    expect(events).toContainEqual(["call_start", { index: 1, count: 3 }, { order_id: "o2", amount: 6 }]);
    expect(events).toContainEqual(["call_end", { index: 1, count: 3 }, "error"]);
    events.length = 0;
    await play([find, list, refunds], { onEvent }, { list_orders: () => Promise.reject(new Error("down")) });
    expect(events).toEqual([["call_end", undefined, "skipped"]]);
  });

  it("keeps what is finished at an abort, and marks the rest", async () => {
    const controller = new AbortController();
    const { handlers } = stage({
      ...allPaid,
      refund_order: ({ order_id }: Loose) => (order_id === "o1" ? { refund_id: "r" } : new Promise(() => {})),
    });
    const dispatcher = createDispatcher(handlers, { references: "each", approve: () => true, concurrency: 2 });
    const running = dispatcher.run(batch(find, list, refunds), { signal: controller.signal });
    for (let turn = 0; turn < 4; turn += 1) await settle();
    controller.abort();
    const { results } = envelopeOf(await running);
    expect(itemsOf(results[2]).map(({ status }) => status)).toEqual(["ok", "cancelled", "cancelled"]);
  });

  it("has the time that one call may take, and all together what a batch may", async () => {
    const hang = {
      ...allPaid,
      refund_order: ({ order_id }: Loose) => (order_id === "o2" ? new Promise(() => {}) : { refund_id: "r" }),
    };
    const own = await play([find, list, refunds], { timeoutMs: 30 }, hang);
    expect(itemsOf(own.at(2)).map(({ status }) => status)).toEqual(["ok", "timeout", "ok"]);
    const together = await play([find, list, refunds], { batchTimeoutMs: 60, mode: "sequential" }, hang);
    expect(itemsOf(together.at(2)).map(({ status }) => status)).toEqual(["ok", "timeout", "timeout"]);
  });
});

describe("approval of the calls of an each", () => {
  it("is asked for each by itself, with its element and where its values come from", async () => {
    const asked: Loose[] = [];
    const approve = ({ signal: _, toolUseId: __, ...call }: Loose) => {
      asked.push(call);
      return call.input.order_id !== "o2";
    };
    const { at, names } = await play([find, list, refunds], { approve }, allPaid);
    expect(asked).toHaveLength(3);
    expect(asked[1]).toEqual({
      name: "refund_order",
      input: { order_id: "o2", amount: 6 },
      index: 2,
      invocationCount: 3,
      item: { index: 1, count: 3 },
      from: [
        { path: "invocations[2].each", id: "o", pointer: "/orders/1" },
        { path: "invocations[2].arguments.order_id", id: "o", pointer: "/orders/1/id" },
        { path: "invocations[2].arguments.amount", id: "o", pointer: "/orders/1/total" },
      ],
    });
    expect(itemsOf(at(2)).map(({ status }) => status)).toEqual(["ok", "denied", "ok"]);
    expect(names.filter((name) => name === "refund_order")).toHaveLength(2);
  });

  it("is not asked for any longer after an abort", async () => {
    const controller = new AbortController();
    const asked: unknown[] = [];
    const approve = ({ item }: Loose) => {
      asked.push(item.index);
      return new Promise(() => {});
    };
    const { handlers, ran } = stage(allPaid);
    const dispatcher = createDispatcher(handlers, { references: "each", approve });
    const running = dispatcher.run(batch(find, list, refunds), { signal: controller.signal });
    for (let turn = 0; turn < 4; turn += 1) await settle();
    controller.abort();
    const { results } = envelopeOf(await running);
    expect(asked).toEqual([0]);
    expect(itemsOf(results[2]).map(({ status }) => status)).toEqual(["cancelled", "cancelled", "cancelled"]);
    expect(ran).toHaveLength(2);
  });

  it("is asked where nothing but the number of calls comes from a result", async () => {
    const mails = { name: "send_email", each: ref("o#/orders/*/id"), arguments: { to: "a", body: "b" } };
    const asked: Loose[] = [];
    const { names } = await play([find, list, mails], { approve: ({ from }: Loose) => asked.push(from) < 2 });
    expect(asked[2]).toEqual([{ path: "invocations[2].each", id: "o", pointer: "/orders/2/id" }]);
    expect(names.filter((name) => name === "send_email")).toHaveLength(1);
  });

  it("is told of all elements where the host is asked before the list is there", async () => {
    const told: Loose[] = [];
    const needsApproval = ({ name }: Loose, { references }: Loose) => {
      if (name === "refund_order") told.push(references);
      return false;
    };
    const wrong = { name: "send_email", arguments: { to: 5, body: ref("r#/0/refund_id") } };
    const { names } = await play([find, list, refunds, wrong], { needsApproval, approve: undefined }, allPaid);
    expect(names.filter((name) => name === "refund_order")).toHaveLength(3);
    expect(told[0]).toEqual([
      { path: "invocations[2].each", id: "o", pointer: "/orders" },
      { path: "invocations[2].arguments.order_id", id: "o", pointer: "/orders/*/id" },
      { path: "invocations[2].arguments.amount", id: "o", pointer: "/orders/*/total" },
    ]);
    expect(told[1][0].pointer).toBe("/orders/0");
  });
});

describe("the tool result with each", () => {
  const big = (count: number, size: number) => ({
    list_orders: () => ({ orders: Array.from({ length: count }, (_, at) => ({ id: `o${at}`, total: 1 })) }),
    refund_order: ({ order_id }: Loose) => ({ refund_id: `${order_id}${"x".repeat(size)}` }),
  });

  it("holds what is small whole and cuts what is long, within maxTotalBytes", async () => {
    const { handlers } = stage(big(6, 3000));
    const dispatcher = createDispatcher(handlers, { references: "each", approve: () => true, maxTotalBytes: 9000 });
    const result = await dispatcher.run(batch(find, list, refunds));
    expect(Buffer.byteLength(String(result.content))).toBeLessThanOrEqual(9000 + 4096);
    const { results } = envelopeOf(result);
    const items = itemsOf(results[2]);
    expect(items).toHaveLength(6);
    for (const { truncated } of items) expect(truncated.of).toBeGreaterThan(3000);
    expect(results[1]?.result).toEqual({ orders: expect.any(Array) });
  });

  it("cuts a list of thousands to what has room, and says what the rest came to", async () => {
    const thousands = { references: "each", approve: () => true, maxTotalBytes: 9000 };
    const { createDispatcher: create } = world(shopTools, { maxInvocations: 5000 });
    const result = await create(stage(big(4000, 1)).handlers, thousands).run(
      batch(find, list, refunds, { ...find, id: "after" }),
    );
    expect(Buffer.byteLength(String(result.content))).toBeLessThanOrEqual(9000 + 4096);
    const { results, ok, failed } = envelopeOf(result);
    const items = itemsOf(results[2]);
    expect(items.length).toBeGreaterThan(20);
    expect(items[0]).toEqual({ status: "ok", result: { refund_id: "o0x" } });
    expect(items.at(-1)?.result).toBe(
      `[no room for this and the ${4000 - items.length} results after it: ${4001 - items.length} ok, 0 failed]`,
    );
    expect([ok, failed]).toEqual([4, 0]);
    expect(results[3]?.result).toBe("[no room for this and the 0 results after it: 1 ok, 0 failed]");
  });

  it("is an error only where no call succeeded", async () => {
    const run = (options: object, others: object) => {
      const dispatcher = createDispatcher(stage(others).handlers, {
        references: "each",
        approve: () => true,
        ...options,
      });
      return dispatcher.run(batch({ ...refunds, each: ref("o#/orders") }));
    };
    expect((await run({}, {})).is_error).toBe(true);
    // The list comes from a tool whose own result does not count here: only its elements' do.
    const { is_error } = await createDispatcher(stage(failing).handlers, {
      references: "each",
      approve: () => true,
    }).run(batch(find, list, refunds));
    expect(is_error).toBeUndefined();
  });

  it("has the blocks of a call behind a text that names its element", async () => {
    const image = { type: "image", source: { type: "base64", media_type: "image/png", data: "iVBORw0KGgo=" } };
    const withImage = {
      ...allPaid,
      refund_order: ({ order_id }: Loose) =>
        toolResult({ value: { refund_id: order_id }, content: order_id === "o2" ? [image] : [] }),
    };
    const result = await createDispatcher(stage(withImage).handlers, { references: "each", approve: () => true }).run(
      batch(find, list, refunds),
    );
    expect(result.content.slice(1)).toEqual([{ type: "text", text: "results[2].items[1], refund_order:" }, image]);
    expect(itemsOf(envelopeOf(result).results[2])[1]).toEqual({ status: "ok", result: { refund_id: "o2" } });
  });
});
