import { describe, expect, it } from "vitest";
import type { Loose } from "../support/loose.js";
import { tool } from "../support/project.js";
import { integer, order, readOnly, ref, shop, text } from "./shop.js";
import { batch, type Entry, envelopeOf, world } from "./support.js";

/** A tool of the shop that takes a memo, too, which may be left out: with it any call can be made to need another. */
function withMemo(name: string, properties: object, output: object | undefined, more: object = {}): object {
  const made = shop(name, properties, output, more) as Loose;
  for (const schema of [made.inputSchema, made.input_schema]) if (schema) schema.properties.memo = text;
  return made;
}

const { createDispatcher, MAX_INVOCATIONS } = world(
  [
    withMemo("find_customer", { email: text }, { properties: { id: integer, name: text }, required: ["id"] }, readOnly),
    withMemo(
      "list_orders",
      { customer_id: integer },
      { properties: { orders: { type: "array", items: order } } },
      readOnly,
    ),
    withMemo(
      "refund_order",
      { order_id: text, amount: { type: "number", exclusiveMinimum: 0 } },
      { properties: { refund_id: text }, required: ["refund_id"] },
    ),
    withMemo(
      "refund_all",
      { order_ids: { type: "array", items: text } },
      { properties: { refunds: integer } },
      readOnly,
    ),
    withMemo("read_any", {}, {}, readOnly),
    withMemo("send_email", { to: text, body: text }, undefined),
    { ...tool("alone"), "x-batchgen": { batchable: false } },
  ],
  { maxInvocations: 8 },
);

const orders = [
  { id: "o1", total: 5, note: "gift" },
  { id: "o2", total: 0 },
  { id: "o3", total: 7 },
];
const HANDLERS = {
  find_customer: () => ({ id: 42, name: "Ada" }),
  list_orders: () => ({ orders }),
  refund_order: ({ order_id }: Loose) => ({ refund_id: `r-${order_id}` }),
  refund_all: ({ order_ids }: Loose) => ({ refunds: order_ids.length }),
  read_any: () => ({ any: { thing: 1 } }),
  send_email: () => "sent",
  alone: () => "done",
};
const READ_ONLY = ["find_customer", "list_orders", "refund_all", "read_any"];

const find = { id: "c", name: "find_customer", arguments: { email: "ada@x.org" } };
const list = { id: "o", name: "list_orders", arguments: { customer_id: ref("c#/id") } };
const refunds = {
  id: "r",
  name: "refund_order",
  each: ref("o#/orders"),
  arguments: { order_id: ref("item#/id"), amount: 1 },
};
const mail = { id: "m", name: "send_email", arguments: { to: "x", body: "y" } };
const failing = () => {
  throw new Error("down");
};

function listBy(customer_id: unknown, more: object = {}): object {
  return { name: "list_orders", arguments: { customer_id }, ...more };
}

function mailOf(body: unknown, more: object = {}): object {
  return { name: "send_email", arguments: { to: "x", body }, ...more };
}

function refundOf(order_id: unknown, amount: unknown = 1): object {
  return { name: "refund_order", arguments: { order_id, amount } };
}

function refundsBy(args: object, each: unknown = ref("o#/orders")): object {
  return { id: "r", name: "refund_order", each, arguments: { order_id: "x", amount: 1, ...args } };
}

type Row = {
  invocations: readonly object[];
  /** The invocation that is wrong, or a call of an `each`: `2.1`. */
  at: number;
  item?: number;
  code: string;
  says: string;
  options?: object;
  handlers?: object;
};

