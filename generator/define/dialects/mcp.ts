import { type Dialect, fieldsIn } from "./dialect.js";

/**
 * The Model Context Protocol: `{ name, description, inputSchema, outputSchema, annotations, … }`, as a server answers
 * `tools/list`. Bedrock has the same key, with the schema one level deeper: see `foreign.ts`.
 */
export const MCP: Dialect = {
  name: "MCP",
  schemaKey: "inputSchema",
  recognises: (value) => Object.hasOwn(value, "inputSchema"),
  fieldsOf: ({ value, pointer }) => fieldsIn(value, pointer),
};
