import { setFlagsFromString } from "node:v8";

/** The newest major of V8 that is known to have the flag: one that does not would complain. */
const NEWEST_V8 = 14;

/**
 * Lets V8 optimize a function later than it would by itself. Most runs are over before that pays: a third of the
 * processor time of a run over 100 tools went into optimizing, and a fifth of one with nothing to do over 1000. Later
 * still would make a run over 1000 tools slower.
 */
export function deferOptimizing(): void {
  if (Number.parseInt(process.versions.v8 ?? "", 10) > NEWEST_V8) return;
  setFlagsFromString("--interrupt-budget=300000");
}
