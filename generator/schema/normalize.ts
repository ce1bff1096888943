import type { Report } from "../diagnostics/reporter.js";
import { decodePercent, splitPointer, toFragment, toSegment } from "../json/pointer.js";
import type { JsonObject } from "../json/values.js";
import { isObject } from "../json/values.js";
import type { Draft } from "./draft.js";
import { isItemEnum, moveEnumToItems } from "./item-enum.js";
import type { JsonSchema } from "./keywords.js";
import { ANNOTATIONS, KEYWORDS } from "./keywords.js";
import { addRefs, freeName, type RefBuild, targetsInRootCombinators } from "./normal-refs.js";
import { type Entry, hidesAddress, joinEntries, withoutRepeats } from "./normalize-values.js";
import { addNull, needsNullBeside, withNullBeside } from "./nullable.js";
import { takesAnything } from "./parameter.js";
import {
  hasLost,
  hasLostKey,
  type LostPattern,
  lostPatterns,
  matchesAll,
  reportPattern,
  soundPattern,
} from "./patterns.js";
import type { References } from "./resolve-refs.js";

/** A schema in its normal form: draft 2020-12, every reference a pointer from its root. */
export type Normal = {
  schema: JsonSchema;
  /** Where an object of the normal form comes from, from the root of the schema as its author wrote it. */
  origins: WeakMap<object, string>;
};

type Options = {
  /** Where the schema is in its file. */
  pointer: string;
  draft: Draft;
  /** Keep combinators at the root free of targets: they are left out of what is sent. */
  input: boolean;
  report: Report;
};

type Build = Options &
  RefBuild & {
    /** Where each schema of the author's is in the normal form. */
    places: Map<string, string>;
    /** Whether a pattern is left out anywhere. */
    losesSome: boolean;
    /** Where something is referred to that stands where no schema is expected. */
    holdTargets: ReadonlySet<string>;
    /** Targets that move to the root's `$defs`, where their own place is not sent. */
    moved: ReadonlySet<string>;
  };

/**
 * Keywords that mean nothing any more once references are pointers, or nothing to anybody who gets the normal form. ajv
 * refuses a schema with `id`, draft 04's `$id`, and makes one with `$async` asynchronous.
 */
const DROPPED: ReadonlySet<string> = new Set([
  ...["$schema", "$id", "id", "$anchor", "$dynamicAnchor", "$recursiveAnchor", "$vocabulary", "$async"],
]);

/**
 * Brings a schema to draft 2020-12, by its meaning in the draft it is written in. Pure: the schema given is not
 * changed. `const`, `enum`, `default` and `examples` are data and go through as they are. Expects what `checkKeywords`
 * found no error in.
 */
export function normalize(root: JsonObject, resolved: References, options: Options): Normal {
  const build: Build = {
    ...options,
    resolved,
    origins: new WeakMap(),
    places: new Map(),
    refs: [],
    losesSome: [...resolved.schemas.values()].some(hasLost),
    holdTargets: aroundStrays(resolved),
    moved: targetsInRootCombinators(resolved, options.input),
  };
  const schema = buildObject(build, root, "", "");
  moveTargets(build, schema);
  for (const { holder, key = "$ref", target } of build.refs) {
    holder[key] = `#${toFragment(build.places.get(target) ?? "")}`;
  }
  return { schema, origins: build.origins };
}

/** Puts targets that have no place of their own in the normal form under the root's `$defs`. */
function moveTargets(build: Build, root: JsonObject): void {
  // The list grows while it is gone through: what is moved can hold references itself.
  for (const { target } of build.refs) {
    if (build.places.has(target)) continue;
    const definitions: JsonObject = isObject(root["$defs"]) ? root["$defs"] : {};
    root["$defs"] = definitions;
    const name = freeName(definitions, target);
    const place = `/$defs/${name}`;
    build.places.set(target, place);
    const value = build.resolved.schemas.get(target) ?? true;
    definitions[name] = buildSchema(build, value, target, place, true);
  }
}

function buildSchema(build: Build, value: unknown, from: string, to: string, isMoved = false): unknown {
  if (!isObject(value)) {
    build.places.set(from, to);
    return value;
  }
  if (isNever(build, value)) {
    build.places.set(from, to);
    return false;
  }
  if (!build.moved.has(from) || isMoved) return buildObject(build, value, from, to);
  const stub: JsonObject = { $ref: "" };
  build.origins.set(stub, from);
  build.refs.push({ holder: stub, target: from });
  return stub;
}

