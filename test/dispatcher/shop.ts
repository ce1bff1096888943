import type { Loose } from "../support/loose.js";
import { tool } from "../support/project.js";
import { batch, type Entry, envelopeOf, world } from "./support.js";

/** A tool with an input of these properties, all required, and a result of that shape. */
export function shop(name: string, properties: object, output: object | undefined, more: object = {}): object {
  const required = Object.keys(properties);
  const input_schema = { type: "object", properties, required, additionalProperties: false };
  const { input_schema: inputSchema, ...rest } = tool(name, { input_schema });
  return output === undefined
    ? { ...rest, input_schema: inputSchema, ...more }
    : { ...rest, inputSchema, outputSchema: { type: "object", ...output }, ...more };
}

export const text = { type: "string" };
export const integer = { type: "integer" };
export const order = {
  type: "object",
  properties: { id: text, total: { type: "number" }, note: text },
  required: ["id", "total"],
};
export const readOnly = { annotations: { readOnlyHint: true } };
export const shopTools: object[] = [
  shop("find_customer", { email: text }, { properties: { id: integer, name: text }, required: ["id"] }, readOnly),
  shop("list_orders", { customer_id: integer }, { properties: { orders: { type: "array", items: order } } }, readOnly),
  shop(
    "refund_order",
    { order_id: text, amount: { type: "number", exclusiveMinimum: 0 } },
    {
      properties: { refund_id: text },
      required: ["refund_id"],
    },
  ),
  shop("refund_all", { order_ids: { type: "array", items: text } }, { properties: { refunds: integer } }, readOnly),
  shop("send_email", { to: text, body: text }, undefined),
];

/** A shop in which at most 8 invocations run in one batch, and one with the default cap of 25. */
export const shopWorld: Loose = world(shopTools, { maxInvocations: 8 });
export const wideShop: Loose = world(shopTools);

export const orders = [
  { id: "o1", total: 5, note: "gift" },
  { id: "o2", total: 0 },
  { id: "o3", total: 7 },
];

/** Handlers for the shop, some of them others, and what each was given in the order of their starts. */
export function stage(others: object = {}) {
  const ran: [name: string, input: unknown][] = [];
  const handlers: { [name: string]: (input: Loose) => unknown } = {
    find_customer: () => ({ id: 42, name: "Ada" }),
    list_orders: () => ({ orders }),
    refund_order: ({ order_id }) => ({ refund_id: `r-${order_id}` }),
    refund_all: ({ order_ids }) => ({ refunds: order_ids.length }),
    send_email: () => "sent",
    ...others,
  };
  const noted = Object.entries(handlers).map(([name, handler]) => [
    name,
    (input: unknown) => {
      ran.push([name, input]);
      return handler(input);
    },
  ]);
  return { handlers: Object.fromEntries(noted), ran };
}

export const ref = ($result: string): object => ({ $result });
export const find = { id: "c", name: "find_customer", arguments: { email: "ada@x.org" } };
export const list = { id: "o", name: "list_orders", arguments: { customer_id: ref("c#/id") } };
export const refund = {
  id: "r",
  name: "refund_order",
  arguments: { order_id: ref("o#/orders/-1/id"), amount: ref("o#/orders/-1/total") },
};
export const mail = { name: "send_email", arguments: { to: "ada@x.org", body: ref("r#/refund_id") } };
export const chain = [find, list, refund, mail];

/** Plays a batch with references on, in one of the shops: its envelope, what ran, and the entries by their index. */
export async function play(
  invocations: readonly unknown[],
  { shop: { createDispatcher } = shopWorld, ...options }: Loose = {},
  others: object = {},
) {
  const { handlers, ran } = stage(others);
  const dispatcher = createDispatcher(handlers, { references: "on", approve: () => true, ...options });
  const envelope = envelopeOf(await dispatcher.run(batch(...invocations)));
  return {
    ...envelope,
    ran,
    names: ran.map(([name]) => name),
    at: (index: number) => envelope.results[index] as Entry,
  };
}
