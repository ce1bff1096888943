/** The input of `database_aggregate`. */
export type DatabaseAggregateInput = {
  database: string;
  collection: string;
  /** Each an object with one stage. */
  pipeline: { [key: string]: unknown }[];
  options?: {
    explain?: boolean;
    /** @default 10 */
    limit?: number;
    [key: string]: unknown;
  };
};
