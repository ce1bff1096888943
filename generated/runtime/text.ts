// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
const encoder = new TextEncoder();

/** How many bytes a text has in UTF-8. */
export function byteLength(text: string): number {
  return encoder.encode(text).length;
}

/** How many bytes a text takes inside the quotes of a JSON string. */
export function jsonLength(text: string): number {
  return byteLength(JSON.stringify(text)) - 2;
}

/** The longest head of a text that has at most so many bytes in UTF-8 and ends between two characters. */
export function headOf(text: string, bytes: number): string {
  // A UTF-16 unit takes three bytes at most. Most texts fit, and need no room of the size of the limit.
  if (text.length * 3 <= bytes) return text;
  const { read } = encoder.encodeInto(text, new Uint8Array(Math.max(0, Math.min(bytes, text.length * 3))));
  return text.slice(0, read);
}

/** The text with a replacement character for each half of a surrogate pair, which UTF-8 cannot carry and the API refuses. */
export function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
}

/** The same for JSON, where `JSON.stringify` writes such a half as an escape. */
export function wellFormedJson(json: string): string {
  return json.replace(/\\(u[dD][89a-fA-F][\da-fA-F]{2}|.)/g, (whole: string, what: string) =>
    what.length === 1 ? whole : "\ufffd",
  );
}

/** The longest head of a text that takes at most so many bytes inside a JSON string. */
export function headInJson(text: string, bytes: number): string {
  let [fits, most] = [0, bytes];
  while (fits < most) {
    const tried = Math.ceil((fits + most) / 2);
    if (jsonLength(headOf(text, tried)) <= bytes) fits = tried;
    else most = tried - 1;
  }
  return headOf(text, fits);
}

/** A text that takes at most so many bytes inside a JSON string; an ellipsis stands for what was cut from its end. */
export function clip(text: string, bytes: number): string {
  if (jsonLength(text) <= bytes) return text;
  return bytes < 3 ? "" : `${headInJson(text, bytes - 3)}…`;
}

/** The same for a text whose end says as much as its beginning: the middle is cut out. */
export function clipMiddle(text: string, bytes: number): string {
  if (jsonLength(text) <= bytes) return text;
  for (let side = Math.floor(bytes / 2); side > 0; side -= 1) {
    const clipped = wellFormed(`${text.slice(0, side)}…${text.slice(-side)}`);
    if (jsonLength(clipped) <= bytes) return clipped;
  }
  return "";
}

/** A value as JSON, cut to so many bytes; what JSON cannot hold is named by its type. */
export function show(value: unknown, bytes: number): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch {
    // A BigInt or a circle: only code passes these.
  }
  return clip(text ?? typeof value, bytes);
}

/** The names nearest to one that there is not, the nearest first. */
export function nearest(name: string, names: readonly string[], most: number): string[] {
  const wanted = name.toLowerCase();
  const close = names.flatMap((candidate) => {
    const known = candidate.toLowerCase();
    // `functions.get_time` and `mcp__clock__get_time` mean get_time.
    if (known !== "" && wanted.endsWith(known)) return [{ candidate, distance: 0 }];
    const longest = Math.max(wanted.length, known.length);
    // Half of a short name must be right: any two letters are near to any other two.
    const bound = Math.min(Math.max(2, longest * 0.4), longest / 2);
    // So far apart in length, they cannot be near; and a name of a megabyte is not compared letter by letter.
    if (Math.abs(wanted.length - known.length) > bound) return [];
    const apart = distance(wanted, known);
    return apart <= bound ? [{ candidate, distance: apart }] : [];
  });
  return close
    .sort((a, b) => a.distance - b.distance || b.candidate.length - a.candidate.length)
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

/** How many characters must be changed, added or left out to make one text of the other (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 0; i < a.length; i += 1) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      const replaced = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
