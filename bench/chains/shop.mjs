import { join } from "node:path";
import { createJiti } from "jiti";

const root = join(import.meta.dirname, "../..");
const folder = "test/.tmp/chains";

/** The shop that chains are measured with: its code, generated and imported, and its handlers. It needs the build. */
export async function loadShop() {
  const { generate, write } = await import(join(root, "dist/index.js"));
  const options = {
    cwd: root,
    tools: "bench/chains/tools",
    out: `${folder}/generated`,
    handlers: `${folder}/handlers`,
  };
  await write(await generate(options));
  const index = join(root, folder, "generated/index.ts");
  const generated = await createJiti(index, { fsCache: false, tryNative: false }).import(index);
  return { ...generated, shopHandlers: (orders) => handlersOf(orders, generated.ToolError) };
}

const CUSTOMERS = { "ada@x.org": { id: 42, name: "Ada" }, "bob@x.org": { id: 7, name: "Bob" } };

/** Handlers over made-up data, in which each customer has so many orders. */
function handlersOf(orders, ToolError) {
  return {
    find_customer: ({ email }) => {
      const found = CUSTOMERS[email];
      if (found === undefined) throw new ToolError(`There is no customer with the address ${email}.`);
      return found;
    },
    list_orders: ({ customer_id }) => ({
      orders: Array.from({ length: orders }, (_, at) => ({ id: `${customer_id}-${at + 1}`, total: at + 5 })),
    }),
    get_order: ({ order_id }) => ({ item: `the lamp of order ${order_id}`, parcel_id: `parcel-${order_id}` }),
    track_parcel: ({ parcel_id }) => ({ depot_id: `depot-of-${parcel_id}`, status: "waits for its van" }),
    get_depot: () => ({ city: "Bergen", telephone: "+47 55 00 00 00" }),
    get_opening_hours: ({ city }) => ({ hours: `${city}: 8 to 16` }),
    refund_order: ({ order_id, amount }) => ({ refund_id: `refund of ${amount} for ${order_id}` }),
  };
}
