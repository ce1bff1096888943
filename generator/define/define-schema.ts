import type { SlowPatterns } from "../../templates/runtime/contract/project.js";
import type { Reporter } from "../diagnostics/reporter.js";
import { splitPointer, toSegment, valueAt } from "../json/pointer.js";
import { isObject, type JsonObject } from "../json/values.js";
import { reportRefLoops } from "../schema/circles.js";
import { draftOf } from "../schema/draft.js";
import type { JsonSchema } from "../schema/keywords.js";
import { metaSchemaFaults } from "../schema/meta-schema.js";
import { type Normal, normalize } from "../schema/normalize.js";
import { withoutNullKeywords } from "../schema/null-keywords.js";
import { type References, resolveRefs } from "../schema/resolve-refs.js";
import { settleRoot } from "../schema/settle-root.js";
import { findSlowPatterns } from "../schema/slow-patterns.js";
import { checkKeywords } from "./check-keywords.js";
import { checkPropertyKeys } from "./check-property-keys.js";
import { checkSense } from "./check-sense.js";

/** A schema in its normal form, with the way back to where its parts stand in the file. */
export type DefinedSchema = {
  schema: JsonSchema;
  /** Its patterns that can take more than linear time. */
  slowPatterns: SlowPatterns;
  /**
   * The pointer into the file of a pointer into the normal form, or into another schema that is made of its parts; of
   * the nearest part that the author wrote.
   */
  toFile: (pointer: string, from?: JsonSchema) => string;
};

/**
 * Checks a schema and brings it to its normal form. Undefined where there is an error, all of which are reported.
 * @param pointer Where the schema is in its file.
 * @param input Whether it is an input schema, for which the API has rules of its own.
 */
export function defineSchema(
  written: JsonObject,
  pointer: string,
  input: boolean,
  { report, errors }: Reporter,
): DefinedSchema | undefined {
  const before = errors();
  const root = withoutNullKeywords(written, pointer, input, report);
  const draft = draftOf(root, pointer, report);
  checkKeywords(root, pointer, draft, report, input);
  checkPropertyKeys(root, pointer, input, report);
  const resolved = resolveRefs(root, pointer, draft, report, (stray, value) => {
    checkKeywords(value, pointer + stray, draft, report);
  });
  if (errors() > before) return undefined;
  reportRefLoops(resolved, pointer, report);
  checkSense(root, pointer, report, { isPart: false, root: pointer, alone: referredAlone(resolved, pointer) });
  if (errors() > before) return undefined;
  const normal = normalize(root, resolved, { pointer, draft, input, report });
  const schema = input ? settleRoot(normal, pointer, report) : normal.schema;
  if (schema === undefined) return undefined;
  const toFile = (at: string, from = schema): string => pointer + originOf(from, normal, at);
  for (const fault of metaSchemaFaults(schema)) {
    const message = `This is not valid in draft 2020-12 of JSON Schema: it ${fault.message}.`;
    report("SCHEMA_INVALID", toFile(fault.pointer), message, "Correct it, or leave it out.");
  }
  return errors() > before ? undefined : { schema, slowPatterns: findSlowPatterns(schema, toFile, report), toFile };
}

/**
 * The places of the schemas that are referred to as the only thing said of a value, and not as an alternative or a part
 * of more.
 */
function referredAlone({ targets }: References, pointer: string): ReadonlySet<string> {
  const alone = [...targets].filter(([at]) => at !== "" && !IN_COMBINATOR.test(at));
  return new Set(alone.flatMap(([, byKeyword]) => [...byKeyword.values()].map((target) => pointer + target)));
}

const IN_COMBINATOR = /\/(?:(?:allOf|anyOf|oneOf)\/\d+|if|then|else|not|dependentSchemas\/[^/]+)$/;

/** An object that has an origin, or the first alternative of one that was made of several. */
function firstPart(normal: Normal, value: unknown): object {
  if (typeof value !== "object" || value === null) return normal;
  if (normal.origins.has(value) || !isObject(value) || !Array.isArray(value["anyOf"])) return value;
  return firstPart(normal, value["anyOf"][0]);
}

/** Goes along a pointer through the normal form, and back to where the last part on the way comes from. */
function originOf(schema: JsonSchema, normal: Normal, pointer: string): string {
  let [value, origin, rest] = [schema as unknown, normal.origins.get(schema) ?? "", ""];
  for (const key of splitPointer(pointer)) {
    value = valueAt(value, [key]);
    const known = normal.origins.get(firstPart(normal, value));
    [origin, rest] = known === undefined ? [origin, `${rest}/${toSegment(key)}`] : [known, ""];
  }
  return origin + rest;
}