/** Whether a schema takes no value: `"not": {}` and an empty enum are how some libraries write `false`. */
function isNever({ draft }: Build, schema: JsonObject): boolean {
  if (schema["nullable"] === true || (draft <= 7 && typeof schema["$ref"] === "string")) return false;
  const { not, enum: values } = schema;
  return takesAnything(not) || (Array.isArray(values) && values.length === 0);
}

function buildObject(build: Build, schema: JsonObject, from: string, to: string): JsonObject {
  build.places.set(from, to);
  const isNullable = allowsNull(build, schema, from);
  const isWrapped = isNullable && needsNullBeside(schema);
  const inside = isWrapped ? `${to}/anyOf/0` : to;
  const entries = Object.keys(schema).flatMap((keyword): Entry[] => {
    if (DROPPED.has(keyword)) return [];
    if (build.draft <= 7 && typeof schema["$ref"] === "string" && !survivesRef(keyword)) return [];
    return buildKeyword(build, schema, keyword, from, inside);
  });
  const built = joinEntries(entries);
  build.origins.set(built, from);
  if (isItemEnum(built)) {
    moveEnumToItems(built);
    reportItemEnum(build, from);
  }
  addRefs(build, schema, built, from);
  if (!isNullable) return built;
  if (!isWrapped) {
    addNull(built);
    return built;
  }
  const wrapped = withNullBeside(built);
  build.origins.set(wrapped, from);
  return wrapped;
}

function reportItemEnum({ pointer, report }: Build, from: string): void {
  const message = '"enum" stands beside "type": "array", which no value of it is; it counts for the items.';
  report("SCHEMA_ENUM_OF_ITEMS", `${pointer}${from}/enum`, message, 'Move "enum" into "items".', "key");
}

/** Whether OpenAPI's `nullable: true` counts here; if it stands here at all, that is reported. */
function allowsNull(build: Build, schema: JsonObject, from: string): boolean {
  if (schema["nullable"] !== true) return false;
  const isIgnored = (from === "" && build.input) || (build.draft <= 7 && typeof schema["$ref"] === "string");
  const done = isIgnored ? "It counts for nothing here, and is left out" : "It was rewritten so";
  const message = `"nullable" is no keyword of JSON Schema; it must be a type that allows null. ${done}.`;
  const hint = 'Write "type": ["string", "null"], or add { "type": "null" } to "anyOf".';
  build.report("SCHEMA_NULLABLE", `${build.pointer}${from}/nullable`, message, hint, "key");
  return !isIgnored;
}

/**
 * Up to draft 07, what stands beside `$ref` counts for nothing; what it says to people and what can be referred to is
 * kept.
 */
function survivesRef(keyword: string): boolean {
  return keyword === "$ref" || keyword === "$defs" || keyword === "definitions" || ANNOTATIONS.has(keyword);
}

