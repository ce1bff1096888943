import { SETTINGS } from "./settings.js";

/** The JSON Schema of a configuration, by which editors complete and check it: `config.schema.json` in the package. */
export function configSchema(): object {
  const properties = Object.entries(SETTINGS).map(([name, { says, byDefault, schema }]) => {
    const description = `${says.charAt(0).toUpperCase()}${says.slice(1)}.`;
    const isFound = typeof byDefault === "string" && byDefault.startsWith("(");
    // What a run finds out is no value that could stand there.
    const rest = isFound
      ? { description: `${description} Default: ${byDefault.slice(1, -1)}.` }
      : { description, default: byDefault };
    return [name, { ...rest, ...schema }];
  });
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Configuration of batchgen",
    description: 'batchgen.config.json, or what stands under "batchgen" in package.json.',
    type: "object",
    properties: { $schema: { type: "string" }, ...Object.fromEntries(properties) },
    additionalProperties: false,
  };
}
