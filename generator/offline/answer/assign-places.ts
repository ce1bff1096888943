import type { NamedPlace } from "./facts.js";
import type { Offer } from "./offers.js";
import { nounsOf, wordsOf } from "./words.js";

/** A stretch of the question: what is named in it, then the places it is named for. */
type Stretch = { readonly named: Set<Offer>; readonly places: string[] };

function stretches(question: string, offers: readonly Offer[], places: readonly NamedPlace[]): Stretch[] {
  const all: Stretch[] = [];
  const current = (): Stretch => {
    const last = all.at(-1);
    if (last) return last;
    all.push({ named: new Set(), places: [] });
    return current();
  };
  const words = [...question.matchAll(/[\p{L}\p{N}]+/gu)]
    .filter(({ index }) => !places.some(({ at, name }) => index >= at && index < at + name.length))
    .map(({ index, 0: text }) => ({ at: index, word: wordsOf(text).at(0) ?? "" }));
  const nouns = offers.map((offer) => ({ offer, nouns: nounsOf(offer.name) }));
  for (const one of [...words, ...places].sort((a, b) => a.at - b.at)) {
    if ("name" in one) {
      // "Oslo's weather and Bergen's time": the place of what comes next.
      if (one.owner && current().named.size > 0) all.push({ named: new Set(), places: [] });
      current().places.push(one.name);
      continue;
    }
    const named = nouns.filter((offer) => offer.nouns.includes(one.word));
    const full = current().named.size > 0 && current().places.length > 0;
    if (named.length > 0 && full) all.push({ named: new Set(), places: [] });
    for (const { offer } of named) current().named.add(offer);
  }
  return all;
}

/**
 * Tells which of a question's places each tool is meant for: "the weather in Paris and the time in London" has one for
 * each, "the weather and time in Paris" the same for both, and "the weather in Paris? And the time?" too.
 */
export function assignPlaces(
  question: string,
  offers: readonly Offer[],
  places: readonly NamedPlace[],
): ReadonlyMap<Offer, readonly string[]> {
  const all = stretches(question, offers, places);
  const everywhere = [...new Set(places.map(({ name }) => name))];
  return new Map(
    offers.map((offer) => {
      const own = all.filter(({ named }) => named.has(offer)).flatMap((stretch) => stretch.places);
      if (own.length > 0) return [offer, [...new Set(own)]];
      const at = all.findIndex(({ named }) => named.has(offer));
      const before = all.slice(0, Math.max(0, at)).findLast((stretch) => stretch.places.length > 0);
      return [offer, before ? [...new Set(before.places)] : everywhere];
    }),
  );
}
