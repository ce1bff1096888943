/** The input of `shut-down`. */
export type ShutDownInput = Record<string, never>;
