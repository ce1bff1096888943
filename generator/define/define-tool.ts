import type { ToolRule } from "../api/rule.js";
import {
  CACHE_ON_DEFERRED,
  CIRCULAR_SCHEMA,
  PROPERTY_KEYS,
  ROOT_COMBINATOR,
  STRICT_BY_CODE,
} from "../api/tool-rules.js";
import type { Report, Reporter } from "../diagnostics/reporter.js";
import { showValue } from "../diagnostics/show-value.js";
import { splitPointer, toSegment } from "../json/pointer.js";
import { arrayOf, isObject, type JsonObject, objectOf } from "../json/values.js";
import { foldRoot } from "../schema/fold-root.js";
import type { JsonSchema } from "../schema/keywords.js";
import { checkExamples } from "./check-examples.js";
import { checkFields, checkName } from "./check-fields.js";
import { type DefinedSchema, defineSchema } from "./define-schema.js";
import type { FoundDefinition, WrittenField } from "./dialects/dialect.js";
import { readDefinition, type WrittenDefinition } from "./dialects/read-definition.js";
import { readPolicy } from "./read-policy.js";
import { reportBreaches, reportStrict } from "./report-breaches.js";
import type { UnnamedTool } from "./tool-definition.js";

/**
 * What one definition comes to. A name that can be used is given even where the rest cannot, so that duplicates are
 * known.
 */
export type DefinedOrName = {
  name: string | undefined;
  namePointer: string;
  /** The name of the dialect that it is written in. */
  dialect: string;
  /** undefined where there is an error. */
  tool: Omit<UnnamedTool, "indent"> | undefined;
};

/**
 * Checks one definition and brings it to the form that everything after starts from. Reports all that is wrong with it.
 */
export function defineTool(found: FoundDefinition, file: string, reporter: Reporter): DefinedOrName | undefined {
  const { report, errors } = reporter;
  const before = errors();
  const written = readDefinition(found, report);
  if (written === undefined) return undefined;
  const { dialect } = written;
  const name = checkName(written, report);
  const namePointer = written.name?.pointer ?? written.pointer;
  const fields = checkFields(written, report);
  const policy = readPolicy(written.fields, report);
  const schema = written.inputSchema;
  const input = isObject(schema?.value) ? defineSchema(schema.value, schema.pointer, true, reporter) : undefined;
  const output = defineOutput(written, reporter);
  const sentSchema = input === undefined ? undefined : foldRoot(input.schema);
  if (input !== undefined && sentSchema !== undefined) checkCombinations(written, fields, input, sentSchema, report);
  if (name === undefined || input === undefined || sentSchema === undefined || errors() > before) {
    return { name, namePointer, dialect, tool: undefined };
  }
  reportCombinators(input, sentSchema, schema, report);
  const sent = buildSent(written, name, fields, sentSchema);
  const description = fields.get("description");
  const tool = {
    name,
    file,
    description: typeof description === "string" ? description : undefined,
    sent,
    inputSchema: input.schema,
    outputSchema: output?.schema,
    slowPatterns: { ...input.slowPatterns, ...output?.slowPatterns },
    policy,
  };
  return { name, namePointer, dialect, tool };
}

function placeOf(written: WrittenDefinition, field: string): WrittenField | undefined {
  return written.fields.find(({ key }) => key === field);
}

function defineOutput(written: WrittenDefinition, reporter: Reporter): DefinedSchema | undefined {
  const entry = written.outputSchema;
  if (entry === undefined) return undefined;
  if (isObject(entry.value)) return defineSchema(entry.value, entry.pointer, false, reporter);
  const message = `"outputSchema" is ${showValue(entry.value)}; it must be a JSON Schema, an object.`;
  reporter.report(
    "SCHEMA_NOT_A_SCHEMA",
    entry.pointer,
    message,
    "Write the schema of the tool's result, or remove it.",
  );
  return undefined;
}

/**
 * Holds the tool against the API's rules. Fields that can be left out where they break one are left out of `fields`.
 */
function checkCombinations(
  written: WrittenDefinition,
  fields: Map<string, unknown>,
  input: DefinedSchema,
  sentSchema: JsonSchema,
  report: Report,
): void {
  // The API's own rules are about what it gets: a root that is folded.
  const sent = { ...input, schema: sentSchema, toFile: (at: string): string => sentToFile(at, sentSchema, input) };
  const tool = (): JsonObject => ({
    ...Object.fromEntries(fields),
    name: written.name?.value,
    input_schema: sentSchema,
  });
  const at = (field: string): string => placeOf(written, field)?.pointer ?? written.pointer;
  const toFile = (pointer: string): string => {
    const [, field = "", ...rest] = pointer.split("/");
    const inside = rest.map((segment) => `/${segment}`).join("");
    return field === "input_schema" ? sent.toFile(inside) : at(field) + inside;
  };
  const breaks = ({ lint, breaches }: ToolRule): boolean => reportBreaches(lint, breaches(tool()), toFile, report);
  if (breaks(CACHE_ON_DEFERRED)) fields.delete("cache_control");
  if (breaks(STRICT_BY_CODE)) fields.delete("strict");
  breaks(CIRCULAR_SCHEMA);
  // A reference or a combinator at the root has brought properties there that were checked as those of a definition or
  // a branch.
  breaks(PROPERTY_KEYS);
  if (fields.get("strict") === true) reportStrict(sent, report);
  checkExamples(fields.get("input_examples"), at("input_examples"), input, report);
}

/** Where a place of what is sent is in the file. A root that folding keeps in `$defs` is the root itself. */
function sentToFile(at: string, sentSchema: JsonSchema, { schema, toFile }: DefinedSchema): string {
  const [keyword, name, ...rest] = splitPointer(at);
  const isRoot = keyword === "$defs" && name !== undefined && !Object.hasOwn(objectOf(schema["$defs"]), name);
  return isRoot ? toFile(rest.map((key) => `/${toSegment(key)}`).join("")) : toFile(at, sentSchema);
}

/** Says what is sent in the place of the combinators at the root. */
function reportCombinators(
  input: DefinedSchema,
  sent: JsonSchema,
  entry: WrittenField | undefined,
  report: Report,
): void {
  const toFile = (pointer: string): string => {
    const [, , keyword = ""] = pointer.split("/");
    const isWritten = isObject(entry?.value) && Object.hasOwn(entry.value, keyword);
    return isWritten ? `${entry.pointer}/${keyword}` : input.toFile(`/${keyword}`);
  };
  const [parameters, required] = [objectOf(sent["properties"]), arrayOf(sent["required"])];
  const folded = { parameters: Object.keys(parameters).length, required: required.length };
  const breaches = ROOT_COMBINATOR.breaches({ input_schema: input.schema });
  const filled = breaches.map((one) => ({ ...one, fill: { ...one.fill, ...folded } }));
  reportBreaches(ROOT_COMBINATOR.lint, filled, toFile, report);
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
