/** The input of `customer_update`. */
export type CustomerUpdateInput = {
  name?: string | null;
  address?: { street?: string } | null;
  kind?: "person" | "company" | null;
  age?: number;
};
