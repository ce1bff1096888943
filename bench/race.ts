/** One of those that are measured side by side. */
export type Contender = {
  /** What is not measured: bringing everything to where the run starts. */
  prepare?: () => void;
  /** Gives the measured value. */
  run: () => number;
};

/**
 * Lets all contenders run once in every round, each round beginning with another one. Where there are several, one more
 * comes first that does not count and fills the caches. Gives the values of each, round by round.
 */
export function race<Name extends string>(
  contenders: { readonly [N in Name]: Contender },
  rounds: number,
): { [N in Name]: number[] } {
  const names = Object.keys(contenders) as Name[];
  const values = Object.fromEntries(names.map((name) => [name, [] as number[]])) as { [N in Name]: number[] };
  for (let round = rounds > 1 ? -1 : 0; round < rounds; round++) {
    for (let at = 0; at < names.length; at++) {
      const name = names[(round + 1 + at) % names.length] as Name;
      const { prepare, run } = contenders[name];
      prepare?.();
      const value = run();
      if (round >= 0) values[name].push(value);
    }
  }
  return values;
}
