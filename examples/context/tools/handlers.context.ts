/** What every handler gets as `call.context`. */
export type Context = {
  customer: string;
  ordersOf(customer: string): Promise<readonly string[]>;
};

const ORDERS: { readonly [customer: string]: readonly string[] } = {
  c42: ["a lamp", "a chair", "a desk"],
  c43: ["a book"],
};

/** The context of a customer; generated/main.ts and `batchgen try` take the first one. */
export function createContext(customer = "c42"): Context {
  return { customer, ordersOf: async (of) => ORDERS[of] ?? [] };
}
