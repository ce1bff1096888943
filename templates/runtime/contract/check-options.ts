/** The numbers among some options, by name: `counts` are integers, `amounts` need not be. */
export type Numbers = { readonly [name: string]: number | undefined };

/**
 * Rejects numbers that would not do what they seem to say. Infinity means no limit.
 *
 * @param least The smallest number allowed: 0 or above 0.
 * @throws TypeError that names the first wrong one.
 */
export function checkNumbers(counts: Numbers, amounts: Numbers, least: "from 0" | "above 0"): void {
  for (const [name, value] of Object.entries({ ...counts, ...amounts })) {
    if (value === undefined) continue;
    const isCount = Object.hasOwn(counts, name);
    const isInRange = typeof value === "number" && (least === "from 0" ? value >= 0 : value > 0);
    if (isInRange && (!isCount || value === Number.POSITIVE_INFINITY || Number.isInteger(value))) continue;
    throw new TypeError(`${name} must be ${isCount ? "an integer" : "a number"} ${least}, not ${String(value)}.`);
  }
}

/**
 * Rejects an option that is none of the known words.
 *
 * @throws TypeError that names the words.
 */
export function checkWord(name: string, word: string | undefined, words: readonly string[]): void {
  if (word === undefined || words.includes(word)) return;
  const known = words.join(", ").replace(/, (?=[^,]*$)/, " or ");
  throw new TypeError(`${name} must be ${known}, not ${JSON.stringify(word)}.`);
}
