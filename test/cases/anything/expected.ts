/** The input of `store_put`. */
export type StorePutInput = {
  value: unknown;
  /** Any value at all. */
  described?: unknown;
  yes?: unknown;
  no?: never;
  list?: unknown[];
  items?: unknown[];
  empty?: [];
  nothing?: [];
};
