// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.

/** What one tool takes and what its handler gives. */
export type Contract = { input: unknown; output: unknown };

/** A project's tools by name. It is written over its own keys, since an interface has no index signature. */
export type Contracts<Tools> = { readonly [N in keyof Tools]: Contract };

/** Tools of which nothing is known before the program runs: the default wherever a type takes a project's `Tools`. */
export type AnyTools = { readonly [name: string]: Contract };

/** The names of the tools. */
export type NameOf<Tools> = keyof Tools & string;

/** What a handler of a tool without an output schema may give: text, any JSON value, or content blocks. */
export type HandlerResult = string | number | boolean | null | (object & { then?: never });
