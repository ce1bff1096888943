import { distance } from "../../templates/runtime/json/text.js";

/**
 * The known word that an unknown one was probably meant to be: the one with the fewest letters to change, at most a
 * third of them. Case and separators do not count: `inputExamples` is `input_examples`. The same letters in another
 * order are one change. Where none is as near, the last one that begins with the word.
 */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const plain = simplify(word);
  let [best, fewest] = [undefined as string | undefined, Number.POSITIVE_INFINITY];
  // A word many times longer than any known one is near to none, and measuring it would take long.
  if (plain.length > 100) return undefined;
  const longer = plain.length < 5 ? undefined : known.findLast((candidate) => simplify(candidate).startsWith(plain));
  const letters = sorted(plain);
  for (const candidate of known) {
    const other = simplify(candidate);
    const far = plain !== other && letters === sorted(other) ? 1 : distance(plain, other);
    if (far < fewest) [best, fewest] = [candidate, far];
  }
  return fewest <= Math.max(1, Math.floor(plain.length / 3)) ? best : longer;
}

function simplify(word: string): string {
  return word.toLowerCase().replace(/[^a-z0-9]/g, "");
}

function sorted(word: string): string {
  return [...word].sort().join("");
}
