import type { Handler } from "../generated/index.js";

/** List the orders of a customer, the oldest first */
export const handler: Handler<"list_orders"> = ({ customer_id }) => ({
  orders: [
    { id: `${customer_id}-1`, total: 20 },
    { id: `${customer_id}-2`, total: 7 },
  ],
});
