/** The input of `cell_set`. */
export type CellSetInput = {
  text?: string | null;
  value?: string | number;
  style?: { bold: boolean } | null;
  tags?: string | string[];
  any?: unknown;
  both?: { [key: string]: unknown } | unknown[];
};
