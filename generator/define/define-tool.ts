import type { Report, Reporter } from "../diagnostics/reporter.js";
import { showValue } from "../diagnostics/show-value.js";
import type { JsonObject } from "../json/values.js";
import { isObject } from "../json/values.js";
import { findCircle } from "../schema/circles.js";
import type { JsonSchema } from "../schema/keywords.js";
import { ROOT_COMBINATORS } from "../schema/keywords.js";
import { checkExamples } from "./check-examples.js";
import { checkFields, checkName } from "./check-fields.js";
import { type DefinedSchema, defineSchema } from "./define-schema.js";
import type { FoundDefinition, WrittenField } from "./dialects/dialect.js";
import { readDefinition, type WrittenDefinition } from "./dialects/read-definition.js";
import { readPolicy } from "./read-policy.js";
import { reportStrict } from "./strict-mode.js";
import type { ToolDefinition } from "./tool-definition.js";

/** A definition before it has its names, with what is needed to say more about it. */
export type Defined = {
  tool: Omit<ToolDefinition, "typeName" | "stem">;
  /** Where its parts are in the file; undefined for a field that it does not have. */
  pointerOf: (field: string) => string | undefined;
  reporter: Reporter;
};

/** What one definition comes to. A name that can be used is given even where the rest cannot, so that duplicates are known. */
export type DefinedOrName = { name: string | undefined; namePointer: string; defined: Defined | undefined };

/** Checks one definition and brings it to the form that everything after starts from. Reports all that is wrong with it. */
export function defineTool(found: FoundDefinition, file: string, reporter: Reporter): DefinedOrName | undefined {
  const { report, errors } = reporter;
  const before = errors();
  const written = readDefinition(found, report);
  if (written === undefined) return undefined;
  const name = checkName(written, report);
  const namePointer = written.name?.pointer ?? written.pointer;
  const fields = checkFields(written, report);
  const policy = readPolicy(written.fields, report);
  const schema = written.inputSchema;
  const input = isObject(schema?.value) ? defineSchema(schema.value, schema.pointer, true, reporter) : undefined;
  const output = defineOutput(written, reporter);
  const sentSchema = input === undefined ? undefined : withoutCombinators(input.schema);
  if (input !== undefined && sentSchema !== undefined) checkCombinations(written, fields, input, sentSchema, report);
  if (name === undefined || input === undefined || sentSchema === undefined || errors() > before) {
    return { name, namePointer, defined: undefined };
  }
  reportCombinators(input, schema, report);
  const sent = buildSent(written, name, fields, sentSchema);
  const description = fields.get("description");
  const tool = {
    name,
    file,
    description: typeof description === "string" ? description : undefined,
    sent,
    inputSchema: input.schema,
    outputSchema: output?.schema,
    policy,
  };
  const pointerOf = (field: string): string | undefined => placeOf(written, field)?.pointer;
  return { name, namePointer, defined: { tool, pointerOf, reporter } };
}

function placeOf(written: WrittenDefinition, field: string): WrittenField | undefined {
  return written.fields.find(({ key }) => key === field);
}

function defineOutput(written: WrittenDefinition, reporter: Reporter): DefinedSchema | undefined {
  const entry = written.outputSchema;
  if (entry === undefined) return undefined;
  if (isObject(entry.value)) return defineSchema(entry.value, entry.pointer, false, reporter);
  const message = `"outputSchema" is ${showValue(entry.value)}; expected was a JSON Schema, an object.`;
  reporter.report(
    "SCHEMA_NOT_A_SCHEMA",
    entry.pointer,
    message,
    "Write the schema of the tool's result, or remove it.",
  );
  return undefined;
}

/** Fields that the API does not take together. What can be left out is left out of `fields`. */
function checkCombinations(
  written: WrittenDefinition,
  fields: Map<string, unknown>,
  input: DefinedSchema,
  sentSchema: JsonSchema,
  report: Report,
): void {
  // The API's own rules are about what it gets: a combinator at the root is not among that.
  const sent = { ...input, schema: sentSchema };
  const at = (field: string): string => placeOf(written, field)?.pointer ?? written.pointer;
  if (fields.get("defer_loading") === true && fields.has("cache_control")) {
    const message = '"cache_control" stands beside "defer_loading": true, which the API refuses; it is not sent.';
    report("CACHE_ON_DEFERRED", at("cache_control"), message, "Remove it here, or load the tool always.", "key");
    fields.delete("cache_control");
  }
  const callers = fields.get("allowed_callers");
  const isCallable = Array.isArray(callers) && callers.some((caller) => caller !== "direct");
  if (isCallable && fields.get("strict") === true) {
    const message = '"strict": true stands beside callers other than "direct", which the API refuses; it is not sent.';
    report("STRICT_WITH_CALLERS", at("strict"), message, 'Remove "strict", or allow "direct" alone.', "key");
    fields.delete("strict");
  }
  const circle = isCallable ? findCircle(sent.schema) : undefined;
  if (circle !== undefined) {
    const message = `The schema contains itself through this "$ref", and the tool may be called by code, for which the API refuses that.`;
    const hint = 'Allow "direct" alone, or describe a limited number of levels.';
    report("CALLER_WITH_CIRCLE", input.toFile(circle), message, hint);
  }
  if (fields.get("strict") === true) reportStrict(sent, report);
  checkExamples(fields.get("input_examples"), at("input_examples"), input, report);
}

/** The input schema as the API takes it: it refuses combinators at the root. The same object where there is none. */
function withoutCombinators(schema: JsonSchema): JsonSchema {
  if (!ROOT_COMBINATORS.some((keyword) => Object.hasOwn(schema, keyword))) return schema;
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !ROOT_COMBINATORS.some((one) => one === key)));
}

function reportCombinators(input: DefinedSchema, entry: WrittenField | undefined, report: Report): void {
  for (const keyword of ROOT_COMBINATORS.filter((one) => Object.hasOwn(input.schema, one))) {
    const isWritten = isObject(entry?.value) && Object.hasOwn(entry.value, keyword);
    const pointer = isWritten ? `${entry.pointer}/${keyword}` : input.toFile(`/${keyword}`);
    const message = `"${keyword}" stands at the root of the input schema, where the API refuses it. It is kept in the types, in the batch tool and in the check of the arguments, and left out of the tool sent on its own.`;
    const hint = "Say in the description what it requires, or put the alternatives into a property.";
    report("SCHEMA_ROOT_COMBINATOR", pointer, message, hint, "key");
  }
}

/** What the API gets, in the author's order. */
function buildSent(
  written: WrittenDefinition,
  name: string,
  fields: ReadonlyMap<string, unknown>,
  schema: JsonSchema,
): JsonObject & { name: string; input_schema: JsonSchema } {
  const entries = written.fields.flatMap(({ key }): [string, unknown][] => {
    if (key === "name") return [["name", name]];
    if (key === "input_schema") return [[key, schema]];
    return fields.has(key) ? [[key, fields.get(key)]] : [];
  });
  const sent: JsonObject = Object.fromEntries(entries);
  return Object.assign(sent, { name, input_schema: schema });
}
