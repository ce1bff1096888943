/** A tool of a shop: what it takes, and what it gives where that has a declared shape. */
function shopTool(
  name: string,
  description: string,
  input: object,
  required: string[],
  output?: object,
  readOnlyHint = false,
): object {
  const inputSchema = { type: "object", properties: input, required, additionalProperties: false };
  const outputSchema = output && { type: "object", properties: output, required: Object.keys(output) };
  return { name, description, inputSchema, ...(outputSchema && { outputSchema }), annotations: { readOnlyHint } };
}

const text = { type: "string" };
const integer = { type: "integer" };
const texts = { type: "array", items: text };

/** An order: what stands beside id and total may be absent. */
const order = {
  type: "object",
  properties: {
    id: text,
    total: { type: "number" },
    note: { type: ["string", "null"] },
    tags: texts,
    address: { type: "object", properties: { city: text }, required: ["city"] },
  },
  required: ["id", "total"],
};

/**
 * Tools whose calls need each other's results: from an email to a customer, to their orders, to a refund, to a message
 * about it.
 */
export const shopTools: readonly object[] = [
  shopTool("find_customer", "Finds a customer.", { email: text }, ["email"], { id: integer, name: text }, true),
  shopTool(
    "list_orders",
    "Lists a customer's orders, the oldest first.",
    { customer_id: integer, limit: integer },
    ["customer_id"],
    { orders: { type: "array", items: order } },
    true,
  ),
  shopTool(
    "refund_order",
    "Refunds an order.",
    { order_id: text, amount: { type: "number", exclusiveMinimum: 0 } },
    ["order_id", "amount"],
    { refund_id: text },
  ),
  shopTool(
    "send_email",
    "Sends a message.",
    { to: text, body: text, cc: texts, priority: { enum: ["low", "high"] }, headers: { type: "object" } },
    ["to", "body"],
  ),
];
