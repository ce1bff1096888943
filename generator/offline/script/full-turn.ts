import { isObject } from "../../json/values.js";
import type { FullTurn, Piece, Turn } from "../types.js";

// What a compiler says to those who have one is said here to those who write JavaScript, or cast.
const PIECES: { readonly [type: string]: (piece: { readonly [key: string]: unknown }) => boolean } = {
  text: ({ text }) => typeof text === "string",
  thinking: ({ thinking }) => typeof thinking === "string",
  tool_use: ({ name, input }) => typeof name === "string" && input !== undefined,
  batch: ({ invocations }) => Array.isArray(invocations),
  raw_tool_use: ({ name }) => typeof name === "string",
  block: ({ block }) => isObject(block),
  code: ({ code }) => typeof code === "string",
  code_use: ({ name, input }) => typeof name === "string" && input !== undefined,
  code_result: ({ stdout }) => typeof stdout === "string",
};
const FIELDS = ["content", "stop_reason", "stop_sequence", "stop_details", "container", "usage", "expect", "fault"];

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 200);
}

function piece(one: Piece | string): Piece {
  if (typeof one === "string") return { type: "text", text: one };
  const type = isObject(one) ? String(one.type) : undefined;
  if (type === undefined || !Object.hasOwn(PIECES, type)) {
    throw new TypeError(
      "a piece is a string or comes from say, think, use, batch, useRaw, useText, code, codeUse, codeResult or " +
        `block; this is none: ${shown(one)}`,
    );
  }
  if (!PIECES[type]?.(one)) throw new TypeError(`a ${type} piece lacks what it needs: ${shown(one)}`);
  return one;
}

function isFull(turn: Turn): turn is FullTurn {
  return isObject(turn) && "content" in turn;
}

function isList(turn: Turn): turn is readonly (Piece | string)[] {
  return Array.isArray(turn);
}

/** A turn in full, from any of the short ways to write one; throws where it is none of them. */
export function fullTurn(turn: Turn): FullTurn {
  if (typeof turn === "string") return { content: [piece(turn)] };
  if (isList(turn)) return { content: turn.map(piece) };
  if (!isObject(turn)) {
    throw new TypeError(`a turn is a string, a piece, a list of them, or { content, … }; this is none: ${shown(turn)}`);
  }
  if (!isFull(turn)) return { content: [piece(turn)] };
  const odd = Object.keys(turn).find((key) => !FIELDS.includes(key));
  if (odd !== undefined) throw new TypeError(`a turn has no "${odd}"; it may have ${FIELDS.join(", ")}`);
  if (!Array.isArray(turn.content)) {
    throw new TypeError(`the content of a turn is a list of pieces; this is none: ${shown(turn.content)}`);
  }
  return { ...turn, content: turn.content.map(piece) };
}
