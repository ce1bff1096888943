/** What can be told about a JSON text without building its value. Offsets are in UTF-16 units. */
export type Scan = {
  /** How many keys its objects have, repeated ones counted. */
  keys: number;
  /** Where the first value lies that is deeper than the limit. */
  tooDeepAt: number | undefined;
  /** Numbers long enough, or with an exponent, that JavaScript may not hold them as written. */
  numbers: string[];
};

const [QUOTE, BACKSLASH, COLON, MINUS, ZERO, NINE] = [0x22, 0x5c, 0x3a, 0x2d, 0x30, 0x39];
const [BRACE, BRACKET, BRACE_END, BRACKET_END] = [0x7b, 0x5b, 0x7d, 0x5d];
/** As many significant digits always survive in JavaScript's numbers. */
const SAFE_DIGITS = 15;

/**
 * Runs once over a JSON text. It need not be valid: what is counted in a broken text is of no use, but nothing throws.
 * @param deepest How many objects and arrays may stand in each other.
 */
export function scanJson(text: string, deepest: number): Scan {
  const scan: Scan = { keys: 0, tooDeepAt: undefined, numbers: [] };
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfText(text, at);
      if (text.charCodeAt(afterSpace(text, at + 1)) === COLON) scan.keys++;
    } else if (code === BRACE || code === BRACKET) {
      depth++;
      if (depth > deepest) scan.tooDeepAt ??= at;
    } else if (code === BRACE_END || code === BRACKET_END) {
      depth--;
    } else if (code === MINUS || (code >= ZERO && code <= NINE)) {
      const number = numberAt(text, at);
      if (number.length > SAFE_DIGITS || /e/i.test(number)) scan.numbers.push(number);
      at += number.length - 1;
    }
  }
  return scan;
}

/** The offset of the quote that ends the text that begins at `start`. */
function endOfText(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at;
    if (code === BACKSLASH) at++;
  }
  return text.length;
}

function afterSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && " \t\r\n".includes(text.charAt(at))) at++;
  return at;
}

function numberAt(text: string, at: number): string {
  const number = /-?[\d.eE+-]*/y;
  number.lastIndex = at;
  const found = number.exec(text)?.[0] ?? "";
  return found === "" ? text.charAt(at) : found;
}
