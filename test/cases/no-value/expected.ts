/** The input of `flags_set`. */
export type FlagsSetInput = {
  legacy?: unknown;
  never?: never;
  name?: string;
};
