import { useColor } from "../report/use-color.js";
import type { Style } from "./types.js";

type Stream = { isTTY?: boolean; columns?: number };
type Env = { readonly [name: string]: string | undefined };

/** Without a terminal there is no width to ask for. */
const WIDTH = 100;
/** Bars wider than this are harder to read, and narrower ones say nothing. */
const BOUNDS = { least: 40, most: 140 };

/**
 * How to draw on a stream: as wide as the terminal, in colour where `useColor` says so, in ASCII where the locale is
 * not UTF-8.
 */
export function styleOf(stream: object, env: Env): Style {
  const { isTTY, columns } = stream as Stream;
  const width = isTTY && columns ? columns : Number(env["COLUMNS"]) || WIDTH;
  return {
    width: Math.min(BOUNDS.most, Math.max(BOUNDS.least, Math.floor(width))),
    color: useColor(isTTY === undefined ? {} : { isTTY }, env),
    ascii: needsAscii(env),
  };
}

/**
 * By POSIX the first of these that is set and not empty says the locale; where none is, today's terminals understand
 * UTF-8.
 */
function needsAscii(env: Env): boolean {
  const locale = [env["LC_ALL"], env["LC_CTYPE"], env["LANG"]].find((value) => value !== undefined && value !== "");
  if (env["TERM"] === "dumb" || env["TERM"] === "linux") return true;
  return locale !== undefined && !/utf-?8/i.test(locale);
}
