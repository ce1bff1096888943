/** The input of `flags_set`. */
export type FlagsSetInput = {
  legacy?: never;
  never?: never;
  name?: string;
};
