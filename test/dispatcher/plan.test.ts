import { describe, expect, it } from "vitest";
import type { Loose } from "../support/loose.js";
import { shopTools } from "../support/shop.js";
import { stage } from "./shop.js";
import { gate, world } from "./support.js";

const shop = world(shopTools);
const { present } = shop;

/** A member of this name makes an object look like a promise. */
const THEN = "then";

const orders = [
  { id: "o1", total: 5, note: "gift" },
  { id: "o2", total: 3 },
  { id: "o3", total: 7 },
];

/** A dispatcher over the shop, and what ran in it, as it ran. */
function open(options: object = {}, others: object = {}) {
  const { handlers, ran } = stage({ list_orders: () => ({ orders }), ...others });
  const asked: Loose[] = [];
  const approve = (call: Loose): boolean => asked.push(call) > 0;
  return { dispatcher: shop.createDispatcher(handlers, { approve, ...options }), ran, asked };
}

/** The chain: find the customer, list their orders, refund the last one, tell them. */
function chain(step: Loose): Loose[] {
  const customer = step("find_customer", { email: "ada@x.org" });
  const list = step("list_orders", { customer_id: customer.result.id });
  const last = list.result.orders.at(-1);
  const refund = step("refund_order", { order_id: last.id, amount: last.total });
  const mail = step("send_email", { to: "ada@x.org", body: refund.result.refund_id, cc: list.result.orders.all.id });
  return [mail, customer];
}