/** Plans that are known to be wrong before anything runs. */
const BEFOREHAND: { readonly [what: string]: Row } = {
  "an unknown id": {
    invocations: [find, listBy(ref("x#/id"))],
    at: 1,
    code: "INVALID_REFERENCE",
    says: 'no invocation has the id "x"',
  },
  "an id of Object's": {
    invocations: [find, listBy(ref("constructor#/id"))],
    at: 1,
    code: "INVALID_REFERENCE",
    says: 'no invocation has the id "constructor"',
  },
  "an id that is empty": {
    invocations: [find, listBy(ref("#/id"))],
    at: 1,
    code: "INVALID_REFERENCE",
    says: 'no invocation has the id ""',
  },
  "a later id": {
    invocations: [listBy(ref("c#/id")), find],
    at: 0,
    code: "INVALID_REFERENCE",
    says: "refers to invocations[1], which comes later",
  },
  itself: {
    invocations: [listBy(ref("s#/id"), { id: "s" })],
    at: 0,
    code: "INVALID_REFERENCE",
    says: "refers to its own result",
  },
  "a circle": {
    invocations: [find, listBy(ref("b#/orders"), { id: "a" }), listBy(ref("a#/orders"), { id: "b" })],
    at: 1,
    code: "INVALID_REFERENCE",
    says: "refers to invocations[2], which comes later",
  },
  "an undeclared place": {
    invocations: [find, listBy(ref("c#/nope"))],
    at: 1,
    code: "INVALID_REFERENCE",
    says: 'the result of find_customer has no "/nope"',
  },
  "an index into an object": {
    invocations: [find, listBy(ref("c#/0"))],
    at: 1,
    code: "INVALID_REFERENCE",
    says: 'the result of find_customer has no "/0"',
  },
  "a member of a list": {
    invocations: [find, list, refundOf(ref("o#/orders/id"))],
    at: 2,
    code: "INVALID_REFERENCE",
    says: 'the result of list_orders has no "/orders/id"',
  },
  "all elements of an object": {
    invocations: [find, listBy(ref("c#/*/id"))],
    at: 1,
    code: "INVALID_REFERENCE",
    says: 'the result of find_customer has no "/*/id"',
  },
  "no pointer": {
    invocations: [find, listBy(ref("c#id"))],
    at: 1,
    code: "INVALID_REFERENCE",
    says: '"id" is no JSON pointer: it begins with /',
  },
  "a pointer without end": {
    invocations: [find, listBy(ref(`c#${"/x".repeat(100_000)}`))],
    at: 1,
    code: "INVALID_REFERENCE",
    says: "is deeper than 200 levels",
  },
  "a wrong type": {
    invocations: [find, listBy(ref("c#/name"))],
    at: 1,
    code: "INVALID_REFERENCE",
    says: "must be integer, and find_customer gives string there",
  },
  "the whole result": {
    invocations: [find, listBy(ref("c"))],
    at: 1,
    code: "INVALID_REFERENCE",
    says: "must be integer, and find_customer gives object there",
  },
  "a list for a value": {
    invocations: [find, list, listBy(ref("o#/orders/*/id"))],
    at: 2,
    code: "INVALID_REFERENCE",
    says: "must be integer, and list_orders gives array of string there",
  },
  "a value for a list": {
    invocations: [find, list, { name: "refund_all", arguments: { order_ids: ref("o#/orders/0/id") } }],
    at: 2,
    code: "INVALID_REFERENCE",
    says: "must be array of string, and list_orders gives string there",
  },
  "a list of others": {
    invocations: [find, list, { name: "refund_all", arguments: { order_ids: ref("o#/orders/*/total") } }],
    at: 2,
    code: "INVALID_REFERENCE",
    says: "must be array of string, and list_orders gives array of number there",
  },
  "a wrong type inside a list": {
    invocations: [find, { name: "refund_all", arguments: { order_ids: ["o1", ref("c#/id")] } }],
    at: 1,
    code: "INVALID_REFERENCE",
    says: "must be string, and find_customer gives integer there",
  },
  "two references": {
    invocations: [find, refundOf(ref("c#/nope"), ref("c#/name"))],
    at: 1,
    code: "INVALID_REFERENCE",
    says: "Not executed: 2 references are wrong.",
  },
  "a reference where there is no argument": {
    invocations: [find, { ...list, arguments: { customer_id: 1, page: ref("c#/id") } }],
    at: 1,
    code: "INVALID_REFERENCE",
    says: "is no argument of list_orders",
  },
  "a tool without an output schema": {
    invocations: [mail, listBy(ref("m#/id"))],
    at: 1,
    code: "INVALID_REFERENCE",
    says: "send_email declares no result, so nothing of it can be referred to",
  },
  "another argument that is wrong": {
    invocations: [find, { name: "refund_order", arguments: { order_id: ref("c#/name"), amount: "much" } }],
    at: 1,
    code: "INVALID_ARGUMENTS",
    says: "must be number",
  },
  "an argument too many": {
    invocations: [find, { ...list, arguments: { ...list.arguments, page: 2 } }],
    at: 1,
    code: "INVALID_ARGUMENTS",
    says: "page",
  },
  "an argument too few": {
    invocations: [find, { name: "refund_order", arguments: { order_id: ref("c#/name") } }],
    at: 1,
    code: "INVALID_ARGUMENTS",
    says: "invocations[1].arguments.amount",
  },
  "an id twice": {
    invocations: [find, find],
    at: 1,
    code: "INVALID_INVOCATION",
    says: 'invocations[1].id "c" is taken by invocations[0]. Give each id once.',
  },
  "the reserved id": {
    invocations: [{ ...find, id: "item" }],
    at: 0,
    code: "INVALID_INVOCATION",
    says: 'invocations[0].id must be a string that is not empty, has no # and is not "item".',
  },
  "an id that is no string": {
    invocations: [find, { ...list, id: 1 }],
    at: 1,
    code: "INVALID_INVOCATION",
    says: "invocations[1].id must be a string",
  },
  "each where it is off": {
    invocations: [find, list, refunds],
    at: 2,
    code: "INVALID_INVOCATION",
    says: 'invocations[2] has "each" beside name and arguments',
    options: { references: "on" },
  },
  "item where each is off": {
    invocations: [find, list, refundOf(ref("item#/id"))],
    at: 2,
    code: "INVALID_REFERENCE",
    says: 'no invocation has the id "item"',
    options: { references: "on" },
  },
  "an unknown tool": {
    invocations: [find, { name: "list_order", arguments: { customer_id: ref("c#/id") } }],
    at: 1,
    code: "UNKNOWN_TOOL",
    says: "Did you mean list_orders",
  },
  "a tool that cannot be batched": {
    invocations: [find, { name: "alone", arguments: { location: ref("c#/name") } }],
    at: 1,
    code: "NOT_BATCHABLE",
    says: "alone cannot be called in a batch",
  },
  "a batch inside": {
    invocations: [find, { name: "batch_tool", arguments: { invocations: [listBy(ref("c#/id"))] } }],
    at: 1,
    code: "NESTED_BATCH",
    says: "A batch cannot hold a batch",
  },
  "a call over the cap": {
    invocations: [
      ...Array(MAX_INVOCATIONS)
        .fill(mail)
        .map((one, at) => ({ ...one, id: `m${at}` })),
      find,
      list,
    ],
    at: MAX_INVOCATIONS + 1,
    code: "LIMIT_EXCEEDED",
    says: "at most 8 invocations",
  },
  "each with an unknown id": {
    invocations: [find, refundsBy({}, ref("x#/orders"))],
    at: 1,
    code: "INVALID_REFERENCE",
    says: '{"path":"invocations[1].each","message":"no invocation has the id \\"x\\""}',
  },
  "each with a later list": {
    invocations: [find, refundsBy({}), { ...list, id: "o" }],
    at: 1,
    code: "INVALID_REFERENCE",
    says: '{"path":"invocations[1].each","message":"refers to invocations[2], which comes later"}',
  },
  "each over no list": {
    invocations: [find, refundsBy({ order_id: ref("item#/id") }, ref("c#/id"))],
    at: 1,
    code: "INVALID_REFERENCE",
    says: "must be array, and find_customer gives integer there",
  },
  "each over an undeclared list": {
    invocations: [find, refundsBy({}, ref("c#/orders"))],
    at: 1,
    code: "INVALID_REFERENCE",
    says: '{"path":"invocations[1].each","message":"the result of find_customer has no \\"/orders\\""}',
  },
  "each over its own element": {
    invocations: [find, list, refundsBy({}, ref("item#/lines"))],
    at: 2,
    code: "INVALID_REFERENCE",
    says: '{"path":"invocations[2].each","message":"no invocation has the id \\"item\\""}',
  },
  "each that is a text": {
    invocations: [find, list, refundsBy({}, "o#/orders")],
    at: 2,
    code: "INVALID_INVOCATION",
    says: 'invocations[2].each must be {"$result": "<id>#<JSON pointer>"}, a reference to a list; it is string.',
  },
  "each that is a list": {
    invocations: [find, list, refundsBy({}, [1, 2])],
    at: 2,
    code: "INVALID_INVOCATION",
    says: "a reference to a list; it is array.",
  },
  "item without each": {
    invocations: [find, list, refundOf(ref("item#/id"))],
    at: 2,
    code: "INVALID_REFERENCE",
    says: '"item" is an element of "each", which invocations[2] does not have',
  },
  "an undeclared place of an element": {
    invocations: [find, list, refundsBy({ order_id: ref("item#/idd") })],
    at: 2,
    code: "INVALID_REFERENCE",
    says: 'an element of "o#/orders" has no "/idd"',
  },
  "a wrong type in an element": {
    invocations: [find, list, refundsBy({ order_id: ref("item#/total") })],
    at: 2,
    code: "INVALID_REFERENCE",
    says: 'must be string, and an element of "o#/orders" gives number there',
  },
  "the results of each as one": {
    invocations: [find, list, refundsBy({}), mailOf(ref("r#/refund_id"))],
    at: 3,
    code: "INVALID_REFERENCE",
    says: 'the result of refund_order, a list with one for each element, has no "/refund_id"',
  },
  "another argument that is wrong beside each": {
    invocations: [find, list, refundsBy({ order_id: ref("item#/id"), amount: -1 })],
    at: 2,
    code: "INVALID_ARGUMENTS",
    says: "invocations[2].arguments.amount",
  },
};

