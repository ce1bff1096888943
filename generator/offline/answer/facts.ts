/** A place that a question names, and where it does. */
export type NamedPlace = {
  readonly name: string;
  readonly at: number;
  /** Whether what it has comes next: "Oslo's weather". */
  readonly owner: boolean;
};

/** What a question holds that arguments can be made of. */
export type Facts = {
  readonly question: string;
  /** Capitalised names after words such as "in", "for" and "at": San Francisco, Paris. */
  readonly places: readonly NamedPlace[];
  readonly numbers: readonly number[];
  /** What stands in quotation marks. */
  readonly quoted: readonly string[];
  /** Web addresses, mail addresses, paths and dates, as they stand. */
  readonly literals: readonly string[];
  /** What follows "from" and "to". */
  readonly after: { readonly from?: string; readonly to?: string };
};

// A dot belongs to initials and to short words: "D.C.", "St. Louis"; after a longer one a sentence ends.
const WORD = "[\\p{Lu}\\p{Lo}](?:[\\p{L}\\p{M}'’-]|\\.(?=\\p{Lu}))*(?:(?<=(?<!\\p{L})\\p{L}{1,3})\\.)?";
const NAME = `${WORD}(?:\\s+(?:(?:de|da|do|del|di|la|le|van|von|upon)\\s+)?${WORD})*(?:,\\s+\\p{Lu}{2}\\b)?`;
const PLACES = new RegExp(
  `\\b(?:in|for|at|from|to|of|near|around)\\s+(${NAME}(?:(?:\\s*,\\s*(?:and\\s+)?|\\s+(?:and|or|to)\\s+)${NAME})*)`,
  "gu",
);
const JOINT = /\s*,(?!\s*\p{Lu}{2}(?:\W|$))\s*(?:and\s+)?|\s+(?:and|or|to)\s+/u;
const LITERALS =
  /https?:\/\/[^\s"'<>]+|[\w.+-]+@[\w-]+\.[\w.]+|\d{4}-\d{2}-\d{2}(?:T[\d:.Z+-]+)?|(?:[\w.-]*\/)+[\w.-]+|\b[\w-]+\.\w{1,5}\b/gu;

// Where no name follows such a word: any name that does not open a sentence, then what people type without capitals.
const NAMES = new RegExp(
  `(?<=[\\p{L}\\p{N},:;]\\s)(?!I\\b)${NAME}|^(?!(?:What|Where|When|Who|How|That|There|Here|It|Let)['’])${WORD}(?<=['’]s)`,
  "gu",
);
const TYPED =
  /\b(?:in|near|around)\s+(?!(?:the|an?|my|this|that|it)\b)(\p{Ll}[\p{L}'-]*(?:\s+\p{Ll}[\p{L}'-]*)?)\s*(?=[?.!,]|$)/gu;

function trimmed(text: string): string {
  return text
    .replace(/['’]s$/u, "")
    .replace(/[.?!,;:'’]+$/u, "")
    .trim();
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

// SHOUTING is no name; "NYC" and "USA" are.
const SHOUTED = /^\p{Lu}{4,}$/u;

function placesIn(question: string): NamedPlace[] {
  for (const pattern of [PLACES, NAMES, TYPED]) {
    const found = [...question.matchAll(pattern)].flatMap(({ 0: whole, 1: names = whole, index }) => {
      let at = index + whole.length - names.length;
      return names.split(JOINT).map((written) => {
        at = question.indexOf(written, at);
        const name = trimmed(written);
        const place = { name, at, owner: /^['’]s/u.test(question.slice(at + name.length)) };
        at += written.length;
        return place;
      });
    });
    const named = found.filter(({ name }) => name !== "" && (pattern !== NAMES || !SHOUTED.test(name)));
    if (named.length > 0) return named;
  }
  return [];
}

const AFTER = new RegExp(`\\b(from|to|into)\\s+("[^"]+"|[\\w.+-]+@[\\w.-]+\\w|${NAME}|[\\p{L}\\p{N}]+)`, "gu");

/** What follows "from" and "to" in a question, for arguments of such names. */
function afterIn(question: string): Facts["after"] {
  const found: { from?: string; to?: string } = {};
  for (const [, word, what = ""] of question.matchAll(AFTER)) found[word === "from" ? "from" : "to"] ??= trimmed(what);
  return found;
}

/** Reads a question for what arguments can be made of. */
export function factsOf(question: string): Facts {
  return {
    question,
    places: placesIn(question),
    numbers: unique([...question.matchAll(/(?<![\w.-])-?\d+(?:\.\d+)?(?![\w-])/gu)].map(([text]) => Number(text))),
    quoted: [...question.matchAll(/"([^"]+)"|“([^”]+)”|`([^`]+)`/gu)].map(([, a, b, c]) => a ?? b ?? c ?? ""),
    literals: [...question.matchAll(LITERALS)].map(([text]) => trimmed(text)),
    after: afterIn(question),
  };
}