describe("dispatcher.plan", () => {
  it("runs each step with the values that it needs and gives the outcomes of the steps asked for, in their order", async () => {
    const { dispatcher, ran } = open();
    expect(await dispatcher.plan(chain)).toEqual([
      { index: 3, name: "send_email", status: "ok", result: "sent" },
      { index: 0, name: "find_customer", status: "ok", result: { id: 42, name: "Ada" } },
    ]);
    expect(ran).toEqual([
      ["find_customer", { email: "ada@x.org" }],
      ["list_orders", { customer_id: 42 }],
      ["refund_order", { order_id: "o3", amount: 7 }],
      ["send_email", { to: "ada@x.org", body: "r-o3", cc: ["o1", "o2", "o3"] }],
    ]);
  });

  it("asks for approval and tells of events as a batch of Claude's does, whatever `references` is", async () => {
    for (const references of ["off", "on"]) {
      const events: Loose[] = [];
      const { dispatcher, asked } = open({ references, onEvent: (event: Loose) => events.push(event) });
      await dispatcher.plan(chain);
      expect(asked.map(({ name, index, invocationCount }) => [name, index, invocationCount])).toEqual([
        ["refund_order", 2, 4],
        ["send_email", 3, 4],
      ]);
      expect(asked[0]).toMatchObject({
        input: { order_id: "o3", amount: 7 },
        from: [
          { path: "invocations[2].arguments.order_id", id: "s1", pointer: "/orders/-1/id" },
          { path: "invocations[2].arguments.amount", id: "s1", pointer: "/orders/-1/total" },
        ],
      });
      expect(events.filter(({ type }) => type === "call_start").map(({ name }) => name)).toHaveLength(4);
      const nobody = await open({ references, approve: undefined }).dispatcher.plan(chain);
      expect(nobody.map(({ status }: Loose) => status)).toEqual(["skipped", "ok"]);
    }
  });

  it("says in events and traces whose results a call takes", async () => {
    const events: Loose[] = [];
    const lines: string[] = [];
    const note = shop.traceLines((line: string) => lines.push(line));
    const onEvent = (event: Loose): void => {
      events.push(event);
      note(event);
    };
    await open({ onEvent }).dispatcher.plan((step: Loose) => {
      const [mail] = chain(step);
      step.each(step("list_orders", { customer_id: 1 }).result.orders, "find_customer", () => ({ email: "a" }));
      return [mail];
    });
    const needs = [[0, undefined], [1, [0]], [2, [1]], [3, [1, 2]], [4, undefined], ...Array(3).fill([5, [4]])];
    for (const type of ["call_start", "call_end"]) {
      const told = events.filter((event) => event.type === type).map((event) => [event.index, event.needs]);
      expect(told.sort(([a], [b]) => a - b)).toEqual(needs);
    }
    const traced = lines.map((line) => JSON.parse(line)).filter(({ type }) => type === "call_end");
    expect(traced.map(({ index, needs: own }) => [index, own]).sort(([a], [b]) => a - b)).toEqual(needs);
  });

  it("leaves what Claude may do to `references`", async () => {
    const { dispatcher } = open({ references: "off" });
    await dispatcher.plan(chain);
    const invocations = [{ id: "c", name: "find_customer", arguments: { email: "x" } }];
    const { content } = await dispatcher.run({ id: "t", name: "batch_tool", input: { invocations } });
    expect(content).toContain('has \\"id\\" beside name and arguments');
  });

  it("starts a step the moment what it needs is there", async () => {
    const slow = gate<object>();
    const { dispatcher, ran } = open({}, { list_orders: () => slow.promise });
    const done = dispatcher.plan((step: Loose) => {
      const customer = step("find_customer", { email: "a" });
      const list = step("list_orders", { customer_id: customer.result.id });
      const other = step("find_customer", { email: customer.result.name });
      step("find_customer", { email: other.result.name });
      return [list];
    });
    await expect.poll(() => ran.length).toBe(4);
    slow.open({ orders });
    expect((await done)[0].status).toBe("ok");
  });

  it("makes a call for each element of a list, with the same approvals, and results that later steps take", async () => {
    const { dispatcher, ran, asked } = open();
    const [refunds, mail] = await dispatcher.plan((step: Loose) => {
      const { orders } = step("list_orders", { customer_id: 42 }).result;
      const refunds = step.each(orders, "refund_order", ({ id, total }: Loose) => ({ order_id: id, amount: total }));
      const again = step.each(refunds.result, "find_customer", (refund: Loose) => ({ email: refund.refund_id }));
      const { result } = refunds;
      const body = [result.at(-1).refund_id, again.result.at(0).name];
      return [refunds, step("send_email", { to: "x", body: body[0], cc: [body[1], result.at(1).refund_id] })];
    });
    expect(refunds).toEqual({
      index: 1,
      name: "refund_order",
      status: "ok",
      items: ["o1", "o2", "o3"].map((id) => ({
        index: 1,
        name: "refund_order",
        status: "ok",
        result: { refund_id: `r-${id}` },
      })),
    });
    expect(asked.map(({ name, item }) => [name, item?.index])).toEqual([
      ["refund_order", 0],
      ["refund_order", 1],
      ["refund_order", 2],
      ["send_email", undefined],
    ]);
    expect(ran.at(-1)).toEqual(["send_email", { to: "x", body: "r-o3", cc: ["Ada", "r-o2"] }]);
    expect(mail.status).toBe("ok");
    const [none] = await dispatcher.plan((step: Loose) => [
      step.each(step("find_customer", { email: "a" }).result, "find_customer", () => ({ email: "x" })),
    ]);
    expect(none.error.code).toBe("INVALID_REFERENCE");
  });

  it("takes pointers, elements, all of a list, literal members called at, all and then, and odd keys", async () => {
    const odd = {
      type: "object",
      properties: {
        at: { type: "string" },
        all: { type: "string" },
        [THEN]: { type: "string" },
        "a/b~c": { type: "string" },
        lists: {
          type: "array",
          items: { type: "array", items: { type: "object", properties: { n: { type: "string" } } } },
        },
      },
    };
    const bound = world([
      {
        name: "odd",
        description: "Odd",
        inputSchema: { type: "object" },
        outputSchema: odd,
        annotations: { readOnlyHint: true },
      },
    ]);
    const got: unknown[] = [];
    const value = { at: "A", all: "B", [THEN]: "C", "a/b~c": "D", lists: [[{ n: "1" }, { n: "2" }], [{ n: "3" }]] };
    const { plan } = bound.createDispatcher({ odd: (input: unknown) => got.push(input) && value });
    await plan((step: Loose) => {
      const { result, ...first } = step("odd", {});
      const { lists } = result;
      return [
        step("odd", { x: [result.at, result.all, result.then, result["a/b~c"]] }),
        step("odd", { x: [lists.at(0).at(-1).n, lists.at(-1).all.n, lists.all.at(0).n, lists.all.all.n] }),
        step("odd", {
          x: [
            bound.from({ ...first, result }, "/lists/0/*/n"),
            bound.from({ result }, "/a~1b~0c"),
            bound.present(result.at),
          ],
        }),
      ];
    });
    expect(new Set(got.slice(1))).toEqual(
      new Set([
        { x: ["A", "B", "C", "D"] },
        { x: ["2", ["3"], ["1", "3"], [["1", "2"], ["3"]]] },
        { x: [["1", "2"], "D", "A"] },
      ]),
    );
  });

  it("gives what a wrong plan or a failure of a step leads to as outcomes, as a batch does", async () => {
    const { dispatcher, ran } = open({}, { find_customer: () => Promise.reject(new Error("down")) });
    const outcomes = await dispatcher.plan((step: Loose) => {
      const customer = step("find_customer", { email: "a" });
      const list = step("list_orders", { customer_id: customer.result.id });
      const none = step("list_orders", { customer_id: list.result.nothing });
      return [
        customer,
        list,
        none,
        step("find_costumer", {}),
        step("send_email", { to: "x", body: step("send_email", {}).result.id }),
      ];
    });
    expect(outcomes.map(({ error }: Loose) => error.code)).toEqual([
      "HANDLER_ERROR",
      "SKIPPED",
      "INVALID_REFERENCE",
      "UNKNOWN_TOOL",
      "INVALID_REFERENCE",
    ]);
    expect(outcomes[2].error.issues).toEqual([
      { path: "invocations[2].arguments.customer_id", message: 'the result of list_orders has no "/nothing"' },
    ]);
    expect(ran.map(([name]) => name)).toEqual(["find_customer"]);
  });

  it("has no cap, and stops with its signal", async () => {
    const { dispatcher } = open();
    const many = await dispatcher.plan((step: Loose) =>
      Array.from({ length: 40 }, () => step("find_customer", { email: "a" })),
    );
    expect(many.filter(({ status }: Loose) => status === "ok")).toHaveLength(40);
    const [stopped] = await dispatcher.plan(chain, { signal: AbortSignal.abort() });
    expect(stopped.error.code).toBe("CANCELLED");
    expect(await dispatcher.plan(() => [])).toEqual([]);
  });
});

