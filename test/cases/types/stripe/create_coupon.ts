/** The input of `create_coupon`. */
export type CreateCouponInput = {
  /** Name of the coupon displayed to customers on invoices or receipts */
  name: string;
  /**
   * A positive float larger than 0, and smaller or equal to 100, that represents the discount the coupon will apply
   * (required if amount_off is not passed)
   * @minimum 0
   * @maximum 100
   */
  percent_off?: number;
  /**
   * A positive integer representing the amount to subtract from an invoice total (required if percent_off is not
   * passed)
   */
  amount_off: number;
  /**
   * Three-letter ISO code for the currency of the amount_off parameter (required if amount_off is passed). Infer based
   * on the amount_off. For example, if a coupon is $2 off, set currency to be USD.
   * @default "USD"
   */
  currency?: string;
  /**
   * How long the discount will last. Defaults to "once"
   * @default "once"
   */
  duration?: "once" | "repeating" | "forever";
  /** The number of months the discount will last if duration is repeating */
  duration_in_months?: number;
};
