import type { Offer } from "./offers.js";
import { nounsOf, verbsOf, wordsOf } from "./words.js";

const MIN_SHARED_DESCRIPTION_WORDS = 2;

type Ranked = {
  readonly offer: Offer;
  readonly first: number;
  readonly share: number;
  readonly verbs: readonly string[];
  readonly hits: readonly string[];
};

// "Fetch https://example.com" asks for fetch_url without its noun; the verb must be there then.
const IMPLIED: readonly (readonly [written: RegExp, noun: string])[] = [
  [/https?:\/\/\S/, "url"],
  [/[\w.+-]+@[\w-]+\.\w/, "email"],
  [/(?:^|\s)(?:[\w.-]*\/)*[\w-]+\.(?!\d)\w{1,5}\b|(?:^|\s)\.{0,2}\/\w/, "file"],
];

function rank(offer: Offer, words: readonly string[], implied: readonly string[]): Ranked {
  const nouns = nounsOf(offer.name);
  const verbs = verbsOf(offer.name).filter((verb) => words.includes(verb));
  const wanted = nouns.length > 0 ? nouns : wordsOf(offer.name);
  const hits = wanted.filter((word) => words.includes(word) || (verbs.length > 0 && implied.includes(word)));
  const places = [...hits, ...(nouns.length > 0 && hits.length > 0 ? [] : verbs)].map((word) => words.indexOf(word));
  return {
    offer,
    first: Math.min(...places.filter((place) => place >= 0), words.length),
    share: wanted.length === 0 ? 0 : hits.length / wanted.length,
    verbs,
    hits,
  };
}

// "Read the file" means read_file, though "file" is in delete_file too; "create a customer and list the invoices" means
// create_customer and list_invoices, though both verbs go with either: a verb counts for the nouns up to the next one.
function withBestVerb(ranked: readonly Ranked[], words: readonly string[]): Ranked[] {
  const nouns = new Set(ranked.flatMap(({ hits }) => hits));
  const verbsBefore = (noun: string): string[] =>
    words.flatMap((word, at) => {
      if (word !== noun) return [];
      const start = words.slice(0, at).findLastIndex((one) => nouns.has(one));
      return words.slice(start + 1, at);
    });
  const close = (one: Ranked): boolean => {
    const before = new Set(one.hits.flatMap(verbsBefore));
    return one.verbs.some((verb) => before.has(verb));
  };
  const key = ({ offer }: Ranked): string => nounsOf(offer.name).join(" ");
  const decided = (by: (one: Ranked) => boolean): Set<string> => new Set(ranked.filter(by).map(key));
  const near = decided(close);
  const anywhere = decided(({ verbs }) => verbs.length > 0);
  return ranked.filter((one) => {
    if (near.has(key(one))) return close(one);
    return one.verbs.length > 0 || !anywhere.has(key(one));
  });
}

function byDescription(offers: readonly Offer[], words: readonly string[]): Offer[] {
  const about = new Set(nounsOf(words.join(" ")));
  let best: Offer | undefined;
  let most = MIN_SHARED_DESCRIPTION_WORDS - 1;
  for (const offer of offers) {
    const shared = new Set(nounsOf(offer.description).filter((word) => about.has(word))).size;
    if (shared <= most) continue;
    most = shared;
    best = offer;
  }
  return best ? [best] : [];
}

// A tool that is only half named still belongs in where it is named by words that no better one accounts for.
function alsoNamed(chosen: readonly Ranked[], others: readonly Ranked[]): Ranked[] {
  const covered = new Set(chosen.flatMap(({ hits }) => hits));
  const more: Ranked[] = [];
  for (const one of others) {
    if (!one.hits.some((word) => !covered.has(word))) continue;
    more.push(one);
    for (const word of one.hits) covered.add(word);
  }
  return more;
}

/**
 * Chooses the tools whose words occur in a question, in the order in which they occur there: those with the largest
 * share of their nouns in it (half or more), then those with half or more whose words are not accounted for; where
 * there are none, the one whose description fits best.
 */
export function chooseTools(offers: readonly Offer[], question: string): Offer[] {
  const words = wordsOf(question);
  const implied = IMPLIED.flatMap(([written, noun]) => (written.test(question) ? [noun] : []));
  const ranked = offers.map((offer) => rank(offer, words, implied)).filter(({ share }) => share >= 0.5);
  const best = Math.max(0, ...ranked.map(({ share }) => share));
  const chosen = withBestVerb(
    ranked.filter(({ share }) => share === best),
    words,
  );
  if (chosen.length === 0) return byDescription(offers, words);
  const more = alsoNamed(
    chosen,
    ranked.filter(({ share }) => share < best).sort((a, b) => b.share - a.share),
  );
  return [...chosen, ...more].sort((a, b) => a.first - b.first).map(({ offer }) => offer);
}
