import { ANTHROPIC } from "./anthropic.js";
import type { Dialect } from "./dialect.js";
import { MCP } from "./mcp.js";
import { OPENAI } from "./openai.js";

/** Every dialect that is read. Of several schemas in one definition that of the dialect named first counts. */
export const DIALECTS: readonly Dialect[] = [ANTHROPIC, MCP, OPENAI];

/** The keys of their input schemas. */
export const SCHEMA_KEYS: readonly string[] = DIALECTS.map(({ schemaKey }) => schemaKey);

/**
 * The dialect of a definition: the last one that recognises it, since a wrapper of a later one may hold the fields of
 * an earlier one.
 */
export function dialectOf(value: { [key: string]: unknown }): Dialect {
  return DIALECTS.findLast(({ recognises }) => recognises(value)) ?? ANTHROPIC;
}