describe("what no outcome can tell is a TypeError before anything runs", () => {
  const email = { email: "a" };
  const find = (step: Loose): Loose => step("find_customer", email).result;
  const list = (step: Loose): Loose => step("list_orders", { customer_id: 1 }).result.orders;
  const notThere =
    "is not there while the plan is built. Pass it on as an argument, or use step.each for each element of a list.";
  let leaked: Loose;

  it.each<[what: string, build: Loose, message: string]>([
    ["no function", [], "plan() takes a function that adds steps and gives a list of them."],
    ["no list", (step: Loose) => step("find_customer", email), "A plan's function must give a list of its steps."],
    ["no step", (step: Loose) => [find(step)], "A plan's function must give a list of its steps; [0] is none."],
    ["async", async () => [], "A plan is built at once: its function must not be async."],
    [
      "an async one that fails",
      () => Promise.reject(new Error("late")),
      "A plan is built at once: its function must not be async.",
    ],
    [
      "in a string",
      (step: Loose) => [step("find_customer", { email: `${find(step).name}!` })],
      `The result of find_customer at /name ${notThere}`,
    ],
    [
      "in a sum",
      (step: Loose) => [step("list_orders", { customer_id: find(step).id + 1 })],
      `The result of find_customer at /id ${notThere}`,
    ],
    ["a loop", (step: Loose) => [...list(step)], `The result of list_orders at /orders ${notThere}`],
    ["map", (step: Loose) => list(step).map(() => 1), `The result of list_orders at /orders/map ${notThere}`],
    ["spread", (step: Loose) => [step("find_customer", { ...find(step) })], `The result of find_customer ${notThere}`],
    [
      "as JSON",
      (step: Loose) => [step("find_customer", { email: JSON.stringify(find(step)) })],
      `The result of find_customer ${notThere}`,
    ],
    ["no index", (step: Loose) => [list(step).at("last")], "at() takes an integer, not last."],
    [
      "a step as an argument",
      (step: Loose) => [step("list_orders", { customer_id: step("find_customer", email) })],
      "A step is no argument: pass its result (find_customer).",
    ],
    [
      "from without a step",
      () => [shop.from({}, "/id")],
      "from() takes a step of a plan, and a JSON pointer into its result.",
    ],
    [
      "each without a list",
      (step: Loose) => [step.each([1], "find_customer", () => email)],
      "step.each takes a list in an earlier step's result, the name of a tool (find_customer) and a function. " +
        "For a list that is there already, call step in a loop.",
    ],
    [
      "each without a function",
      (step: Loose) => [step.each(list(step), "find_customer", email)],
      "step.each takes a list in an earlier step's result, the name of a tool (find_customer) and a function.",
    ],
    [
      "an element outside of its each",
      (step: Loose) => {
        step.each(list(step), "find_customer", (item: Loose) => {
          leaked = item;
          return { email: item.id };
        });
        return [step("find_customer", { email: leaked.id })];
      },
      "An element of list_orders's result stands in the arguments of its own step.each alone.",
    ],
    [
      "what it throws itself",
      () => {
        throw new TypeError("mine");
      },
      "mine",
    ],
  ])("%s", async (_, build, message) => {
    await expect(dispatcher.plan(build)).rejects.toThrow(message);
    await expect(dispatcher.plan(build)).rejects.toBeInstanceOf(TypeError);
    expect(ran).toEqual([]);
  });

  it("a step too late, and a value of another plan", async () => {
    let late: Loose;
    let value: Loose;
    await dispatcher.plan((step: Loose) => {
      late = step;
      value = find(step);
      return [];
    });
    expect(() => late("find_customer", email)).toThrow(
      "The plan is built already: no call of find_customer can be added to it.",
    );
    const other = dispatcher.plan((step: Loose) => [step("list_orders", { customer_id: value.id })]);
    await expect(other).rejects.toThrow("A value of find_customer's result belongs to another plan.");
    expect(present(value)).toBe(value);
  });

  const { dispatcher, ran } = open();
});
