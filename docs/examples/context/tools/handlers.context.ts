/** What every handler gets as `call.context`. That this file exports a type of this name is all it takes. */
export type Context = {
  customer: string;
  ordersOf(customer: string): Promise<readonly string[]>;
};
