import type { Comparison } from "./statistics.js";

/** One line of the table: what batchgen takes, what a peer takes, and how far apart they may be. */
export type Row = {
  what: string;
  unit: string;
  ours: number;
  peer: { name: string; value: number } | undefined;
  ratio: number | undefined;
  /**
   * The most that the ratio, or where there is none batchgen's own value, may be; undefined where nothing was promised.
   */
  most: number | undefined;
  /** What is hoped for in the long run, in the same measure; undefined where nothing is. */
  far: number | undefined;
  rounds: number;
  /** The middle half of the rounds' ratios. */
  spread: readonly [number, number] | undefined;
};

/** The goal and the far goal of a row. */
export type Goals = readonly [most?: number, far?: number];

/** A row that compares with a peer. */
export function ratioRow(what: string, peer: string, unit: string, goals: Goals, found: Comparison): Row {
  const { ours, ratio, rounds, spread } = found;
  const [most, far] = goals;
  return { what, unit, ours, peer: { name: peer, value: found.peer }, ratio, most, far, rounds, spread };
}

/** A row that stands for itself, with a peer's value to look at where there is one. */
export function valueRow(what: string, unit: string, ours: number, most: number | undefined, peer?: Row["peer"]): Row {
  return { what, unit, ours, peer, ratio: undefined, most, far: undefined, rounds: 1, spread: undefined };
}

/** Whether a row is where it should be; undefined where nothing was promised. */
export function isMet({ ours, ratio, most }: Row): boolean | undefined {
  return most === undefined ? undefined : (ratio ?? ours) <= most;
}
