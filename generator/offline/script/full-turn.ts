import type { FullTurn, Piece, Turn } from "../types.js";

const piece = (one: Piece | string): Piece => (typeof one === "string" ? { type: "text", text: one } : one);

const isFull = (turn: Turn): turn is FullTurn => typeof turn === "object" && "content" in turn;

const isList = (turn: Turn): turn is readonly (Piece | string)[] => Array.isArray(turn);

/** A turn in full, from any of the short ways to write one. */
export const fullTurn = (turn: Turn): FullTurn => {
  if (typeof turn === "string") return { content: [piece(turn)] };
  if (isList(turn)) return { content: turn.map(piece) };
  return isFull(turn) ? turn : { content: [turn] };
};
