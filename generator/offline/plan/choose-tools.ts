import type { Offer } from "./offers.js";
import { nounsOf, verbsOf, wordsOf } from "./words.js";

const MIN_SHARED_DESCRIPTION_WORDS = 2;

type Ranked = {
  readonly offer: Offer;
  readonly first: number;
  readonly share: number;
  readonly verb: boolean;
  readonly hits: readonly string[];
};

const rank = (offer: Offer, words: readonly string[]): Ranked => {
  const nouns = nounsOf(offer.name);
  const verbs = verbsOf(offer.name);
  const wanted = nouns.length > 0 ? nouns : wordsOf(offer.name);
  const places = wanted.map((word) => words.indexOf(word)).filter((place) => place >= 0);
  return {
    offer,
    first: Math.min(...places, words.length),
    share: wanted.length === 0 ? 0 : places.length / wanted.length,
    verb: verbs.some((verb) => words.includes(verb)),
    hits: wanted.filter((word) => words.includes(word)),
  };
};

// "Read the file" means read_file, though "file" is in delete_file too.
const withBestVerb = (ranked: readonly Ranked[]): Ranked[] => {
  const key = ({ offer }: Ranked): string => nounsOf(offer.name).join(" ");
  const decided = new Set(ranked.filter(({ verb }) => verb).map(key));
  return ranked.filter((one) => one.verb || !decided.has(key(one)));
};

const byDescription = (offers: readonly Offer[], words: readonly string[]): Offer[] => {
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
};

// A tool that is only half named still belongs in where it is named by words that no better one accounts for.
const alsoNamed = (chosen: readonly Ranked[], others: readonly Ranked[]): Ranked[] => {
  const covered = new Set(chosen.flatMap(({ hits }) => hits));
  const more: Ranked[] = [];
  for (const one of others) {
    if (!one.hits.some((word) => !covered.has(word))) continue;
    more.push(one);
    for (const word of one.hits) covered.add(word);
  }
  return more;
};

/**
 * Chooses the tools whose words occur in a question, in the order in which they occur there: those with the largest share
 * of their nouns in it (half or more), then those with half or more whose words are not accounted for; where there are none,
 * the one whose description fits best.
 */
export const chooseTools = (offers: readonly Offer[], question: string): Offer[] => {
  const words = wordsOf(question);
  const ranked = offers.map((offer) => rank(offer, words)).filter(({ share }) => share >= 0.5);
  const best = Math.max(0, ...ranked.map(({ share }) => share));
  const chosen = withBestVerb(ranked.filter(({ share }) => share === best));
  if (chosen.length === 0) return byDescription(offers, words);
  const more = alsoNamed(
    chosen,
    ranked.filter(({ share }) => share < best).sort((a, b) => b.share - a.share),
  );
  return [...chosen, ...more].sort((a, b) => a.first - b.first).map(({ offer }) => offer);
};
