/** The input of `literals`. */
export type LiteralsInput = {
  switch?: boolean;
  only_on?: true;
  maybe?: "a" | boolean | null;
  levels?: 1 | -1 | 0.5 | 1e+21;
  words?: "it's" | "\"quoted\"" | "back\\slash" | "a\u2028b" | "";
  shape?: { size: [1, { unit: null }]; tags: []; more: Record<string, never> };
  version?: 2;
  listed?: "x" | null;
  nothing_fits?: string;
  nothing?: null;
  lists?: ["a"] | ["a", "b"] | [];
};
