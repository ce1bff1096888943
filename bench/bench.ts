/** What every measurement is given. */
export type Bench = {
  /** A folder of its own, in which the peers are installed. */
  scratch: string;
  /** How many tools a small and a large project have: 100 and 1000, but in the short version. */
  small: number;
  large: number;
  /** How many rounds of so many that a measurement would like. */
  rounds: (wanted: number) => number;
  /** Runs node to its end and gives the milliseconds that it took: from start to end, or its processor time. */
  time: (cwd: string, args: readonly string[]) => number;
  /** Whether the peers are there. */
  hasPeers: boolean;
  /** Whether it is only to be seen that all measurements run. */
  isShort: boolean;
};
