import { nearest } from "../../diagnostics/nearest.js";
import type { Report } from "../../diagnostics/reporter.js";
import { showText, showValue } from "../../diagnostics/show-value.js";
import { isObject, type JsonObject, sameJson } from "../../json/values.js";
import { TYPES } from "../../schema/keywords.js";
import { likenessOf, schemaOfList } from "../../schema/likeness.js";
import { API_FIELDS, SILENT_FIELDS } from "../api-fields.js";
import { ANTHROPIC, isCustom, reportType } from "./anthropic.js";
import type { Dialect, FoundDefinition, WrittenField } from "./dialect.js";
import { isForeign } from "./foreign.js";
import { hintForLists } from "./hint-for-lists.js";
import { isGeminis } from "./hosted.js";
import { DIALECTS, dialectOf, SCHEMA_KEYS } from "./index.js";

/** A definition of any dialect, its parts named alike. */
export type WrittenDefinition = {
  /** Where the definition is in its file. */
  pointer: string;
  /** The name of the dialect that it is written in. */
  dialect: string;
  name: WrittenField | undefined;
  /** Undefined where there is none that can be used; the reason has been reported. */
  inputSchema: WrittenField | undefined;
  outputSchema: WrittenField | undefined;
  /** Everything else, in the author's order; `input_schema` marks where the input schema stood. */
  fields: WrittenField[];
  /** Where an input schema stands under a key of no dialect; that has been reported. */
  misspelt: string | undefined;
};

/**
 * Reads a definition of whatever dialect. Undefined where it is no tool of the user's; the reason has been reported.
 */
export function readDefinition(found: FoundDefinition, report: Report): WrittenDefinition | undefined {
  if (isForeign(found, report) || isGeminis(found, report)) return undefined;
  const dialect = dialectOf(found.value);
  const fields = withKey(dialect.fieldsOf(found, report), found);
  if (fields === undefined || !isDefinition(fields, dialect, found, report)) return undefined;
  const misspelt = fields.some(isSchema) ? undefined : fields.find(looksLikeSchema);
  const inputSchema = chooseSchema(fields, misspelt, dialect, found, report);
  return {
    pointer: found.pointer,
    dialect: nameOf(dialect, inputSchema),
    name: fields.find(({ key }) => key === "name"),
    inputSchema,
    outputSchema: fields.find(({ key, value }) => key === "outputSchema" && value !== null),
    fields: withPlaceOfSchema(fields, inputSchema),
    misspelt: misspelt?.pointer,
  };
}

/** The key of the schema tells the dialect where nothing else does. */
function nameOf(dialect: Dialect, schema: WrittenField | undefined): string {
  const { name } = (dialect === ANTHROPIC && DIALECTS.find(({ schemaKey }) => schemaKey === schema?.key)) || dialect;
  return name;
}

/** A definition that stands under a key and has no name is called like the key. */
function withKey(fields: WrittenField[] | undefined, { key, pointer }: FoundDefinition): WrittenField[] | undefined {
  if (fields === undefined || key === undefined || fields.some((field) => field.key === "name")) return fields;
  return [{ key: "name", value: key, pointer }, ...fields];
}

function isSchema({ key }: WrittenField): boolean {
  return SCHEMA_KEYS.includes(key);
}

const API_KEYS: ReadonlySet<string> = new Set(["name", ...API_FIELDS, ...SILENT_FIELDS]);

/** Whether a key was meant to be that of the input schema: by its name, or by what it holds. */
function looksLikeSchema({ key, value }: WrittenField): boolean {
  if (API_KEYS.has(key) || /^(?:x-|output|result|return|respon|example)/i.test(key)) return false;
  return nearest(key, SCHEMA_KEYS) !== undefined || likenessOf(value) !== undefined;
}

/** Whether there is anything to call a tool definition: a name or a schema; and whether it is one of the user's own. */
function isDefinition(fields: WrittenField[], dialect: Dialect, found: FoundDefinition, report: Report): boolean {
  const { value, pointer } = found;
  const hasSchema = fields.some(isSchema);
  const hasName = fields.some(({ key }) => key === "name");
  const { type } = value;
  // A dialect in which the schema may be missing is recognised by something else, and that says enough.
  const isSure = dialect.emptySchema !== undefined;
  const isOwn = isSure || isCustom(type);
  const isServerSide = !isOwn && typeof type === "string" && !TYPES.some((one) => one === type);
  if (!hasName && !hasSchema && !isSure && !isServerSide) {
    const message =
      'There is neither a "name" nor an "input_schema" here, but ' +
      `${showValue(value)}; it must be a tool definition.`;
    report("TOOL_NOT_A_DEFINITION", pointer, message, hintForOther(value));
    return false;
  }
  if (!isOwn) reportType(found, hasSchema, report);
  return isOwn;
}

/** What to do with an object that is no definition, by what it looks like. */
function hintForOther(value: JsonObject): string {
  if (value["type"] === "object" || isObject(value["properties"])) {
    return 'A schema alone has no name: write { "name": …, "description": …, "input_schema": … } around it.';
  }
  return hintForLists(value) ?? 'Add "name" and "input_schema", or move the file out of the tools folder.';
}