/** Plans that turn out to be wrong while they run. */
const RUNNING: { readonly [what: string]: Row } = {
  "an empty list": {
    invocations: [find, list, refundOf(ref("o#/orders/-1/id"))],
    at: 2,
    code: "INVALID_REFERENCE",
    says: 'there is no "-1" in "/orders", which is a list of 0',
    handlers: { list_orders: () => ({ orders: [] }) },
  },
  "an index past the end": {
    invocations: [find, list, refundOf(ref("o#/orders/7/id"))],
    at: 2,
    code: "INVALID_REFERENCE",
    says: 'there is no "7" in "/orders", which is a list of 3',
  },
  "an absent member": {
    invocations: [find, list, mailOf(ref("o#/orders/1/note"))],
    at: 2,
    code: "INVALID_REFERENCE",
    says: 'there is no "note" in "/orders/1", which is an object with id, total',
  },
  "a member that one of all elements lacks": {
    invocations: [find, list, { name: "refund_all", arguments: { order_ids: ref("o#/orders/*/note") } }],
    at: 2,
    code: "INVALID_REFERENCE",
    says: 'there is no "note" in the result, which is an object with id, total',
  },
  "a value that breaks the schema": {
    invocations: [find, list, refundOf("o2", ref("o#/orders/1/total"))],
    at: 2,
    code: "INVALID_ARGUMENTS",
    says: "invocations[2].arguments.amount",
  },
  "a value that is too large": {
    invocations: [find, mailOf(ref("c#/name"))],
    at: 1,
    code: "INVALID_REFERENCE",
    says: "the value is larger than 262144 bytes",
    handlers: { find_customer: () => ({ id: 1, name: "x".repeat(256 * 1024) }) },
  },
  "a producer that failed": {
    invocations: [find, list],
    at: 1,
    code: "SKIPPED",
    says: "Not executed: it needs the result of invocations[0] (find_customer), which failed.",
    handlers: { find_customer: failing },
  },
  "a producer that was not approved": {
    invocations: [{ id: "w", ...refundOf("o1") }, mailOf(ref("w#/refund_id"))],
    at: 1,
    code: "SKIPPED",
    says: "(refund_order), which was not approved.",
    options: { needsApproval: ({ name }: Loose) => name === "refund_order", approve: () => false },
  },
  "a producer that was not executed": {
    invocations: [find, { ...list, id: "o" }, mailOf(ref("o#/orders/0/id"))],
    at: 2,
    code: "SKIPPED",
    says: "(list_orders), which was not executed.",
    handlers: { find_customer: failing },
  },
  "a call that is not approved": {
    invocations: [find, mailOf(ref("c#/name"))],
    at: 1,
    code: "DENIED",
    says: "Not approved, so not executed: too dear",
    options: { approve: () => ({ approved: false, reason: "too dear" }) },
  },
  "a call that nobody approves": {
    invocations: [find, mailOf(ref("c#/name"))],
    at: 1,
    code: "DENIED",
    says: "send_email needs approval, and there is nobody to ask.",
    options: { approve: undefined },
  },
  "each over what is no list": {
    invocations: [{ id: "a", name: "read_any", arguments: {} }, refundsBy({}, ref("a#/any"))],
    at: 1,
    code: "INVALID_REFERENCE",
    says: "must be a list, and is an object with thing",
  },
  "each over an absent list": {
    invocations: [find, list, refunds],
    at: 2,
    code: "INVALID_REFERENCE",
    says: 'there is no "orders" in the result, which is an empty object',
    handlers: { list_orders: () => ({}) },
  },
  "each over a list that failed": {
    invocations: [find, list, refunds],
    at: 2,
    code: "SKIPPED",
    says: "invocations[1] (list_orders), which failed.",
    handlers: { list_orders: failing },
  },
  "an element past the cap": {
    invocations: [find, list, refunds],
    at: 2,
    item: 6,
    code: "LIMIT_EXCEEDED",
    says: "a batch runs at most 8 calls, each element of a list being one",
    handlers: { list_orders: () => ({ orders: Array(9).fill(orders[0]) }) },
  },
  "an element without the value": {
    invocations: [find, list, refundsBy({ order_id: ref("item#/note") })],
    at: 2,
    item: 1,
    code: "INVALID_REFERENCE",
    says: 'there is no "note" in the result, which is an object with id, total',
  },
  "an element that breaks the schema": {
    invocations: [find, list, { ...find, id: "c2" }, refundsBy({ amount: ref("item#/total") })],
    at: 3,
    item: 1,
    code: "INVALID_ARGUMENTS",
    says: "invocations[3].arguments.amount",
  },
  "a call of an each that failed": {
    invocations: [find, list, refunds, mailOf(ref("r#/1/refund_id"))],
    at: 3,
    code: "SKIPPED",
    says: "invocations[2].items[1] (refund_order), which failed.",
    handlers: { refund_order: ({ order_id }: Loose) => (order_id === "o2" ? failing() : { refund_id: "r" }) },
  },
  "more results of an each than there are": {
    invocations: [find, list, refunds, mailOf(ref("r#/3/refund_id"))],
    at: 3,
    code: "INVALID_REFERENCE",
    says: 'there is no "3" in the result, which is a list of 3',
  },
};

