import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";

/** A fault of a schema against the meta-schema; `message` goes on after "it". */
export type MetaFault = { pointer: string; message: string };

let ajv: Ajv2020 | undefined;

/**
 * Checks a schema against the meta-schema of draft 2020-12, as the API does. A net below `checkKeywords`, which explains better: what is caught
 * here, that has missed.
 */
export function metaSchemaFaults(schema: object): MetaFault[] {
  ajv ??= new Ajv2020({ strict: false, logger: false });
  const validate = ajv.getSchema("https://json-schema.org/draft/2020-12/schema");
  if (validate === undefined || validate(schema) === true) return [];
  const [first] = validate.errors ?? [];
  return [{ pointer: first?.instancePath ?? "", message: describe(first) }];
}

function describe(error: ErrorObject | undefined): string {
  if (error?.keyword === "uniqueItems") return "must not hold the same value twice";
  return error?.message ?? "is refused by the meta-schema";
}
