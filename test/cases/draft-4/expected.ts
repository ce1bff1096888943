/** The input of `limits_set`. */
export type LimitsSetInput = {
  /** @exclusiveMinimum 0 */
  low: number;
  /** @maximum 10 */
  high?: number;
  list?: [string?, ...unknown[]];
};