async function play({ invocations, options, handlers }: Row) {
  const ran: [name: string, input: Loose][] = [];
  const noted = Object.entries({ ...HANDLERS, ...handlers }).map(([name, handler]) => [
    name,
    (input: Loose) => {
      ran.push([name, input]);
      return (handler as Loose)(input);
    },
  ]);
  const settings = { references: "each", approve: () => true, ...options };
  const result = await createDispatcher(Object.fromEntries(noted), settings).run(batch(...invocations));
  return { ran, results: envelopeOf(result).results };
}

function errorAt(results: readonly Entry[], { at, item }: Row): NonNullable<Entry["error"]> | undefined {
  const entry = results.find(({ index }) => index === at) as Loose;
  return item === undefined ? entry?.error : entry?.items[item]?.error;
}

/** An error without the example behind its message. */
function withoutExample(error: { message: string }): string {
  return JSON.stringify({ ...error, message: error.message.replace(/ A valid example: .*/, "") });
}

const ALL = { ...BEFOREHAND, ...RUNNING };

describe("a wrong plan", () => {
  it.each(Object.entries(ALL))("has a telling error within 300 bytes: %s", async (what, row) => {
    const { results } = await play(row);
    const error = errorAt(results, row);
    expect(error?.code).toBe(row.code);
    const said = withoutExample(error ?? { message: "" });
    expect(`${said} ${error?.message}`).toContain(
      row.says.startsWith("{") ? row.says : JSON.stringify(row.says).slice(1, -1),
    );
    expect(Buffer.byteLength(said)).toBeLessThanOrEqual(300);
    // What follows from a fault is not told of as another one.
    expect(error?.issues?.length ?? 1).toBe(what === "two references" ? 2 : 1);
  });

  it("has an error of its own: they are more than forty", async () => {
    const errors = await Promise.all(
      Object.values(ALL).map(async (row) => {
        const { results } = await play(row);
        return withoutExample(errorAt(results, row) ?? { message: "" });
      }),
    );
    expect(new Set(errors).size).toBe(errors.length);
    expect(errors.length).toBeGreaterThan(40);
  });

  it.each(Object.entries(BEFOREHAND))(
    "lets nothing start that it needs and that is not read-only: %s",
    async (_, row) => {
      const first = { id: "w", name: "refund_order", arguments: { order_id: "first", amount: 1 } };
      const second = {
        id: "w2",
        name: "refund_order",
        arguments: { order_id: "second", amount: 1, memo: ref("w#/refund_id") },
      };
      const needing = row.invocations.map((one, at) => {
        const { arguments: given, ...rest } = one as Loose;
        return at === row.at ? { ...rest, arguments: { ...given, memo: ref("w2#/refund_id") } } : one;
      });
      const { ran, results } = await play({ ...row, invocations: [first, second, ...needing] });
      expect(ran.filter(([, input]) => ["first", "second"].includes(input.order_id))).toEqual([]);
      expect(results[0]?.error?.message).toContain(", which needs its result, cannot run.");
      // What needs the wrong call does not run, and what the plan reads may.
      const names = ran.map(([name]) => name);
      if (row.invocations.every((one) => (one as Loose).name !== "send_email")) {
        expect(names.filter((name) => !READ_ONLY.includes(name))).toEqual([]);
      }
    },
  );

  it("lets everything of no such chain run", async () => {
    const wrong = { ...mailOf(ref("r#/0/refund_id")), arguments: { to: 5, body: ref("r#/0/refund_id") } };
    const { ran, results } = await play({ invocations: [find, list, refunds, wrong, mail], at: 3, code: "", says: "" });
    expect(ran.map(([name]) => name).sort()).toEqual(["find_customer", "list_orders", "send_email"]);
    expect(results.map(({ status }) => status)).toEqual(["ok", "ok", "skipped", "error", "ok"]);
    expect(results[2]?.error).toEqual({
      code: "SKIPPED",
      message: "Not executed: invocations[3], which needs its result, cannot run.",
    });
  });

  it("with an id twice means the first where the id is referred to", async () => {
    const other = { ...find, arguments: { email: "other@x.org" } };
    const { ran, results } = await play({ invocations: [find, other, list], at: 1, code: "", says: "" });
    expect(results.map(({ status }) => status)).toEqual(["ok", "error", "ok"]);
    expect(ran.at(-1)).toEqual(["list_orders", { customer_id: 42 }]);
  });

  it("asks the host what is harmless, who has the last word", async () => {
    const wrong = { ...mailOf(ref("o#/orders/0/id")), arguments: { to: 5, body: ref("o#/orders/0/id") } };
    const row = { invocations: [find, list, wrong], at: 2, code: "", says: "" };
    const strict = await play({ ...row, options: { needsApproval: ({ name }: Loose) => name === "find_customer" } });
    expect(strict.ran).toEqual([]);
    const paid = {
      invocations: [
        { id: "w", ...refundOf("o1") },
        mailOf(5),
        { ...wrong, arguments: { to: 5, body: ref("w#/refund_id") } },
      ],
      at: 2,
      code: "",
      says: "",
    };
    expect((await play({ ...paid, options: { needsApproval: () => false } })).ran.map(([name]) => name)).toEqual([
      "refund_order",
    ]);
    const thrown = { needsApproval: failing };
    expect((await play({ ...row, options: thrown })).ran).toEqual([]);
  });
});
