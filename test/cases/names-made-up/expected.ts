/** The input of `board_move`. */
export type BoardMoveInput = {
  from: From;
  to: From;
  piece?: Piece;
  moves?: MovesItem[];
  /** @format uuid */
  id?: string;
  /** @format uuid */
  same?: string;
};

export type From = {
  x: number;
  y: number;
};

export type Piece = "king" | "queen";

export type MovesItem = {
  by?: From;
};
