/** The input of `payment_charge`. */
export type PaymentChargeInput = {
  /**
   * In the smallest unit of the currency.
   * @exclusiveMinimum 0
   */
  amount: number;
  /** @pattern ^[A-Z]{3}$ */
  currency: string;
  /** @minLength 1 */
  customer: string;
  /**
   * Use `method`.
   * @deprecated
   */
  source?: string;
  method?: { card: string } | { iban: string };
  /**
   * @minimum 0
   * @maximum 1
   * @multipleOf 0.01
   */
  share?: number;
  /** @maxProperties 50 */
  metadata?: { [key: string]: string };
};
