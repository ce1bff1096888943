/** The most characters of a found value that a message repeats. */
const LONGEST = 60;

/**
 * Characters that change or hide the text around them on a terminal: control characters, line ends, odd blanks, half
 * characters, directions.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}\u115f\u1160\u3164\uffa0]|(?! )\p{Zs}/gu;

/**
 * A found value as a message shows it: as JSON, shortened, with every character that could not be seen written as an
 * escape.
 */
export function showValue(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "[]" : `an array of ${count(value.length, "element")}`;
  if (typeof value === "object" && value !== null) return showObject(value);
  if (typeof value === "string") return showText(value);
  return String(value);
}

/** A text in double quotes, shortened and escaped. */
export function showText(text: string): string {
  return shorten(text, (part) => escapeInvisible(JSON.stringify(part)));
}

/** A name, key or pointer without quotes, shortened and escaped. */
export function showBare(text: string): string {
  return shorten(text, escapeInvisible);
}

/** Writes every character that could not be seen, or would move others, as `\uXXXX`. */
export function escapeInvisible(text: string): string {
  return text.replace(INVISIBLE, (char) => char.split("").map(escapeUnit).join(""));
}

/** A UTF-16 unit as `\\uXXXX`. */
export function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** `1 element`, `2 elements`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function showObject(value: object): string {
  const keys = Object.keys(value);
  if (keys.length === 0) return "{}";
  const first = keys.slice(0, 3).map(showText).join(", ");
  return `an object with ${first}${keys.length > 3 ? ", …" : ""}`;
}

function shorten(text: string, write: (part: string) => string): string {
  if (text.length <= LONGEST) return write(text);
  const head = text.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, "");
  return `${write(head)}… (${text.length.toLocaleString("en-US")} characters)`;
}
