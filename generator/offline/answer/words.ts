// Verbs and fillers say little about what a tool is for: they break ties, and count alone only where a name has nothing
// else.
const VERBS = new Set(
  (
    "get set list read write find search fetch create make add update edit delete remove send run do call use " +
    "query lookup " +
    "show check load save open close put post start stop is has describe retrieve"
  ).split(" "),
);
const FILLERS = new Set(
  (
    "the a an of in on at for to by with and or from me my your you i it its this that these those what which " +
    "who how when " +
    "where is are was were be been can could would will shall should please tell give show want need current " +
    "currently now " +
    "given data info information tool server api s t"
  ).split(" "),
);

// Irregular plurals are rare in tool names; "cities" and "boxes" are not.
function stem(word: string): string {
  if (word.length > 4 && word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (word.length > 4 && /(?:s|x|z|ch|sh)es$/.test(word)) return word.slice(0, -2);
  if (word.length > 3 && word.endsWith("s") && !word.endsWith("ss")) return word.slice(0, -1);
  return word;
}

/**
 * The words of a text or a name, in order, lower-cased and without plural endings; snake, kebab and camel case are
 * parted.
 */
export function wordsOf(text: string): string[] {
  return (
    text
      .replace(/(\p{Ll}|\d)(\p{Lu})/gu, "$1 $2")
      .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.map(stem) ?? []
  );
}

/** The words of a text that say what it is about. */
export function nounsOf(text: string): string[] {
  return wordsOf(text).filter((word) => !VERBS.has(word) && !FILLERS.has(word));
}

/** The verbs among the words of a name. */
export function verbsOf(text: string): string[] {
  return wordsOf(text).filter((word) => VERBS.has(word));
}
