import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { compileSchema, newAjv } from "../../define/compile-schema.js";
import type { JsonObject } from "../json.js";

// The same tools come with every request of a conversation: what was found for a schema is kept under its text.
const KEPT = 2_000;
const validity = new Map<string, boolean>();
const compiled = new Map<string, ValidateFunction | undefined>();

// The API does not go by JavaScript's notion of a regular expression or a URI: formats are left out of the meta-schema.
let meta: Ajv2020 | undefined;
function metaAjv(): Ajv2020 {
  meta ??= new Ajv2020({ strict: false, logger: false, validateFormats: false });
  return meta;
}

let shared: Ajv2020 | undefined;
function ajv(): Ajv2020 {
  shared ??= newAjv({ addUsedSchema: false });
  return shared;
}

function kept<T>(cache: Map<string, T>, key: string, make: () => T): T {
  const found = cache.get(key);
  if (found !== undefined || cache.has(key)) return found as T;
  if (cache.size >= KEPT) cache.clear();
  const made = make();
  cache.set(key, made);
  return made;
}

/** Whether a schema is one under draft 2020-12. A dialect that it names itself does not count, as it does not for the API. */
export function isValidSchema(schema: JsonObject): boolean {
  return kept(validity, JSON.stringify(schema), () => {
    const { $schema: _, ...rest } = schema;
    // At the root these two may be null, which is as good as absent.
    const held = Object.entries(rest).filter(
      ([key, value]) => value !== null || (key !== "properties" && key !== "required"),
    );
    return metaAjv().validateSchema(Object.fromEntries(held)) === true;
  });
}

function compile(schema: JsonObject): ValidateFunction | undefined {
  return kept(compiled, JSON.stringify(schema), () => {
    const { $schema: _, $id: __, ...rest } = schema;
    try {
      return compileSchema(ajv(), rest);
    } catch {
      return undefined; // a reference that leads nowhere, a pattern that JavaScript does not know: nothing to hold it against
    }
  });
}

/** What is wrong with a value by a schema: the first fault; undefined where it fits or the schema cannot be compiled. */
export function schemaFaults(schema: JsonObject, value: unknown): string | undefined {
  const validate = compile(schema);
  if (!validate || validate(value)) return undefined;
  const [fault] = validate.errors ?? [];
  return `${fault?.instancePath || "input"} ${fault?.message ?? "does not fit input_schema"}`;
}