function chooseSchema(
  fields: WrittenField[],
  misspelt: WrittenField | undefined,
  { emptySchema }: Dialect,
  found: FoundDefinition,
  report: Report,
): WrittenField | undefined {
  const written = SCHEMA_KEYS.flatMap((key) => fields.filter((field) => field.key === key));
  // A schema that is null says nothing beside one that is not.
  const schemas = written.some(({ value }) => value !== null) ? written.filter(({ value }) => value !== null) : written;
  const [first, ...others] = schemas;
  if (emptySchema !== undefined && misspelt === undefined && (first === undefined || first.value === null)) {
    return { key: first?.key ?? "", value: emptySchema, pointer: first?.pointer ?? found.pointer };
  }
  if (first === undefined) {
    reportMissing(misspelt, found, report);
    return undefined;
  }
  for (const other of others) {
    const same = sameJson(first.value, other.value);
    const [what, hint] = same
      ? ["hold the same schema; there must be one of them", `Remove ${showText(other.key)}.`]
      : ["hold different schemas; there must be one of them", "Keep the one that is meant."];
    const message = `${showText(first.key)} and ${showText(other.key)} ${what}.`;
    report(same ? "TOOL_SCHEMA_REPEATED" : "TOOL_SCHEMA_TWICE", other.pointer, message, hint, "key");
    if (!same) return undefined;
  }
  if (isObject(first.value)) return first;
  const list = Array.isArray(first.value) && likenessOf(first.value) === "list" ? first.value : undefined;
  if (list !== undefined) {
    const message =
      `${showText(first.key)} looks like the parameters, as a list; it must be a ` +
      'JSON Schema with "type": "object".';
    report("TOOL_SCHEMA_NOT_AN_OBJECT", first.pointer, message, hintForList(list));
    return undefined;
  }
  const message = `${showText(first.key)} is ${showValue(first.value)}; it must be a JSON Schema with "type": "object".`;
  const hint =
    typeof first.value === "string" && first.value.trim().startsWith("{")
      ? "Write the schema itself here, and not a string that holds it: without the quotes around it and the " +
        "backslashes in it."
      : 'Write { "type": "object" }, with "additionalProperties": false for a tool that takes nothing.';
  report("TOOL_SCHEMA_NOT_AN_OBJECT", first.pointer, message, hint);
  return undefined;
}

function reportMissing(misspelt: WrittenField | undefined, { value, pointer }: FoundDefinition, report: Report): void {
  const others = DIALECTS.filter((dialect) => dialect !== ANTHROPIC)
    .map(({ name, schemaKey }) => `"${schemaKey}" (${name})`)
    .join(" or ");
  const likeness = likenessOf(misspelt?.value);
  const isNear = misspelt !== undefined && nearest(misspelt.key, SCHEMA_KEYS) !== undefined;
  const looks =
    misspelt === undefined || (likeness !== "list" && likeness !== "map") || (isNear && likeness !== "list")
      ? ""
      : ` ${showText(misspelt.key)} looks like the parameters${likeness === "list" ? ", as a list" : ""}.`;
  const message = `There is no "${ANTHROPIC.schemaKey}" here; there must be one, or ${others}.${looks}`;
  const hint =
    misspelt === undefined
      ? (hintForLists(value) ??
        'Add "input_schema": { "type": "object", "properties": {} }, also for a tool that takes nothing.')
      : hintForMisspelt(misspelt, looks !== "");
  report("TOOL_SCHEMA_MISSING", misspelt?.pointer ?? pointer, message, hint, misspelt === undefined ? "value" : "key");
}

function hintForMisspelt({ key, value }: WrittenField, looks: boolean): string {
  if (Array.isArray(value) && likenessOf(value) === "list") return hintForList(value);
  if (looks)
    return `Write "input_schema": { "type": "object", "properties": … }, with what stands under ${showText(key)}.`;
  return `Did you mean "${nearest(key, SCHEMA_KEYS) ?? "input_schema"}" by ${showText(key)}?`;
}

/** The longest schema that a hint shows. */
const LONGEST_SHOWN = 300;

/** The schema that a list of parameters was meant to be. */
function hintForList(list: readonly unknown[]): string {
  const shown = JSON.stringify(schemaOfList(list));
  const whole =
    shown.length > LONGEST_SHOWN ? '{ "type": "object", "properties": { "<name>": { "type": … }, … } }' : shown;
  return `Write a schema in the place of the list: "input_schema": ${whole}.`;
}

/** Puts one field `input_schema` where the schema stands, or at the end where there is none. */
function withPlaceOfSchema(fields: WrittenField[], schema: WrittenField | undefined): WrittenField[] {
  if (schema === undefined) return fields.filter((field) => !isSchema(field));
  const place = { ...schema, key: "input_schema" };
  const rest = fields.flatMap((field) => {
    if (field.pointer === schema.pointer) return [place];
    return isSchema(field) ? [] : [field];
  });
  return rest.includes(place) ? rest : [...rest, place];
}
