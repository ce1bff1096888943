import { createDispatcher, handlers } from "./generated/index.js";

const dispatcher = createDispatcher(handlers, {
  // Asked with the real values: a refund whose arguments come from other results needs somebody's yes.
  approve: ({ name, input, from = [] }) => {
    console.log(
      `${name} ${JSON.stringify(input)}, with values of ${from.map(({ id, pointer }) => id + pointer).join(", ")}`,
    );
    return true;
  },
});

const [customer, refund] = await dispatcher.plan((step) => {
  const customer = step("find_customer", { email: "ada@x.org" });
  const { orders } = step("list_orders", { customer_id: customer.result.id }).result;
  const last = orders.at(-1);
  return [customer, step("refund_order", { order_id: last.id, amount: last.total })];
});

if (customer.status === "ok" && refund.status === "ok") {
  console.log(`${customer.result.name}: ${refund.result.refund_id}`);
} else {
  process.exitCode = 1;
}
