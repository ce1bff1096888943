/** The input of `outline_set`. */
export type OutlineSetInput = {
  outline?: Outline;
  both?: Both;
};

export type Outline = string | [item?: Outline[] | null];

export type Both = string | [string?, ...rest: (string | Both[])[]];
