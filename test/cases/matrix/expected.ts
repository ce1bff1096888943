/** The input of `matrix_multiply`. */
export type MatrixMultiplyInput = {
  /** Rows of numbers. */
  left: number[][];
  right: number[][];
  names?: (string | null)[];
  modes?: ("fast" | "exact")[];
};