/** What a keyword becomes: mostly itself, with its schemas in normal form. */
function buildKeyword(build: Build, schema: JsonObject, keyword: string, from: string, to: string): Entry[] {
  const value = schema[keyword];
  const at = `${from}/${toSegment(keyword)}`;
  const child = (name: string): Entry => [name, buildSchema(build, value, at, `${to}/${name}`)];
  const list = (name: string): Entry => [name, buildList(build, value, at, `${to}/${name}`)];
  switch (keyword) {
    case "$ref":
      // The place of the keyword among the others; what it leads to is written at the end.
      return [["$ref", ""]];
    case "$dynamicRef":
    case "$recursiveRef":
    case "nullable":
      return [];
    case "definitions":
    case "$defs":
      return [["$defs", buildDefinitions(build, schema, keyword, from, to)]];
    case "items":
      if (!Array.isArray(value)) return [child("items")];
      return value.length === 0 || Object.hasOwn(schema, "prefixItems") ? [] : [list("prefixItems")];
    case "additionalItems":
      return Array.isArray(schema["items"]) ? [child("items")] : [];
    case "dependencies":
      return buildDependencies(build, value, at, to);
    case "minimum":
    case "maximum":
      return schema[exclusive(keyword)] === true ? [[exclusive(keyword), value]] : [[keyword, value]];
    case "exclusiveMinimum":
    case "exclusiveMaximum":
      return typeof value === "boolean" ? [] : [[keyword, value]];
    case "pattern":
      return buildPattern(build, value, at);
    case "patternProperties":
      if (isRecord(schema))
        return [["additionalProperties", buildOnly(build, value, at, `${to}/additionalProperties`)]];
      return [[keyword, buildPatternMap(build, value, at, `${to}/${keyword}`)]];
    case "additionalProperties":
    case "unevaluatedProperties":
      if (isRecord(schema)) return [];
      return hasLostKey(schema) ? [] : [child(keyword)];
    case "not":
    case "if":
      return buildDecision(build, keyword, value, at, `${to}/${keyword}`);
    case "then":
    case "else":
      return lostIn(build, `${from}/if`).length > 0 ? [] : [child(keyword)];
    case "oneOf":
      // An alternative that takes more may take what another one does; of several that do, one is enough.
      return [list(!Object.hasOwn(schema, "anyOf") && isLoose(build, value, at) ? "anyOf" : keyword)];
    case "enum":
      // Only the root has an empty one here, and that must stay an object.
      if (Array.isArray(value) && value.length === 0 && schema["nullable"] !== true) return [["not", {}]];
      return [[keyword, withoutRepeats(value, build.pointer + at, build.report)]];
    case "discriminator":
      return [[keyword, buildDiscriminator(build, value)]];
    case "required":
    case "type":
      return [[keyword, withoutRepeats(value, build.pointer + at, build.report)]];
  }
  switch (KEYWORDS.get(keyword)) {
    case "schema":
      return [child(keyword)];
    case "schemas":
      return [list(keyword)];
    case "schemaMap":
      return [[keyword, buildMap(build, value, at, `${to}/${keyword}`)]];
    case undefined:
      // What is referred to in it has moved to `$defs`.
      return hidesAddress(value) || build.holdTargets.has(at) ? [] : [[keyword, value]];
    default:
      return [[keyword, value]];
  }
}

/** Whether the one pattern of a schema matches every name, so that its schema is that of all properties. */
function isRecord({ properties, patternProperties }: JsonObject): boolean {
  const patterns = isObject(patternProperties) ? Object.keys(patternProperties) : [];
  const isAlone = patterns.length === 1 && (!isObject(properties) || Object.keys(properties).length === 0);
  return isAlone && patterns.every(matchesAll);
}

/** The one schema of a map, at a place of its own. */
function buildOnly(build: Build, map: unknown, from: string, to: string): unknown {
  const [pattern, value] = Object.entries(isObject(map) ? map : {})[0] ?? ["", true];
  return buildSchema(build, value, `${from}/${toSegment(pattern)}`, to);
}

/**
 * OpenAPI's `discriminator`, which says nothing to JSON Schema: the places that its `mapping` names follow what they
 * name, and those that are gone are left out.
 */
function buildDiscriminator(build: Build, discriminator: unknown): unknown {
  if (!isObject(discriminator) || !isObject(discriminator["mapping"])) return discriminator;
  const mapping: JsonObject = {};
  for (const [value, ref] of Object.entries(discriminator["mapping"])) {
    const target = typeof ref === "string" && ref.startsWith("#/") ? targetOf(ref) : undefined;
    if (target === undefined) mapping[value] = ref;
    else if (build.resolved.schemas.has(target)) {
      mapping[value] = "";
      build.refs.push({ holder: mapping, key: value, target });
    }
  }
  return { ...discriminator, mapping };
}

function targetOf(ref: string): string {
  const keys = splitPointer(decodePercent(ref.slice(1)));
  return keys.map((key) => `/${toSegment(key)}`).join("");
}

/** The places of all that is referred to where no schema is expected, and of what is around it. */
function aroundStrays({ strays }: References): ReadonlySet<string> {
  const around = new Set<string>();
  for (const stray of strays) {
    for (let at = stray; at !== "" && !around.has(at); at = at.slice(0, at.lastIndexOf("/"))) around.add(at);
  }
  return around;
}

/**
 * The patterns that are left out of what stands here, so that what depends on them would come to mean something else:
 * `not` without them would refuse everything.
 */
