/** The input of `account_open`. */
export type AccountOpenInput = {
  account?: { name?: string };
  numbers?: { [key: string]: number };
  extended?: { b?: string; a?: string };
  list?: [string, ...number[]];
  contains?: unknown[];
};
