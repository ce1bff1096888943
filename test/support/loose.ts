/** A value of which the compiler knows nothing: the tools of a test have names and inputs of their own. */
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Loose = any;
