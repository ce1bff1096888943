import type { Handler } from "../generated/index.js";

/** List the orders of the customer who is signed in */
export const handler: Handler<"list_orders"> = async ({ limit = 10 }, { context }) => {
  const orders = await context.ordersOf(context.customer);
  return orders.slice(0, limit);
};
