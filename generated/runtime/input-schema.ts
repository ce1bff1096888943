// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type { Definition, JsonSchema } from "./types.js";

/** The schema that a tool's arguments are checked against: the whole one, also where the API is sent less. */
export function inputSchemaOf({ inputSchema, tool }: Definition): JsonSchema {
  return inputSchema ?? tool.input_schema;
}
