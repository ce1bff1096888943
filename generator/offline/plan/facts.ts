/** What a question holds that arguments can be made of. */
export type Facts = {
  readonly question: string;
  /** Capitalised names after words such as "in", "for" and "at": `["San Francisco", "Paris"]`. */
  readonly places: readonly string[];
  readonly numbers: readonly number[];
  /** What stands in quotation marks. */
  readonly quoted: readonly string[];
  /** Web addresses, mail addresses, paths and dates, as they stand. */
  readonly literals: readonly string[];
};

const WORD = "[\\p{Lu}\\p{Lo}][\\p{L}\\p{M}.'’-]*";
const NAME = `${WORD}(?:\\s+(?:(?:de|da|do|del|di|la|le|van|von|upon)\\s+)?${WORD})*(?:,\\s+\\p{Lu}{2}\\b)?`;
const PLACES = new RegExp(
  `\\b(?:in|for|at|from|to|of|near|around)\\s+(${NAME}(?:(?:\\s*,\\s*(?:and\\s+)?|\\s+(?:and|or|to)\\s+)${NAME})*)`,
  "gu",
);
const JOINT = /\s*,(?!\s*\p{Lu}{2}(?:\W|$))\s*(?:and\s+)?|\s+(?:and|or|to)\s+/u;
const LITERALS =
  /https?:\/\/[^\s"'<>]+|[\w.+-]+@[\w-]+\.[\w.]+|\d{4}-\d{2}-\d{2}(?:T[\d:.Z+-]+)?|(?:[\w.-]*\/)+[\w.-]+|\b[\w-]+\.\w{1,5}\b/gu;

// Where no name follows such a word: any name that does not open a sentence, then what people type without capitals.
const NAMES = new RegExp(`(?<=[\\p{L}\\p{N},]\\s)(?!I\\b)${NAME}`, "gu");
const TYPED =
  /\b(?:in|near|around)\s+(?!(?:the|an?|my|this|that|it)\b)(\p{Ll}[\p{L}'-]*(?:\s+\p{Ll}[\p{L}'-]*)?)\s*(?=[?.!,]|$)/gu;

const trimmed = (text: string): string =>
  text
    .replace(/['’]s$/u, "")
    .replace(/[.?!,;:'’]+$/u, "")
    .trim();

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

const placesIn = (question: string): string[] => {
  for (const pattern of [PLACES, NAMES, TYPED]) {
    const found = [...question.matchAll(pattern)].flatMap(([whole, names = whole]) => names.split(JOINT).map(trimmed));
    const named = unique(found.filter((name) => name !== ""));
    if (named.length > 0) return named;
  }
  return [];
};

/** Reads a question for what arguments can be made of. */
export const factsOf = (question: string): Facts => ({
  question,
  places: placesIn(question),
  numbers: unique([...question.matchAll(/(?<![\w.-])-?\d+(?:\.\d+)?(?![\w-])/gu)].map(([text]) => Number(text))),
  quoted: [...question.matchAll(/"([^"]+)"|“([^”]+)”|`([^`]+)`/gu)].map(([, a, b, c]) => a ?? b ?? c ?? ""),
  literals: [...question.matchAll(LITERALS)].map(([text]) => trimmed(text)),
});
