import { createDispatcher, handlers } from "./generated/index.js";

const orders = new Map([["c42", ["a lamp", "a chair", "a desk"]]]);

// One dispatcher per customer: Claude cannot name another one, since the customer is no argument.
const dispatcher = createDispatcher(handlers, {
  context: { customer: "c42", ordersOf: async (customer) => orders.get(customer) ?? [] },
});

const outcome = await dispatcher.call("list_orders", { limit: 2 });
console.log(outcome.status === "ok" ? outcome.result : outcome.error.message);
