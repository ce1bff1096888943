/** The input of `aggregate-db`. */
export type AggregateDbInput = {
  /** The connection to run the operation against. Use the id returned by one of the connect tools. */
  connectionId: string;
  /** Database name */
  database: string;
  /**
   * An array of aggregation stages to execute. The first stage must be a database-level aggregation stage (one of
   * `$changeStream`, `$currentOp`, `$documents`, `$listLocalSessions`, `$queryStats`).
   * https://www.mongodb.com/docs/manual/reference/mql/aggregation-stages/#db.aggregate---stages
   * @minItems 1
   */
  pipeline: { [key: string]: unknown }[];
  /**
   * The maximum number of bytes to return in the response. This value is capped by the server's configured maximum and
   * cannot be exceeded.
   * @default 1048576
   */
  responseBytesLimit?: number;
};

/** The output of `aggregate-db`. */
export type AggregateDbOutput = {
  /** The documents returned by the aggregation pipeline */
  documents: unknown[];
  /** The total number of documents returned by the aggregation pipeline */
  aggResultsCount?: number;
  /** The limits applied to the aggregation pipeline */
  appliedLimits: ("config.maxDocumentsPerQuery" | "config.maxBytesPerQuery" | "tool.responseBytesLimit")[];
};
