/** The input of `ping`. */
export type PingInput = { [key: string]: unknown };