function lostIn(build: Build, at: string): LostPattern[] {
  return build.losesSome ? lostPatterns(build.resolved, at) : [];
}

function isLoose(build: Build, options: unknown, at: string): boolean {
  return Array.isArray(options) && options.some((_, index) => lostIn(build, `${at}/${index}`).length > 0);
}

/**
 * A schema that is denied or decided on, where it means what its author meant; otherwise nothing, and a warning for
 * each pattern in it.
 */
function buildDecision(build: Build, keyword: string, value: unknown, from: string, to: string): Entry[] {
  const lost = lostIn(build, from);
  if (lost.length === 0) return [[keyword, buildSchema(build, value, from, to)]];
  for (const { pointer, pattern, part } of lost) {
    if (pointer.startsWith(`${from}/`)) reportPattern(pattern, build.pointer + pointer, part, build.report, keyword);
  }
  return [];
}

function exclusive(keyword: string): string {
  return keyword === "minimum" ? "exclusiveMinimum" : "exclusiveMaximum";
}

function buildList(build: Build, list: unknown, from: string, to: string): unknown[] {
  if (!Array.isArray(list)) return [];
  const built = list.map((value, index) => buildSchema(build, value, `${from}/${index}`, `${to}/${index}`));
  // Where its keyword is another one in the normal form, the way back leads to the one that was written.
  build.origins.set(built, from);
  return built;
}

function buildMap(build: Build, map: unknown, from: string, to: string): JsonObject {
  if (!isObject(map)) return {};
  const entries = Object.entries(map).map(([key, value]): Entry => {
    const segment = toSegment(key);
    return [key, buildSchema(build, value, `${from}/${segment}`, `${to}/${segment}`)];
  });
  const built: JsonObject = Object.fromEntries(entries);
  build.origins.set(built, from);
  return built;
}

/** `definitions` as `$defs`; a name that `$defs` has for something else gets a number. */
function buildDefinitions(build: Build, schema: JsonObject, keyword: string, from: string, to: string): JsonObject {
  const map = schema[keyword];
  const other = schema["$defs"];
  if (keyword === "$defs" || !isObject(other) || !isObject(map)) {
    return buildMap(build, map, `${from}/${keyword}`, `${to}/$defs`);
  }
  const entries = Object.entries(map).flatMap(([key, value]): Entry[] => {
    let name = key;
    for (let n = 2; Object.hasOwn(other, name) || (name !== key && Object.hasOwn(map, name)); n++) name = `${key}_${n}`;
    const at = `${from}/definitions/${toSegment(key)}`;
    return [[name, buildSchema(build, value, at, `${to}/$defs/${toSegment(name)}`)]];
  });
  return Object.fromEntries(entries);
}

function buildDependencies(build: Build, map: unknown, from: string, to: string): Entry[] {
  if (!isObject(map)) return [];
  const keys = Object.keys(map);
  const names = keys.filter((key) => Array.isArray(map[key])).map((key): Entry => [key, map[key]]);
  const schemas = Object.fromEntries(keys.filter((key) => !Array.isArray(map[key])).map((key) => [key, map[key]]));
  const required = Object.fromEntries(names);
  build.origins.set(required, from);
  return [
    ...(names.length > 0 ? [["dependentRequired", required] satisfies Entry] : []),
    ...(Object.keys(schemas).length > 0
      ? [["dependentSchemas", buildMap(build, schemas, from, `${to}/dependentSchemas`)] satisfies Entry]
      : []),
  ];
}

function buildPattern(build: Build, pattern: unknown, at: string): Entry[] {
  const sound = soundPattern(String(pattern), build.pointer + at, "value", build.report);
  return sound === undefined ? [] : [["pattern", sound]];
}

function buildPatternMap(build: Build, map: unknown, from: string, to: string): JsonObject {
  if (!isObject(map)) return {};
  const entries = Object.entries(map).flatMap(([pattern, value]): Entry[] => {
    const at = `${from}/${toSegment(pattern)}`;
    const sound = soundPattern(pattern, build.pointer + at, "key", build.report);
    return sound === undefined ? [] : [[sound, buildSchema(build, value, at, `${to}/${toSegment(sound)}`)]];
  });
  return Object.fromEntries(entries);
}
