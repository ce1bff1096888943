/**
 * The value that half of the values lie below, or a quarter of them: `share` is 0.5, 0.25 … Between two values, it is
 * in proportion.
 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [below = Number.NaN, above = below] = sorted.slice(Math.floor(place), Math.floor(place) + 2);
  return below + (above - below) * (place - Math.floor(place));
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** How one contender did against another: the middle of the ratios within each round, and the quarters around it. */
export type Comparison = {
  ours: number;
  peer: number;
  ratio: number;
  spread: readonly [number, number];
  rounds: number;
};

/** Both were measured in every round, so that what slows the machine down for a while slows both. */
export function compare(ours: readonly number[], peer: readonly number[]): Comparison {
  if (ours.length !== peer.length || ours.length === 0) throw new RangeError("Both need a value from each round.");
  const ratios = ours.map((value, round) => value / (peer[round] ?? Number.NaN));
  return {
    ours: median(ours),
    peer: median(peer),
    ratio: median(ratios),
    spread: [quantile(ratios, 0.25), quantile(ratios, 0.75)],
    rounds: ours.length,
  };
}
