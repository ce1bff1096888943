import { findFaults } from "../../templates/runtime/validate/check-value.js";
import type { JsonObject } from "../json/values.js";
import { metaSchemaFaults } from "../schema/meta-schema.js";

// The same tools come with every request of a conversation: what was found for a schema is kept under its text.
const KEPT = 2_000;
const validity = new Map<string, boolean>();
const schemas = new Map<string, JsonObject>();

function kept<T>(cache: Map<string, T>, key: string, make: () => T): T {
  const found = cache.get(key);
  if (found !== undefined) return found;
  if (cache.size >= KEPT) cache.clear();
  const made = make();
  cache.set(key, made);
  return made;
}

/**
 * Whether a schema is one under draft 2020-12. A dialect that it names itself does not count, as it does not for the
 * API.
 */
export function isValidSchema(schema: JsonObject): boolean {
  return kept(validity, JSON.stringify(schema), () => {
    const { $schema: _, ...rest } = schema;
    // At the root these two may be null, which is as good as absent.
    const held = Object.entries(rest).filter(
      ([key, value]) => value !== null || (key !== "properties" && key !== "required"),
    );
    return metaSchemaFaults(Object.fromEntries(held)).length === 0;
  });
}

/** What is wrong with a value by a schema: the first fault; undefined where it fits or the value cannot be checked. */
export function schemaFaults(schema: JsonObject, value: unknown): string | undefined {
  try {
    // A schema is made ready once, and known by its identity.
    const [fault] = findFaults(
      kept(schemas, JSON.stringify(schema), () => schema),
      value,
    );
    return fault && `${fault.pointer || "input"} ${fault.message}`;
  } catch {
    // A reference that leads nowhere, a pattern that JavaScript does not know: there is nothing to check against.
    return undefined;
  }
}
