/** The input of `shipping_quote`. */
export type ShippingQuoteInput = {
  kind: "parcel" | "freight";
  /** In kg. */
  weight?: number;
  /** How many. */
  pallets?: unknown;
  size?: unknown;
  /** Whether it breaks. */
  fragile?: unknown;
};
