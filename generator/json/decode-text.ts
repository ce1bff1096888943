import { type Diagnostic, diagnose, startOf } from "../diagnostics/diagnostic.js";
import type { Source } from "./source.js";

/** Gives the text of a file, without a byte order mark, or says which encoding it is in instead of UTF-8. */
export function decodeText(source: Source): { text: string } | { fault: Diagnostic } {
  const wide = wideEncodingOf(source.bytes);
  if (wide !== undefined) {
    const message = `The file is ${wide}; JSON is read as UTF-8.`;
    const hint = `Save it as UTF-8, for example with: iconv -f ${wide.split(" ")[0]} -t UTF-8`;
    return { fault: diagnose("JSON_UTF16", startOf(source.path), message, hint) };
  }
  try {
    // A decoder drops the byte order mark of UTF-8 by itself.
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(source.bytes) };
  } catch {
    return { fault: notUtf8(source) };
  }
}

/** Whether a file begins with the byte-order mark of UTF-8. */
export function hasByteOrderMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

/** batchgen reads past the mark; other readers of JSON need not. */
export function warnOfMark(source: Source): Diagnostic {
  const message =
    "The file begins with a byte-order mark. It is left out here; JSON.parse and other programs refuse it.";
  const hint = "Save it as UTF-8 without a byte-order mark (in editors: UTF-8, not UTF-8 with BOM).";
  return diagnose("JSON_BYTE_ORDER_MARK", startOf(source.path), message, hint);
}

/**
 * Knows UTF-16 and UTF-32 by their byte order mark, or by their zero bytes: JSON begins with two ASCII characters.
 * From RFC 4627, section 3, which the newer RFCs no longer need.
 */
function wideEncodingOf(bytes: Uint8Array): string | undefined {
  const [a = -1, b = -1, c = -1, d = -1] = bytes;
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return "UTF-32LE (it begins with that byte order mark)";
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return "UTF-32BE (it begins with that byte order mark)";
  if (a === 0xff && b === 0xfe) return "UTF-16LE (it begins with that byte order mark)";
  if (a === 0xfe && b === 0xff) return "UTF-16BE (it begins with that byte order mark)";
  if (a > 0 && b === 0) return c === 0 && d === 0 ? "UTF-32LE" : "UTF-16LE";
  if (a === 0 && b > 0) return "UTF-16BE";
  if (a === 0 && b === 0 && c === 0 && d > 0) return "UTF-32BE";
  return undefined;
}

function notUtf8(source: Source): Diagnostic {
  const offset = firstBadByte(source.bytes);
  const before = new TextDecoder("utf-8").decode(source.bytes.subarray(0, offset));
  const lines = before.split(/\r\n|\r|\n/);
  const place = {
    file: source.path,
    line: lines.length,
    column: (lines.at(-1) ?? "").length + 1,
    pointer: "",
  };
  const byte = (source.bytes[offset] ?? 0).toString(16).padStart(2, "0").toUpperCase();
  const message = `The file is not UTF-8: the byte 0x${byte} here does not belong to a character.`;
  const hint = "Save it as UTF-8. If it is Windows-1252 or Latin-1: iconv -f WINDOWS-1252 -t UTF-8";
  return diagnose("JSON_NOT_UTF8", place, message, hint);
}

/** The offset of the first byte that cannot be decoded, found by halving. */
function firstBadByte(bytes: Uint8Array): number {
  let [good, bad] = [0, bytes.length];
  while (good < bad) {
    const middle = (good + bad + 1) >> 1;
    if (decodes(bytes.subarray(0, middle))) good = middle;
    else bad = middle - 1;
  }
  // A cut character at the end counts as good so far; the whole text did not decode, so it begins there.
  return startOfCharacter(bytes, good);
}

/** Whether these bytes are UTF-8, a character cut off at their end aside. */
function decodes(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Goes back over the bytes before `offset` that begin a character which the byte at `offset` does not continue. */
function startOfCharacter(bytes: Uint8Array, offset: number): number {
  for (let at = offset - 1; at >= Math.max(0, offset - 3); at--) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) return offset;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return at + length > offset ? at : offset;
  }
  return offset;
}
