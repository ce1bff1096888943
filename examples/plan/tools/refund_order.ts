import type { Handler } from "../generated/index.js";

/** Refund an order */
export const handler: Handler<"refund_order"> = ({ order_id, amount }) => ({
  refund_id: `refund of ${amount} for ${order_id}`,
});
