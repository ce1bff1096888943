import type Anthropic from "@anthropic-ai/sdk";
import type { JsonSchema } from "../json/values.js";

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

/** What the runtime is handed of a project. */
export type Project = {
  /** Every tool by its name, in the order of their files. */
  readonly definitions: { readonly [name: string]: Definition };
  /** The name by which Claude calls the batch tool. */
  readonly batchName: string;
  /** How many invocations run in one batch. */
  readonly maxInvocations: number;
};

/** The version line of batchgen that this runtime belongs to. */
export type VersionLine = "batchgen 0.2";

/** A project whose code was generated for a version line: with the runtime of another one, it does not compile. */
export type ProjectOf<Line extends VersionLine> = Line extends string ? Project : never;

/**
 * The patterns that can take more than linear time, and the length in UTF-16 units up to which a text is matched
 * against each: a longer one could block the process.
 */
export type SlowPatterns = { readonly [pattern: string]: number };

/** A definition with what batchgen knows about it beside. */
export type Definition = {
  /** The definition as the API gets it. */
  readonly tool: Anthropic.Tool;
  /** The whole input schema, where the API takes only a part of it in `tool`. */
  readonly inputSchema?: JsonSchema;
  /** What a result is checked against. */
  readonly outputSchema?: JsonSchema;
  /** The patterns of its schemas that can take more than linear time, and the longest text for each. */
  readonly slowPatterns?: SlowPatterns;
  /** `false`: never offered in a batch, and refused in one. */
  readonly batchable?: boolean;
  /** `true`: it says of itself that it changes nothing (MCP's `readOnlyHint`). */
  readonly readOnly?: boolean;
  /** `true`: it says of itself that it can destroy something (MCP's `destructiveHint`). */
  readonly destructive?: boolean;
  /** `true`: `approve` is asked before it runs. */
  readonly approval?: boolean;
  /** `true`: its input schema contains itself, for which the API lets no code call it. */
  readonly recursive?: boolean;
  /** `true`: its calls never overlap, and run in the order of the request. */
  readonly serial?: boolean;
  /** The time that one call may take, in milliseconds. */
  readonly timeoutMs?: number;
};
