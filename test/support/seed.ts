import fc from "fast-check";

/**
 * The suite tries the same random inputs every time, so that a commit alone decides whether it passes. FUZZ_SEED gives
 * others, and the long versions draw their own; fast-check names the seed of whatever fails.
 */
const isLong = process.env["BATCHGEN_LONG"] !== undefined;
const seed = process.env["FUZZ_SEED"] ?? (isLong ? undefined : 20_261_125);
if (seed !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
